"""Where does the money go, and how healthy are people there?"""

from __future__ import annotations

import streamlit as st

from utils.ui.map.actions import follow, render_breadcrumb, render_look_inside
from utils.ui.map.choices import resolve_choices, selected_spend_measure, selected_whole_year
from utils.ui.map.component import render_map
from utils.ui.map.content import resolve_view
from utils.ui.map.controls import ask_second, ask_what
from utils.ui.map.place_card import render_card, render_details
from utils.ui.map.scene import compose_message
from utils.ui.map.table import render_table
from utils.ui.map.text import render_area, render_summary
from utils.ui.shared.captions import render_caveats, render_source
from utils.ui.shared.loaders import load_places
from utils.ui.shared.place_picker import offer_places
from utils.ui.shared.state import show_notices, write_address

places = load_places()


@st.fragment
def explore() -> None:
    """The map with its controls, card and table; a switch reruns only this part."""
    choices = resolve_choices(places)
    view = resolve_view(places, choices)
    place = places.places.get(choices.place)
    show_notices()
    offer_places(places)
    render_breadcrumb(places, choices)
    top = st.container(horizontal=True)
    left, right = (st.container(), st.container()) if view.is_wide else st.columns([1.2, 1])
    # The map's message goes out first; the rest of the page is sent while the map is drawn.
    with left:
        message = compose_message(places, choices, view.panels)
        render_map(message, key="map", on_event=lambda event: follow(places, event))
    with top:
        ask_what(places, choices)
    with left:
        ask_second(choices)
        view.ask()
        render_summary(places, choices, view)
    with right:
        render_area(places, choices, view)
        if place is None:
            st.info("Choose a place above or on the map to see its money and its health.")
        else:
            render_look_inside(places, choices, place)
            money, year = selected_spend_measure(places, choices)
            render_card(
                places,
                place,
                theme=choices.theme,
                money=money,
                period=year,
                whole_year=selected_whole_year(choices, year),
                measure=choices.measure,
            )
    if place is not None:
        render_details(places, place, theme=choices.theme)
    render_caveats(choices.measure, extra=(places.theme_cautions[choices.theme],))
    render_table(places, view, message)
    render_source(places.maps, view.measures)
    write_address(choices.address | view.address, defaults=choices.defaults)


st.title("Where does the money go, and how healthy are people there?")
explore()
st.markdown(
    "Public spending per person, all of it or of local services, and people's health, for regions, "
    "councils and small areas of England. Outlined: the 13 Total Place pilots of 2009-10 and the "
    "places beside them."
)
