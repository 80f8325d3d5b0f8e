"""What makes the gap in life expectancy in England: a bar for each cause, and for each age."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd

from data.export.native import NativeChart, Series, numbers_of
from data.read.comparisons import CompareReader
from data.read.gap_parts import read_gap
from utils.charts.chart import PLACE_COLOURS, SCHEMA, Chart, data_of, name_rows, number_axis
from utils.formatting import format_value
from utils.narrative.gap_parts import (
    ARITHMETIC,
    ENGLAND_ONLY,
    WHAT,
    ages_sentence,
    causes_sentence,
    why_in_short,
    why_sentence,
)
from utils.narrative.inequality import YEARS
from utils.narrative.place import SEX_WORDS
from utils.narrative.sources import cite

STEP: Final = 34
#: Room for the number after the longest bar, as a share of it.
ROOM: Final = 1.15


class WhyCharts(NamedTuple):
    """The answer in words and in short, and its charts by cause and by age."""

    sentence: str
    in_short: str
    causes: Chart
    ages: Chart


@lru_cache(maxsize=2)
def why_charts(reader: CompareReader, sex: str) -> WhyCharts:
    """What makes England's gap between the outer tenths for a sex: male or female."""
    gap = read_gap(reader.places.maps.store, sex=sex)
    notes = (WHAT, ENGLAND_ONLY, ARITHMETIC, cite(reader, gap.source))

    def chart(years: pd.Series[float], *, by: str, what: str, finding: str) -> Chart:
        return _bars(
            years,
            column=what,
            name=f"gap_by_{by}_england_{sex}",
            title=f"Gap in life expectancy by {what.lower()}, England, {SEX_WORDS[sex]}, "
            f"{gap.period} (years)",
            finding=finding,
            notes=notes,
        )

    return WhyCharts(
        why_sentence(gap, sex=sex),
        why_in_short(gap),
        chart(gap.causes, by="cause", what="Cause of death", finding=causes_sentence(gap)),
        chart(gap.ages, by="age", what="Age at death", finding=ages_sentence(gap)),
    )


def _bars(
    years: pd.Series[float],
    *,
    column: str,
    name: str,
    title: str,
    finding: str,
    notes: tuple[str, ...],
) -> Chart:
    """Draw years, a bar each, with the number after it."""
    labels = [str(label) for label in years.index]
    written = [format_value(part, unit="", decimals=1) for part in years]
    frame = pd.DataFrame(
        {
            "label": labels,
            "years": years.to_numpy(),
            # A number is right of its bar, or of zero where the bar goes left.
            "end": years.clip(lower=0).to_numpy(),
            "written": written,
            "text": [
                f"{label}: {format_value(part, unit=YEARS, decimals=1)}"
                for label, part in zip(labels, years, strict=True)
            ],
        }
    )
    return Chart(
        name=name,
        title=title,
        spec=_spec(frame),
        finding=finding,
        table=pd.DataFrame({column: labels, "Years of the gap": years.round(2).to_numpy()}),
        notes=notes,
        native=NativeChart(
            "overlaid bars",
            tuple(labels),
            (Series("Years of the gap", numbers_of(frame["years"], decimals=1), PLACE_COLOURS[0]),),
            categories_title=column,
            values_title=YEARS,
            decimals=1,
        ),
    )


def _spec(frame: pd.DataFrame) -> dict[str, Any]:
    axis = number_axis("years of the gap", decimals=1)
    low, high = min(0.0, frame["years"].min()), frame["years"].max()
    across = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"domain": [low, high * ROOM], "nice": False},
        "axis": {**axis["axis"], "tickCount": 4},
    }
    number = {"type": "text", "align": "left", "dx": 4, "baseline": "middle", "fontSize": 12}
    return {
        "$schema": SCHEMA,
        "height": {"step": STEP},
        "data": data_of(frame),
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "color": PLACE_COLOURS[0]},
                "encoding": {"x": {**across, "field": "years"}},
            },
            {
                "mark": number,
                "encoding": {"x": {**across, "field": "end"}, "text": {"field": "written"}},
            },
        ],
        "encoding": {
            "y": name_rows("label"),
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
