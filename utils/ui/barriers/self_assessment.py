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
    Reply,
)
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
    render_export,
    render_import,
)
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong

#: Name in the visit's memory of what was filled in.
KEPT: Final = "own_assessment"


def render_self_assessment(reader: RegisterReader) -> None:
    """Ask about each category of barriers, and show and offer what was answered."""
    categories = reader.categories()
    render_prose(paragraph(PRIVACY))
    render_import(list(categories))
    fill(st.session_state.get(KEPT, Assessment()), list(categories), anew=False)
    st.header("Your own place")
    filled = _ask_all(categories)
    st.session_state[KEPT] = filled
    places = {name: place_names(reader, rows) for name, rows in categories.items()}
    _render_answers(filled, places)
    render_export(filled, places)


def _ask_all(categories: Mapping[Category, Sequence[BarriersRow]]) -> Assessment:
    with st.container(horizontal=True):
        place = st.text_input(
            "Name of your place", key="own_place", max_chars=LONGEST_PLACE, width=320
        )
        day = st.date_input(
            "Day of your answers",
            value=None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key="own_day",
            format="DD/MM/YYYY",
            width=200,
        )
    replies = {name: _ask_one(name, rows) for name, rows in categories.items()}
    return Assessment(
        place, day, {category: reply for category, reply in replies.items() if reply != Reply()}
    )


def _ask_one(category: Category, rows: Sequence[BarriersRow]) -> Reply:
    name = CATEGORIES[category]
    st.subheader(name)
    answer = st.radio(
        STATEMENTS[category],
        list(ANSWERS),
        index=None,
        key=answer_key(category),
        format_func=ANSWERS.__getitem__,
        horizontal=True,
    )
    render_prose(paragraph(say_reason(rows)))
    note = st.text_area(
        f"Your note on {name.lower()}",
        key=note_key(category),
        max_chars=LONGEST_NOTE,
        height=68,
    )
    return Reply(answer, note)


def _render_answers(filled: Assessment, places: Mapping[Category, Sequence[str]]) -> None:
    """The visitor's own list, grouped by answer, beside the places that named the same."""
    st.header("Your answers")
    about = [filled.place or "No place named", f"{filled.day:%d %B %Y}" if filled.day else ""]
    render_prose(paragraph(", ".join(words for words in about if words)))
    for answer, categories in by_answer(filled, list(places)).items():
        st.subheader(f"{answer[0].upper()}{answer[1:]}")
        render_prose(
            bullets(_answered(filled, category, places[category]) for category in categories)
        )


def _answered(filled: Assessment, category: Category, names: Sequence[str]) -> Html:
    note = f" Your note: {filled.note(category)}" if filled.note(category) else ""
    return join(
        strong(f"{CATEGORIES[category]}. "), STATEMENTS[category], note, f" {say_places(names)}"
    )
