"""A place's page: the answer in tiles, then five short sections, each with more behind it."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Place
from utils.ui.profile.brief_files import render_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.profile.sections import (
    render_change,
    render_inequality,
    render_neighbours,
    render_outcomes,
    render_partners,
    render_people,
    render_sources,
    render_spend,
)
from utils.ui.profile.top import render_top
from utils.ui.profile.whole import render_whole
from utils.ui.shared.loaders import load_similar, load_whole_place
from utils.ui.shared.more import render_more
from utils.ui.shared.theme_picker import ask_theme


def render_place(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Show a place: tiles, money, health, inequality, what partners found, similar places."""
    similar, whole = load_similar(), load_whole_place()
    render_top(reader, whole, place, choices)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ask_theme(reader.places)
        render_brief(reader, similar, place, choices)
    render_whole(whole, place, choices)
    render_more(
        "What councils, police and fire spend, compared with similar places",
        lambda: render_spend(reader, similar, place, choices),
        key="spend",
    )
    render_more("How it changed", lambda: render_change(reader, place, choices), key="change")
    render_outcomes(reader, place, choices)
    render_inequality(reader, place)
    render_partners(reader.places, place)
    render_neighbours(reader, place)
    render_more("People by age", lambda: render_people(reader, place), key="people")
    render_more("Sources", lambda: render_sources(reader, place, choices), key="sources")
