"""Life expectancy by tenth of deprivation inside a single authority."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.export.native import NativeChart, Series, numbers_of
from data.read.comparisons import CompareReader
from data.read.places import Place
from utils.charts.chart import PLACE_COLOURS, Chart, number_axis
from utils.charts.intervals import interval_spec
from utils.formatting import format_value
from utils.narrative.inequality import YEARS, Z_95, gap_sentence
from utils.narrative.place import SEX_WORDS
from utils.narrative.sources import cite

KEY: Final = (
    "Dot: value; bar: 95% confidence interval from the published standard errors. Tenths are of "
    "this authority's own small areas, so do not compare them with another's."
)


def local_chart(reader: CompareReader, place: Place, *, sex: str) -> Chart | None:
    """Draw life expectancy by local tenth of deprivation; None where it is not published.

    Tenths are made inside an authority, so those of several authorities are never put together.
    """
    if len(place.members) != 1:
        return None
    rows = reader.comparators.facts.local_deciles(place.members[0], sex=sex)
    if rows.empty:
        return None
    lower = rows["value"] - Z_95 * rows["standard_error"]
    upper = rows["value"] + Z_95 * rows["standard_error"]
    labels = [_label(decile) for decile in rows["decile"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": rows["value"],
            "lower": lower,
            "upper": upper,
            "reference": None,
            "text": [
                f"Tenth {label}: {format_value(value, unit=YEARS, decimals=1)}"
                for label, value in zip(labels, rows["value"], strict=True)
            ],
        }
    )
    table = pd.DataFrame(
        {
            "Tenth by deprivation": labels,
            "Life expectancy (years)": rows["value"],
            "95% confidence interval, lower": lower,
            "95% confidence interval, upper": upper,
        }
    )
    period = rows["period"].iloc[0]
    return Chart(
        name=f"local_deciles_{place.members[0]}_{sex}",
        title=f"Life expectancy at birth by deprivation inside {place.name}, "
        f"{SEX_WORDS[sex]}, {period} (years)",
        spec=interval_spec(frame, axis=number_axis("years", decimals=0)),
        finding=gap_sentence(rows, place=place.name, sex=sex),
        table=table.round(1),
        notes=(
            KEY,
            cite(reader, rows["source"].iloc[0]),
        ),
        native=_native(frame),
    )


def _native(frame: pd.DataFrame) -> NativeChart:
    values, lower, upper = (
        numbers_of(frame[name], decimals=1) for name in ("value", "lower", "upper")
    )
    series = Series("Life expectancy", values, PLACE_COLOURS[0], lower=lower, upper=upper)
    return NativeChart(
        "points",
        tuple(frame["label"]),
        (series,),
        categories_title="Tenth of the authority's small areas by deprivation",
        values_title="years",
        decimals=1,
        limits="95% confidence interval",
    )


def _label(decile: int) -> str:
    words = {1: "1 (most deprived)", 10: "10 (least deprived)"}
    return words.get(decile, str(decile))
