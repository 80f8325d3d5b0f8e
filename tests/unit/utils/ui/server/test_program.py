from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.unit.utils.ui.asgi_client import ask
from utils.ui.server.headers import IMMUTABLE
from utils.ui.server.program import (
    LATE_PARTS,
    PROGRAM_DIR,
    ProgramFiles,
    first_files,
    late_files,
    late_urls,
)

PASSED_ON = b"passed on"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    routes = [Route("/{path:path}", lambda _: PlainTextResponse(PASSED_ON))]
    return Starlette(routes=routes, middleware=[Middleware(ProgramFiles)])


@pytest.mark.parametrize("name", [first_files()[0], late_files()[0]])
def test_script_is_sent_whole_compressed_and_may_be_kept_for_good(app: ASGIApp, name: str) -> None:
    answer = ask(app, f"/static/{name}", accept_encoding="gzip, br")
    whole = (PROGRAM_DIR / name).read_bytes()
    assert answer.content == whole
    assert len(answer.body) < len(whole)
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith(("text/javascript", "text/css"))


def test_below_another_address_too(app: ASGIApp) -> None:
    name = first_files()[0]
    answer = ask(app, f"/atlas/of/places/static/{name}", accept_encoding="gzip")
    assert answer.content == (PROGRAM_DIR / name).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/static/js/no-such-file.js",
        "/static/js/../../index.html",
        "/static/media/font.woff2",
        "/static/js/",
        "/atlas/health",
    ],
)
def test_anything_else_is_passed_on(app: ASGIApp, path: str) -> None:
    assert ask(app, path, accept_encoding="gzip").body == PASSED_ON


def test_client_that_takes_no_gzip_is_left_to_streamlit(app: ASGIApp) -> None:
    assert ask(app, f"/static/{first_files()[0]}").body == PASSED_ON


def test_every_late_part_is_still_a_file_of_streamlit() -> None:
    assert [re.match(r"js/(\w+)\.", path)[1] for path in late_files()] == list(LATE_PARTS)  # type: ignore[index]
    assert all((PROGRAM_DIR / path).is_file() for path in late_files())
    assert late_urls() == [f"static/{path}" for path in late_files()]


def test_files_of_the_first_page_are_many_and_exist() -> None:
    assert len(first_files()) > 30
    assert all((PROGRAM_DIR / path).is_file() for path in first_files())
