"""Bands of money from left to right, as an ECharts option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

#: Room between the names at the right and the edge they are cut at.
BESIDE_NAMES: Final = 10


def bands_option(
    nodes: Mapping[str, str],
    links: Sequence[Mapping[str, object]],
    *,
    room: int,
    gap: int,
) -> dict[str, Any]:
    """Draw nodes and the bands between them.

    Args:
        nodes: colour of each node by its label.
        links: source and target (labels), value and lineStyle of each band.
        room: pixels at the right for the names of the last column.
        gap: pixels between nodes of a column.
    """
    return {
        "tooltip": {"trigger": "item", "valueFormatter": "£%,d"},
        "series": [
            {
                "type": "sankey",
                "nodeAlign": "justify",
                "draggable": False,
                "left": 4,
                "right": room,
                "top": 8,
                "bottom": 8,
                "nodeGap": gap,
                "layoutIterations": 64,
                "label": {
                    "fontSize": 12,
                    "lineHeight": 14,
                    "width": room - BESIDE_NAMES,
                    "overflow": "break",
                },
                "emphasis": {"focus": "adjacency"},
                "data": [
                    {"name": label, "itemStyle": {"color": colour}}
                    for label, colour in nodes.items()
                ],
                "links": list(links),
            }
        ],
    }
