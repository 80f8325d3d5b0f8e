"""All public money as bands: who spends it, on what, and for people of which age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.rows import SpendingBlocksRow
from data.read.whole_place import ItemLine
from utils.charts.bands import bands_option
from utils.charts.chart import Chart
from utils.formatting import format_pounds, to_three_figures
from utils.narrative.whole_place import AGES_SHORT, SPENDERS_SHORT, WHOLE_SOURCES

HEIGHT: Final = 760
#: Colours of the left column; bands take that of where they come from.
COLOURS: Final[Mapping[str, str]] = {
    "nhs": "#2f6fd0",
    "work_and_pensions": "#7a5bb5",
    "councils": "#14836b",
    "education": "#c2560c",
    "police_and_fire": "#b8327a",
    "revenue_and_customs": "#7d7300",
    "other": "#8a8f98",
}
COLUMNS: Final = ("spender", "block", "ages")
BLOCK_COLOUR: Final = "#5b8fdb"
AGE_COLOUR: Final = "#a8b0ba"
HOW_TO_READ: Final = (
    "Read from left to right: which kind of public body spends, on what, for people of which age. "
    "The wider the band, the more money. Negative items are not shown."
)


def whole_flow_chart(
    lines: Sequence[ItemLine],
    blocks: Mapping[str, SpendingBlocksRow],
    *,
    place: str,
    year: str,
) -> Chart:
    """Draw items of all public spending as bands; an ECharts option.

    Args:
        lines: items of a place in a year.
        blocks: every block, in the order shown.
        place: name of the place.
        year: the financial year.
    """
    sums = _add_up(lines)
    names = {
        "spender": SPENDERS_SHORT,
        "block": {block: row["name"] for block, row in blocks.items()},
        "ages": AGES_SHORT,
    }
    labels = {
        (column, part): f"{names[column][part]}, {format_pounds(to_three_figures(amount))}"
        for number, column in enumerate(COLUMNS)
        for part, amount in _by(sums, number).items()
    }
    first, second = _by(sums, 0, 1), _by(sums, 1, 2)
    return Chart(
        name="whole_flow",
        title=f"All public money: who spends it, on what, for whom: {place}, {year} (£, cash)",
        spec=bands_option(
            {label: _colour(column, part) for (column, part), label in labels.items()},
            [
                *_links(first, ("spender", "block"), labels),
                *_links(second, ("block", "ages"), labels),
            ],
            room=250,
            gap=10,
        ),
        finding=_finding(first, names),
        table=_table(sums, names),
        notes=(HOW_TO_READ, WHOLE_SOURCES),
    )


def _add_up(lines: Sequence[ItemLine]) -> dict[tuple[str, ...], float]:
    """GBP by spender, block and ages; what comes to less than nothing is left out."""
    sums: dict[tuple[str, ...], float] = {}
    for line in lines:
        if line.amount > 0:
            key = (line.item["spender"], line.item["block"], line.item["ages"])
            sums[key] = sums.get(key, 0) + line.amount
    return sums


def _by(sums: Mapping[tuple[str, ...], float], *columns: int) -> dict[Any, float]:
    """The sums by one column, or by several together."""
    found: dict[Any, float] = {}
    for key, amount in sums.items():
        parts = tuple(key[column] for column in columns)
        part = parts[0] if len(parts) == 1 else parts
        found[part] = found.get(part, 0) + amount
    return found


def _links(
    sums: Mapping[tuple[str, str], float],
    columns: tuple[str, str],
    labels: Mapping[tuple[str, str], str],
) -> list[dict[str, object]]:
    giver, taker = columns
    return [
        {
            "source": labels[giver, source],
            "target": labels[taker, target],
            "value": round(amount),
            "lineStyle": {"color": _colour(giver, source), "opacity": 0.35},
        }
        for (source, target), amount in sums.items()
    ]


def _colour(column: str, part: str) -> str:
    if column == "spender":
        return COLOURS[part]
    return BLOCK_COLOUR if column == "block" else AGE_COLOUR


def _finding(sums: Mapping[tuple[str, str], float], names: Mapping[str, Mapping[str, str]]) -> str:
    (spender, block), amount = max(sums.items(), key=lambda pair: pair[1])
    return (
        f"The widest band: {names['spender'][spender]}, on {names['block'][block]}, "
        f"{format_pounds(to_three_figures(amount))}."
    )


def _table(
    sums: Mapping[tuple[str, ...], float], names: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Who spends": names["spender"][key[0]],
                "On what": names["block"][key[1]],
                "For whom": names["ages"][key[2]],
                "£": round(amount),
            }
            for key, amount in sorted(sums.items(), key=lambda pair: -pair[1])
        ]
    )
