"""The table twin of the map: every value with its code, and the download."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.read.measures import NUMBER_COLUMNS
from data.read.places import PlaceReader
from geo.layers import MapMessage
from utils.charts.area_map import View
from utils.formatting import MISSING
from utils.markdown import plain_text
from utils.ui.map.content import MapContent
from utils.ui.map.downloads import render_downloads
from utils.ui.passports.pages import value_url

#: Statuses of the published tables in plain words.
STATUS_WORDS: Final = {
    "apportioned in part": "in part shared out by population",
    "doubtful": "may include an error",
    "missing": "no return",
}
TABLE_KEY: Final = "table"
SHOWN: Final = {
    "area_code": "GSS code",
    "area_name": "Area",
    "value": "Value",
    "lower_cl": "95% confidence interval, lower",
    "upper_cl": "95% confidence interval, upper",
    "verdict_england": "Published comparison with England",
    "status": "Status",
    "note": "Note",
    "passport": "Source",
}
#: Of an estimate they are no limits of chance.
RANGE: Final = {"lower_cl": "Lowest of the range", "upper_cl": "Highest of the range"}
#: With more rows the addresses of the passports would outweigh the figures.
MOST_PASSPORTS: Final = 400


def render_table(places: PlaceReader, content: MapContent, message: MapMessage) -> None:
    """Show the values as sortable tables, once opened, and offer them as files with their source.

    A closed table is not sent: it would be most of what a switch of the map sends, and its script
    most of what a first visit waits for.
    """
    opened = st.expander("The same as a table, and downloads", key=TABLE_KEY, on_change="rerun")
    if not opened.open:
        return
    with opened:
        for number, view in enumerate(content.shown):
            title = view.heading
            st.markdown(f"**{plain_text(title)}**")
            _render_rows(view, title)
            render_downloads(places, view, message=message, number=number)


def _render_rows(view: View, title: str) -> None:
    rows, measure = view.rows, view.measure
    if len(rows) <= MOST_PASSPORTS:
        pairs = zip(rows["area_code"], rows["value"], strict=True)
        rows = rows.assign(passport=pd.Series([_passport(view, *pair) for pair in pairs]))
    names = {**SHOWN, **RANGE} if measure.kind == "whole" else SHOWN
    known = [column for column in SHOWN if column in rows and not rows[column].isna().all()]
    shown = rows.assign(
        note=rows["note"].fillna(""),
        status=rows["status"].replace(STATUS_WORDS),
        **{column: rows[column].round(measure.decimals) for column in NUMBER_COLUMNS},
    )[known]
    st.dataframe(
        shown.rename(columns=names),
        hide_index=True,
        column_config={
            names[column]: st.column_config.NumberColumn(format="localized")
            for column in NUMBER_COLUMNS
        }
        | {SHOWN["passport"]: st.column_config.LinkColumn(display_text="Source")},
        placeholder=MISSING,
        alt=f"Table of {title} for {len(rows):,} areas",
    )


def _passport(view: View, code: str, value: object) -> str | None:
    """Address of a figure's passport; a gap has none."""
    if value is None or value != value:  # noqa: PLR0124 - only a missing number differs from itself
        return None
    return value_url(view.measure, period=view.period, area=code)
