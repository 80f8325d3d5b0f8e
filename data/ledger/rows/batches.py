"""Reads the rows of a block of a text table: plain ones together, the others one by one.

Plain rows are those of which nothing has to be decided: as many cells as columns, an amount as it
is usually written, a date or month that is believed and a supplier, where the table has these
columns, and nothing that may be the label of a total. What they become is the same either way;
`RowReader` says what that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.columns.layouts import Layout
from data.ledger.columns.signs import is_credit
from data.ledger.core.amounts import COMMON
from data.ledger.core.schema import MONEY
from data.ledger.files.text_blocks import Block
from data.ledger.rows.fields import POUNDS, TOGETHER
from data.ledger.rows.row_reader import RowReader

AMOUNT: Final = rf"^(?:{COMMON.pattern})$"
NO_DIGITS: Final = r"[£,\s]"
#: What every supplier has that `totals.is_loose_label` may take for a label, and few others have.
LABEL: Final = r"(?i)total|^sum\b"


def read_block(reader: RowReader, block: Block) -> None:
    """Read the rows of a block, as if in their order."""
    table, plain = _convert(reader, block)
    odd = pa.array(~plain)
    numbers = block.numbers[~plain].tolist()
    cells = zip(*(column.filter(odd).to_pylist() for column in block.columns), strict=True)
    others = sorted([*block.others, *zip(numbers, map(list, cells), strict=True)])
    table = table.filter(pa.array(plain))
    start = 0
    ends = np.searchsorted(block.numbers[plain], [number for number, _ in others]).tolist()
    for end, (number, row) in zip(ends, others, strict=True):
        reader.pass_by(table.slice(start, end - start))
        reader.read(number, row)
        start = end
    reader.pass_by(table.slice(start))
    reader.take(table)


def may_label(suppliers: pa.Array) -> pa.Array:
    """Which texts may be the label of a total; null where there is no text."""
    return pc.match_substring_regex(suppliers, LABEL)


def _convert(reader: RowReader, block: Block) -> tuple[pa.Table, np.ndarray]:
    """All whole rows as payments, and which of them are plain; the others' values mean nothing."""
    layout, fields, columns = reader.layout, reader.fields, block.columns
    nothing = pa.nulls(len(block.numbers), pa.string())

    def text(at: int | None) -> pa.Array:
        return nothing if at is None else _blank_to_null(columns[at])

    def texts(positions: Sequence[int]) -> pa.Array:
        return _joined([text(at) for at in positions] or [nothing])

    amount, usual = _amounts(reader, columns)
    vat, readable = _vat(reader, columns)
    day, year, believed = _dates(reader, columns)
    sure = [usual, readable, believed, _to_somebody(layout, columns)]
    if layout.currency is not None:
        sure.append(_looked_up(columns[layout.currency], _in_pounds, pa.bool_()))
    if layout.status is not None:
        sure.append(_looked_up(columns[layout.status], fields.is_paid, pa.bool_()))
    kinds = pa.repeat("not said", len(nothing))
    if layout.capital_or_revenue is not None:
        kinds = _looked_up(columns[layout.capital_or_revenue], fields.spend_kind, pa.string())
    table = pa.table(
        {
            "row": pa.array(block.numbers, pa.int64()),
            "payer": pc.fill_null(text(layout.payer), reader.setting.payer),
            "paid_on": day,
            "financial_year": year,
            "supplier": pc.fill_null(text(layout.supplier), ""),
            "amount": amount,
            "vat": vat,
            "department": texts(layout.department),
            "purpose": texts(layout.purpose),
            "category": texts(layout.category),
            "reference": text(layout.reference),
            "spend_kind": kinds,
        }
    )
    return table, _all(sure).to_numpy(zero_copy_only=False)


def _amounts(reader: RowReader, columns: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array]:
    """Amounts with their signs, and which of them nothing beside them puts in question."""
    layout = reader.layout
    amount, usual = _money(columns[layout.amount])
    limit = pa.scalar(reader.limits.largest_amount, pa.decimal128(38, 4))
    sure = [usual, pc.less_equal(pc.abs(amount), limit)]
    if layout.mark is not None:
        taken_off = _looked_up(columns[layout.mark], is_credit, pa.bool_())
        amount = pc.if_else(taken_off, pc.negate(pc.abs(amount)), amount)
    for rival in layout.rivals:
        other, readable = _money(columns[rival])
        same = pc.fill_null(pc.equal(other, amount), fill_value=True)
        sure += [same, pc.or_(readable, pc.is_null(_blank_to_null(columns[rival])))]
    if layout.credit is not None:
        sure.append(pc.is_null(_blank_to_null(columns[layout.credit])))
    return amount, _all(sure)


def _dates(reader: RowReader, columns: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Days, financial years, and which rows have a date or a month with which all is clear."""
    layout, fields, rows = reader.layout, reader.fields, len(columns[0])
    if layout.date is not None:
        dates = columns[layout.date].dictionary_encode()
        year = _looked_up(dates, fields.plain_year, pa.string())
        return _looked_up(dates, fields.plain_day, pa.date32()), year, pc.is_valid(year)
    periods = [pc.utf8_trim_whitespace(columns[at]) for at in layout.period]
    words = pc.binary_join_element_wise(*periods, " ") if periods else pa.repeat("", rows)
    year = _looked_up(words, fields.year_of_words, pa.string())
    return pa.nulls(rows, pa.date32()), year, pa.repeat(pa.scalar(value=True), rows)


def _to_somebody(layout: Layout, columns: Sequence[pa.Array]) -> pa.Array:
    """Which rows have a supplier, where the table has suppliers, and no label of a total.

    Of a row with date and supplier nothing but its supplier can be such a label.
    """
    given = [layout.supplier] if layout.date is not None and layout.supplier is not None else []
    read = given or [at for at in range(layout.width) if at != layout.amount]
    sure = [pc.invert(may_label(pc.utf8_trim_whitespace(columns[at]))) for at in read]
    if layout.supplier is not None:
        sure.append(pc.is_valid(_blank_to_null(columns[layout.supplier])))
    return _all(sure)


def _vat(reader: RowReader, columns: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array]:
    """VAT, null where there is none, and which cells of it can be read."""
    at, rows = reader.layout.vat, len(columns[0])
    if at is None:
        return pa.nulls(rows, MONEY), pa.repeat(pa.scalar(value=True), rows)
    vat, readable = _money(columns[at])
    return vat, pc.or_(readable, pc.is_null(_blank_to_null(columns[at])))


def _all(conditions: Sequence[pa.Array]) -> pa.Array:
    """Where all conditions are known to hold."""
    return pc.fill_null(reduce(pc.and_kleene, conditions), fill_value=False)


def _money(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Amounts, null where they are not written as usual, and where they are."""
    usual = pc.match_substring_regex(texts, AMOUNT)
    digits = pc.replace_substring_regex(texts, NO_DIGITS, "")
    return pc.cast(pc.if_else(usual, digits, None), MONEY), usual


def _blank_to_null(texts: pa.Array) -> pa.Array:
    bare = pc.utf8_trim_whitespace(texts)
    blank = pc.equal(bare, "")
    return pc.if_else(blank, None, bare) if pc.any(blank).as_py() else bare


def _looked_up(texts: pa.Array, meaning: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Turn each different text once into what it means."""
    coded = texts if isinstance(texts, pa.DictionaryArray) else texts.dictionary_encode()
    meanings = pa.array([meaning(text) for text in coded.dictionary.to_pylist()], kind)
    return meanings.take(coded.indices)


def _joined(texts: Sequence[pa.Array]) -> pa.Array:
    """As `fields.joined` of each row: every text once, null where all are."""
    together = texts[0]
    for at, text in enumerate(texts[1:], 1):
        said = [pc.fill_null(pc.equal(text, before), fill_value=False) for before in texts[:at]]
        new = pc.if_else(reduce(pc.or_, said), None, text)
        both = pc.binary_join_element_wise(together, new, TOGETHER)
        together = pc.coalesce(both, together, new)
    return together


def _in_pounds(text: str) -> bool:
    return text.strip().lower() in POUNDS
