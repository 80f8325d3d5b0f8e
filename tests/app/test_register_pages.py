from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, open_app, shown_text

BEDS = "central_bedfordshire_and_luton"


def open_dives(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="deep_dives.py", **address)


def test_every_figure_stands_with_its_source() -> None:
    app = open_dives()
    assert not app.exception
    text = shown_text(app)
    assert "129 figures, each as its source states it" in text
    assert "£4 for each pound: Later saving for each pound" in text
    assert "Publicnet" in text


def test_a_contradictory_figure_is_said_to_be_so_and_not_drawn() -> None:
    app = open_dives(record=BEDS)
    text = shown_text(app)
    assert "£44,000 per person" in text
    assert "Contradictory." in text
    specs = [one.proto.spec for one in app.get("vega_lite_chart")]
    assert not any("44000" in one for one in specs)


def test_shares_of_a_place_are_drawn_as_stated() -> None:
    text = shown_text(open_dives(record="birmingham"))
    assert "Shares that sources state, Birmingham (%)" in text
    assert "falls to bodies other than the city council (three quarters): 75%" in text


def test_a_journey_is_an_ordered_list_of_its_stages() -> None:
    app = open_dives(shelf="journeys", record="birmingham")
    bodies = [one.proto.body for one in app.get("html")]
    (journey,) = (one for one in bodies if one.startswith("<ol"))
    assert journey.count("<li") == 4
    assert journey.index("Treatment") < journey.index("Recovery and return to the community")
    assert "£34,000 a year for one person" in journey


def test_projects_say_who_leads_and_that_no_champion_is_named() -> None:
    text = shown_text(open_dives(shelf="projects"))
    assert "The sources name a board champion for 0 of 30 projects." in text
    assert "Jon Tomlinson" in text


def test_figures_of_a_theme_alone() -> None:
    text = shown_text(open_dives(topic="drugs_and_alcohol"))
    assert "16 figures" in text
    assert "welfare benefits" not in text


def test_one_search_goes_over_all_registers() -> None:
    app = open_dives()
    app.text_input(key="search").set_value("51 benefits").run()
    text = shown_text(app)
    assert "rows hold “51 benefits”" in text
    assert "No one official picture of how 51 benefits fit together" in text
    app.text_input(key="search").set_value("xyzzy").run()
    assert "No row holds “xyzzy”." in shown_text(app)


def test_barriers_recur_by_places_and_end_with_what_they_cannot_tell() -> None:
    app = open_app(page="barriers.py")
    assert not app.exception
    text = shown_text(app)
    assert "Finance: 16 barriers, named in " in text
    assert "A systematic review found little clear proof" in text
    assert "What this cannot tell: " in text
    assert "28 Nov 2025" in text


def test_barriers_of_one_place_alone() -> None:
    app = open_app(page="barriers.py", record="kent")
    text = shown_text(app)
    assert "primary legislation" in text
    assert "Welfare benefits are complex" not in text
    assert address(app) == {"record": "kent"}


@pytest.mark.parametrize("page", ["deep_dives.py", "barriers.py"])
def test_a_place_that_is_not_in_the_record_falls_back_and_says_so(page: str) -> None:
    app = open_app(page=page, record="atlantis")
    assert not app.exception
    assert "atlantis" in shown_text(app)
