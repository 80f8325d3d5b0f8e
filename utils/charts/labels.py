"""Long labels of bars in several lines, so that a phone has room for the bars."""

from __future__ import annotations

import textwrap
from typing import Any, Final

LETTERS: Final = 28
#: Height of a bar beside a label of four lines.
STEP: Final = 62


def wrapped(words: str) -> str:
    r"""Words in lines of a few letters each.

    >>> wrapped("Share of health spend that treats illness")
    'Share of health spend that\ntreats illness'
    """
    return textwrap.fill(words, LETTERS)


def label_axis(field: str) -> dict[str, Any]:
    """The channel of wrapped labels down the side of a chart, in the rows' own order."""
    return {
        "field": field,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            # No line is so long; where the font cannot be measured it is taken for wider.
            "labelLimit": 240,
            "ticks": False,
            "domain": False,
        },
    }
