"""Each area's share of its region by a driver, in a year, and which year the driver is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.pipeline.derive.whole_place.amounts import Values
from utils.errors import AtlasError

#: A driver of another year is used at most so many years away.
FURTHEST: Final = 2
SAME: Final = "same year"


@dataclass(frozen=True)
class Shares:
    """Shares of one region's areas, which add up to 1, and of which year the driver is.

    `basis` says for each area: the same year, "2022" for another year, "2011 to 2020" for a
    straight line between two years.
    """

    driver: str
    shares: pd.Series[float]
    basis: pd.Series[str]


def share_out_by(
    chain: Mapping[str, str],
    values: Mapping[str, Values],
    *,
    driver: str,
    year: int,
    areas: list[str],
) -> Shares:
    """Shares by a driver, or by the next one of its chain that every area has.

    Args:
        chain: The next driver of each, "" at the end.
        values: Values of each driver.
        driver: The driver to begin with.
        year: First calendar year of the financial year.
        areas: The areas of one region.

    Raises:
        AtlasError: no driver of the chain has a value for every area; it is named with the areas.
    """
    tried = []
    while driver:
        found = find_shares(values[driver].loc[areas], year=year)
        if found is not None:
            return Shares(driver, *found)
        tried.append(driver)
        driver = chain[driver]
    raise AtlasError(
        f"Money of {year} cannot be shared between {', '.join(areas)}: none of "
        f"{', '.join(tried)} has a value for each within {FURTHEST} years."
    )


def find_shares(values: Values, *, year: int) -> tuple[pd.Series[float], pd.Series[str]] | None:
    """Shares in a year of areas by their values; null where they cannot be found.

    A year that some areas lack is filled for these from their own nearest year, scaled as the
    others changed. A year that all lack is taken from the straight line between the years around
    it, or else from the nearest year.
    """
    if year in values.columns and values[year].notna().any():
        return _filled(values, year)
    complete = [int(known) for known in values.columns[values.notna().all()]]
    before = [known for known in complete if known < year]
    after = [known for known in complete if known > year]
    if before and after:
        return _between(values, year, before[-1], after[0])
    near = [known for known in complete if abs(known - year) <= FURTHEST]
    if not near:
        return None
    nearest = min(near, key=lambda known: abs(known - year))
    return _shares(values[nearest], pd.Series(str(nearest), index=values.index))


def _filled(values: Values, year: int) -> tuple[pd.Series[float], pd.Series[str]] | None:
    found = values[year].copy()
    basis = pd.Series(SAME, index=found.index)
    for area in found.index[found.isna()]:
        own = values.loc[area].dropna()
        near = [int(known) for known in own.index if abs(known - year) <= FURTHEST]
        if not near:
            return None
        nearest = min(near, key=lambda known: abs(known - year))
        both = values[[year, nearest]].dropna()
        if both.empty or both[nearest].sum() == 0:
            return None
        found[area] = own[nearest] * both[year].sum() / both[nearest].sum()
        basis[area] = str(nearest)
    return _shares(found, basis)


def _between(
    values: Values, year: int, before: int, after: int
) -> tuple[pd.Series[float], pd.Series[str]] | None:
    weight = (year - before) / (after - before)
    words = pd.Series(f"{before} to {after}", index=values.index)
    ends = [_shares(values[end], words) for end in (before, after)]
    if ends[0] is None or ends[1] is None:
        return None
    return ends[0][0] * (1 - weight) + ends[1][0] * weight, words


def _shares(
    values: pd.Series[float], basis: pd.Series[str]
) -> tuple[pd.Series[float], pd.Series[str]] | None:
    total = values.sum()
    return (values / total, basis) if total > 0 else None
