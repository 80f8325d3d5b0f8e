from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, open_app, shown_text

BIRMINGHAM, BEDS = "E08000025", "central_bedfordshire_and_luton"


def open_spend(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="spend_outcomes.py", **address)


def test_the_answer_says_only_what_limits_allow() -> None:
    text = shown_text(open_spend(place=BIRMINGHAM, adjust="crude"))
    assert "Birmingham: total service expenditure £2,407 a person as spent" in text
    assert "within what cannot be told from the mean" in text
    assert "can be told from the mean on both spend and outcome; the others are grey" in text


@pytest.mark.parametrize("adjust", ["crude", "need"])
@pytest.mark.parametrize("near", ["england", "neighbours"])
def test_every_way_of_setting_it_beside_others(adjust: str, near: str) -> None:
    app = open_spend(place=BIRMINGHAM, adjust=adjust, near=near, theme="work_and_skills")
    assert not app.exception
    assert not app.error
    text = shown_text(app)
    assert "1.96 standard deviations" in text if adjust == "crude" else "average need" in text


def test_spend_is_told_to_lean_to_deprived_places_by_its_limits() -> None:
    text = shown_text(open_spend(place=BIRMINGHAM))
    assert "is higher the more deprived the place is (pro-poor)" in text
    assert "whether it leans more or less so than need would suggest cannot be told" in text
    assert "authorities of the pilots (30 authorities)" in text


def test_the_map_of_both_measures_is_a_link_away() -> None:
    app = open_spend(place=BIRMINGHAM)
    bodies = [one.proto.body for one in app.get("html")]
    (body,) = (one for one in bodies if "The same two measures on one map" in one)
    assert "view=cross" in body
    assert "show2=healthy_life_expectancy" in body


def test_a_place_of_several_authorities_is_told_where_its_members_are() -> None:
    text = shown_text(open_spend(place=BEDS))
    assert "each is a dot of its own" in text


def test_neighbours_of_several_authorities_or_of_nobody_are_refused_in_words() -> None:
    assert "neighbours of single authorities" in shown_text(
        open_spend(place=BEDS, near="neighbours")
    )
    assert "Choose a place above" in shown_text(open_spend(near="neighbours"))


def test_a_line_below_nought_says_why_it_has_no_index() -> None:
    app = open_spend(theme="work_and_skills", place=BIRMINGHAM)
    assert not app.exception
    assert "cannot be told" in shown_text(app)


@pytest.mark.parametrize(
    "theme",
    [
        "children_and_families",
        "young_people_leaving_care",
        "older_people",
        "drugs_and_alcohol",
        "mental_health_and_learning_disability",
        "offending_and_community_safety",
        "work_and_skills",
        "housing_and_regeneration",
        "health_and_wellbeing",
        "neighbourhood_and_environment",
    ],
)
def test_every_theme_has_an_answer(theme: str) -> None:
    app = open_spend(place=BIRMINGHAM, theme=theme)
    assert not app.exception
    assert not app.error
    assert address(app)["theme"] == theme
