"""A table as a map: ask for the file and what to map, have it drawn, show it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from data.own_table.folder import REPORT
from utils.formatting import format_count
from utils.ui.own_table.choices import ask_arguments, ask_measure
from utils.ui.own_table.result import read_json, render_result
from utils.ui.own_table.upload import ask_file, forget_result, render_refusal, result_folder
from utils.ui.shared.command import OWN_TABLE, run_command
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.staff.audit import AuditError, record

MAP: Final = "map"
DRAWN_WITH: Final = "own_table_drawn_with"


def render_table_map() -> None:
    """Ask for a table and draw it."""
    held = ask_file("A table of areas or of points", name=MAP)
    if held is None:
        return
    table = held.table
    render_prose(
        paragraph(
            f"{table.file}: {format_count(len(table.rows), 'row', 'rows')} below the header in row "
            f"{table.above}, {format_count(len(table.columns), 'column', 'columns')}."
        )
    )
    arguments = [str(held.path), *ask_arguments(held)]
    folder = result_folder(MAP)
    if st.button("Draw the map", type="primary", icon=":material/map:"):
        forget_result(MAP)
        draw(arguments, folder, name=MAP)
    if not (folder / REPORT).exists():
        return
    if st.session_state.get(f"{DRAWN_WITH}_{MAP}", [])[: len(arguments)] != arguments:
        st.info("The choices have changed since the map was drawn. Draw it again to see them.")
    else:
        _ask_beside(arguments, folder)
    render_result(folder)


def _ask_beside(arguments: list[str], folder: Path) -> None:
    """Ask for a measure, and have everything made anew with it."""
    wanted = [*arguments, *ask_measure(read_json(folder / REPORT)["level"])]
    if st.session_state[f"{DRAWN_WITH}_{MAP}"] != wanted:
        forget_result(MAP)
        draw(wanted, folder, name=MAP)
        st.rerun()


def draw(arguments: Sequence[str], folder: Path, *, name: str) -> bool:
    """Have the files made; says why where they cannot be."""
    try:
        record("map", result="started", file=Path(arguments[0]).name)
        with st.spinner("Matching the rows and drawing the map"):
            job = run_command(OWN_TABLE, [*arguments, f"--out={folder}", "--json"])
        record("map", result="failed" if job.error else "done", file=Path(arguments[0]).name)
    except AuditError as error:
        forget_result(name)
        render_refusal(str(error))
        return False
    if job.error:
        render_refusal(job.error)
        return False
    st.session_state[f"{DRAWN_WITH}_{name}"] = list(arguments)
    return True
