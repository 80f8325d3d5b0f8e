"""Reads many plain rows of a text table at once, column by column; other rows go singly.

Plain rows are those of which nothing has to be decided: as many cells as columns, an amount as it
is usually written, a date that is believed, and a supplier. What they become is the same either
way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.core.schema import MONEY
from data.ledger.rows.fields import POUNDS, joined
from data.ledger.rows.row_reader import RowReader

#: Rows that are converted together.
ROWS: Final = 20_000
#: Where fewer rows than this follow each other, converting them together gains nothing.
FEW: Final = 64
#: As `amounts.COMMON`.
AMOUNT: Final = r"^\s*-?£?(?:[0-9]{1,3}(?:,[0-9]{3}){0,3}|[0-9]{1,13})(?:\.[0-9]{1,2})?\s*$"
#: A supplier that may label a total.
TOTAL: Final = r"\b(?:totals?|sum)\b"
NO_DIGITS: Final = r"[£,\s]"
#: Parts the texts that are joined while they are looked up; no table has it in a cell.
UNIT: Final = "\x1f"

Rows = Sequence[tuple[int, Sequence[Any]]]


def read_batch(reader: RowReader, batch: Rows) -> None:
    """Read rows in their order."""
    layout = reader.layout
    beside = layout.rivals or layout.credit is not None or layout.mark is not None
    if layout.date is None or beside or len(batch) < FEW:
        _one_by_one(reader, batch)
        return
    table, plain = _convert(reader, batch)
    start = 0
    odd = [at for at, is_plain in enumerate(plain.to_pylist()) if not is_plain]
    for at in (*odd, len(batch)):
        if at - start < FEW:
            _one_by_one(reader, batch[start:at])
        else:
            reader.take(table.slice(start, at - start))
        _one_by_one(reader, batch[at : at + 1])
        start = at + 1


def _one_by_one(reader: RowReader, rows: Rows) -> None:
    for number, cells in rows:
        reader.read(number, cells)


def _convert(reader: RowReader, batch: Rows) -> tuple[pa.Table, pa.Array]:
    """All rows as payments, and which of them are plain; the others' values mean nothing."""
    layout = reader.layout
    width = layout.width
    blank = [""] * width
    full = [len(cells) == width for _, cells in batch]
    rows = [cells if whole else blank for (_, cells), whole in zip(batch, full, strict=True)]
    columns = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
    nothing = pa.nulls(len(batch), pa.string())

    def trimmed(at: int | None) -> pa.Array:
        return nothing if at is None else _blank_to_null(columns[at])

    amount, readable = _money(columns[layout.amount])
    dates = columns[layout.date or 0]
    day = _looked_up(dates, reader.fields.plain_day, pa.date32())
    plain = pc.and_(pc.and_(pa.array(full), readable), pc.is_valid(day))
    limit = pa.scalar(reader.limits.largest_amount, pa.decimal128(38, 4))
    plain = pc.and_(plain, pc.fill_null(pc.less_equal(pc.abs(amount), limit), fill_value=False))
    supplier = trimmed(layout.supplier)
    plain = pc.and_(plain, pc.is_valid(supplier))
    labelled = pc.match_substring_regex(supplier, TOTAL, ignore_case=True)
    plain = pc.and_(plain, pc.invert(pc.fill_null(labelled, fill_value=False)))
    vat = pa.nulls(len(batch), MONEY)
    if layout.vat is not None:
        vat, readable = _money(columns[layout.vat])
        plain = pc.and_(plain, pc.or_(readable, pc.is_null(trimmed(layout.vat))))
    if layout.currency is not None:
        known = _looked_up(columns[layout.currency], _in_pounds, pa.bool_())
        plain = pc.and_(plain, known)
    kinds = nothing
    if layout.capital_or_revenue is not None:
        kinds = _looked_up(
            columns[layout.capital_or_revenue], reader.fields.spend_kind, pa.string()
        )
    table = pa.table(
        {
            "row": pa.array([number for number, _ in batch], pa.int64()),
            "payer": pc.fill_null(trimmed(layout.payer), reader.setting.payer),
            "paid_on": day,
            "financial_year": _looked_up(dates, reader.fields.plain_year, pa.string()),
            "supplier": supplier,
            "amount": amount,
            "vat": vat,
            "department": _together(columns, layout.department, nothing),
            "purpose": _together(columns, layout.purpose, nothing),
            "category": _together(columns, layout.category, nothing),
            "reference": trimmed(layout.reference),
            "spend_kind": pc.fill_null(kinds, "not said"),
        }
    )
    return table, plain


def _money(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Amounts, null where they are not written as usual, and where they are."""
    usual = pc.match_substring_regex(texts, AMOUNT)
    digits = pc.replace_substring_regex(texts, NO_DIGITS, "")
    return pc.cast(pc.if_else(usual, digits, None), MONEY), usual


def _blank_to_null(texts: pa.Array) -> pa.Array:
    bare = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(bare, ""), None, bare)


def _looked_up(texts: pa.Array, meaning: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Turn each different text once into what it means."""
    coded = texts.dictionary_encode()
    meanings = pa.array([meaning(text) for text in coded.dictionary.to_pylist()], kind)
    return meanings.take(coded.indices)


def _together(columns: Sequence[pa.Array], positions: Sequence[int], nothing: pa.Array) -> pa.Array:
    if not positions:
        return nothing
    if len(positions) == 1:
        return _blank_to_null(columns[positions[0]])
    together = pc.binary_join_element_wise(*(columns[at] for at in positions), UNIT)
    return _looked_up(together, _without_repeats, pa.string())


def _without_repeats(texts: str) -> str | None:
    return joined(text.strip() for text in texts.split(UNIT))


def _in_pounds(text: str) -> bool:
    return text.strip().lower() in POUNDS
