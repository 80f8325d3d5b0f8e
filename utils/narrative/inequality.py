"""Sentences about how unequal health is inside a place."""

from __future__ import annotations

from typing import Final

import pandas as pd

from utils.formatting import format_interval, format_value
from utils.narrative.place import SEX_WORDS
from utils.stats.differences import DifferenceLimits, difference_limits

#: Standard errors to either side of a value for 95% confidence interval.
Z_95: Final = 1.959963984540054
YEARS: Final = "years"


def gap_sentence(rows: pd.DataFrame, *, place: str, sex: str) -> str:
    """Say how far apart the most and the least deprived tenth are, with limits.

    Args:
        rows: decile, value and standard_error, most deprived first.
        place: name of the authority.
        sex: male or female.
    """
    poor, rich = rows.iloc[0], rows.iloc[-1]
    gap = outer_gap(rows)
    whom = f"{SEX_WORDS[sex].capitalize()} in the most deprived tenth of {place}"
    start = (
        f"{whom} live {_years(poor['value'])} on average, in the least deprived tenth "
        f"{_years(rich['value'])}"
    )
    if gap is None:
        return (
            f"{start}; no confidence interval is published, so we cannot tell how sure the gap is."
        )
    limits = format_interval(gap.lower, gap.upper, unit=YEARS, decimals=1)
    if gap.lower <= 0 <= gap.upper:
        return f"{start}: the gap could be chance (95% confidence interval {limits})."
    return f"{start}: a gap of {_years(gap.difference)} (95% confidence interval {limits})."


def outer_gap(rows: pd.DataFrame) -> DifferenceLimits | None:
    """The least deprived tenth less the most deprived, with limits; None without limits.

    Args:
        rows: value and standard_error, most deprived first.
    """
    poor, rich = rows.iloc[0], rows.iloc[-1]
    return difference_limits(
        value=rich["value"],
        lower=rich["value"] - Z_95 * rich["standard_error"],
        upper=rich["value"] + Z_95 * rich["standard_error"],
        other=poor["value"],
        other_lower=poor["value"] - Z_95 * poor["standard_error"],
        other_upper=poor["value"] + Z_95 * poor["standard_error"],
    )


def _years(value: float) -> str:
    return format_value(value, unit=YEARS, decimals=1)
