from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import RedirectResponse

from tests.unit.utils.ui.asgi_client import Answer, ask
from utils.config import STAFF_ON, STAFF_VARIABLE
from utils.ui.staff.way_back import COOKIE, WayBack

CODE = "code=abc&state=def"
SITE = "https://atlas.example"


@pytest.fixture(autouse=True, scope="module")
def _staff() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(STAFF_VARIABLE, STAFF_ON)
        yield


def answer(
    path: str, *, base: str = "", query: str = CODE, referer: str = "", cookie: str = ""
) -> Answer:
    """What comes of an answer like Streamlit's, which leads to the first page."""
    app = WayBack(RedirectResponse(f"{base}/", 302), base=base)
    headers = {"referer": referer, "cookie": f"{COOKIE}={cookie}"}
    return ask(app, f"{base}{path}", query=query, headers=headers)


@pytest.mark.parametrize("base", ["", "/place"])
def test_who_signs_in_on_a_page_of_staff_comes_back_to_it(base: str) -> None:
    left = answer("/auth/login", base=base, referer=f"{SITE}{base}/new_data?a=b")
    assert left.headers["set-cookie"] == (
        f"{COOKIE}=new_data; HttpOnly; Max-Age=600; Path={base}/; SameSite=Lax"
    )
    back = answer("/oauth2callback", base=base, cookie="new_data")
    assert back.headers["location"] == f"{base}/new_data"
    assert "Max-Age=0" in back.headers["set-cookie"]


@pytest.mark.parametrize(
    "referer",
    ["", SITE, f"{SITE}/profile", f"{SITE}/new_data/x", "https://[", "//evil.example/new_data/.."],
)
def test_no_other_page_is_noted(referer: str) -> None:
    assert "set-cookie" not in answer("/auth/login", referer=referer).headers


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "profile",
        "/evil.example",
        "//evil.example",
        "https://evil.example",
        "new_data/../x",
        "new_data%0d%0aSet-Cookie: a=b",
        "ledger?next=https://evil.example",
        "\\evil.example",
    ],
)
def test_a_cookie_that_somebody_made_up_leads_to_the_first_page(cookie: str) -> None:
    assert answer("/oauth2callback", cookie=cookie).headers["location"] == "/"


@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=40))
def test_nothing_leads_out_of_the_site(cookie: str) -> None:
    app = WayBack(RedirectResponse("/", 302), base="")
    headers = {"cookie": f"{COOKIE}={cookie.encode().decode('latin-1')}"}
    location = ask(app, "/oauth2callback", query=CODE, headers=headers).headers["location"]
    assert location in {"/", "/ledger", "/new_data", "/own_table"}


def test_who_signs_out_is_led_to_the_first_page_and_the_rest_is_left_alone() -> None:
    out = answer("/oauth2callback", query="", cookie="new_data")
    assert out.headers["location"] == "/"
    assert "set-cookie" not in out.headers
    other = answer("/profile", referer=f"{SITE}/new_data", cookie="new_data")
    assert other.headers["location"] == "/"
    assert "set-cookie" not in other.headers


def test_a_public_server_has_no_page_to_come_back_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STAFF_VARIABLE, "")
    assert answer("/oauth2callback", cookie="new_data").headers["location"] == "/"
