"""Places side by side: the answer as a table, then a chart for each question, and more behind."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from utils.ui.compare.answer import render_answer
from utils.ui.compare.choices import CompareChoices
from utils.ui.compare.sections import (
    ask_more,
    render_change,
    render_money,
    render_outcomes,
    render_people,
)
from utils.ui.compare.then_now import render_then_and_now
from utils.ui.compare.tiles import render_tile_table
from utils.ui.compare.whole import render_whole
from utils.ui.shared.count_table import render_counts
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import load_similar, load_whole_place
from utils.ui.shared.more import render_more
from utils.ui.shared.theme_picker import ask_theme


def render_comparison(reader: CompareReader, choices: CompareChoices) -> None:
    """Compare the places chosen."""
    similar, whole, places = load_similar(), load_whole_place(), reader.places

    def answer() -> None:
        render_tile_table(reader, whole, choices.chosen)
        render_answer(reader, similar, whole, choices)

    draw_kept("compare_answer", choices.address, answer)
    ask_theme(places)
    with st.expander("Options: what each is compared with, prices, years"):
        ask_more(reader, choices)
    render_whole(whole, reader.comparators, choices)
    render_outcomes(reader, choices)
    st.header("More")
    render_more(
        "2009-10 against now",
        lambda: render_then_and_now(reader, whole, choices.chosen),
        key="then_now",
    )
    render_more(
        "What councils, police and fire spend, by service",
        lambda: render_money(reader, similar, choices),
        key="money",
    )
    render_more("How local services changed", lambda: render_change(reader, choices), key="change")
    render_more("Who lives there", lambda: render_people(reader, choices), key="people")
    render_more(
        "What the pilots counted",
        lambda: render_counts(places, choices.chosen),
        key="counts",
    )
