"""Keeps text that came with data from being run as a formula by a spreadsheet."""

from __future__ import annotations

from typing import Final

#: What a spreadsheet takes for the start of a formula.
STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    >>> neutralise("=1+1")
    "'=1+1"
    >>> neutralise("Kent")
    'Kent'
    """
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text
