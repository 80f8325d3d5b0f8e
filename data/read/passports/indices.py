"""Composes the passports of the indices of inequality inside a single place."""

from __future__ import annotations

from typing import Final

from data.read.inequality import TENTHS, Index, InequalityReader
from data.read.measures import MapReader, Measure
from data.read.passports.passport import Made, Passport, sign_off
from data.read.places import AS_PUBLISHED
from utils.errors import InvalidInputError
from utils.formatting import format_interval, format_value

NAMES: Final = {
    "sii": "Slope index of inequality",
    "rii": "Relative index of inequality",
    "concentration": "Concentration index",
}
DECIMALS: Final = {"sii": 1, "rii": 3, "concentration": 3}
STEPS: Final = {
    TENTHS: (
        "Groups are the publisher's tenths of the authority's own small areas by deprivation, with "
        "their residents, and the confidence intervals of their values come from the published "
        "standard errors."
    ),
    "small areas": (
        "Groups are neighbourhoods (MSOAs of 2011), ranked on the mean deprivation score of the "
        "small areas inside (2010 for 2009-13, 2019 for later years), with residents of 2020; the "
        "confidence intervals of their values are the published ones."
    ),
}
HOW: Final = {
    "sii": "The value of a weighted line at the least deprived end less that at the most deprived.",
    "rii": "The value of a weighted line at the least deprived end over that at the most deprived.",
    "concentration": (
        "Twice the population-weighted covariance of value and rank over the mean: below zero "
        "where the more deprived have more of it."
    ),
}


def index_passports(
    maps: MapReader, inequality: InequalityReader, *, area: str, name: str, measure: str
) -> list[Passport]:
    """Passports of all indices of a place on a measure, those over tenths first.

    Args:
        maps: the reader of measures.
        inequality: the reader of indices.
        area: area code, or id of a place of several authorities.
        name: what it is called.
        measure: measure of small areas with its sex.

    Raises:
        InvalidInputError: no index of that measure is published for the area.
    """
    rows = inequality.indices(area, measure=measure)
    if not rows:
        raise InvalidInputError(
            argument="area and measure", received=(area, measure), expected="a place with an index"
        )
    found = maps.measure(measure=measure, basis=AS_PUBLISHED, level="msoa")
    ordered = sorted(rows.items(), key=lambda keyed: (keyed[0][1] != TENTHS, keyed[0]))
    return [
        _passport(maps, found, row, name=name, period=period, grouping=grouping, statistic=kind)
        for (period, grouping, kind), row in ordered
    ]


def _passport(
    maps: MapReader,
    measure: Measure,
    row: Index,
    *,
    name: str,
    period: str,
    grouping: str,
    statistic: str,
) -> Passport:
    # The slope has the unit of what is measured; the others have none.
    unit, decimals = measure.unit if statistic == "sii" else "", DECIMALS[statistic]
    value = format_value(row.value, unit=unit, decimals=decimals)
    limits = format_interval(row.lower, row.upper, unit=unit, decimals=decimals)
    return sign_off(
        maps,
        title=f"{NAMES[statistic]} of {measure.name.lower()}, {name}, {period}, over {grouping}",
        figure=f"{value} (95% confidence interval {limits})" if limits else row.note,
        made=Made(
            (
                ("Place", name),
                ("Period", period),
                ("Groups", f"{row.n} {grouping}"),
                ("Residents in them", f"{row.coverage:.1%} of all"),
                ("Status", "computed from published values" if limits else f"none: {row.note}"),
            ),
            (STEPS[grouping], HOW[statistic], *([f"{row.method}."] if row.method else [])),
        ),
        caveats=measure.caveats,
        source=row.source,
    )
