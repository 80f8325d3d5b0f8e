"""Tax and spend: what a visitor reads with a place, without, and by a hostile link."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, notices, open_app, shown_text

BIRMINGHAM, BEDS = "E08000025", "central_bedfordshire_and_luton"


def open_tax(**address: str) -> AppTest:
    """Open the look as a link does."""
    return open_app(page="count.py", look="tax", **address)


def test_tax_and_spend_of_a_place_opens_with_its_regions_gap() -> None:
    app = open_tax(place=BIRMINGHAM)
    assert not app.exception
    text = shown_text(app)
    assert "£13,173 per person was raised" in text
    assert "£18,225 was spent by public bodies" in text
    assert "£5,052 more was spent than raised" in text
    assert "England: £16,746 raised, £18,235 spent" in text
    assert "not a judgement on a place" in text
    assert "Birmingham: £1,601 per resident" in text
    assert "Nine regions cannot show what money does" in text
    assert address(app)["look"] == "tax"


def test_tax_and_spend_without_a_place_shows_the_regions_and_england() -> None:
    app = open_tax()
    assert not app.exception
    text = shown_text(app)
    assert "In England, £16,746 per person was raised" in text
    assert "From north to south, England last" in text
    assert "Income tax by council" not in text


@pytest.mark.parametrize("place", [BEDS, "E06000027", "whole_place_community_budgets"])
@pytest.mark.parametrize("year", ["1999-00", "2024-25"])
def test_tax_and_spend_opens_for_places_of_every_kind(place: str, year: str) -> None:
    app = open_tax(place=place, whole_year=year)
    assert not app.exception
    text = shown_text(app)
    assert ("no figure from HM Treasury" in text) == (year == "1999-00")
    assert ("lies in several regions" in text) == (place == "whole_place_community_budgets")
    assert ("gives no figure for Torbay" in text) == (place == "E06000027")
    assert "nan" not in text.split()


def test_the_outcome_beside_the_money_is_in_the_address() -> None:
    linked = open_tax(beside="healthy_life_expectancy:male")
    chosen = choose(open_tax(), "beside", "healthy_life_expectancy:male")
    for app in (linked, chosen):
        assert "healthy life expectancy at birth, men, 2022-24" in shown_text(app)
        assert address(app)["beside"] == "healthy_life_expectancy:male"


def test_a_link_of_another_look_keeps_the_place_and_names_no_outcome() -> None:
    app = choose(open_tax(place=BIRMINGHAM), "look", "whole")
    assert not app.exception
    assert address(app) == {"place": BIRMINGHAM}


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "../../etc", "nan"])
@pytest.mark.parametrize("name", ["beside", "one_off", "whole_year"])
def test_a_hostile_address_is_named_and_left_out(name: str, asked: str) -> None:
    app = open_tax(place=BIRMINGHAM, **{name: asked})
    assert not app.exception
    assert f"“{asked}”, which is not here" in "".join(notices(app))
    assert name not in address(app)
