"""A place on the page: what its questions say, or the way to ask one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.effects.reader import EffectReader
from data.read.places import Place
from data.read.rows import EffectQuestionsRow
from utils.formatting import join_words
from utils.markdown import plain_text
from utils.narrative.effects_of_place import (
    named_sentences,
    no_question_sentence,
    place_sentence,
)
from utils.ui.did_it_work.choices import treated_of
from utils.ui.shared.prose import join, link, paragraph, render_prose

TIMELINE: Final = "barriers?strand=timeline"


def render_of_place(reader: EffectReader, place: Place) -> None:
    """What the questions about a place say; without any, what the record has and the way on."""
    rows = [row for row in reader.questions.values() if reader.is_about(row, place)]
    if rows:
        alone = [row for row in rows if _is_alone(reader, row, place)]
        others = [row for row in rows if row not in alone]
        render_prose(paragraph(place_sentence(place, alone, others)))
        return
    named = named_sentences(place, reader.budgets())
    record = (
        [
            paragraph(
                join("Our record names it in ", join_words(named), ". "),
                link("Place-based budgets in the timeline", f"{TIMELINE}&place={place.place_id}"),
            )
        ]
        if named
        else []
    )
    render_prose(paragraph(no_question_sentence(place)), *record)
    st.button(
        plain_text(f"Ask about {place.name}"),
        icon=":material/help:",
        type="primary",
        on_click=_ask_about,
        args=(place,),
    )


def _is_alone(reader: EffectReader, row: EffectQuestionsRow, place: Place) -> bool:
    return set(reader.treated(row)) <= set(place.members)


def _ask_about(place: Place) -> None:
    """Open the visitor's own question with the areas of a place."""
    st.session_state["asked"] = "own"
    st.session_state["treated"] = list(treated_of(place))
