"""A document as the profile composes one, for the tests of briefs and slides."""

from __future__ import annotations

import copy
from typing import Any

SPEC: dict[str, Any] = {
    "data": {"values": [{"place": "Kent", "value": 3}, {"place": "Luton", "value": 5}]},
    "mark": "point",
    "encoding": {
        "x": {"field": "value", "type": "quantitative"},
        "y": {"field": "place", "type": "nominal"},
    },
    "height": 80,
}
_DOCUMENT: dict[str, Any] = {
    "title": "Kent & #Medway* <b>",
    "subtitle": "What is spent",
    "language": "en-GB",
    "author": "Total Place Atlas",
    "data_version": "abc123",
    "made": "24 November 2026",
    "address": "http://localhost:8501/profile?place=kent",
    "pages": [
        {
            "heading": "Money in Kent",
            "blocks": [
                {"kind": "bullets", "items": ["$1 and =2 and @3 stay as they are.", "Second."]},
                {"kind": "paragraph", "text": "A paragraph with _signs_ of a markup."},
                {
                    "kind": "table",
                    "caption": "Spend by theme",
                    "columns": ["Theme", "Kent", "England"],
                    "rows": [["Children", "£1,234", "£1,300"], ["Older people", "no figure", "£9"]],
                },
                {"kind": "chart", "title": "A chart", "spec": SPEC, "alt": "Luton is above Kent."},
            ],
            "notes": ["Source: a publisher, a data set.", "A caveat."],
        },
        {"heading": "Health", "blocks": [], "notes": ["Another caveat."]},
    ],
}


def document(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # any part of a document
    """A fresh document, with some parts put in place of its own."""
    return {**copy.deepcopy(_DOCUMENT), **parts}


def native_chart(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # any part of a chart
    """Figures of a place with a gap, a break and limits, beside England's."""
    chart = {
        "kind": "lines",
        "categories": ["2009-10", "2010-11", "2011-12", "2012-13"],
        "series": [
            {
                "name": "England",
                "values": [9, 8, 7, 6],
                "colour": "#747b84",
                "is_reference": True,
            },
            {
                "name": "Kent",
                "values": [10.5, None, 8, 7.5],
                "colour": "#2f6fd0",
                "lower": [10, None, 7, None],
                "upper": [11.5, None, 8.5, None],
                "hollow": [3],
            },
        ],
        "categories_title": "Financial year",
        "values_title": "£ per person",
        "decimals": 1,
        "before": "£",
        "limits": "range of the estimate",
        "breaks": [3],
    }
    return {**chart, **parts}
