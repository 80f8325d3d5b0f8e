"""Parts of a brief that several pages have."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from utils.charts.chart import Chart


def chart_block(chart: Chart) -> dict[str, Any]:
    """A chart as a block of a document."""
    return {
        "kind": "chart",
        "title": chart.title,
        "spec": dict(chart.spec),
        "alt": chart.finding or chart.title,
        "native": asdict(chart.native) if chart.native else None,
    }
