"""What the browser tells of a visitor's doing on the map, without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import SECONDS, kept, open_app, shown_text
from utils.ui.map.actions import CHOSEN_BELOW

BIRMINGHAM = "E08000025"
PARK_HALL = "E01008881"
LUTON = "E06000032"
LUTON_005C = "E01015752"
UNION = "central_bedfordshire_and_luton"
SMALL = {"show": "imd_decile:persons", "level": "lsoa", "year": "2019"}


def act() -> None:
    """A page on which the map has told of an event."""
    import streamlit as st  # noqa: PLC0415  # AppTest runs the body as a script of its own

    from utils.ui.map.actions import follow  # noqa: PLC0415
    from utils.ui.map.choices import resolve_choices  # noqa: PLC0415
    from utils.ui.shared.loaders import load_places  # noqa: PLC0415

    resolve_choices(load_places())
    follow(load_places(), st.session_state["event"])


def after(event: dict[str, Any], **before: str) -> AppTest:
    """The page after an event; what was chosen before comes from its address."""
    app = AppTest.from_function(act, default_timeout=SECONDS)
    for name, value in before.items():
        app.query_params[name] = value
    app.session_state["event"] = event
    app.run()
    assert not app.exception
    return app


def test_a_click_on_an_authority_chooses_it() -> None:
    assert kept(after({"area": BIRMINGHAM}), "place")["place"] == BIRMINGHAM
    assert kept(after({"area": BIRMINGHAM}, place="kent"), "place")["place"] == BIRMINGHAM


def test_a_click_on_a_small_area_chooses_it_and_the_place_it_lies_in() -> None:
    found = kept(after({"area": PARK_HALL}, **SMALL), "place", "area", "inside")
    assert found == {"place": BIRMINGHAM, "area": PARK_HALL, "inside": ""}


def test_a_place_that_holds_the_small_area_stays_chosen() -> None:
    event = {"area": LUTON_005C}
    stays = kept(after(event, **SMALL, place=UNION), "place", "area")
    assert stays == {"place": UNION, "area": LUTON_005C}
    moves = kept(after(event, **SMALL, place=BIRMINGHAM), "place", "area")
    assert moves == {"place": LUTON, "area": LUTON_005C}


def test_a_click_on_a_region_chooses_no_place() -> None:
    found = kept(after({"area": "E12000005"}, level="region"), "place", "area")
    assert found == {"place": "", "area": "E12000005"}


@pytest.mark.parametrize("code", [BIRMINGHAM, PARK_HALL])
def test_a_double_click_looks_into_the_authority_of_the_area(code: str) -> None:
    found = kept(after({"inside": code}), "place", "inside", "level", "show", "area")
    assert found == {
        "place": BIRMINGHAM,
        "inside": BIRMINGHAM,
        "level": "lsoa",
        "show": "imd_decile:persons",
        "area": "",
    }


@pytest.mark.parametrize(("name", "key"), CHOSEN_BELOW.items())
def test_a_choice_with_the_maps_tools_is_taken_over(name: str, key: str) -> None:
    assert after({name: "something"}).session_state[key] == "something"


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"area": "E99999999"},
        {"area": ""},
        {"area": 7},
        {"area": [BIRMINGHAM]},
        {"area": None},
        {"inside": "E99999999"},
        {"inside": "E12000005"},
        {"inside": UNION},
        {"inside": {"a": 1}},
        {"period": 2019},
        {"level": None},
        {"colour": "red"},
        {"theme": "older_people"},
    ],
)
def test_anything_else_that_a_browser_sends_is_left_alone(event: dict[str, Any]) -> None:
    assert kept(after(event)) == kept(after({}))


def test_a_bad_choice_from_a_browser_falls_back_on_the_next_run() -> None:
    app = after({"level": "galaxy", "view": "sideways", "period": "1066-67"})
    app.session_state["event"] = {}
    app.run()
    assert not app.exception
    assert kept(app, "level", "view", "year") == {
        "level": "upper_tier",
        "view": "one",
        "year": "2024-25",
    }


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("Central Beds", "E06000056", "Central Bedfordshire"),
        ("Bedfordshire", "", "Choose one of them"),
        ("Poole", "E06000058", ""),
    ],
)
def test_the_finder_of_the_map_takes_the_names_people_use(
    typed: str, place: str, said: str
) -> None:
    app = open_app(place=typed)
    assert app.session_state["place"] == place
    assert said in shown_text(app)
