"""Payments that places publish, by address: counts, their lines, and suppliers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data.read.payments import PaymentReader
from data.read.places import AS_PUBLISHED
from data.read.rows import LedgerCountsRow
from utils.ui.server.api.declared import (
    SOURCE_COLUMNS,
    Column,
    Found,
    Parameter,
    Readers,
    Resource,
    Row,
    page_of,
)
from utils.ui.server.api.record import POUNDS

PLACE: Final = Parameter("place", "Id of a place of payments.", "E06000047", is_required=True)
PERIOD: Final = Parameter("period", "A period of that place.", "2024-10", is_required=True)
KEY_COLUMNS: Final = (
    Column("place_id", "Id of the place.", is_nullable=False),
    Column("period", "Months that the payments are of.", is_nullable=False),
)
MONEY_COLUMNS: Final = (
    Column("unit", "Unit of all amounts.", is_nullable=False),
    Column("price_basis", "Price basis.", is_nullable=False),
)


def _payments(readers: Readers, _asked: Mapping[str, str], page: slice) -> Found:
    reader = _reader(readers)
    return page_of([_count(readers, row) for row in reader.counts], page)


def _lines(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    reader, count, bodies = _find(readers, asked)
    found = reader.lines(count)
    return Found(
        len(found),
        [
            {
                **_key(count),
                "body": bodies[row["payer_id"]],
                "financial_year": row["financial_year"],
                "theme": row["theme"],
                "capital_or_revenue": row["spend_kind"],
                "payments": row["payments"],
                "value": row["counted_gbp"],
                "in_place": row["in_place_gbp"],
                "grade": row["line_grade"],
                **_basis(readers, count),
            }
            for row in found[page]
        ],
    )


def _suppliers(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    reader, count, bodies = _find(readers, asked)
    found = reader.supplier_rows(count)
    return Found(
        len(found),
        [
            {
                **_key(count),
                "body": bodies[row["payer_id"]],
                "supplier": row["supplier"],
                "kind": row["supplier_kind"],
                "theme": row["theme"],
                "payments": row["payments"],
                "value": row["counted_gbp"],
                **_basis(readers, count),
            }
            for row in found[page]
        ],
    )


def _find(
    readers: Readers, asked: Mapping[str, str]
) -> tuple[PaymentReader, LedgerCountsRow, dict[str, str]]:
    """What reads the rows, the count that is asked for, and its bodies' names by their id."""
    reader = _reader(readers)
    count = reader.find(asked["place"], asked["period"])
    return reader, count, {row["payer_id"]: row["paying_body"] for row in reader.bodies(count)}


def _reader(readers: Readers) -> PaymentReader:
    return PaymentReader(readers.passports.places)


def _count(readers: Readers, row: LedgerCountsRow) -> Row:
    return {
        **_key(row),
        "financial_year": row["financial_year"],
        "payments": row["payments"],
        "value": row["counted_gbp"],
        "in_place": row["in_place_gbp"],
        "transfers": row["transfers_gbp"],
        "within_bodies": row["internal_gbp"],
        "without_theme": row["unthemed_gbp"],
        "smallest_payment": row["threshold_gbp"],
        "vat": row["vat_basis"],
        "rejected_rows": row["rejected_rows"],
        "note": row["note"],
        "published_on": row["published_on"],
        **_basis(readers, row),
    }


def _key(row: LedgerCountsRow) -> dict[str, Any]:
    return {"place_id": row["place_id"], "period": row["period"]}


def _basis(readers: Readers, row: LedgerCountsRow) -> Row:
    """Unit, basis and source, which is the publisher of the payments."""
    return {
        "unit": POUNDS,
        "price_basis": AS_PUBLISHED,
        "publisher": row["publisher"],
        "dataset": row["dataset"],
        "licence": row["licence"],
        "source_url": row["source_url"],
        "data_version": readers.passports.maps.store.version,
    }


PAYMENTS: Final = Resource(
    "payments",
    "Payments that places publish",
    "A row a place and period: what bodies paid by their own payment files. Payments are not "
    "spending: salaries, benefits and small payments are not in them, and capital is.",
    (
        *KEY_COLUMNS,
        Column("financial_year", "Financial year.", is_nullable=False),
        Column("payments", "Number of payments.", "integer", is_nullable=False),
        Column("value", "Paid, without transfers and within bodies.", "number", is_nullable=False),
        Column("in_place", "The part of it that is the place's.", "number", is_nullable=False),
        Column("transfers", "Paid between the bodies counted.", "number", is_nullable=False),
        Column("within_bodies", "Paid by a body to itself.", "number", is_nullable=False),
        Column("without_theme", "The part without a theme.", "number", is_nullable=False),
        Column("smallest_payment", "Smallest payment in the data, if known.", "number"),
        Column("vat", "Whether with VAT.", is_nullable=False),
        Column("rejected_rows", "Rows that could not be read.", "integer", is_nullable=False),
        Column("note", "What the publisher says is left out."),
        Column("published_on", "Date of publication here.", is_nullable=False),
        *MONEY_COLUMNS,
        *SOURCE_COLUMNS,
    ),
    _payments,
)
PAYMENT_LINES: Final = Resource(
    "payment-lines",
    "Published payments by theme",
    "The payments of a place and period by body, year, theme and kind.",
    (
        *KEY_COLUMNS,
        Column("body", "Who paid.", is_nullable=False),
        Column("financial_year", "Financial year of the payments.", is_nullable=False),
        Column("theme", "Theme; unassigned where none was found.", is_nullable=False),
        Column("capital_or_revenue", "Where the data say it.", is_nullable=False),
        Column("payments", "Number of payments.", "integer", is_nullable=False),
        Column("value", "Paid, without transfers and within bodies.", "number", is_nullable=False),
        Column("in_place", "The part of it that is the place's.", "number", is_nullable=False),
        Column("grade", "How far it can be trusted.", is_nullable=False),
        *MONEY_COLUMNS,
        *SOURCE_COLUMNS,
    ),
    _lines,
    (PLACE, PERIOD),
)
PAYMENT_SUPPLIERS: Final = Resource(
    "payment-suppliers",
    "Published payments by supplier",
    "The payments of a place and period by body, supplier and theme. People are one line, and so "
    "are suppliers who may be people, going by their name.",
    (
        *KEY_COLUMNS,
        Column("body", "Who paid.", is_nullable=False),
        Column("supplier", "Who was paid.", is_nullable=False),
        Column("kind", "Kind of supplier, or of the line it is put in.", is_nullable=False),
        Column("theme", "Theme; unassigned where none was found.", is_nullable=False),
        Column("payments", "Number of payments.", "integer", is_nullable=False),
        Column("value", "Paid, without transfers and within bodies.", "number", is_nullable=False),
        *MONEY_COLUMNS,
        *SOURCE_COLUMNS,
    ),
    _suppliers,
    (PLACE, PERIOD),
)
