"""The tiles, on published data."""

from __future__ import annotations

import re

import pytest

from data.read.whole_place import WholeAmount
from utils.config import ENGLAND
from utils.narrative.tiles import (
    HEALTH,
    MONEY,
    PROGRAMME,
    Position,
    beside_similar,
    count_verdicts,
    england_tiles,
    place_tiles,
)
from utils.ui.shared.loaders import load_comparisons, load_whole_place

READER, WHOLE = load_comparisons(), load_whole_place()
PLACES = READER.places
BIRMINGHAM = "E08000025"
UNION = "central_bedfordshire_and_luton"


def amount(*, lower: float, upper: float, population: float = 100_000) -> WholeAmount:
    """Public spending of a place whose range is given in GBP per person."""
    central = (lower + upper) / 2
    return WholeAmount(
        amount=central * population,
        measured=0,
        lower=lower * population,
        upper=upper * population,
        population=population,
    )


def position(found: WholeAmount) -> Position:
    return Position(
        value=found.per_head,
        lower=found.lower_per_head,
        upper=found.upper_per_head,
        middle=(12_000, 13_000),
        england=12_500,
    )


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (13_001, 14_000, "More than most similar places (£12,000 to £13,000)."),
        (12_999, 14_000, "About the same as most similar places (£12,000 to £13,000)."),
        (11_000, 11_999, "Less than most similar places (£12,000 to £13,000)."),
    ],
)
def test_more_or_less_is_said_only_where_the_ranges_lie_apart(
    lower: float, upper: float, said: str
) -> None:
    found = amount(lower=lower, upper=upper)
    assert beside_similar(found, position(found)) == said


def test_too_few_residents_are_compared_with_nobody() -> None:
    found = amount(lower=20_000, upper=21_000, population=2_000)
    assert beside_similar(found, position(found)).startswith("Too few people")


def test_england_has_its_four_tiles_with_its_own_figures() -> None:
    tiles = england_tiles(PLACES, WHOLE)
    money, *years = tiles
    found = WHOLE.amount((ENGLAND,), WHOLE.years[-1])
    assert found is not None
    assert money.figure == f"£{found.per_head:,.0f}"
    assert len(tiles) == 4
    assert all(re.fullmatch(r"\d+\.\d women, \d+\.\d men", tile.figure) for tile in years)
    assert all(len(tile.trend) > 5 and tile.trend_words for tile in tiles)


@pytest.mark.parametrize("place_id", sorted(PLACES.places))
def test_every_place_has_four_tiles_that_lead_on(place_id: str) -> None:
    place = PLACES.place(place_id)
    tiles = place_tiles(PLACES, READER.comparators, WHOLE, place)
    assert len({tile.subject for tile in tiles}) == len(tiles) == 4
    for tile in tiles:
        assert tile.figure
        assert tile.meaning.endswith(".")
        assert "nan" not in f"{tile.figure} {tile.meaning}".lower().split()
        assert "None" not in tile.meaning


def test_health_without_figures_has_no_period() -> None:
    tiles = place_tiles(PLACES, READER.comparators, WHOLE, PLACES.place("E06000053"))
    assert [(tile.label, tile.figure) for tile in tiles if tile.subject == HEALTH] == [
        ("Health", "No figures")
    ]


def test_a_pilot_says_what_it_counted_and_another_place_that_it_was_none() -> None:
    def programme(place_id: str) -> str:
        tiles = place_tiles(PLACES, READER.comparators, WHOLE, PLACES.place(place_id))
        return next(tile.figure for tile in tiles if tile.subject == PROGRAMME)

    assert programme(BIRMINGHAM) == "£7.0 to £7.5 billion"
    assert programme("E06000001") == "Not a pilot"


def test_a_place_of_several_councils_has_no_similar_places() -> None:
    tiles = place_tiles(PLACES, READER.comparators, WHOLE, PLACES.place(UNION))
    money = next(tile for tile in tiles if tile.subject == MONEY)
    assert money.position is None
    assert "no group of similar places" in money.meaning
    assert money.trend


def test_verdicts_are_counted_the_clear_before_the_unclear() -> None:
    outcomes = PLACES.headlines(PLACES.place("E06000032"), "all_services")
    assert count_verdicts(outcomes) == "Worse on 3, no clear difference on 1 of 4"
    assert count_verdicts([]) == "No figures"
