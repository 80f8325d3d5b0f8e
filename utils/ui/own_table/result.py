"""The map of a table with its legend, the area chosen, the same as a table, and all files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from data.own_table.folder import (
    DRAWN,
    FIGURES,
    GEOPACKAGE,
    PAGE,
    PICTURE,
    REPORT,
    UNMATCHED,
)
from utils.formatting import MISSING, format_count, format_value
from utils.ui.own_table.folium_map import render_folium
from utils.ui.own_table.upload import load_gazetteer
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import Html, bullets, paragraph, render_prose, strong

#: More areas than these make the folium map slow; the files hold all of them.
MOST_DRAWN: Final = 3_000
MOST_SHOWN: Final = 1_000
AREA: Final = "own_area"
SEEN: Final = "own_area_clicked"
NO_AREA: Final = ""
FILES: Final = {
    GEOPACKAGE: ("GeoPackage", "application/geopackage+sqlite3"),
    PAGE: ("Map as a page that works offline (HTML)", "text/html"),
    PICTURE: ("PNG", "image/png"),
    FIGURES: ("CSV", "text/csv"),
    UNMATCHED: ("Rows that are not on the map (CSV)", "text/csv"),
}


def read_json(path: Path) -> dict[str, Any]:
    """A file that the command wrote."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def render_result(folder: Path) -> None:
    """Show everything that was made of a table."""
    report, drawn = read_json(folder / REPORT), read_json(folder / DRAWN)
    render_prose(paragraph(report["summary"]))
    areas = _ask_inside(drawn["areas"])
    shown, beside = st.columns([3, 1])
    with beside:
        render_prose(paragraph(strong("Classes (areas)")), Html(report["legend"]))
    with shown:
        clicked = render_folium({**drawn, "areas": areas}, key="own_map")
    _render_area(report, clicked)
    _render_table(report)
    render_unmatched(report["unmatched"])
    offer_files(folder, name="map")
    with st.expander("Sources"):
        render_prose(bullets(report["notes"]))


def _ask_inside(areas: dict[str, Any]) -> dict[str, Any]:
    """Of more small areas than a map in the page can hold, those inside a single authority."""
    features = areas["features"]
    if len(features) <= MOST_DRAWN:
        return areas
    names = load_gazetteer().area_names
    inside = sorted({feature["properties"]["upper"] for feature in features}, key=names.__getitem__)
    chosen = st.selectbox(
        f"Look inside (the files include all {len(features):,} small areas)",
        inside,
        format_func=names.__getitem__,
    )
    return {
        **areas,
        "features": [feature for feature in features if feature["properties"]["upper"] == chosen],
    }


def _render_area(report: dict[str, Any], clicked: str) -> None:
    """Say what is known of the area that was clicked, or chosen from the list."""
    rows = {area["area_code"]: area for area in report["areas"]}
    if clicked and clicked != st.session_state.get(SEEN):
        st.session_state[AREA] = clicked
    st.session_state[SEEN] = clicked
    names = load_gazetteer().area_names
    options = [NO_AREA, *rows]
    chosen = st.session_state.get(AREA, NO_AREA)
    if chosen not in options:
        # An area without a figure, or an area of the table before this.
        options += [chosen] if chosen in names else []
        st.session_state[AREA] = chosen if chosen in names else NO_AREA
    code = st.selectbox(
        "Area (or click it on the map)",
        options,
        key=AREA,
        format_func=lambda option: names[option] if option else "None chosen",
    )
    if code:
        render_prose(
            paragraph(strong(f"{names[code]} ({code})")), bullets(_said(report, rows, code))
        )


def _said(report: dict[str, Any], rows: dict[str, Any], code: str) -> list[str]:
    row = rows.get(code)
    if row is None:
        return [f"{report['title']}: {MISSING}"]
    value = format_value(row["value"], unit="", decimals=report["decimals"])
    said = [f"{report['title']}: {value} ({row['how']})"]
    if report["measure"] is not None:
        measure = report["measure"]
        number = format_value(row["measure"], unit="", decimals=measure["decimals"])
        said.append(f"{measure['title']}: {number}")
    return said


def _render_table(report: dict[str, Any]) -> None:
    columns = {
        "area_name": "Area",
        "area_code": "Code",
        "value": report["title"],
        "rows": "Rows",
        "how": "How",
    }
    if report["measure"] is not None:
        columns["measure"] = report["measure"]["title"]
    frame = pd.DataFrame(report["areas"])[list(columns)]
    st.subheader("The same as a table")
    st.dataframe(
        frame.set_axis(_apart(list(columns.values())), axis=1),
        hide_index=True,
        placeholder=MISSING,
        alt="Figure of each area",
    )


def _apart(names: list[str]) -> list[str]:
    """Names of columns, those of the table marked where a name is that of a column of ours."""
    return [f"{name} (from the table)" if names.count(name) > 1 else name for name in names]


def render_unmatched(rows: list[dict[str, Any]]) -> None:
    """List rows that are on no map, each with its number and reason."""
    st.subheader("Rows that are not on the map")
    if not rows:
        render_prose(paragraph("None: every row is in the figure of an area."))
        return
    more = f" The first {MOST_SHOWN:,} are listed here." if len(rows) > MOST_SHOWN else ""
    said = f"{format_count(len(rows), 'row', 'rows')}."
    render_prose(paragraph(f"{said}{more} The row number is that of the file."))
    frame = pd.DataFrame(rows[:MOST_SHOWN])[["row", "text", "reason"]]
    st.dataframe(
        frame.set_axis(["Row", "What it says", "Why"], axis=1),
        hide_index=True,
        placeholder="",
        alt="Rows that are not on the map",
    )


def offer_files(folder: Path, *, name: str) -> None:
    """Offer every file that was made."""
    st.subheader("Files")
    with st.container(horizontal=True):
        for file, (label, mime) in FILES.items():
            path = folder / file
            if path.exists():
                offer_file(
                    label,
                    data=path.read_bytes,
                    file_name=f"total-place-atlas_own-{name}_{file}",
                    mime=mime,
                    key=f"{name}_{file}",
                )
