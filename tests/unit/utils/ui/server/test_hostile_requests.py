"""Whatever our own addresses are asked, they answer as they should, and escape what they repeat."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from tests.hostile import HOSTILE
from tests.unit.utils.ui.asgi_client import Answer, ask
from tests.unit.utils.ui.choices import PLACES
from utils.ui.passports.pages import WAYS
from utils.ui.server.endpoints import Endpoints
from utils.ui.server.headers import Headers
from utils.ui.server.routes import build_routes

VERSION = PLACES.maps.store.version
#: Longest page that says what is wrong, in bytes, without what is allowed.
LONGEST_ANSWER = 60_000
RIGHT = {
    "measure": "spend:total",
    "basis": "cash",
    "level": "upper_tier",
    "period": "2024-25",
    "area": "E08000025",
    "place": "birmingham",
    "against": "england",
    "theme": "all_services",
    "line": "birmingham",
}


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    before = [Middleware(Headers, scripts=[], fetched=list), Middleware(Endpoints)]
    return Starlette(routes=build_routes(), middleware=before)


def check_passport(answer: Answer, text: str) -> None:
    """A page that says what is wrong, in which what was asked is text and no script can run."""
    page = answer.body.decode()
    assert answer.status in {200, 404}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'sha"
    )
    assert len(answer.body) < LONGEST_ANSWER
    assert "Traceback" not in page
    if answer.status == 404 and escape(text) != text:
        assert text not in page.partition("<main>")[2]
        assert page.count("<a ") == 1
        assert "<img" not in page


def test_a_passport_of_anything_is_a_page_that_says_what_is_wrong(app: ASGIApp) -> None:
    for number, text in enumerate(HOSTILE):
        figure, names = list(WAYS.items())[number % len(WAYS)]
        # Each part in turn is wrong, and the others are right.
        name = names[number // len(WAYS) % len(names)]
        right = {part: RIGHT[part] for part in names}
        queries = (
            {**right, "figure": figure, name: text},
            {"figure": text},
            {"figure": "value", text: text},
        )
        for query in queries:
            check_passport(ask(app, "/atlas/passport", query=urlencode(query)), text)


def test_a_search_for_anything_is_answered_with_json(app: ASGIApp) -> None:
    for text in HOSTILE[::4]:
        answer = ask(app, f"/atlas/find/{VERSION}", query=urlencode({"text": text}))
        assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
        assert answer.headers["cache-control"] == "no-store"
        assert set(json.loads(answer.body)) == {"candidates", "message", "chosen"}


@pytest.mark.parametrize(
    "path",
    [
        f"/atlas/series/{VERSION}/{{}}/cash/upper_tier/england",
        f"/atlas/series/{VERSION}/spend:total/{{}}/upper_tier/england",
        f"/atlas/series/{VERSION}/spend:total/cash/{{}}/england",
        f"/atlas/series/{VERSION}/imd_decile:persons/as published/lsoa/{{}}",
        "/atlas/series/{}/spend:total/cash/upper_tier/england",
        "/atlas/geometry/{}",
        "/atlas/tiles/{}/5/15/10.png",
        "/atlas/script/{}/map.js",
        f"/atlas/data/{VERSION}/{{}}.json",
        "/atlas/{}",
    ],
)
def test_a_file_of_any_name_is_not_found(app: ASGIApp, path: str) -> None:
    for text in HOSTILE:
        answer = ask(app, path.replace("{}", text))
        if answer.status == 307:
            # What differs by a last stroke is named without it, on the same host.
            assert answer.headers["location"].startswith("http://atlas.example/")
            continue
        assert answer.status == 404, text
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert len(answer.body) < LONGEST_ANSWER
