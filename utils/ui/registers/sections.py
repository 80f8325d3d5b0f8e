"""Figures of the record: all of them in a table by place or theme, and a few as charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.read.places import PlaceReader
from data.read.register_figures import by_place, by_theme, money_ranges, paid_or_gained, savings
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.charts.ranges import range_chart
from utils.charts.shares import shares_chart
from utils.narrative.records import narrow_records, to_records
from utils.narrative.registers import counted, known, source_words
from utils.ui.registers.choices import RecordChoices, ask_filter
from utils.ui.registers.records import render_records
from utils.ui.registers.savings import render_pays_and_gains, render_savings
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.more import render_more

FEWEST_SHARES: Final = 2


def render_figures(reader: RegisterReader, places: PlaceReader, choices: RecordChoices) -> None:
    """All figures in a table by place or theme; charts and savings behind it."""
    rows = reader.rows("deep_dives", place=choices.place, theme=choices.theme)
    st.header(f"{counted(len(rows), 'figure')} from the sources")
    ask_filter(reader, places, choices, kinds=True)
    if choices.arranged == "theme":
        names = places.theme_names
        groups = {names[theme]: own for theme, own in by_theme(rows, names).items()}
    else:
        groups = by_place(reader, rows)
    found = {
        name: narrow_records(to_records(reader, own), place=choices.place, kind=choices.kind)
        for name, own in groups.items()
    }
    render_records(
        {name: own for name, own in found.items() if own},
        title="Total Place: all figures",
        name="figures",
        address=choices.address,
    )
    if has_charts(rows):
        render_more(
            "Shares and ranges as charts",
            lambda: render_charts(reader, rows, key="all"),
            key="figures_charts",
        )
    if paid_or_gained(rows):
        render_more(
            "Who pays and who gains",
            lambda: render_pays_and_gains(reader, rows),
            key="figures_gains",
        )
    if savings(rows):
        render_more(
            "Savings, and the spending behind them",
            lambda: render_savings(reader, rows),
            key="figures_savings",
        )


def has_charts(rows: Sequence[DeepDivesRow]) -> bool:
    """Whether any shares or ranges of the figures can be drawn."""
    return bool(money_ranges(rows)) or any(
        len(_shares(own)) >= FEWEST_SHARES for own in _by_place_id(rows).values()
    )


def render_charts(reader: RegisterReader, rows: Sequence[DeepDivesRow], *, key: str) -> None:
    """Shares of each place, then each set of ranges over the same years on an axis of its own.

    Args:
        reader: the registers.
        rows: figures.
        key: name of the list, alone of its kind on the page.
    """
    for place_id, own in _by_place_id(rows).items():
        _render_shares(reader, place_id, own, key=key)
    _render_ranges(reader, rows)


def _by_place_id(rows: Sequence[DeepDivesRow]) -> dict[str, list[DeepDivesRow]]:
    found: dict[str, list[DeepDivesRow]] = {}
    for row in rows:
        found.setdefault(row["place_id"], []).append(row)
    return found


def _shares(rows: Sequence[DeepDivesRow]) -> list[DeepDivesRow]:
    return [
        row
        for row in rows
        if row["kind"] == "share" and row["unit"] == "percent of total" and row["is_plottable"]
    ]


def _render_shares(
    reader: RegisterReader, place_id: str, rows: Sequence[DeepDivesRow], *, key: str
) -> None:
    shares = _shares(rows)
    if len(shares) < FEWEST_SHARES:
        return
    chart = shares_chart(
        [(row["statement"], row["amount"]) for row in shares],
        name=f"shares_{place_id}",
        title=f"Shares as the sources state them, {reader.name(place_id)} (%)",
        notes=_sources(shares),
    )
    render_chart(chart, key=f"shares_{key}_{place_id}")


def _render_ranges(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> None:
    for group in money_ranges(rows):
        first = group[0].low
        span = known(first["years_covered"])
        years = f"; years: {span}" if span else ""
        chart = range_chart(
            [(spread.words, spread.low["amount"], spread.high["amount"]) for spread in group],
            name=f"range_{first['line']}",
            title=f"Range as the source states it, {reader.name(first['place_id'])} "
            f"(£ million{years})",
            notes=_sources([spread.low for spread in group]),
        )
        render_chart(chart, key=f"range_{first['line']}")


def _sources(rows: Sequence[DeepDivesRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"Source: {source_words(row)}." for row in rows))
