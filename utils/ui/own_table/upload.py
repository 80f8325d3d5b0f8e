"""The uploaded file of a visit: kept in a folder of its own, read once, and removed with it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.ledger.workspace import WorkFolder
from data.own_table.gazetteer import Gazetteer
from data.own_table.reading import LIMITS, MOST_COLUMNS, MOST_ROWS, OwnTable, read_table
from data.own_table.recognise import Where, guess_where, number_columns
from utils.errors import AtlasError
from utils.markdown import plain_text
from utils.ui.shared.loaders import load_maps
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.versions import each_version
from utils.ui.staff.audit import record

WORK: Final = "own_table_work"
HELD: Final = "own_table_held"
ROUND: Final = "own_table_round"
RESULT: Final = "result"
MEGABYTES: Final = LIMITS.largest_file // 1_000_000
TYPES: Final = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "zip", "gz"]
WHAT: Final = (
    f"CSV, TSV, XLS, XLSX or ODS, also in a ZIP: at most {MEGABYTES} MB, {MOST_ROWS:,} rows and "
    f"{MOST_COLUMNS} columns. Each row names an area of England by its code or name, of any year, "
    "or has two coordinates."
)


@dataclass(frozen=True)
class Held:
    """A file that was read, and what its columns can be.

    Attributes:
        path: where it is kept.
        table: what was read.
        where: ways to place its rows, the surest first.
        numbers: columns of numbers.
    """

    path: Path
    table: OwnTable
    where: tuple[Where, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class _Upload:
    """A file as it was uploaded, and what was read of each of its sheets."""

    file_id: str
    path: Path
    sheets: dict[str, Held] = field(default_factory=dict)

    def read(self, sheet: str) -> Held:
        """What is on a sheet; "" for the first that holds a table."""
        if sheet not in self.sheets:
            table = read_table(self.path, sheet=sheet)
            self.sheets[sheet] = Held(
                path=self.path,
                table=table,
                where=tuple(guess_where(table, load_gazetteer())),
                numbers=tuple(number_columns(table)),
            )
        return self.sheets[sheet]


@each_version
def load_gazetteer() -> Gazetteer:
    """The names and codes of areas, shared by all visits."""
    return Gazetteer(load_maps().store)


def current_folder() -> WorkFolder:
    """This visit's folder; a visit that has none gets an empty folder."""
    if WORK not in st.session_state or not st.session_state[WORK].folder.exists():
        st.session_state[WORK] = WorkFolder.open()
    work: WorkFolder = st.session_state[WORK]
    return work


def result_folder(name: str) -> Path:
    """Where the files of a map or of a place are written."""
    return current_folder().folder / f"{RESULT}-{name}"


def forget_result(name: str) -> None:
    """Remove the files of a map or of a place."""
    shutil.rmtree(result_folder(name), ignore_errors=True)


def ask_file(label: str, *, name: str) -> Held | None:
    """Ask for a file and read it; nothing before a file can be read.

    Args:
        label: what is asked for.
        name: short name, alone of its kind on the page.
    """
    key = f"{name}_file_{_round()}"
    file = st.file_uploader(plain_text(label), type=TYPES, max_upload_size=MEGABYTES, key=key)
    if file is None:
        st.info(WHAT)
        return None
    try:
        upload = _keep(file, name)
        first = upload.read("")
        sheet = _ask_sheet(first.table, name)
        return upload.read(sheet)
    except AtlasError as error:
        render_refusal(str(error))
        return None


def _keep(file: UploadedFile, name: str) -> _Upload:
    """Keep an uploaded file in the visit's folder, and forget what was made of the file before."""
    key = f"{HELD}_{name}"
    held: _Upload | None = st.session_state.get(key)
    if held is None or held.file_id != file.file_id or not held.path.exists():
        forget_result(name)
        record("upload", result="taken", file=file.name, bytes=file.size)
        path = current_folder().add(file.name, file.getvalue())
        held = st.session_state[key] = _Upload(file.file_id, path)
    return held


def _ask_sheet(table: OwnTable, name: str) -> str:
    if len(table.sheets) < 2:  # noqa: PLR2004 - a single sheet is no choice
        return ""
    return str(st.selectbox("Sheet", table.sheets, key=f"{name}_sheet"))


def render_keeping() -> None:
    """Say how long files are kept, and offer to remove them now."""
    with st.expander("Files of this visit"):
        render_prose(
            paragraph(
                "They are in a folder for this visit on the server, and are removed after a day, "
                "or when you remove them here."
            )
        )
        if st.button("Remove them now", icon=":material/delete:"):
            current_folder().close()
            st.session_state[ROUND] = _round() + 1
            for key in [name for name in st.session_state if str(name).startswith((HELD, WORK))]:
                del st.session_state[key]
            st.rerun()


def _round() -> int:
    """How often the files were removed: a new uploader holds nothing of the last."""
    return int(st.session_state.get(ROUND, 0))


def render_refusal(message: str) -> None:
    """Say why something cannot be done; what comes from a file is shown as plain text."""
    st.error("This could not be done.")
    render_prose(paragraph(message))
