"""The self-assessment's files, and the widgets they are read into.

A file is made for the visitor's browser and its text pasted here; the server keeps none, and a
public server takes no files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from data.read.rows import Category
from data.read.self_assessment import (
    ENDING,
    Assessment,
    Reply,
    read_assessment,
    write_assessment,
)
from utils.errors import InvalidInputError
from utils.narrative.self_assessment import TABLE_NOTES, assessment_table, say_taken
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.table_files import write_csv

#: Names in the visit's memory: of what files were asked for, the text that was pasted last, and
#: whether it was loaded.
PREPARED: Final = "own_prepared"
FILE: Final = "own_file"
LOADED: Final = "own_loaded"
TITLE: Final = "Self-assessment of barriers"
STEM: Final = "total-place-atlas_self-assessment"
#: Kinds of file: ending and media type.
JSON: Final = ("json", "application/json")
CSV: Final = ("csv", "text/csv")


def answer_key(category: str) -> str:
    """Name of the widget of an answer."""
    return f"own_answer_{category}"


def note_key(category: str) -> str:
    """Name of the widget of a note."""
    return f"own_note_{category}"


def fill(filled: Assessment, categories: Sequence[str], *, anew: bool) -> None:
    """Put answers into the widgets: into all anew, or into those that were not shown last time."""
    values: dict[str, object] = {"own_place": filled.place, "own_day": filled.day}
    for category in categories:
        reply = filled.replies.get(category, Reply())
        values |= {answer_key(category): reply.answer, note_key(category): reply.note}
    for key, value in values.items():
        if anew or key not in st.session_state:
            st.session_state[key] = value


def read_widgets(categories: Sequence[Category]) -> Assessment:
    """What the widgets have, those of a part that is closed too; what is empty is left out."""
    state = st.session_state
    replies = {name: Reply(state[answer_key(name)], state[note_key(name)]) for name in categories}
    given: dict[str, Reply] = {name: reply for name, reply in replies.items() if reply != Reply()}
    return Assessment(state["own_place"], state["own_day"], given)


def render_export(filled: Assessment, places: Mapping[Category, Sequence[str]]) -> None:
    """Offer files of the answers as they stood when asked for.

    A browser sends a note when it is left, so that a file made on the same click would lack it; a
    button of its own brings it first, and files of older answers are no longer offered.
    """
    with st.container(horizontal=True):
        if st.button("Prepare files of your answers", key="own_prepare"):
            st.session_state[PREPARED] = filled
        st.button("Clear all answers", key="own_clear", on_click=_clear, args=(list(places),))
    if st.session_state.get(PREPARED) != filled:
        return
    with st.container(horizontal=True):
        _offer("File to load again (JSON)", lambda: write_assessment(filled), JSON)
        _offer("Table (CSV)", lambda: _write_table(filled, places), CSV)


def _write_table(filled: Assessment, places: Mapping[Category, Sequence[str]]) -> bytes:
    return write_csv(assessment_table(filled, places), title=TITLE, notes=TABLE_NOTES)


def _offer(label: str, write: Callable[[], bytes], kind: tuple[str, str]) -> None:
    ending, mime = kind
    offer_file(
        label,
        data=write,
        file_name=f"{STEM}.{ending}",
        mime=mime,
        key=f"own_{ending}",
    )


def _clear(categories: Sequence[str]) -> None:
    fill(Assessment(), categories, anew=True)
    st.session_state.pop(LOADED, None)


def render_import(categories: Sequence[str]) -> None:
    """Load the text of a file, and say whether it was loaded."""
    st.text_area(
        "Load answers that you saved: paste the text of their file (JSON). They replace the "
        "answers on this page.",
        key=FILE,
        height=100,
        placeholder="Nothing of it is sent anywhere else or kept.",
    )
    st.button("Load them", key="own_load", on_click=_take_over, args=(categories,))
    if LOADED not in st.session_state:
        return
    refused, words = st.session_state.pop(LOADED)
    if refused:
        st.error("The file was not loaded. Your answers have not changed.")
    else:
        st.success("The file was loaded.")
    # Words of a file are shown as they are: as markdown they could fetch a picture from elsewhere.
    render_prose(paragraph(words))


def _take_over(categories: Sequence[str]) -> None:
    """Read the text just pasted; a wrong one leaves the answers as they are."""
    # A browser may send halves of characters, which no file holds.
    pasted = st.session_state[FILE].encode("utf-8", "replace")
    try:
        found = read_assessment(pasted, name=f"{STEM}{ENDING}", categories=categories)
    except InvalidInputError as error:
        st.session_state[LOADED] = (True, str(error))
    else:
        fill(found, categories, anew=True)
        st.session_state[LOADED] = (False, say_taken(found))
