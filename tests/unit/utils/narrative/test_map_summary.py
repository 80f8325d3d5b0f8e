from __future__ import annotations

import pandas as pd

from tests.unit.utils.measures import measure_of
from utils.narrative.map_summary import (
    break_decimals,
    class_counts,
    class_labels,
    summarise_map,
)


def rows_of(values: list[float | None]) -> pd.DataFrame:
    names = [f"Town {number}" for number in range(len(values))]
    return pd.DataFrame({"area_name": names, "value": values}).astype({"value": "float64"})


def test_labels_name_every_class_without_a_hole() -> None:
    assert class_labels(measure_of()) == [
        "under 76.0 years",
        "76.0 years to under 78.0 years",
        "78.0 years and over",
    ]
    assert class_labels(measure_of(breaks=(5.0,), unit="%")) == ["under 5.0%", "5.0% and over"]
    assert class_labels(measure_of(breaks=())) == ["all areas alike"]


def test_labels_take_as_many_decimals_as_tell_them_apart() -> None:
    close = measure_of(breaks=(1.01, 1.02, 1.034), decimals=1)
    assert break_decimals(close) == 2
    assert len(set(class_labels(close))) == 4
    assert break_decimals(measure_of(breaks=(1.0, 2.0), decimals=0)) == 0


def test_areas_are_counted_in_the_class_they_are_coloured_in() -> None:
    counts, missing = class_counts(rows_of([70.0, 76.0, 77.9, 78.0, None])["value"], measure_of())
    assert (counts, missing) == ([1, 2, 1], 1)


def test_the_range_the_median_and_the_gaps_are_said() -> None:
    said = summarise_map(rows_of([75.0, 80.0, 77.0, None]), measure_of(), period="2007-09")
    assert said == (
        "Life expectancy, men, 2007-09: from 75.0 years (Town 0) to 80.0 years (Town 1); half of "
        "the 3 areas are below 77.0 years. 1 of 4 areas have no data."
    )


def test_without_gaps_none_are_mentioned() -> None:
    said = summarise_map(rows_of([75.0, 80.0]), measure_of(), period="2007-09")
    assert "no data" not in said


def test_an_empty_map_is_said() -> None:
    assert summarise_map(rows_of([None, None]), measure_of(), period="2007-09") == (
        "Life expectancy, men, 2007-09: no area has a value."
    )
