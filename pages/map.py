"""How much public money is spent in each place, and how healthy are people there?"""

from __future__ import annotations

import streamlit as st

from utils.ui.map.actions import follow, render_breadcrumb, render_look_inside
from utils.ui.map.alone_view import MAP, offer_parts, render_part_alone
from utils.ui.map.answer import render_answer
from utils.ui.map.choices import resolve_choices
from utils.ui.map.component import render_map
from utils.ui.map.content import resolve_view
from utils.ui.map.controls import ask_second, ask_what
from utils.ui.map.scene import compose_message
from utils.ui.map.table import render_table
from utils.ui.map.text import render_about, render_area, render_where
from utils.ui.shared.asked_chart import mark_found
from utils.ui.shared.chart_links import collect_links, render_links
from utils.ui.shared.loaders import load_places
from utils.ui.shared.more import render_more
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

places = load_places()


@st.fragment
def explore() -> None:
    """The map with its controls, the answer and the table; a switch reruns only this part."""
    collect_links()
    choices = resolve_choices(places)
    view = resolve_view(places, choices)
    place = places.places.get(choices.place)
    name_page("Map", [place.name] if place else [])
    show_notices()
    render_breadcrumb(places, choices)
    # The answer comes first, so that a phone shows it before the map.
    left, right = (st.container(), st.container()) if view.is_wide else st.columns([1, 1.15])
    # The map's message goes out first; the rest of the page is sent while the map is drawn.
    with right:
        top = st.container()
        message = compose_message(places, choices, view.panels)
        render_map(message, key="map", on_event=lambda event: follow(places, event))
        mark_found(MAP)
    with top:
        ask_what(places, choices)
        ask_second(choices)
        view.ask()
    with left:
        render_where(places, choices, view)
        render_area(places, choices, view)
        render_answer(places, choices, place)
        if place is not None:
            render_look_inside(places, choices, place)
    render_more(
        "About this map: what it shows, what to know, and its sources",
        lambda: render_about(places, choices, view),
        key="map",
    )
    render_table(places, view, message, offer_more=lambda: offer_parts(places, view, place))
    write_address(choices.address | view.address, defaults=choices.defaults)
    render_links()


st.title("How much public money is spent here, and how healthy are people?")
render_part_alone(places)
explore()
