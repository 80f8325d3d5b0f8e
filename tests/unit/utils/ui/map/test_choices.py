from __future__ import annotations

import pytest

from data.read.places import HEADLINE
from tests.unit.utils.ui.choices import PLACES, choices_of
from utils.ui.map.choices import (
    DEPRIVATION,
    look_inside,
    selected_spend_measure,
)

BIRMINGHAM = PLACES.place("E08000025")


def test_looking_inside_shows_deprivation_where_the_measure_is_not_for_small_areas() -> None:
    assert look_inside(PLACES, choices_of(area="E12000005"), BIRMINGHAM) == {
        "place": "E08000025",
        "inside": "E08000025",
        "show": DEPRIVATION,
        "level": "lsoa",
        "area": "",
    }


@pytest.mark.parametrize(
    ("show", "level"),
    [
        ("deprivation_score:persons", "lsoa"),
        ("life_expectancy_at_birth:male", "msoa"),
    ],
)
def test_looking_inside_keeps_a_measure_at_the_finest_level_it_has(show: str, level: str) -> None:
    levels = PLACES.maps.by_level[show, "as published"]
    choices = choices_of(show=show, basis="as published", level=next(iter(levels)))
    found = look_inside(PLACES, choices, PLACES.place("central_bedfordshire_and_luton"))
    assert (found["show"], found["level"]) == (show, level)
    assert found["inside"] == found["place"] == "central_bedfordshire_and_luton"


def test_deprivation_is_there_for_small_areas() -> None:
    assert "lsoa" in PLACES.maps.by_level[DEPRIVATION, "as published"]


def test_a_card_speaks_of_the_money_on_the_map() -> None:
    choices = choices_of(show="spend:education", basis="cash", year="2012-13")
    money, period = selected_spend_measure(PLACES, choices)
    assert (money.measure, money.basis, period) == ("spend:education", "cash", "2012-13")


def test_a_card_speaks_of_the_authoritys_money_where_the_map_shows_regions() -> None:
    money, period = selected_spend_measure(PLACES, choices_of(level="region", year="2012-13"))
    assert (money.measure, money.level, period) == (HEADLINE, "upper_tier", "2012-13")


@pytest.mark.parametrize(
    ("show", "basis", "level"),
    [
        ("imd_decile:persons", "as published", "lsoa"),
        ("healthy_life_expectancy:male", "as published", "upper_tier"),
        ("regional:health", "real", "region"),
    ],
)
def test_a_card_speaks_of_the_newest_total_where_the_map_shows_no_councils_money(
    show: str, basis: str, level: str
) -> None:
    money, period = selected_spend_measure(PLACES, choices_of(show=show, basis=basis, level=level))
    assert (money.measure, money.basis) == (HEADLINE, "real")
    assert period == money.opening_period


def test_the_address_holds_every_choice() -> None:
    choices = choices_of(view="pair", place="kent", inside="", mark=True, scheme="fisher")
    assert choices.address == {
        "show": HEADLINE,
        "level": "upper_tier",
        "year": "2024-25",
        "basis": "real",
        "programme": "pilot+parallel",
        "place": "kent",
        "inside": "",
        "area": "",
        "view": "pair",
        "classes": "fisher",
        "mark": "yes",
        "show2": "",
        "year2": "",
    }


@pytest.mark.parametrize(
    ("programme", "kinds"),
    [("pilot+parallel", ["pilot", "parallel"]), ("pilot", ["pilot"]), ("none", [])],
)
def test_an_overlay_outlines_its_kinds_of_place(programme: str, kinds: list[str]) -> None:
    assert choices_of(programme=programme).outlined_kinds == kinds
