"""Refuses amounts that are not in pounds, by what the names of columns and the titles say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data.ledger.core.amounts import OTHER_CURRENCY
from data.ledger.core.errors import LedgerError

#: Not a limit such as "over £25,000", "over £25k" or "more than 5 thousand".
THOUSANDS: Final = re.compile(
    r"(?<![0-9])(?<![0-9][ ,.])['\u2018\u2019`]?\b000(?:'?s)?\b|£\s?k\b|\(\s?k\s?\)"
    r"|(?<![0-9])(?<![0-9a] )\bthousands?\b",
    re.IGNORECASE,
)
MILLIONS: Final = re.compile(
    r"£\s?(?:mn?|bn)\b|\(\s?m\s?\)|(?<![0-9])(?<![0-9a] )\b(?:m|b)illions?\b", re.IGNORECASE
)
PENCE: Final = re.compile(r"\bpence\b|\bpennies\b|\(\s?p\s?\)", re.IGNORECASE)
POUNDS: Final = re.compile(r"£|\bpounds?\b|\bgbp\b", re.IGNORECASE)
#: A title gives a unit in these words; of thousands it may say otherwise.
IN_TITLE: Final = re.compile(
    r"£\s?['\u2018\u2019`]?\s?000'?s?\b|\bin (?:£ ?)?(?:thousands?|millions?|pence)\b"
    r"|\(\s?£\s?(?:k|mn?)\s?\)",
    re.IGNORECASE,
)


def refuse_units(name: str, titles: Sequence[str], *, file: str) -> None:
    """Check that amounts are in pounds.

    Args:
        name: of the column of amounts.
        titles: texts above the header.
        file: what to call the table.

    Raises:
        LedgerError: the name or a title says that amounts are in another unit or currency.
    """
    if unit := unit_of(name):
        raise _error(f"amounts in {unit}, by the name of their column {name!r}", file)
    for title in titles:
        if (found := IN_TITLE.search(title)) and (unit := unit_of(found[0])):
            raise _error(f"amounts in {unit}, by the words {found[0]!r} above the header", file)


def unit_of(name: str) -> str:
    """The unit that the name of a column of amounts gives; "" for pounds."""
    if THOUSANDS.search(name):
        return "thousands"
    if MILLIONS.search(name):
        return "millions or billions"
    if PENCE.search(name) and not POUNDS.search(name):
        return "pence"
    return "another currency" if OTHER_CURRENCY.search(name) else ""


def _error(received: str, file: str) -> LedgerError:
    return LedgerError(file=file, received=received, expected="amounts in pounds and pence")
