"""The declared questions as short rows, by programme or for a place first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st

from data.read.effects.reader import CANNOT_BE_ASKED, EffectReader
from data.read.places import Place
from data.read.rows import EffectQuestionsRow
from utils.narrative.effects import answer_sentence
from utils.ui.did_it_work.choices import NO_QUESTION
from utils.ui.shared.prose import Html, bullets, folded, join, link, paragraph, render_prose, strong

PAGE = "did_it_work"


def ask_question(reader: EffectReader) -> None:
    """Ask for the question whose answer is shown."""
    titles = {row["question"]: row["title"] for row in reader.asked()}
    st.selectbox(
        "Question",
        [NO_QUESTION, *titles],
        key="question",
        format_func=lambda name: titles.get(name, "All questions"),
    )


def render_questions(reader: EffectReader, place: Place | None, *, is_open: bool) -> None:
    """Every question with its answer; those about the place first.

    Args:
        reader: the reader of questions.
        place: the place whose questions come first.
        is_open: whether the first group is open.
    """
    rows = reader.asked()
    blocks: list[Html] = []
    if place is not None:
        own = [row for row in rows if reader.is_about(row, place)]
        if own:
            title = f"Questions about {place.name}, alone or with others ({len(own)})"
            blocks.append(folded(title, _list(reader, own, place), is_open=is_open))
    for programme, entry in reader.programmes.items():
        found = [row for row in rows if row["programme_id"] == programme]
        if found:
            title = f"{entry['title']} ({len(found)})"
            first = is_open and not blocks
            note = paragraph(entry["note"])
            blocks.append(folded(title, note, _list(reader, found, place), is_open=first))
    refused = [row for row in reader.questions.values() if row["verdict"] == CANNOT_BE_ASKED]
    blocks.append(folded(f"Questions that cannot be asked ({len(refused)})", _refused(refused)))
    render_prose(*blocks)


def _list(reader: EffectReader, rows: Iterable[EffectQuestionsRow], place: Place | None) -> Html:
    return bullets(_row(reader, row, place) for row in rows)


def _row(reader: EffectReader, row: EffectQuestionsRow, place: Place | None) -> Html:
    asked = {"question": row["question"], **({"place": place.place_id} if place else {})}
    answer = answer_sentence(row, reader.answering(row["question"]), reader.measure(row))
    return join(link(row["title"], f"{PAGE}?{urlencode(asked)}"), ". ", answer)


def _refused(rows: Sequence[EffectQuestionsRow]) -> Html:
    return bullets(join(strong(row["title"]), ". ", row["note"] or "") for row in rows)
