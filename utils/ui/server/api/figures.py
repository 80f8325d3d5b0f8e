"""Figures by address: a measure over the areas of a level, or one area through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.read.areas import LEVELS, SMALL_LEVELS
from data.read.measures import Measure
from data.read.places import AS_PUBLISHED
from data.read.whole_place import REAL
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.errors import InvalidInputError
from utils.ui.server.api.declared import (
    SOURCE_COLUMNS,
    Column,
    Found,
    Parameter,
    Readers,
    Resource,
    Row,
    page_of,
    rows_of,
    sourced,
)
from utils.ui.server.api.measured import (
    CONFIDENCE,
    ESTIMATE,
    GAP_REASON,
    INTERVAL_COLUMNS,
    STATUS,
    UNIT_COLUMNS,
    interval_cells,
    unit_cells,
)

BASES: Final = (AS_PUBLISHED, "cash", REAL)
#: Why there is no figure where the data say nothing more.
ABSENT: Final = "The source has no figure of this area in this period."
SUPPRESSED: Final = "Suppressed by the publisher, as the numbers are too small."
NOT_SAID: Final = "The figure is missing in the source, and our data do not say why."
MEASURE: Final = Parameter(
    "measure", "Short name of a measure, from measures.", "spend:total", is_required=True
)
BASIS: Final = Parameter(
    "basis",
    f"Price basis. {REAL} is in prices of {PRICE_BASE_YEAR}; {AS_PUBLISHED} is for measures that "
    "are not money, and for money whose source has one basis only.",
    "real",
    BASES,
    is_required=True,
)
LEVEL: Final = Parameter("level", "Level of the areas.", "upper_tier", LEVELS, default="upper_tier")
PERIOD: Final = Parameter("period", "Period of the figures.", "2024-25", is_required=True)
AREA: Final = Parameter(
    "area", f"GSS code of an area ({ENGLAND} is England) or id of a place.", "E08000003"
)
FIGURE_COLUMNS: Final = (
    Column("area_code", "GSS code of the area, or id of a place.", is_nullable=False),
    Column("area_name", "Its name.", is_nullable=False),
    Column("measure", "Short name of the measure.", is_nullable=False),
    Column("measure_name", "Its name.", is_nullable=False),
    Column("level", "Level at which it was asked for.", is_nullable=False),
    Column("period", "Period.", is_nullable=False),
    *UNIT_COLUMNS,
    Column("value", "The figure, not rounded for show; empty where there is none.", "number"),
    *INTERVAL_COLUMNS,
    STATUS,
    Column("note", "What was noted of it."),
    GAP_REASON,
    *SOURCE_COLUMNS,
)


def _values(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    measure = find_measure(readers, asked)
    require_period(measure, asked["period"])
    if "area" in asked:
        return page_of([_of_area(readers, measure, asked["period"], asked["area"])], page)
    frame = readers.passports.maps.on_map(measure, period=asked["period"])
    rows = [
        _figure(
            readers, measure, period=asked["period"], code=row["area_code"],
            name=row["area_name"], row=row
        )
        for row in rows_of(frame.iloc[page])
    ]  # fmt: skip
    return Found(len(frame), rows)


def _series(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    measure = find_measure(readers, asked)
    periods = measure.periods
    rows = [_of_area(readers, measure, period, asked["area"]) for period in periods[page]]
    return Found(len(periods), rows)


def find_measure(readers: Readers, asked: Mapping[str, str]) -> Measure:
    """The measure that an address names.

    Raises:
        InvalidInputError: there is no such measure at that basis and level.
    """
    return readers.passports.maps.measure(
        measure=asked["measure"], basis=asked["basis"], level=asked["level"]
    )


def require_period(measure: Measure, period: str) -> None:
    """Refuse a period that a measure does not have.

    Raises:
        InvalidInputError: it has no such period.
    """
    if period not in measure.periods:
        raise InvalidInputError(
            argument="period", received=period, expected=f"one of {', '.join(measure.periods)}"
        )


def _of_area(readers: Readers, measure: Measure, period: str, code: str) -> Row:
    name = _area_name(readers, measure, code)
    row: Mapping[str, Any] | None
    at = value_code(readers, code)
    if measure.level in SMALL_LEVELS:
        row = _small_row(readers.passports.maps.on_map(measure, period=period), at)
    else:
        row = readers.passports.maps.values(measure).row(period, at)
    return _figure(readers, measure, period=period, code=code, name=name, row=row)


def value_code(readers: Readers, area: str) -> str:
    """Under which code the values of an area are; those of a place of one area are the area's."""
    place = readers.passports.places.places.get(area)
    return area if place is None else place.value_code


def _small_row(frame: pd.DataFrame, code: str) -> Mapping[str, Any] | None:
    found = rows_of(frame[frame["area_code"] == code])
    return found[0] if found else None


def _area_name(readers: Readers, measure: Measure, code: str) -> str:
    reader = readers.passports
    geography = reader.maps.geography
    is_known = (
        code == ENGLAND
        or code in reader.places.places
        or code in geography.codes(measure.level)
        or code in geography.codes("region")
    )
    if not is_known:
        raise InvalidInputError(
            argument="area",
            received=code,
            expected=f"an area of the level {measure.level}, a region, {ENGLAND} or a place",
        )
    return reader.area_name(code, measure)


def _figure(
    readers: Readers,
    measure: Measure,
    *,
    period: str,
    code: str,
    name: str,
    row: Mapping[str, Any] | None,
) -> Row:
    """A row of an answer; a gap has no figure and says why."""
    known = row or {}
    words = ESTIMATE if measure.kind == "whole" else CONFIDENCE
    return {
        "area_code": code,
        "area_name": name,
        "measure": measure.measure,
        "measure_name": measure.name,
        "level": measure.level,
        "period": period,
        **unit_cells(measure.unit, measure.basis),
        "value": known.get("value"),
        **interval_cells(known.get("lower_cl"), known.get("upper_cl"), words=words),
        "status": known.get("status"),
        "note": known.get("note"),
        "gap_reason": gap_reason(known) if known.get("value") is None else None,
        **sourced(readers, measure.source),
    }


def gap_reason(row: Mapping[str, Any]) -> str:
    """Why a row has no figure; a note on what was suppressed is of its interval."""
    if row.get("status") == "suppressed":
        return SUPPRESSED
    return str(row.get("note") or (NOT_SAID if row.get("status") else ABSENT))


VALUES: Final = Resource(
    "values",
    "Values",
    "A measure in a period: a row for each area of a level, or for one area.",
    FIGURE_COLUMNS,
    _values,
    (MEASURE, BASIS, LEVEL, PERIOD, Parameter("area", f"One area only. {AREA.words}")),
)
SERIES: Final = Resource(
    "series",
    "One area through time",
    "A measure of an area: a row for each period of the measure, oldest first.",
    FIGURE_COLUMNS,
    _series,
    (MEASURE, BASIS, LEVEL, Parameter("area", AREA.words, AREA.example, is_required=True)),
)
