from __future__ import annotations

import pytest

from data.read.places import Place
from data.read.similar_rows import SimilarFit, SimilarRow, SimilarTerm
from utils.narrative.similar import fit_words, similar_answer, similar_cell, similar_sentences
from utils.stats.spread_bands import Spread

LUTON = Place("E06000032", "Luton", "authority", ("E06000032",))
PAIR = Place("pair", "Kent and Luton", "pilot", ("E10000016", "E06000032"))
SPREAD = Spread(1365.0, 1480.0, 1565.0, 1679.0, 1938.0, 15)
FIT = SimilarFit(
    measure="spend:total",
    period="2022-23",
    is_shown=True,
    reason="Expected spending is shown.",
    areas=151,
    n=151,
    r_squared=0.81,
    held_out_r_squared=0.79,
    coverage_own=0.95,
    coverage_high=0.92,
    expected_error=90.4,
    neighbours_error=127.0,
    deprivation_edition="2019",
    age_year=2022,
    method="Least squares.",
    note="",
    source="outturn",
    terms=(SimilarTerm("london", 450.0, 29.0, 392.0, 507.0),),
)


def row(value: float = 1600.0, **changes: object) -> SimilarRow:
    return SimilarRow(value, 1500.0, 1250.0, 1750.0, SPREAD)._replace(**changes)


def test_a_place_is_set_among_similar_places_with_its_year() -> None:
    assert similar_sentences(LUTON, row(), year="2022-23") == (
        "Luton: £1,600 per person in 2022-23. Similar places: £1,365 to £1,938, median £1,565. In "
        "the middle half of the 15 similar places. For its deprivation, ages and region, expected "
        "spending is £1,500 (19 in 20 such places: £1,250 to £1,750); it is inside that range."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1300.0, "Lower than all 15 similar places"),
        (1400.0, "In the lowest quarter of the 15 similar places"),
        (1700.0, "In the highest quarter of the 15 similar places"),
        (2000.0, "Higher than all 15 similar places"),
    ],
)
def test_the_band_is_that_of_the_neighbours(value: float, words: str) -> None:
    assert f" {words}." in similar_sentences(LUTON, row(value), year="2022-23")


def test_spend_outside_the_expected_range_is_said() -> None:
    assert "it is outside that range" in similar_sentences(LUTON, row(1800.0), year="2022-23")


def test_neighbours_alone_have_no_expected_spend() -> None:
    text = similar_sentences(LUTON, row().without_expected(), year="2022-23")
    assert text.endswith("In the middle half of the 15 similar places.")


def test_without_neighbours_expected_spend_stands_alone() -> None:
    text = similar_sentences(PAIR, row(neighbours=None), year="2022-23")
    assert text.startswith("Kent and Luton: £1,600 per person in 2022-23. For its deprivation")


def test_without_a_row_the_reason_is_given() -> None:
    assert similar_sentences(LUTON, None, year="2022-23", reason="No figure.") == (
        "Luton: no comparison with similar places in 2022-23. No figure."
    )
    both = similar_answer([(LUTON, None), (PAIR, row())], reasons={LUTON.place_id: "No figure."})
    assert both.startswith("Compared with similar places: Kent and Luton, ")
    assert both.endswith("Luton: no comparison with similar places for that year. No figure.")


def test_the_answer_names_each_band() -> None:
    text = similar_answer([(LUTON, row()), (PAIR, row(neighbours=None))], reasons={})
    assert text == (
        "Compared with similar places: Luton, in the middle half of the 15 similar places (median "
        "£1,565); Kent and Luton, £1,600 where £1,500 would be expected of such a place."
    )


def test_a_cell_has_median_middle_half_and_band() -> None:
    assert similar_cell(row()) == "£1,565 (half: £1,480 to £1,679); middle half"
    assert similar_cell(row(neighbours=None)) == "£1,500 expected"


def test_a_fit_says_how_well_it_does_for_places_left_out() -> None:
    text = fit_words(FIT)
    assert "explains 81% of the differences between them, and 79% for places left out" in text
    hidden = FIT._replace(is_shown=False, reason="Only similar places are shown.", note="Bodies.")
    assert fit_words(hidden) == "Only similar places are shown. Bodies."
