"""A chart of published payments by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.read.payments import UNTHEMED, ThemeSum
from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, Chart, data_of, number_axis
from utils.charts.labels import label_axis, wrapped
from utils.formatting import MILLION, format_count, format_pounds
from utils.narrative.payments import theme_name, themes_sentence

BAR: Final = 20
#: Room for a label of three lines.
BAR_STEP: Final = 48
#: Below this no axis of millions is readable.
LEAST_MILLIONS: Final = 1.0
THOUSAND: Final = 1e3
ONLY_SAID: Final = (
    "A theme has only payments whose words say so: a small theme may mean that the file's words "
    "do not say what was paid for. One large payment can be most of a theme."
)
GREY: Final = "Grey: no theme was found. It may belong to any of the others."
THEMES_FOUND: Final = (
    "A theme is found by rules from the words of a payment's department, purpose and kind of "
    "supplier, never from its amount; for a few payments it is estimated from words that are "
    "common in payments of that theme. Running the council or body, and money passed on, are of "
    "no service. Adult social care, other or not specified, is care of which the words do not say "
    "for whom, and physical or sensory support of adults under 65. Older people, and mental health "
    "and learning disability, have only what names them, so more may have been paid for them."
)


def themes_chart(
    sums: Sequence[ThemeSum],
    names: Mapping[str, str],
    *,
    title: str,
    period: str,
    notes: Sequence[str],
) -> Chart:
    """Draw payments by theme, and in grey those without one.

    Args:
        sums: what was paid for each theme.
        names: names of the themes.
        title: whose payments they are, and when.
        period: the months of the payments, for each row of the files.
        notes: basis and source.
    """
    most = max((abs(found.amount) for found in sums), default=0.0)
    unit, size = (
        ("£ million", MILLION) if most >= MILLION * LEAST_MILLIONS else ("£ thousand", THOUSAND)
    )
    words = [theme_name(found.theme, names) for found in sums]
    amounts = [format_pounds(found.amount) for found in sums]
    frame = pd.DataFrame(
        {
            "label": [
                wrapped(f"{name}, {amount}") for name, amount in zip(words, amounts, strict=True)
            ],
            "value": [found.amount / size for found in sums],
            "colour": [
                REFERENCE_COLOUR if found.theme == UNTHEMED else PLACE_COLOURS[0] for found in sums
            ],
            "text": [
                f"{name}: {amount} in {format_count(found.payments, 'payment', 'payments')}"
                for name, amount, found in zip(words, amounts, sums, strict=True)
            ],
        }
    )
    return Chart(
        name="payments_by_theme",
        title=f"{title}, by theme ({unit})",
        spec={
            "$schema": SCHEMA,
            "height": {"step": BAR_STEP},
            "data": data_of(frame),
            "mark": {"type": "bar", "height": BAR},
            "encoding": {
                "y": label_axis("label"),
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "title": unit,
                    "axis": {**number_axis(unit, decimals=0, before="£")["axis"], "tickCount": 6},
                },
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding=themes_sentence(sums, names),
        table=pd.DataFrame(
            {
                "Theme": words,
                "£": [round(found.amount, 2) for found in sums],
                "Payments": [found.payments for found in sums],
            }
        ),
        of_all={"Period": period},
        notes=(ONLY_SAID, GREY, THEMES_FOUND, *notes),
    )
