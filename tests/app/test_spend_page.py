from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, open_app, shown_text

BIRMINGHAM, BEDS = "E08000025", "central_bedfordshire_and_luton"


def open_spend(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="spend_outcomes.py", **address)


def test_the_answer_names_year_spend_band_and_what_limits_allow() -> None:
    text = shown_text(open_spend(place=BIRMINGHAM, when="2020-22"))
    assert "In 2022-23 Birmingham spent £" in text
    assert " per person on local services, without education (in 2024-25 prices), in the" in text
    assert (
        "(2020-22) is clearly below England: 59.8 years (95% confidence interval 57.7 to 62.0 years"
        in text
    )
    assert "standard deviation" not in text


def test_similar_places_are_said_in_pounds_and_what_they_cannot_say() -> None:
    text = shown_text(open_spend(place=BIRMINGHAM))
    assert " of the 15 similar places." in text
    assert "For its deprivation, ages and region, expected spending is £" in text
    assert "not what they should spend" in text


@pytest.mark.parametrize("adjust", ["crude", "need"])
@pytest.mark.parametrize("near", ["england", "neighbours"])
def test_every_way_of_setting_it_beside_others(adjust: str, near: str) -> None:
    app = open_spend(place=BIRMINGHAM, adjust=adjust, near=near, theme="work_and_skills")
    assert not app.exception
    assert not app.error
    text = shown_text(app)
    words = "than similar places on planning and development" if adjust == "need" else "spent £"
    assert words in text
    group = "the 15 similar places" if near == "neighbours" else "of councils"
    assert group in text


def test_all_public_money_can_be_set_against_an_outcome_with_its_range() -> None:
    app = open_spend(place=BIRMINGHAM, line="whole:total", when="2020-22")
    assert not app.exception
    assert not app.error
    text = shown_text(app)
    assert "All public spending (part estimated): about £14,300 per person in Birmingham in" in text
    assert re.search(r"\(in 2024-25 prices\), between £13,\d00 and £1[45],\d00, ", text)
    assert "(2020-22) is clearly below England" in text
    assert "not for all public spending or parts of it" in text
    assert address(app)["line"] == "whole:total"


def test_a_place_whose_range_reaches_over_a_quarter_has_none() -> None:
    text = shown_text(open_spend(place="E08000026", line="whole:total"))
    assert "with a range too wide to tell in which quarter of councils it lies" in text


def test_all_public_money_is_not_set_beside_similar_places() -> None:
    app = open_spend(place=BIRMINGHAM, line="whole:total", adjust="need")
    assert not app.exception
    assert any("way spending is shown" in warning.value for warning in app.warning)
    assert "about £" in shown_text(app)


def test_spend_over_deprivation_is_said_by_its_limits() -> None:
    text = shown_text(open_spend(place=BIRMINGHAM))
    assert "is higher in more deprived places" in text
    assert "councils of the pilots (30 councils)" in text


def test_the_map_of_both_measures_is_a_link_away() -> None:
    app = open_spend(place=BIRMINGHAM)
    bodies = [block.proto.body for block in app.get("html")]
    (body,) = (text for text in bodies if "The same two measures on one map" in text)
    assert "view=cross" in body
    assert "show2=healthy_life_expectancy" in body


def test_each_council_of_a_place_of_several_has_a_sentence() -> None:
    text = shown_text(open_spend(place=BEDS))
    assert "Central Bedfordshire spent £" in text
    assert "Luton spent £" in text


def test_neighbours_of_several_councils_are_those_of_any_of_them() -> None:
    text = shown_text(open_spend(place=BEDS, near="neighbours"))
    assert "places similar to Central Bedfordshire and Luton" in text


def test_neighbours_of_nobody_are_refused_in_words() -> None:
    assert "Choose a place above" in shown_text(open_spend(near="neighbours"))


def test_a_line_with_more_income_than_spending_says_why_it_has_no_index() -> None:
    app = open_spend(theme="work_and_skills", place=BIRMINGHAM)
    assert not app.exception
    assert "Some places have more income than spending on this line." in shown_text(app)


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
