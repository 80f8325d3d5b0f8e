"""Shares that a source states, as bars from nothing to all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, SCHEMA, Chart, data_of
from utils.charts.labels import STEP, label_axis, wrapped

FULL: Final = 100
KEY: Final = (
    "Each bar is one share as its source states it; shares of different wholes never add up."
)


def shares_chart(
    rows: Sequence[tuple[str, float]], *, name: str, title: str, notes: Sequence[str]
) -> Chart:
    """Draw shares, a bar each.

    Args:
        rows: what the share is of, in words, and its per cent.
        name: short name for files.
        title: what is drawn.
        notes: sources.
    """
    frame = pd.DataFrame(rows, columns=["what", "share"])
    frame["text"] = [f"{what}: {share:g}%" for what, share in rows]
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": {"step": STEP},
            "data": data_of(frame.assign(label=frame["what"].map(wrapped))),
            "mark": {"type": "bar", "height": 18},
            "encoding": {
                "x": {
                    "field": "share",
                    "type": "quantitative",
                    "title": "per cent",
                    "scale": {"domain": [0, FULL]},
                    "axis": {"tickCount": 5},
                },
                "y": label_axis("label"),
                "color": {"value": PLACE_COLOURS[0]},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding="; ".join(frame["text"]) + ".",
        table=frame[["what", "share"]].rename(columns={"what": "Share", "share": "Per cent"}),
        notes=(KEY, *notes),
    )
