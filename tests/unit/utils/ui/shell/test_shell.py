"""The head of every page: its program, its search and its words."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from data.read.find_place.candidate import Candidate
from tests.unit.utils.ui.asgi_client import ask
from utils.config import ROOT
from utils.ui.server.addresses import find_url, glossary_url, queue_url, shell_url
from utils.ui.server.routes import build_routes
from utils.ui.shared.glossary import load_glossary
from utils.ui.shell.find import answer_search, nth_candidate
from utils.ui.shell.pages import MAIN, MORE, open_pages
from utils.ui.shell.program import shell_script
from utils.ui.shell.title import compose_title


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return Starlette(routes=build_routes())


def test_the_program_is_served_under_its_version_alone(app: ASGIApp) -> None:
    answer = ask(app, f"/{shell_url()}")
    assert answer.content.decode() == shell_script()
    assert "immutable" in answer.headers["cache-control"]
    assert ask(app, "/atlas/script/000000000000/shell.js").status == 404


def test_a_search_answers_with_what_and_where(app: ASGIApp) -> None:
    found = json.loads(ask(app, f"/{find_url()}", query="text=newcastle").content)
    assert [candidate["name"] for candidate in found["candidates"]][:2] == [
        "Newcastle upon Tyne",
        "Newcastle-under-Lyme",
    ]
    assert found["candidates"][1]["where"] == "district, Staffordshire"
    none = json.loads(ask(app, f"/{find_url()}").content)
    assert none["candidates"] == []
    assert none["message"]


def test_the_queue_of_files_answers_and_is_not_kept(app: ASGIApp) -> None:
    answer = ask(app, f"/{queue_url()}")
    found = json.loads(answer.content)
    assert set(found) == {"asked", "done"}
    assert 0 <= found["done"] <= found["asked"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("nth", ["-1", "x", "", "99", "100000000000", "٣"])
def test_a_candidate_that_is_not_in_the_list_is_none(nth: str) -> None:
    assert nth_candidate("Newcastle", nth) is None


def test_a_candidate_is_that_of_the_list() -> None:
    names = [candidate["name"] for candidate in answer_search("Newcastle")["candidates"]]
    found = nth_candidate("Newcastle", "1")
    assert isinstance(found, Candidate)
    assert found.name == names[1]


def test_every_page_is_in_the_head_once_and_at_most_six_names_are_met_first() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    entries = [*MAIN, *MORE]
    assert {entry.file for entry in entries} == files
    assert len(entries) == len(files)
    # "More" is a name too.
    assert len(MAIN) + 1 <= 6
    assert not any(entry.staff for entry in open_pages())


def test_the_glossary_explains_forty_words_at_least(app: ASGIApp) -> None:
    words = load_glossary()
    assert len(words) >= 40
    assert len({entry["word"] for entry in words.values()}) == len(words)
    assert all(entry["meaning"].endswith(".") for entry in words.values())
    answered = json.loads(ask(app, f"/{glossary_url()}").content)
    assert {key: entry["meaning"] for key, entry in answered.items()} == {
        key: entry["meaning"] for key, entry in words.items()
    }


def test_a_tab_names_the_place_before_the_page() -> None:
    assert compose_title("Place", ["Kent"]) == "Kent: Place - Total Place Atlas"
    assert compose_title("Map", []) == "Map - Total Place Atlas"
