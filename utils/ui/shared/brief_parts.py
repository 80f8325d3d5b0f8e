"""Parts of a brief that several pages have."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from utils.charts.chart import Chart
from utils.formatting import MINUS, MISSING

#: More digits than any figure of ours has.
DIGITS: Final = 12


def chart_block(chart: Chart) -> dict[str, Any]:
    """A chart as a block of a document."""
    return {
        "kind": "chart",
        "title": chart.title,
        "spec": dict(chart.spec),
        "alt": chart.finding or chart.title,
        "native": asdict(chart.native) if chart.native else None,
        "table": {
            "kind": "table",
            "caption": chart.title,
            "columns": [str(name) for name in chart.table.columns],
            "rows": [[_cell(cell) for cell in row] for row in chart.table.to_numpy().tolist()],
        },
    }


def _cell(cell: object) -> str:
    """A cell of a chart's table in words: numbers as they are, with thousands apart.

    >>> _cell(3228.0), _cell(-0.5), _cell("Leeds"), _cell(float("nan"))
    ('3,228', '\u22120.5', 'Leeds', 'no figure')
    """
    if cell is None or cell != cell:  # noqa: PLR0124 - only a missing number differs from itself
        return MISSING
    if isinstance(cell, int | float):
        return f"{cell:,.{DIGITS}g}".replace("-", MINUS)
    return str(cell)
