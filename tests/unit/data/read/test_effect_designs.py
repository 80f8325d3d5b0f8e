"""Periods and areas of a question, and what is said where it cannot be asked."""

from __future__ import annotations

import numpy as np
import pytest

from data.read.effects.design import CannotBeAskedError, Design, cut_periods, panel_of
from data.read.effects.series import Series, series_of

AREAS = [f"E{number:02}" for number in range(30)]


def three_years(first: int, last: int) -> Series:
    """Overlapping periods of three years for all areas."""
    rows = [
        {
            "area_code": area,
            "period": f"{year}-{(year + 2) % 100:02}",
            "period_start": year,
            "value": float(number + year),
        }
        for number, area in enumerate(AREAS)
        for year in range(first, last + 1)
    ]
    return series_of(rows, AREAS)


def test_overlapping_periods_that_straddle_the_start_are_left_out() -> None:
    series = three_years(2001, 2016)
    before, after = cut_periods(
        series, last_before="2007-09", first_after="2010-12", until="2017-19"
    )
    assert before == tuple(f"{year}-{year % 100 + 2:02}" for year in range(2001, 2008))
    assert after[0] == "2010-12"
    assert after[-1] == "2016-18"
    assert series.before("2010-12")[-1] == "2007-09"


def test_a_declared_first_period_is_the_first_used() -> None:
    before, _ = cut_periods(
        three_years(2001, 2016),
        last_before="2007-09",
        first_after="2010-12",
        until="2012-14",
        first_period="2003-05",
    )
    assert before[0] == "2003-05"


def test_too_few_periods_are_refused_with_their_number() -> None:
    with pytest.raises(CannotBeAskedError, match=r"3 \(2005-07 to 2007-09\), and 4 are needed"):
        cut_periods(
            three_years(2005, 2016), last_before="2007-09", first_after="2010-12", until="2017-19"
        )
    with pytest.raises(CannotBeAskedError, match="No figure after it began"):
        cut_periods(
            three_years(2001, 2008), last_before="2007-09", first_after="2010-12", until="2017-19"
        )


def test_a_period_that_few_areas_have_is_not_used() -> None:
    series = three_years(2001, 2016)
    values = series.values.copy()
    values[:10, 0] = np.nan
    thin = Series(series.areas, series.periods, series.starts, values)
    assert thin.known[0] == "2002-04"


def design(treated: tuple[str, ...], donors: tuple[str, ...]) -> Design:
    before = tuple(f"{year}-{year % 100 + 2:02}" for year in range(2001, 2006))
    return Design(treated, donors, before, ("2010-12",), "2009")


def test_treated_areas_come_first_and_one_with_a_gap_is_left_out() -> None:
    series = three_years(2001, 2016)
    values = series.values.copy()
    values[1, 2] = np.nan
    gappy = Series(series.areas, series.periods, series.starts, values)
    panel = panel_of(gappy, design(("E00", "E01"), tuple(AREAS[2:])), ())
    assert panel.units[:2] == ("E00", "E02")
    assert panel.treated.sum() == 1
    with pytest.raises(CannotBeAskedError, match="No figure for E01 in 2003-05"):
        panel_of(gappy, design(("E01",), tuple(AREAS[2:])), ())


def test_too_few_areas_to_compare_with_are_refused() -> None:
    with pytest.raises(CannotBeAskedError, match="5 areas to compare with"):
        panel_of(three_years(2001, 2016), design(("E00",), tuple(AREAS[1:6])), ())
