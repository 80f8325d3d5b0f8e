"""In how many places each category of barriers was named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, SCHEMA, Chart, data_of, name_rows
from utils.charts.labels import value_layers
from utils.formatting import join_words
from utils.narrative.sources import RECORD

STEP: Final = 34
NOTES: Final = (
    "A count of what sources name, not of how common a barrier was; some were never written down.",
    "A later programme that covers several areas counts as one place.",
    "Source: the list of barriers; each names its own source.",
)


def recurrence_chart(counts: Mapping[str, int], places: Mapping[str, Sequence[str]]) -> Chart:
    """Draw in how many places each category was named.

    Args:
        counts: barriers by category, in words, in the order to be drawn.
        places: names of the places in which a category was named; none may be empty.
    """
    frame = pd.DataFrame(
        {
            "category": list(counts),
            "barriers": list(counts.values()),
            "places": [len(places[count]) for count in counts],
            "which": ["; ".join(places[count]) for count in counts],
        }
    )
    frame["text"] = [_tooltip(row.category, row.places, row.which) for row in frame.itertuples()]
    most = int(frame["places"].max())
    named = frame.loc[frame["places"] == most, "category"].tolist()
    return Chart(
        name="barriers_recurrence",
        title="Places in which each category of barriers was named (number)",
        spec={
            "$schema": SCHEMA,
            "height": {"step": STEP},
            "data": data_of(frame.drop(columns="which")),
            "layer": [
                {"mark": {"type": "bar", "height": 16, "color": PLACE_COLOURS[0]}},
                *value_layers("places", "places", most=most),
            ],
            "encoding": {
                "x": {
                    "field": "places",
                    "type": "quantitative",
                    "title": "places",
                    "axis": {"tickMinStep": 1, "format": "d"},
                },
                "y": name_rows("category"),
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding=f"Named in most places, {most}: {join_words(named)}.",
        table=frame[["category", "barriers", "places", "which"]].rename(
            columns={
                "category": "Category",
                "barriers": "Barriers",
                "places": "Places",
                "which": "Which places",
            }
        ),
        notes=NOTES,
        sources=(RECORD,),
    )


def _tooltip(category: object, places: object, which: object) -> str:
    return f"{category}: {places} ({which})" if which else f"{category}: no particular place"
