"""The table twin of the map: every value with its code, and the download."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.map_reader import NUMBER_COLUMNS, MapReader, Measure
from utils.formatting import MISSING
from utils.narrative.place import measure_title
from utils.ui.captions import unit_words
from utils.ui.map_view import ATTRIBUTION

#: Statuses of the published tables in plain words.
STATUS_WORDS: Final = {
    "apportioned in part": "in part shared out by population",
    "missing": "no return",
}
TABLE_KEY: Final = "table"
SHOWN: Final = {
    "area_code": "GSS code",
    "area_name": "Area",
    "value": "Value",
    "lower_cl": "Lower 95% limit",
    "upper_cl": "Upper 95% limit",
    "verdict_england": "Published verdict against England",
    "status": "Status",
    "note": "Note",
}


def render_table(reader: MapReader, rows: pd.DataFrame, measure: Measure, *, period: str) -> None:
    """Show the values as a sortable table, once opened, and offer them as CSV with their source.

    A closed table is not sent: it would be most of what a switch of the map sends, and its script
    most of what a first visit waits for.
    """
    title = f"{measure_title(measure)}, {period} ({unit_words(measure.unit)})"
    st.markdown(f"**The same as a table: {title}**")
    opened = st.expander("Show the table", key=TABLE_KEY, on_change="rerun")
    if opened.open:
        with opened:
            _render_rows(rows, measure, title)
    name = f"{measure.measure}_{measure.basis}_{period}".replace(":", "_").replace("/", "-")
    st.download_button(
        "Download this table (CSV)",
        data=lambda: export_csv(reader, rows, measure, period=period),
        file_name=f"total-place-atlas_{name.replace(' ', '-')}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _render_rows(rows: pd.DataFrame, measure: Measure, title: str) -> None:
    known = [column for column in SHOWN if not rows[column].isna().all()]
    shown = rows.assign(
        note=rows["note"].fillna(""),
        status=rows["status"].replace(STATUS_WORDS),
        **{column: rows[column].round(measure.decimals) for column in NUMBER_COLUMNS},
    )[known]
    st.dataframe(
        shown.rename(columns=SHOWN),
        hide_index=True,
        column_config={
            SHOWN[column]: st.column_config.NumberColumn(format="localized")
            for column in NUMBER_COLUMNS
        },
        placeholder=MISSING,
        alt=f"Table of {title} for {len(rows)} upper-tier areas",
    )


def export_csv(reader: MapReader, rows: pd.DataFrame, measure: Measure, *, period: str) -> bytes:
    """Write the rows with the figure's name, unit, basis, publisher, licence and attribution."""
    source = reader.sources[measure.source]
    full = rows[
        ["area_code", "area_name", "value", "lower_cl", "upper_cl", "status", "note"]
    ].assign(
        measure=measure_title(measure),
        period=period,
        unit=measure.unit,
        basis=measure.basis,
        publisher=source["publisher"],
        dataset=source["title"],
        licence=source["licence"],
        attribution=f"{source['attribution']}. {ATTRIBUTION}",
        source_page=source["landing_page"],
        data_version=reader.store.version,
    )
    return full.to_csv(index=False).encode("utf-8-sig")
