"""A place's page: the answer in tiles, then five short sections, each with more behind it."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Place
from utils.narrative.tiles import ALL_THEMES
from utils.ui.payments.links import render_published
from utils.ui.profile.brief_files import render_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.profile.inside import render_inequality
from utils.ui.profile.neighbours import render_neighbours
from utils.ui.profile.sections import (
    render_change,
    render_outcomes,
    render_partners,
    render_people,
    render_sources,
    render_spend,
)
from utils.ui.profile.top import render_top
from utils.ui.profile.whole import render_all, render_whole
from utils.ui.shared.answer_tiles import offer_tiles
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import (
    load_inequality,
    load_payments,
    load_similar,
    load_whole_place,
)
from utils.ui.shared.more import render_more
from utils.ui.shared.theme_picker import ask_theme


def render_place(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Show a place: tiles, money, health, inequality, what partners found, similar places."""
    similar, whole = load_similar(), load_whole_place()
    address = choices.address
    tiles = render_top(reader, whole, place, choices)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ask_theme(reader.places)
        st.selectbox("Year of spending", list(choices.money.periods), key="money_year", width=160)
        render_brief(reader, similar, place, choices)
    render_whole(reader, similar, whole, place, choices)
    render_published(load_payments(), place)
    if choices.theme != ALL_THEMES:
        render_more("All public money", lambda: render_all(whole, place, choices), key="all_money")
    render_more(
        "What councils, police and fire spend, compared with similar places",
        lambda: render_spend(reader, similar, place, choices),
        key="spend",
    )
    render_more("How it changed", lambda: render_change(reader, place, choices), key="change")
    render_outcomes(reader, place, choices)
    render_inequality(reader, load_inequality(), place, choices)
    render_partners(reader.places, place, choices)
    draw_kept("neighbours", address, lambda: render_neighbours(reader, whole, place, choices))
    render_more("People by age", lambda: render_people(reader, place), key="people")
    render_more("Sources", lambda: render_sources(reader, place, choices), key="sources")
    # For those who make pages or programs: what a councillor looks for comes first.
    offer_tiles(tiles, of=place.name)
