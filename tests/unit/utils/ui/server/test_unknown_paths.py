from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.unit.utils.ui.asgi_client import ask
from utils.ui.server.unknown_paths import UnknownPaths
from utils.ui.shell.pages import open_pages


async def answer(_request: Request) -> Response:
    return PlainTextResponse("the page")


@pytest.fixture(params=["", "/place"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(base: str) -> UnknownPaths:
    inner = Starlette(routes=[Route("/{path:path}", answer)])
    return UnknownPaths(inner, base=base, own="atlas")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/profile",
        "/profile/",
        "/nonsense",
        "/atlas/health/ready",
        "/static/js/index.js",
        "/media/file.csv",
        "/_stcore/health",
        "/profile/_stcore/health",
        "/component/a/b.js",
    ],
)
def test_what_somebody_answers_for_is_passed_on(app: UnknownPaths, base: str, path: str) -> None:
    assert ask(app, base + path).body == b"the page"


@pytest.mark.parametrize("path", ["/profile/x", "/map/x", "/a/b/c", "/profile/x/"])
def test_a_deeper_address_is_a_page_that_names_the_pages(
    app: UnknownPaths, base: str, path: str
) -> None:
    found = ask(app, base + path)
    text = found.body.decode()
    assert found.status == 404
    assert "<h1>Page not found</h1>" in text
    for entry in open_pages():
        assert f'<a href="{base}/{entry.address}">{entry.title}</a>' in text


@pytest.mark.parametrize("path", ["/map", "/map/"])
def test_the_name_of_the_map_leads_to_it_with_its_choices(
    app: UnknownPaths, base: str, path: str
) -> None:
    found = ask(app, base + path, query="place=kent&show=a%3Ab")
    assert found.status == 307
    assert found.headers["location"] == f"{base}/?place=kent&show=a%3Ab"
    assert ask(app, base + path).headers["location"] == f"{base}/"


def test_outside_the_site_there_is_no_page() -> None:
    app = UnknownPaths(Starlette(), base="/place", own="atlas")
    assert ask(app, "/").status == 404
    assert 'href="/place/"' in ask(app, "/places/profile").body.decode()
