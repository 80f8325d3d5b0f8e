"""The self-assessment: questions, and the visitor's answers.

The answers live in the visit's memory alone: not in the address, a cache or a file on the server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from data.read.registers import RegisterReader
from data.read.rows import BarriersRow, Category
from data.read.self_assessment import (
    ANSWERS,
    FIRST_DAY,
    LAST_DAY,
    LONGEST_NOTE,
    LONGEST_PLACE,
    Assessment,
)
from utils.markdown import plain_text
from utils.narrative.registers import CATEGORIES
from utils.narrative.self_assessment import (
    PRIVACY,
    STATEMENTS,
    by_answer,
    say_places,
    say_reason,
)
from utils.ui.barriers.sections import place_names
from utils.ui.barriers.self_assessment_files import (
    answer_key,
    fill,
    note_key,
    read_widgets,
    render_export,
    render_import,
)
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong

#: Name in the visit's memory of what was filled in.
KEPT: Final = "own_assessment"


def render_self_assessment(reader: RegisterReader) -> None:
    """Ask about each category of barriers, and show and offer what was answered."""
    categories = reader.categories()
    names = list(categories)
    places = {name: place_names(reader, rows) for name, rows in categories.items()}
    st.header("Your own place")
    render_prose(paragraph(PRIVACY))
    fill(st.session_state.get(KEPT, Assessment()), names, anew=False)
    render_more("Load answers that you saved", lambda: render_import(names), key="own_load")
    _ask_about()
    for name in names:
        _ask_answer(name)
    render_more("Add notes", lambda: _ask_notes(names), key="own_notes")
    filled = read_widgets(names)
    st.session_state[KEPT] = filled
    render_more(
        "Your answers, beside places that named the same",
        lambda: _render_answers(filled, places),
        key="own_answers",
    )
    render_more("Why these questions", lambda: _render_reasons(categories), key="own_reasons")
    render_export(filled, places)


def _ask_about() -> None:
    with st.container(horizontal=True):
        st.text_input("Name of your place", key="own_place", max_chars=LONGEST_PLACE, width=320)
        st.date_input(
            "Date of your answers",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key="own_day",
            format="DD/MM/YYYY",
            width=200,
        )


def _ask_answer(category: Category) -> None:
    st.radio(
        f"**{CATEGORIES[category]}.** {STATEMENTS[category]}",
        list(ANSWERS),
        key=answer_key(category),
        format_func=ANSWERS.__getitem__,
        horizontal=True,
    )


def _ask_notes(categories: Sequence[Category]) -> None:
    for category in categories:
        st.text_area(
            plain_text(f"Your note on {CATEGORIES[category].lower()}"),
            key=note_key(category),
            max_chars=LONGEST_NOTE,
            height=68,
        )


def _render_reasons(categories: Mapping[Category, Sequence[BarriersRow]]) -> None:
    render_prose(
        bullets(
            join(strong(f"{CATEGORIES[name]}. "), say_reason(rows))
            for name, rows in categories.items()
        )
    )


def _render_answers(filled: Assessment, places: Mapping[Category, Sequence[str]]) -> None:
    """The visitor's own list, grouped by answer, beside the places that named the same."""
    about = [filled.place, f"{filled.day:%d %B %Y}" if filled.day else ""]
    if any(about):
        render_prose(paragraph(", ".join(words for words in about if words)))
    for answer, categories in by_answer(filled, list(places)).items():
        st.subheader(plain_text(f"{answer[0].upper()}{answer[1:]}"))
        render_prose(
            bullets(_answered(filled, category, places[category]) for category in categories)
        )


def _answered(filled: Assessment, category: Category, names: Sequence[str]) -> Html:
    note = f" Your note: {filled.note(category)}" if filled.note(category) else ""
    return join(
        strong(f"{CATEGORIES[category]}. "), STATEMENTS[category], note, f" {say_places(names)}"
    )
