"""Reads what makes the gap in life expectancy between England's outer tenths of deprivation."""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from data.read.store import Store
from utils.errors import PublishedDataError
from utils.stats.differences import DifferenceLimits, difference_limits

MOST, LEAST = 1, 10
#: First ages of the bands that are shown: few enough for a phone, each with a part to be seen.
SHOWN_FROM: Final = (0, 1, 15, 25, 35, 45, 55, 65, 75, 85)
REST: Final = "All other causes"


class Gap(NamedTuple):
    """The gap and its parts, least deprived tenth less most deprived.

    Attributes:
        period: years of the deaths.
        source: short name of the source.
        most: life expectancy of the most deprived tenth, in years.
        least: that of the least deprived.
        limits: their difference and its 95 per cent limits.
        causes: years by cause, largest first, what is not named last.
        ages: years by age band, youngest first.
        before_65: years from deaths below 65.
    """

    period: str
    source: str
    most: float
    least: float
    limits: DifferenceLimits
    causes: pd.Series[float]
    ages: pd.Series[float]
    before_65: float


def read_gap(store: Store, *, sex: str) -> Gap:
    """The gap of the newest period.

    Args:
        store: the published tables.
        sex: male or female.

    Raises:
        PublishedDataError: a table is missing, or a tenth has no confidence interval.
    """
    where = [("sex", "==", sex)]
    tenths = store.read("national_tenths", where=where)
    period = tenths["period"].max()
    ends = tenths[tenths["period"] == period].set_index("national_tenth")
    parts = store.read("gap_parts", where=[*where, ("period", "==", period)])
    most, least = ends.loc[MOST], ends.loc[LEAST]
    limits = difference_limits(
        value=least["value"],
        lower=least["lower_cl"],
        upper=least["upper_cl"],
        other=most["value"],
        other_lower=most["lower_cl"],
        other_upper=most["upper_cl"],
    )
    if limits is None:
        message = f"national_tenths: no confidence interval of {sex}, {period}"
        raise PublishedDataError(message)
    from_age = parts["age_band"].map(first_age)
    return Gap(
        period=str(period),
        source=str(most["source"]),
        most=float(most["value"]),
        least=float(least["value"]),
        limits=limits,
        causes=_by_size(parts.groupby("cause")["years"].sum()),
        ages=_by_age(parts["years"].groupby(from_age).sum()),
        before_65=float(parts.loc[from_age < 65, "years"].sum()),  # noqa: PLR2004 - as it is named
    )


def first_age(band: str) -> int:
    """First age of a band.

    >>> [first_age(band) for band in ("under 1", "1-4", "90+")]
    [0, 1, 90]
    """
    return 0 if band == "under 1" else int(band.partition("-")[0].rstrip("+"))


def _by_size(causes: pd.Series[float]) -> pd.Series[float]:
    ordered = causes.sort_values(ascending=False)
    return ordered[sorted(ordered.index, key=lambda cause: cause == REST)]


def _by_age(years: pd.Series[float]) -> pd.Series[float]:
    """Years by the bands that are shown, from years by first age of the published ones."""
    ends = [*(start - 1 for start in SHOWN_FROM[2:]), None]
    names = [
        "under 1",
        *(
            f"{start} and over" if end is None else f"{start} to {end}"
            for start, end in zip(SHOWN_FROM[1:], ends, strict=True)
        ),
    ]
    bands = pd.cut(years.index.to_series(), [*SHOWN_FROM, float("inf")], right=False, labels=names)
    return years.groupby(bands, observed=False).sum()
