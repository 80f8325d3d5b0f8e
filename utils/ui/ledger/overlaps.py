"""Asks how payments are counted that several files have, where the files do not show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import streamlit as st

from data.ledger.core.overlaps import (
    ANSWERS,
    BY_ANSWER,
    BY_SIZE,
    ONCE,
    Overlap,
    OverlapAnswers,
    load_answers,
    save_answer,
)
from data.ledger.report.overlap_words import COUNTED, answer_words, unclear_words
from data.ledger.workspace import WorkFolder
from utils.errors import InvalidInputError
from utils.markdown import plain_text
from utils.ui.ledger.files import Reports
from utils.ui.ledger.in_question import render_in_question
from utils.ui.shared.prose import paragraph, render_prose

WHY: Final = (
    "Nothing in these files shows whether they list the same payments of a body. Say how to count "
    "them; each sum is of the two files together."
)
FIRST: Final = "The files can be counted when each of these has an answer."


def ask_overlaps(work: WorkFolder, reports: Reports) -> bool:
    """Ask about each pair of files that has payments in common, and keep the answers in the work.

    Returns:
        Whether all are answered.
    """
    asked = _asked(reports)
    if not asked:
        return True
    unclear = [overlap for overlap in asked if overlap.is_unclear]
    try:
        answers = load_answers(work.mappings)
    except InvalidInputError as error:
        st.error(plain_text(str(error)))
        return False
    st.subheader("Payments in several files")
    render_prose(paragraph(WHY))
    if len(unclear) > 1:
        _say_together(reports)
        _offer_one_answer(work, unclear)
    chosen = {overlap: _ask(work, overlap, answers) for overlap in asked}
    render_in_question(work)
    if not all(chosen.values()):
        st.info(FIRST)
        return False
    _offer_to_remember({overlap: chosen[overlap] for overlap in unclear}, work, answers)
    return True


def _asked(reports: Reports) -> list[Overlap]:
    """The pairs of files of which somebody must say how they are counted, or has said so."""
    found = dict.fromkeys(
        Overlap.from_dict(overlap) for report in reports for overlap in report["overlaps"]
    )
    return [
        overlap
        for overlap in found
        if (overlap.is_unclear and overlap.counted_by != BY_SIZE) or overlap.if_others is not None
    ]


def _say_together(reports: Reports) -> None:
    """What all files come to by either answer, if they are more than the two of a question."""
    for report in reports:
        if report.get("together_once"):
            once, both = (
                f"£{Decimal(report[name]):,.2f}" for name in ("together_once", "together_both")
            )
            words = f"if all of these are counted once, and to {both} if all are counted in both."
            render_prose(paragraph(f"All files together come to {once} {words}"))


def _ask(work: WorkFolder, overlap: Overlap, answers: OverlapAnswers) -> str:
    """Ask about two files; "" where nothing is chosen yet."""
    files = (overlap.first, overlap.second)
    kept = answers.files.get(frozenset(files), overlap.counted)
    key = _key(work, overlap)
    st.session_state.setdefault(key, kept or None)
    chosen: str | None = st.radio(
        plain_text(unclear_words(overlap)),
        ANSWERS,
        index=None,
        format_func=lambda answer: plain_text(answer_words(overlap, answer)),
        key=key,
    )
    if overlap.counted_by == BY_ANSWER and frozenset(files) not in answers.files:
        st.caption(plain_text(f"As remembered for {' and '.join(overlap.payers)}"))
    if chosen and chosen != kept:
        save_answer(work.mappings, chosen, files=files)
        # It was made by another answer, or by none.
        work.forget_count()
    return chosen or ""


def _key(work: WorkFolder, overlap: Overlap) -> str:
    ids = (overlap.first_id, overlap.first, overlap.second_id, overlap.second)
    return "_".join(("overlap", work.folder.name, *ids))


def _offer_one_answer(work: WorkFolder, asked: Sequence[Overlap]) -> None:
    """Offer to answer for every pair of files at once."""

    def answer_all(answer: str) -> None:
        for overlap in asked:
            st.session_state[_key(work, overlap)] = answer

    with st.container(horizontal=True):
        for answer in ANSWERS:
            st.button(
                plain_text(f"All: {COUNTED[answer].lower()}"),
                on_click=answer_all,
                args=(answer,),
            )


def _offer_to_remember(
    chosen: Mapping[Overlap, str], work: WorkFolder, answers: OverlapAnswers
) -> None:
    """Offer to count later files alike of each payer of whom all answers are the same."""
    by_payer: dict[str, set[str]] = {}
    for overlap, answer in chosen.items():
        for payer in filter(None, overlap.payers):
            by_payer.setdefault(payer, set()).add(answer)
    for payer, given in sorted(by_payer.items()):
        answer = min(given)
        if len(given) > 1 or answers.payers.get(payer) == answer:
            continue
        words = "once" if answer == ONCE else "in both"
        if st.button(plain_text(f"Remember for later files of {payer}: counted {words}")):
            save_answer(work.mappings, answer, payer=payer)
            st.rerun()
