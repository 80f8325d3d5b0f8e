from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.unit.utils.ui.asgi_client import ask
from tests.unit.utils.ui.server.observatory import grade, read_policy, score_cookies, score_policy
from utils.ui.server.headers import Headers

SECURE = {"strict-transport-security": "max-age=63072000"}
GOOD = {
    **SECURE,
    "content-security-policy": "default-src 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("policy", "modifier"),
    [
        ("", -25),
        ("default-src 'none'; form-action 'none'", 10),
        ("default-src 'none'", 5),
        ("default-src 'self'", 5),
        ("default-src 'self'; style-src 'unsafe-inline'", 0),
        ("default-src 'self'; script-src 'self' 'unsafe-eval'", -10),
        ("default-src 'self'; img-src http://pictures.example", -10),
        ("default-src 'self'; script-src 'self' 'unsafe-inline'", -20),
        ("default-src 'self'; script-src 'self' 'unsafe-inline' 'sha256-a'", 5),
        ("default-src 'self'; script-src https:", -20),
        ("img-src 'self'", -20),
        ("default-src 'self'; script-src http://scripts.example", -20),
    ],
)
def test_policies_count_as_the_rules_say(policy: str, modifier: int) -> None:
    assert score_policy(read_policy(policy)) == modifier


@pytest.mark.parametrize(
    ("cookie", "modifier"),
    [
        ("a=1; Secure; SameSite=Lax", 5),
        ("a=1; Secure", 0),
        ("a=1; SameSite=Lax", -5),
        ("session=1; Secure", -30),
        ("_xsrf=1; Secure", -20),
    ],
)
def test_cookies_count_as_the_rules_say(cookie: str, modifier: int) -> None:
    assert score_cookies([cookie], protected=True) == modifier


def test_a_bonus_counts_from_90_up_only() -> None:
    assert grade(GOOD) == (130, "A+")
    assert grade(GOOD | {"x-content-type-options": "sniff"}) == (125, "A+")
    without = {name: value for name, value in GOOD.items() if name not in SECURE}
    assert grade(without) == (80, "B+")
    assert grade({}) == (30, "below C+")


def answer_page(_: object) -> Response:
    response = HTMLResponse("<p>Map</p>")
    response.set_cookie("_streamlit_xsrf", "1", samesite="lax")
    return response


def test_our_page_behind_tls_has_the_best_grade() -> None:
    headers = Middleware(Headers, scripts=[], fetched=list)
    app = Starlette(routes=[Route("/", answer_page)], middleware=[headers])
    safe = ask(app, "/", scheme="https").headers
    assert grade(safe, [safe["set-cookie"]]) == (125, "A+")
    plain = ask(app, "/").headers
    assert grade(plain, [plain["set-cookie"]])[1] == "C+"
