"""Ranges of money that one source states, from the lowest to the highest figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, SCHEMA, Chart, data_of, number_axis
from utils.charts.labels import LETTER_HEIGHT, STEP, label_axis, wrapped
from utils.formatting import MILLION, format_pounds
from utils.narrative.sources import RECORD

KEY: Final = "Each bar reaches from the lowest to the highest figure that one source states."


def range_chart(
    rows: Sequence[tuple[str, float, float]], *, name: str, title: str, notes: Sequence[str]
) -> Chart:
    """Draw ranges of money over the same years, a bar each.

    Args:
        rows: what the range is of, in words, and its ends in pounds.
        name: short name for files.
        title: what is drawn.
        notes: sources.
    """
    frame = pd.DataFrame(rows, columns=["what", "low", "high"])
    frame["text"] = [
        f"{what}: {format_pounds(low)} to {format_pounds(high)}" for what, low, high in rows
    ]
    drawn = frame.assign(
        label=frame["text"].map(wrapped),
        low=frame["low"] / MILLION,
        high=frame["high"] / MILLION,
    )
    axis = number_axis("£ million", decimals=0)
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": {"step": max(STEP, _most_lines(drawn["label"]) * LETTER_HEIGHT + 8)},
            "data": data_of(drawn),
            "mark": {"type": "bar", "height": 18},
            "encoding": {
                "x": {
                    "field": "low",
                    "type": "quantitative",
                    "title": axis["title"],
                    "scale": {"zero": True, "nice": True},
                    "axis": {**axis["axis"], "tickCount": 4},
                },
                "x2": {"field": "high"},
                "y": label_axis("label"),
                "color": {"value": PLACE_COLOURS[0]},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding="; ".join(frame["text"]) + ".",
        table=frame[["what", "low", "high"]].rename(
            columns={"what": "Range", "low": "Lowest (£)", "high": "Highest (£)"}
        ),
        notes=(KEY, *notes),
        sources=(RECORD,),
    )


def _most_lines(labels: pd.Series[str]) -> int:
    return int(labels.str.count("\n").max()) + 1
