"""Reads a cell as a number, as published tables write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

MINUSES: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u00a0": " "})
NUMBER: Final = re.compile(
    r"(?P<minus>-?)\s?£?\s?(?P<digits>[0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(?P<rest>\.[0-9]+)?"
    r"(?P<power>[eE][+-]?[0-9]{1,2})?\s?%?"
)
#: More decimals than a published figure has are a trace of binary fractions.
MOST_DECIMALS: Final = 3
DIGITS: Final = 4


def read_number(text: str) -> float | None:
    """Read a number; None where the cell holds none.

    Thousands may be separated by commas; a pound sign before and a per cent sign behind are read
    over. A comma that separates no thousands makes the cell unreadable, not a thousand times less.

    >>> read_number("£1,234.50"), read_number("12.5%"), read_number("1,5"), read_number("c")
    (1234.5, 12.5, None, None)
    """
    found = NUMBER.fullmatch(text.translate(MINUSES).strip())
    if found is None or not (found["digits"] or found["rest"]):
        return None
    digits = (found["digits"] or "0").replace(",", "")
    return float(f"{found['minus']}{digits}{found['rest'] or ''}{found['power'] or ''}")


def decimals_of(values: list[float]) -> int:
    """Decimals with which values are shown: as many as they have, at most three.

    The largest is shown in four digits, or without decimals if it has more before the point.

    >>> decimals_of([0.125, 0.5]), decimals_of([80.725, 172.701]), decimals_of([1955.0])
    (3, 1, 0)
    """
    held = (
        -int(Decimal(repr(round(value, 9))).normalize().as_tuple().exponent) for value in values
    )
    whole = len(str(int(max([0.0, *map(abs, values)]))))
    return max(min(max([0, *held]), MOST_DECIMALS, DIGITS - whole), 0)
