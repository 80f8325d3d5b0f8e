"""Shares that a source states, as bars from nothing to all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, SCHEMA, Chart, data_of
from utils.charts.labels import STEP, label_axis, value_layers, wrapped
from utils.narrative.sources import RECORD

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
            "data": data_of(
                frame.assign(
                    label=frame["what"].map(wrapped), written=[f"{share:g}%" for _, share in rows]
                )
            ),
            "layer": [
                {"mark": {"type": "bar", "height": 18, "color": PLACE_COLOURS[0]}},
                *value_layers("share", "written", most=FULL),
            ],
            "encoding": {
                "x": {
                    "field": "share",
                    "type": "quantitative",
                    "title": "per cent",
                    "scale": {"domain": [0, FULL]},
                    "axis": {"tickCount": 5},
                },
                "y": label_axis("label"),
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding="; ".join(frame["text"]) + ".",
        table=frame[["what", "share"]].rename(columns={"what": "Share", "share": "Per cent"}),
        notes=(KEY, *notes),
        sources=(RECORD,),
    )
