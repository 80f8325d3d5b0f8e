"""Long labels of bars in several lines, so that a phone has room for the bars."""

from __future__ import annotations

import textwrap
from typing import Any, Final

LETTERS: Final = 28
#: Height of a bar beside a label of four lines.
STEP: Final = 62
LETTER_HEIGHT: Final = 14
#: Bars longer than this share of the axis have their value inside.
INSIDE: Final = 0.8


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
            # A bar without its label says nothing; every chart leaves room for all lines.
            "labelOverlap": False,
            "ticks": False,
            "domain": False,
        },
    }


def value_layers(field: str, written: str, *, most: float) -> list[dict[str, Any]]:
    """The values of bars that begin at zero: after a bar, or inside one that leaves no room.

    Args:
        field: of the value; the channel across is inherited.
        written: field of the value in words.
        most: the end of the axis.
    """
    inside = f"datum['{field}'] > {most * INSIDE}"
    places = (
        (f"!({inside})", {"align": "left", "dx": 4}),
        (inside, {"align": "right", "dx": -4, "color": "white"}),
    )
    return [
        {
            "transform": [{"filter": test}],
            "mark": {"type": "text", "baseline": "middle", "fontSize": 12, **mark},
            "encoding": {"text": {"field": written}},
        }
        for test, mark in places
    ]
