"""Keeps text that came with data from being run as a formula by a spreadsheet."""

from __future__ import annotations

from typing import Final

import pandas as pd

#: What a spreadsheet takes for the start of a formula.
STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take text for a formula; spaces before it change nothing."""
    return text.lstrip(" ").startswith(STARTS)


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    >>> neutralise("=1+1")
    "'=1+1"
    >>> neutralise("Kent")
    'Kent'
    """
    return f"'{text}" if looks_like_formula(text) else text


def write_safe_csv(table: pd.DataFrame) -> bytes:
    """Write such a table as a file, with the mark by which spreadsheets know the encoding."""
    return safe_csv(table).encode("utf-8-sig")


def safe_csv(table: pd.DataFrame) -> str:
    """A table as CSV in which no spreadsheet takes a cell or a column name for a formula."""
    safe = table.map(lambda cell: neutralise(cell) if isinstance(cell, str) else cell)
    text: str = safe.rename(columns=neutralise).to_csv(index=False)
    return text
