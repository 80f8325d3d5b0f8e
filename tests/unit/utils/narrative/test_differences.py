"""A difference of two percentages is in percentage points wherever one is written."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import pytest

from data.read.comparisons import Change, Difference
from data.read.measures import ValueRow
from data.read.places import Place
from tests.unit.utils.measures import measure_of
from utils.formatting import format_difference, format_difference_interval
from utils.narrative.causes import moved_words
from utils.narrative.compare import change_sentence, difference_sentence
from utils.narrative.gaps import programme_sentence

KENT = Place("E10000016", "Kent", "authority", ("E10000016",))
LUTON = Place("E06000032", "Luton", "authority", ("E06000032",))
SHARE = measure_of(name="Adults who smoke", unit="%", polarity="low_is_good")


def test_two_percentages_differ_by_percentage_points() -> None:
    found = Difference(KENT, LUTON, value=1.5, lower=-0.5, upper=3.5, verdict="similar", reason="")
    assert difference_sentence(found, SHARE, "2022").startswith(
        "Adults who smoke, men, 2022: Kent is 1.5 percentage points above Luton (95% limits of the "
        "difference \u22120.5 to 3.5 percentage points)"
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("%", "2.5 percentage points"),
        ("years", "2.5 years"),
        ("England = 100", "2.5 points"),
        ("decile", "2.5 deciles"),
        ("per 100,000", "2.5 per 100,000"),
        ("GBP per person", "£2.5"),
    ],
)
def test_other_units(unit: str, words: str) -> None:
    assert format_difference(2.5, unit=unit, decimals=1) == words


def test_limits_have_the_unit_once() -> None:
    found = format_difference_interval(-1, 2, unit="%", decimals=0)
    assert found == "\u22121 to 2 percentage points"


def row_of(period: str, value: float) -> dict[str, Any]:
    return {
        "period": period,
        "value": value,
        "lower_cl": value - 1,
        "upper_cl": value + 1,
        "period_start": period,
        "period_end": period,
        "status": None,
        "note": None,
    }


def test_changes_and_gaps_are_in_percentage_points_too() -> None:
    old, new = row_of("2010", 20.0), row_of("2020", 26.5)
    moved = moved_words(cast("ValueRow", old), cast("ValueRow", new), SHARE)
    assert moved.startswith("up 6.5 percentage points since 2010")
    change = Change(cast("ValueRow", old), cast("ValueRow", new), "worse", "")
    assert "20.0% in 2010, 26.5% in 2020; 6.5 percentage points more" in change_sentence(
        KENT, SHARE, change
    )
    rows = [
        {**row_of(period, value), "group_name": group}
        for period, pilots in (("2010", 24.0), ("2020", 30.0))
        for group, value in (("pilots", pilots), ("the rest", 20.0))
    ]
    words = programme_sentence(pd.DataFrame(rows), SHARE)
    assert "4.0 percentage points above" in words
    assert "10.0 percentage points above" in words
    assert ": 6.0 percentage points wider" in words
    assert "%" not in words.replace("95%", "")
