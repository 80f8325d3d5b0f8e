"""How a measure goes together with others across small areas, with the uncertainty of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.read.rows import SmallAreaCorrelationsRow
from utils.charts.chart import Chart, number_axis
from utils.charts.intervals import interval_spec

KEY: Final = (
    "Dot: Pearson's correlation over the neighbourhoods (MSOAs) of the place, of life expectancy "
    "2016-20 and the mean deprivation decile of 2019 of the small areas inside, where 10 is the "
    "least deprived; bar: 95% confidence interval by Fisher's transformation; grey tick: none. "
    "Neighbouring areas are alike, so the intervals are a little too narrow. A link is not a cause."
)


def correlation_chart(
    rows: Sequence[SmallAreaCorrelationsRow],
    titles: Mapping[str, str],
    *,
    name: str,
    title: str,
    finding: str,
    notes: Sequence[str],
) -> Chart:
    """Correlations with their limits, a row each.

    Args:
        rows: other_measure, value, lower_cl, upper_cl, n.
        titles: what each other measure is called.
        name: short name for files.
        title: what is drawn.
        finding: what it shows.
        notes: sources and caveats.
    """
    labels = [_label(titles[row["other_measure"]]) for row in rows]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": [row["value"] for row in rows],
            "lower": [row["lower_cl"] for row in rows],
            "upper": [row["upper_cl"] for row in rows],
            "reference": 0.0,
            "text": [
                f"{label}: {row['value']:.2f} ({row['lower_cl']:.2f} to {row['upper_cl']:.2f})"
                for label, row in zip(labels, rows, strict=True)
            ],
        }
    )
    return Chart(
        name=name,
        title=title,
        spec=interval_spec(frame, axis=number_axis("correlation", decimals=1, sign=True)),
        finding=finding,
        table=pd.DataFrame(
            {
                "Domain of deprivation": labels,
                "Correlation": frame["value"],
                "95% confidence interval, lower": frame["lower"],
                "95% confidence interval, upper": frame["upper"],
                "Neighbourhoods": [row["n"] for row in rows],
            }
        ).round(2),
        notes=(KEY, *notes),
    )


def _label(title: str) -> str:
    return title.partition(": ")[2].capitalize() or title
