"""The table twin of the map: every value with its code, and the download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.read.measures import NUMBER_COLUMNS
from data.read.places import PlaceReader
from geo.layers import MapMessage
from utils.charts.area_map import View
from utils.formatting import MISSING
from utils.markdown import plain_text
from utils.ui.map.content import MapContent
from utils.ui.map.downloads import describe_view, file_rows, render_downloads
from utils.ui.passports.pages import value_url
from utils.ui.server.api.guide import HEADING as API_HEADING
from utils.ui.server.api.problems import PATH as API_PATH
from utils.ui.shared.chart_links import offer_data_address
from utils.ui.shared.data_request import Figure, hand_over, is_data_request
from utils.ui.shared.prose import Html, link, paragraph, render_prose

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


def render_table(
    places: PlaceReader,
    content: MapContent,
    message: MapMessage,
    *,
    offer_more: Callable[[], None],
) -> None:
    """Show the values as sortable tables, once opened, and offer them as files with their source.

    A closed table is not sent: it would be most of what a switch of the map sends, and its script
    most of what a first visit waits for.

    Args:
        places: the reader.
        content: what is on the map.
        message: what the map shows.
        offer_more: offers what else there is to take away, below the files.
    """
    if is_data_request():
        for number, view in enumerate(content.shown):
            hand_over(_data_of(places, view, number))
        return
    opened = st.expander("The same as a table, and downloads", key=TABLE_KEY, on_change="rerun")
    if not opened.open:
        return
    with opened:
        for number, view in enumerate(content.shown):
            title = view.heading
            st.markdown(f"**{plain_text(title)}**")
            _render_rows(view, title)
            render_downloads(places, view, message=message, number=number)
            offer_data_address(map_key(number))
        names = [link(view.heading, _api_address(view)) for view in content.shown]
        top = link(API_HEADING, API_PATH.removeprefix("/"))
        render_prose(paragraph(top, ": ", Html(", ").join(names)))
        offer_more()


def _api_address(view: View) -> str:
    """Where the API has the values of a map, of all areas of the level."""
    measure = view.measure
    asked = {
        "measure": measure.measure,
        "basis": measure.basis,
        "level": measure.level,
        "period": view.period,
    }
    return f"{API_PATH.removeprefix('/')}/values.json?{urlencode(asked)}"


def map_key(number: int) -> str:
    """Name of the data of a map in an address: "map" of the first, "map2" of the second."""
    return f"map{number + 1}" if number else "map"


def _data_of(places: PlaceReader, view: View, number: int) -> Figure:
    """The rows of its CSV file."""
    rows = file_rows(view, describe_view(places, view))
    sources = (view.measure.source,)
    return Figure(
        map_key(number),
        view.heading,
        rows,
        view.measure.caveats,
        sources=sources,
        is_described=True,
    )


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
