from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.utils.measures import measure_of, rows_of, spend_of
from utils.narrative.map_summary import (
    break_decimals,
    class_counts,
    class_labels,
    decile_words,
    scale_words,
    summarise_map,
    write,
)

BREAKS = (76.0, 78.0)
HEAD = "Life expectancy, men, 2007-09: "


def say(values: list[float | None], *, chosen: str = "", **columns: list[Any]) -> str:
    rows = rows_of(values, **columns)
    return summarise_map(rows, measure_of(), period="2007-09", breaks=BREAKS, chosen=chosen)


def test_labels_name_every_class_without_a_hole() -> None:
    assert class_labels(BREAKS, measure_of()) == [
        "under 76.0 years",
        "76.0 years to under 78.0 years",
        "78.0 years and over",
    ]
    assert class_labels((5.0,), measure_of(unit="%")) == ["under 5.0%", "5.0% and over"]
    assert class_labels((), measure_of()) == ["all areas the same"]


def test_labels_take_as_many_decimals_as_tell_them_apart() -> None:
    close = (1.01, 1.02, 1.034)
    assert break_decimals(close, 1) == 2
    assert len(set(class_labels(close, measure_of()))) == 4
    assert break_decimals((1.0, 2.0), 0) == 0


def test_areas_are_counted_in_the_class_they_are_coloured_in() -> None:
    values = np.array([70.0, 76.0, 77.9, 78.0, np.nan])
    assert class_counts(values, BREAKS) == ([1, 2, 1], 1)
    assert class_counts(np.array([np.nan]), ()) == ([0], 1)


def test_the_range_the_median_the_classes_and_the_gaps_are_said() -> None:
    assert say([75.0, 80.0, 77.0, None]) == (
        f"{HEAD}from 75.0 years to 80.0 years; half of the 3 areas are below 77.0 years. Areas by "
        "class: 1 under 76.0 years; 1 76.0 years to under 78.0 years; 1 78.0 years and over; "
        "1 with no figure."
    )


def test_a_middle_that_many_areas_share_is_not_above_half_of_them() -> None:
    assert "half of the 5 areas are at 77.0 years or below" in say([70.0, 77.0, 77.0, 77.0, 80.0])
    assert "half of the 4 areas are below 76.0 years" in say([70.0, 75.0, 77.0, 80.0])


def test_a_single_area_is_not_halved() -> None:
    said = say([77.0, None])
    assert said.startswith(f"{HEAD}77.0 years in the only area with a value. ")
    assert "half" not in said


def test_no_place_is_named_but_the_chosen_one() -> None:
    assert "Town" not in say([75.0, 80.0, 77.0])
    assert say([75.0, 80.0, 77.0], chosen="E02").count("Town") == 1


def test_without_gaps_and_in_an_empty_class_nothing_is_counted() -> None:
    said = say([75.0, 80.0])
    assert "without data" not in said
    assert "76.0 years to under" not in said


def test_an_empty_map_is_said() -> None:
    assert say([None, None], chosen="E00") == f"{HEAD}no area has a figure."


def test_numbers_in_classes_are_those_of_the_values_as_shown() -> None:
    # 75.96 is shown as 76.0, and is thus in the class that begins there.
    assert "Areas by class: 1 76.0 years to under 78.0 years." in say([75.96])


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("E00", "Town 0 has 75.0 years: class 1 of 3 (under 76.0 years), below the median."),
        (
            "E01",
            (
                "Town 1 has 80.0 years, 95% confidence interval 79.0 to 81.0 years: class 3 of 3 "
                "(78.0 years and over), above the median."
            ),
        ),
        (
            "E02",
            "Town 2 has 77.0 years: class 2 of 3 (76.0 years to under 78.0 years), at the median.",
        ),
        ("E03", "Town 3 has no figure (too few people)."),
        ("E04", "Town 4 has no figure."),
    ],
)
def test_how_the_chosen_area_stands_is_said_last(chosen: str, said: str) -> None:
    text = say(
        [75.0, 80.0, 77.0, None, None],
        chosen=chosen,
        lower_cl=[None, 79.0, None, None, None],
        upper_cl=[None, 81.0, None, None, None],
        note=[None, None, None, "too few people", None],
    )
    assert text.endswith(said)


@pytest.mark.parametrize("chosen", ["", "E99"])
def test_an_area_that_is_not_on_the_map_is_not_spoken_of(chosen: str) -> None:
    assert say([75.0, 80.0], chosen=chosen) == say([75.0, 80.0])


def test_many_areas_are_counted_in_thousands_with_a_comma() -> None:
    assert "half of the 1,234 areas" in say([75.0, *[80.0] * 1233])
    assert "1,233 78.0 years and over" in say([75.0, *[80.0] * 1233])


def test_a_value_is_written_with_its_unit_and_decimals() -> None:
    assert write(1234.6, spend_of()) == "£1,235"
    assert write(76.25, measure_of(decimals=2)) == "76.25 years"
    assert write(3.0, measure_of(unit="decile", decimals=0)) == "decile 3"


DECILE = measure_of(
    name="Deprivation decile",
    sex="persons",
    unit="decile",
    decimals=0,
    dark_end="low",
    ends=("most deprived tenth", "least deprived tenth"),
)
TENTHS = tuple(float(number) for number in range(2, 11))


def test_deciles_are_ten_classes_whose_ends_are_named() -> None:
    labels = class_labels(TENTHS, DECILE)
    assert labels == [
        "1, most deprived tenth",
        *(str(number) for number in range(2, 10)),
        "10, least deprived tenth",
    ]
    assert class_labels((4.0, 8.0), DECILE) == [
        "1 to 3, most deprived",
        "4 to 7",
        "8 to 10, least deprived",
    ]


def test_the_ends_of_a_score_and_a_rank_are_named() -> None:
    score = measure_of(unit="score", ends=("least deprived", "most deprived"))
    assert class_labels((8.7, 40.0), score) == [
        "under 8.7 (least deprived)",
        "8.7 to under 40.0",
        "40.0 and over (most deprived)",
    ]


@pytest.mark.parametrize(
    ("decile", "words"),
    [
        (1, "among the most deprived tenth of neighbourhoods in England"),
        (2, "in the second most deprived tenth of neighbourhoods in England"),
        (5, "in the fifth most deprived tenth of neighbourhoods in England"),
        (6, "in the fifth least deprived tenth of neighbourhoods in England"),
        (9, "in the second least deprived tenth of neighbourhoods in England"),
        (10, "among the least deprived tenth of neighbourhoods in England"),
    ],
)
def test_a_small_area_is_in_a_tenth_of_neighbourhoods(decile: int, words: str) -> None:
    said = summarise_map(
        rows_of([float(decile), 3.0]), DECILE, period="2025", breaks=TENTHS, chosen="E00"
    )
    assert said.endswith(f"Town 0 is {words} (decile {decile}).")
    assert "class" not in said
    assert "median" not in said


def test_a_decile_is_named_when_it_is_pointed_at() -> None:
    words = decile_words(DECILE)
    assert (words[1], words[4], words[10]) == (
        "decile 1, most deprived tenth",
        "decile 4",
        "decile 10, least deprived tenth",
    )
    assert scale_words(DECILE) == " (1 is the most deprived tenth)"
    assert scale_words(measure_of()) == ""


def test_a_doubtful_value_is_out_of_the_range_and_placed_in_no_class() -> None:
    statuses = ["computed", "doubtful", "computed"]
    text = say([77.0, 10.0, 79.0], chosen="E01", status=statuses, note=[None, "It is odd.", None])
    assert text.startswith(f"{HEAD}from 77.0 years to 79.0 years")
    assert "1 that may include an error is left out of the range and the median." in text
    assert text.endswith("Town 1 has 10.0 years, which may include an error. It is odd.")


def test_an_estimate_of_all_public_money_has_a_range_and_no_limits() -> None:
    whole = spend_of(kind="whole", measure="whole:total", name="All public spending")
    rows = rows_of([100.0, 200.0], lower_cl=[90.0, 180.0], upper_cl=[110.0, 220.0])
    said = summarise_map(rows, whole, period="2024-25", breaks=(150.0,), chosen="E00")
    assert "Town 0 has £100, range of the estimate £90 to £110: class 1 of 2" in said
