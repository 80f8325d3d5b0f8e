"""How much of each published total our own data reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.read.counts import CountLine
from data.read.rows import CountsRow
from utils.charts.chart import LEGEND, PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, Chart, data_of
from utils.formatting import format_pounds
from utils.narrative.count import line_words
from utils.narrative.sources import OUTTURN, RECORD

STEP: Final = 58
BILLION: Final = 1e9
UNREACHED: Final = "Not reached by our data"
HOW_TO_READ: Final = (
    "Each bar is one published total, to its full length. The coloured parts are what we can count "
    "ourselves; the grey part is spent by bodies whose accounts by place we do not have."
)


def coverage_chart(
    lines: Sequence[CountLine],
    totals: Sequence[CountsRow],
    *,
    place: str,
    year: str,
    finding: str,
    notes: Sequence[str],
) -> Chart | None:
    """Draw what is counted inside each published total; None without both.

    Args:
        lines: what can be counted, without a gap.
        totals: published totals in GBP.
        place: name of the place.
        year: year of what can be counted.
        finding: what it shows, in words.
        notes: basis and sources.
    """
    parts = {line_words(line.what, line.kind): line.amount for line in lines}
    known = {name: amount for name, amount in parts.items() if amount is not None}
    if not totals or len(known) < len(parts) or not known:
        return None
    rows = []
    for label, total in _bars(totals).items():
        shown = [*known.items(), (UNREACHED, max(total - sum(known.values()), 0.0))]
        rows += [
            {
                "bar": label,
                "part": part,
                "gbp": amount,
                "billion": amount / BILLION,
                "order": order,
                "text": f"{part}: {format_pounds(amount)} ({amount / total:.1%} of {label})",
            }
            for order, (part, amount) in enumerate(shown)
        ]
    frame = pd.DataFrame(rows)
    names = [*known, UNREACHED]
    colours = [*PLACE_COLOURS[: len(known)], REFERENCE_COLOUR]
    return Chart(
        name="coverage",
        title=f"How much of the published count of {place} we can reach, {year} (£ billion)",
        spec={
            "$schema": SCHEMA,
            "height": {"step": STEP},
            "data": data_of(frame),
            "mark": {"type": "bar", "height": 22},
            "encoding": {
                "x": {
                    "field": "billion",
                    "type": "quantitative",
                    "stack": "zero",
                    "title": "£ billion, cash",
                    "axis": {"tickCount": 5},
                },
                "y": {
                    "field": "bar",
                    "type": "nominal",
                    "sort": None,
                    "title": None,
                    "axis": {
                        "labelExpr": "split(datum.label, '|')",
                        "labelLimit": 130,
                        "ticks": False,
                        "domain": False,
                    },
                },
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "scale": {"domain": names, "range": colours},
                    "legend": dict(LEGEND),
                },
                "order": {"field": "order", "type": "quantitative"},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding=finding,
        table=frame[["bar", "part", "gbp"]]
        .assign(bar=frame["bar"].str.replace("|", ", ", regex=False), gbp=frame["gbp"].round())
        .rename(columns={"bar": "Published total", "part": "Part", "gbp": "£"}),
        notes=(HOW_TO_READ, *notes),
        sources=(RECORD, OUTTURN),
    )


def _bars(totals: Sequence[CountsRow]) -> dict[str, float]:
    """Label and amount of each different total: amount and year."""
    return {
        f"{format_pounds(row['amount'])}|{row['financial_year'] or 'year not stated'}": row[
            "amount"
        ]
        for row in totals
    }
