"""A visitor's own place: authorities from a list, or small areas from a file, as one outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.own_table.folder import DRAWN, REPORT
from data.own_table.recognise import POINT
from utils.ui.own_table.folium_map import render_folium
from utils.ui.own_table.result import offer_files, read_json, render_unmatched
from utils.ui.own_table.table_map import draw
from utils.ui.own_table.upload import (
    ask_file,
    current_folder,
    forget_result,
    load_gazetteer,
    result_folder,
)
from utils.ui.shared.prose import bullets, paragraph, render_prose, strong

PLACE: Final = "place"
FROM_LIST, FROM_FILE = "Choose authorities", "Upload a list of areas"
LONGEST_NAME: Final = 80
LEVELS: Final = {"upper_tier": "Counties, cities and boroughs", "lower_tier": "Districts"}


def render_my_place() -> None:
    """Ask for areas and unite them."""
    name = st.text_input("Name of the place", value="My place", max_chars=LONGEST_NAME)
    how = st.segmented_control(
        "Its areas", [FROM_LIST, FROM_FILE], default=FROM_LIST, required=True, key="own_place_how"
    )
    arguments = _ask_list() if how == FROM_LIST else _ask_file()
    folder = result_folder(PLACE)
    if arguments and st.button("Make the place", type="primary", icon=":material/join_full:"):
        forget_result(PLACE)
        draw([*arguments, f"--place={name.strip() or 'My place'}"], folder, name=PLACE)
    if not (folder / REPORT).exists():
        return
    report = read_json(folder / REPORT)
    render_prose(paragraph(strong(report["words"])))
    render_folium(read_json(folder / DRAWN), key="own_place_map")
    with st.expander(f"Its areas ({len(report['areas']):,})"):
        st.dataframe(report["areas"], hide_index=True, placeholder="", alt="Areas of the place")
    if report["unmatched"]:
        render_unmatched(report["unmatched"])
    offer_files(folder, name=PLACE)
    with st.expander("Sources"):
        render_prose(bullets(report["notes"]))


def _ask_list() -> list[str]:
    level = st.selectbox("Level", list(LEVELS), format_func=LEVELS.__getitem__)
    gazetteer = load_gazetteer()
    codes = gazetteer.reader.areas(level)["area_code"].tolist()
    chosen: Sequence[str] = st.multiselect(
        "Authorities",
        sorted(codes, key=gazetteer.area_names.__getitem__),
        format_func=gazetteer.area_names.__getitem__,
        select_all=False,
        placeholder="Type a council, such as Leeds",
    )
    if not chosen:
        return []
    path = current_folder().folder / "chosen-areas.csv"
    path.write_text("\n".join(["code", *chosen]) + "\n", encoding="utf-8")
    return [str(path), "--code=code", f"--level={level}"]


def _ask_file() -> list[str]:
    held = ask_file("A list of codes or names of authorities or small areas", name=PLACE)
    if held is None:
        return []
    columns = [found for found in held.where if found.kind != POINT]
    if not columns:
        return [str(held.path)]
    where = st.selectbox("Column", columns, format_func=lambda found: found.words)
    return [str(held.path), f"--{where.kind}={where.columns[0]}", f"--sheet={held.table.sheet}"]
