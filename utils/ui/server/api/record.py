"""All public money of a place, and what the programme counted, by address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data.read.places import AS_PUBLISHED
from data.read.rows import CountsRow
from data.read.whole_place import REAL, SOURCE, TOTAL, WholeAmount
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
    sourced,
)
from utils.ui.server.api.measured import (
    ESTIMATE,
    GAP_REASON,
    INTERVAL_COLUMNS,
    STATUS,
    UNIT_COLUMNS,
    interval_cells,
    unit_cells,
)

NO_AMOUNT: Final = "There is no figure of all of its areas in this year."
POUNDS: Final = "GBP"
PLACE: Final = Parameter("place", "Id of a place, from places.", "E08000003", is_required=True)


def _money(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    codes = readers.passports.places.place(asked["place"]).members
    blocks = {TOTAL: "All public spending"}
    blocks |= {name: block["name"] for name, block in readers.whole.blocks.items()}
    wanted = [(year, block) for year in readers.whole.years for block in blocks]
    rows = []
    for year, block in wanted[page]:
        found = readers.whole.amount(codes, year, block)
        if found is not None:
            found = readers.whole.priced(found, year, basis=asked["basis"])
        rows.append(
            {
                "place_id": asked["place"],
                "block": block,
                "block_name": blocks[block],
                "period": year,
                **unit_cells(POUNDS, asked["basis"]),
                **_amounts(found),
                **sourced(readers, SOURCE),
            }
        )
    return Found(len(wanted), rows)


def _amounts(found: WholeAmount | None) -> Row:
    if found is None:
        empty = dict.fromkeys(("amount", "status", "measured", "population", "per_person"))
        return {**empty, **interval_cells(None, None, words=ESTIMATE), "gap_reason": NO_AMOUNT}
    is_range = found.lower < found.upper
    ends = (float(found.lower), float(found.upper)) if is_range else (None, None)
    return {
        "amount": float(found.amount),
        **interval_cells(*ends, words=ESTIMATE),
        "status": "part estimated" if is_range else "published",
        "gap_reason": None,
        "measured": float(found.measured),
        "population": float(found.population),
        "per_person": float(found.per_head),
    }


def _counts(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    rows: list[CountsRow] = readers.passports.maps.store.records("counts")
    if "place" in asked:
        known = {row["place_id"] for row in rows}
        if asked["place"] not in known:
            raise InvalidInputError(
                argument="place", received=asked["place"], expected=", ".join(sorted(known))
            )
        rows = [row for row in rows if row["place_id"] == asked["place"]]
    return page_of([_count(readers, row) for row in rows], page)


def _count(readers: Readers, row: CountsRow) -> Row:
    """A published count; the publication it is in is its dataset, where it has a page."""
    source: dict[str, Any] = sourced(readers, row["source"])
    return {
        "line": row["line"],
        "place_id": row["place_id"],
        "period": row["financial_year"],
        "what": row["measure"],
        "organisation": row["organisation"],
        "value": row["amount"],
        "unit": row["unit"],
        "price_basis": AS_PUBLISHED,
        "status": "published",
        "precision": row["precision_note"],
        "note": row["note"],
        "publication": row["source_title"],
        "publication_url": row["source_url"],
        **source,
    }


MONEY: Final = Resource(
    "money",
    "All public money of a place",
    "What all public bodies spend in a place, by year and block; the block total is all of it. "
    "Amounts of an area are estimates with a range, and say so.",
    (
        Column("place_id", "Id of the place.", is_nullable=False),
        Column("block", "Short name of the block.", is_nullable=False),
        Column("block_name", "Name of the block.", is_nullable=False),
        Column("period", "Financial year.", is_nullable=False),
        *UNIT_COLUMNS,
        Column("amount", "Amount; empty where there is none.", "number"),
        *INTERVAL_COLUMNS,
        STATUS,
        GAP_REASON,
        Column("measured", "What of it accounts show.", "number"),
        Column("population", "Residents.", "number"),
        Column("per_person", "Amount per resident.", "number"),
        *SOURCE_COLUMNS,
    ),
    _money,
    (
        PLACE,
        Parameter("basis", "Price basis.", "", ("cash", REAL), default="cash"),
    ),
)
COUNTS: Final = Resource(
    "counts",
    "Counts of the programme",
    "What the pilots' own sources published of their public money, as they published it. Totals "
    "and parts are on different bases, so do not add rows up.",
    (
        Column("line", "Its line in the record.", is_nullable=False),
        Column("place_id", "Id of the place.", is_nullable=False),
        Column("period", "Financial year; empty where the source names none."),
        Column("what", "What was counted.", is_nullable=False),
        Column("organisation", "Whose money it is; all for all bodies.", is_nullable=False),
        Column("value", "The figure.", "number", is_nullable=False),
        Column("unit", "Unit.", is_nullable=False),
        Column("price_basis", "Price basis.", is_nullable=False),
        Column("status", "What the figure is.", is_nullable=False),
        Column("precision", "How exactly the source says it."),
        Column("note", "What was noted of it."),
        Column("publication", "The publication it is in.", is_nullable=False),
        Column("publication_url", "Page of that publication."),
        *SOURCE_COLUMNS,
    ),
    _counts,
    (Parameter("place", "Only counts of this place of the programme.", "birmingham"),),
)
