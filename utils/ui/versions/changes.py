"""What a candidate changes: tables and series, places, figures and checks, with files of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.export.neutral import write_safe_csv
from data.versions.candidate import Candidate
from data.versions.difference import KEPT_FIGURES, KEPT_NAMES, Figures
from utils.markdown import plain_text
from utils.ui.shared.framed_table import framed_table, table_row
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.versions.frames import (
    checks_frame,
    figure_row,
    figures_frame,
    series_frame,
    table_rows,
)
from utils.ui.versions.labels import Labels

#: Rows of a table on the page; the files have more.
SHOWN: Final = 20
TABLES: Final = ("Table", "Rows before", "Rows now", "New", "Changed", "Gone")
PLACES: Final = ("Place", "Figures changed", "Largest change", "Before", "Now", "Change")
LARGEST: Final = ("Place", "Figure", "Before", "Now", "Change")


def render_changes(candidate: Candidate, labels: Labels) -> None:
    """Show checks, tables and figures of a candidate."""
    _render_checks(candidate)
    _render_tables(candidate, labels)
    _render_figures(candidate.difference.figures, labels)


def _render_checks(candidate: Candidate) -> None:
    st.header("Checks")
    failed, number = candidate.failed, len(candidate.checks)
    if failed:
        st.error(f"Checks failed: {len(failed)} of {number:d}.")
        render_prose(bullets(join(strong(check.name), ": ", check.detail) for check in failed))
    elif candidate.checks:
        render_prose(paragraph(f"Checks passed: {number:d} of {number:d}."))
    else:
        render_prose(
            paragraph(
                "Only the form of the tables was checked: columns, types, keys and allowed values."
            )
        )
    if candidate.checks:
        _offer(checks_frame(candidate.checks), "All checks", name="checks")


def _render_tables(candidate: Candidate, labels: Labels) -> None:
    st.header("What is new, changed or gone")
    others = candidate.other_files
    if others:
        named = ", ".join(others[:SHOWN]) + (" and more" if len(others) > SHOWN else "")
        render_prose(paragraph(f"Files that are no tables and differ: {len(others):,}: {named}."))
    rows = table_rows(candidate.difference, labels)
    if not rows:
        render_prose(paragraph("No table differs from what was published."))
        return
    _render_rows(TABLES, rows, label="Tables that differ")
    _offer(series_frame(candidate.difference, labels), "All series", name="series")
    st.caption(
        f"A series is all rows of one indicator, measure or the like. Of a table at most "
        f"{KEPT_NAMES:d} names of a kind are in the file."
    )


def _render_figures(figures: Figures, labels: Labels) -> None:
    st.header("Largest changes by place")
    render_prose(
        paragraph(
            f"Of the figures on the map {figures.changed:,} changed, {figures.new:,} are new and "
            f"{figures.vanished:,} are gone. A change is given as a part of what the figure was."
        )
    )
    if not figures.places:
        return
    places = [
        [labels.area(place.area_code), f"{place.figures:,}", *figure_row(place.largest, labels)]
        for place in figures.places
    ]
    _render_rows(PLACES, places, label="Places, the one with the largest change first")
    st.subheader("Largest changes of all")
    rows = [
        [labels.area(change.area_code), *figure_row(change, labels)] for change in figures.largest
    ]
    _render_rows(LARGEST, rows, label="Figures, the one that changed most first")
    with st.container(horizontal=True):
        of_places = [place.largest for place in figures.places]
        _offer(figures_frame(of_places, labels), "Largest change of each place", name="places")
        _offer(
            figures_frame(figures.largest, labels),
            f"The {min(len(figures.largest), KEPT_FIGURES):,} largest changes",
            name="figures",
        )


def _render_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], *, label: str) -> None:
    body = join(*(table_row(row) for row in rows[:SHOWN]))
    render_prose(framed_table(columns, body, label=label))
    if len(rows) > SHOWN:
        st.caption(f"The first {SHOWN:d} of {len(rows):,}; the file has more.")


def _offer(frame: pd.DataFrame, label: str, *, name: str) -> None:
    offer_file(
        plain_text(f"{label} (CSV)"),
        data=lambda: write_safe_csv(frame),
        file_name=f"candidate-{name}.csv",
        mime="text/csv",
        key=f"candidate_{name}",
    )
