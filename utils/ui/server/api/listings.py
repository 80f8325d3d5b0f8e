"""Lists of what can be asked for: places, areas and measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.read.areas import LEVELS
from data.read.measures import Measure
from utils.ui.server.api.declared import (
    PRICES_OF,
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
from utils.ui.server.api.figures import BASES, LEVEL
from utils.ui.server.api.measured import prices_of

#: Between the parts of a cell.
BETWEEN: Final = ";"


def _places(readers: Readers, _asked: Mapping[str, str], page: slice) -> Found:
    rows: list[Row] = [
        {
            "place_id": place.place_id,
            "name": place.name,
            "kind": place.kind,
            "members": BETWEEN.join(place.members),
        }
        for place in readers.passports.places.places.values()
    ]
    return page_of(rows, page)


def _areas(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    frame = readers.passports.maps.geography.areas(asked["level"])
    rows = [{**row, "level": asked["level"]} for row in rows_of(frame.iloc[page])]
    return Found(len(frame), rows)


def _measures(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    chosen = [
        measure
        for measure in readers.passports.maps.measures.values()
        if asked.get("level", measure.level) == measure.level
        and asked.get("basis", measure.basis) == measure.basis
    ]
    return Found(len(chosen), [_measure(readers, measure) for measure in chosen[page]])


def _measure(readers: Readers, measure: Measure) -> Row:
    return {
        "measure": measure.measure,
        "name": measure.name,
        "price_basis": measure.basis,
        "prices_of": prices_of(measure.basis),
        "level": measure.level,
        "unit": measure.unit,
        "direction": measure.polarity,
        "interval_of": measure.limits,
        "definition": readers.passports.definition(measure),
        "newest_period": measure.periods[-1],
        "periods": BETWEEN.join(measure.periods),
        "caveats": "\n".join(measure.caveats) or None,
        **sourced(readers, measure.source),
    }


PLACES: Final = Resource(
    "places",
    "Places",
    "Places of the programme, then every council with responsibility for social care.",
    (
        Column("place_id", "Id of the place: a GSS code, or a short name.", is_nullable=False),
        Column("name", "Its name.", is_nullable=False),
        Column("kind", "Pilot, parallel, successor or authority.", is_nullable=False),
        Column("members", f"GSS codes of its areas, with {BETWEEN} between.", is_nullable=False),
    ),
    _places,
)
AREAS: Final = Resource(
    "areas",
    "Areas",
    "The areas of a level, in the order of values.",
    (
        Column("area_code", "GSS code.", is_nullable=False),
        Column("area_name", "Name.", is_nullable=False),
        Column("upper_tier_code", "The upper-tier area that it is in; empty for a region."),
        Column("level", "Level.", is_nullable=False),
    ),
    _areas,
    (LEVEL,),
)
MEASURES: Final = Resource(
    "measures",
    "Measures",
    "Every measure at every price basis and level: what it is, its unit, direction and periods.",
    (
        Column("measure", "Short name, by which other resources take it.", is_nullable=False),
        Column("name", "Name.", is_nullable=False),
        Column("price_basis", "Price basis.", is_nullable=False),
        PRICES_OF,
        Column("level", "Level of its areas.", is_nullable=False),
        Column("unit", "Unit.", is_nullable=False),
        Column("direction", "Whether high or low is good, or neither.", is_nullable=False),
        Column("interval_of", "What its intervals can say: chance, or nothing.", is_nullable=False),
        Column("definition", "What it is.", is_nullable=False),
        Column("newest_period", "Newest period.", is_nullable=False),
        Column("periods", f"Periods, oldest first, with {BETWEEN} between.", is_nullable=False),
        Column("caveats", "What to know before use, a line each."),
        *SOURCE_COLUMNS,
    ),
    _measures,
    (
        Parameter("level", "Only measures of this level.", "upper_tier", LEVELS),
        Parameter("basis", "Only measures at this price basis.", "", BASES),
    ),
)
