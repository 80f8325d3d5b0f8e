"""A table as files: CSV, and XLSX with a sheet of notes. Written on a click, not before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.export.job import run_job
from data.export.neutral import write_safe_csv

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_table(
    table: pd.DataFrame, *, title: str, name: str, notes: Sequence[str], key: str
) -> None:
    """Offer a table as CSV and as XLSX.

    Args:
        table: what is offered.
        title: what it holds.
        name: short name for the files.
        notes: definitions, sources and caveats.
        key: name of the buttons, alone of its kind on the page.
    """
    stem = f"total-place-atlas_{name}"
    st.download_button(
        "CSV",
        data=lambda: write_csv(table, notes),
        file_name=f"{stem}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        "XLSX",
        data=lambda: write_workbook(table, title=title, notes=notes),
        file_name=f"{stem}.xlsx",
        mime=XLSX,
        key=f"xlsx_{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def write_csv(table: pd.DataFrame, notes: Sequence[str]) -> bytes:
    """Write rows, each with the notes, with cells that no spreadsheet takes for formulas."""
    whole = table.assign(**{"Notes and sources": " | ".join(notes)})
    return write_safe_csv(whole)


def write_workbook(table: pd.DataFrame, *, title: str, notes: Sequence[str]) -> bytes:
    """Write a sheet of data and a sheet of notes."""
    cells = table.astype(object).where(table.notna(), None)
    return run_job(
        "workbook",
        {
            "title": title,
            "sheet": "Data",
            "data": {"columns": list(cells.columns), "rows": cells.to_numpy().tolist()},
            "notes": [["Title", title], *([_label(note), note] for note in notes)],
        },
    )


def _label(note: str) -> str:
    return "Source" if note.startswith("Source") else "Note"
