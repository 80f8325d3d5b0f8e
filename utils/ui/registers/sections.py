"""Lists of the programme's registers: figures by place or theme, and the search over all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.read.places import PlaceReader
from data.read.register_figures import by_place, by_theme, money_ranges, savings
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.charts.ranges import range_chart
from utils.charts.shares import shares_chart
from utils.narrative.registers import KINDS, NOT_SAID, REGISTERS, source_words
from utils.ui.registers.rows import barrier, cited, dated, figure, row_words, saving
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, paragraph, render_prose, strong

__all__ = ["barrier", "cited", "dated", "render_figures", "render_search"]

FEWEST_SHARES: Final = 2
SAVINGS: Final = "Savings, and the spend that buys them"


def render_figures(
    reader: RegisterReader, places: PlaceReader, rows: Sequence[DeepDivesRow], *, arranged: str
) -> None:
    """Figures place by place or theme by theme: a few as charts, all of them as lists."""
    if arranged == "theme":
        for theme, own in by_theme(rows, places.theme_names).items():
            _render_group(reader, places.theme_names[theme], theme, own, with_place=True)
        return
    for name, own in by_place(reader, rows).items():
        _render_group(reader, name, own[0]["place_id"], own, with_place=False)


def _render_group(
    reader: RegisterReader, name: str, key: str, rows: Sequence[DeepDivesRow], *, with_place: bool
) -> None:
    st.subheader(name)
    _render_shares(reader, name, key, rows, with_place=with_place)
    _render_ranges(reader, rows, with_place=with_place)
    bought = savings(rows)
    for kind, words in KINDS.items():
        if kind == "saving":
            lines = [saving(reader, row, with_place=with_place) for row in bought]
        else:
            found = [row for row in rows if row["kind"] == kind and row not in bought]
            lines = [figure(reader, row, with_place=with_place) for row in found]
        if lines:
            title = SAVINGS if kind == "saving" else words
            render_prose(paragraph(strong(title)), bullets(lines))


def _render_shares(
    reader: RegisterReader, name: str, key: str, rows: Sequence[DeepDivesRow], *, with_place: bool
) -> None:
    shares = [
        row
        for row in rows
        if row["kind"] == "share" and row["unit"] == "percent of total" and row["is_plottable"]
    ]
    if len(shares) < FEWEST_SHARES:
        return
    chart = shares_chart(
        [
            (_labelled(reader, row, row["statement"], with_place=with_place), row["amount"])
            for row in shares
        ],
        name=f"shares_{key}",
        title=f"Shares that sources state, {name} (%)",
        notes=_sources(shares),
    )
    render_chart(chart, key=f"shares_{key}")


def _render_ranges(
    reader: RegisterReader, rows: Sequence[DeepDivesRow], *, with_place: bool
) -> None:
    """Each set of ranges over the same years on an axis of its own."""
    for group in money_ranges(rows):
        first = group[0].low
        span = first["years_covered"] or NOT_SAID
        chart = range_chart(
            [
                (
                    _labelled(reader, spread.low, spread.words, with_place=with_place),
                    spread.low["amount"],
                    spread.high["amount"],
                )
                for spread in group
            ],
            name=f"range_{first['line']}",
            title=f"Range that a source states, {reader.name(first['place_id'])} "
            f"(£ million; years: {span})",
            notes=_sources([spread.low for spread in group]),
        )
        render_chart(chart, key=f"range_{first['line']}")


def _labelled(reader: RegisterReader, row: DeepDivesRow, what: str, *, with_place: bool) -> str:
    place = f"{reader.name(row['place_id'])}: " if with_place else ""
    return f"{place}{what}"


def _sources(rows: Sequence[DeepDivesRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"Source: {source_words(row)}." for row in rows))


def render_search(reader: RegisterReader) -> bool:
    """A search over all registers; says whether something was asked."""
    text = st.text_input(
        "Search all registers", key="search", placeholder="Such as alcohol, Kent or pooled budgets"
    )
    if not text.strip():
        return False
    found = reader.search(text)
    total = sum(map(len, found.values()))
    st.markdown(f"**{total} rows hold “{text}”**" if total else f"No row holds “{text}”.")
    for table, rows in found.items():
        render_prose(
            paragraph(strong(f"{REGISTERS[table]} ({len(rows)})")),
            bullets(row_words(reader, row) for row in rows),
        )
    return True
