"""Where does the money go, and how healthy are people there?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from utils.charts.area_map import draw_area_map, measure_colours
from utils.narrative.map_summary import summarise_map
from utils.ui.captions import render_caveats, render_source
from utils.ui.legend import render_legend
from utils.ui.loaders import load_places
from utils.ui.map_choices import ask_how, ask_what, money_of, settle_choices
from utils.ui.map_view import render_map
from utils.ui.place_card import render_card, render_details
from utils.ui.routes import series_url
from utils.ui.state import show_notices, write_address
from utils.ui.table_twin import render_table

places = load_places()
maps = places.maps


def follow(event: dict[str, Any]) -> None:
    """Take over what the visitor did on the map; anything else a browser sends is left alone."""
    if event.get("area") in places.places:
        st.session_state["place"] = event["area"]
    if isinstance(event.get("period"), str):
        st.session_state["year"] = event["period"]


@st.fragment
def explore() -> None:
    """The map with its controls, legend, card and table; a switch reruns only this part."""
    choices = settle_choices(places)
    measure, period = choices.measure, choices.period
    show_notices()
    ask_what(places, choices)
    rows = maps.on_map(measure, period=period)
    place = places.places.get(choices.place)
    several = len(choices.periods) > 1
    message = draw_area_map(
        rows,
        measure,
        period=period,
        outlines=places.outlines(choices.outlined_kinds),
        selected=[place.place_id] if place else [],
        series=series_url(maps.store, measure=measure.measure, basis=measure.basis)
        if several
        else None,
    )
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        render_map(message, store=maps.store, level="upper-tier", key="map", on_event=follow)
        render_legend(rows["value"], measure, measure_colours(measure))
        ask_how(choices)
        st.markdown(summarise_map(rows, measure, period=period))
    with right:
        if place is None:
            st.info("Choose a place above or on the map to see its money and its health.")
        else:
            money, year = money_of(places, choices)
            render_card(
                places, place, theme=choices.theme, money=money, period=year, measure=measure
            )
    if place is not None:
        render_details(places, place, theme=choices.theme)
    render_caveats(measure, extra=(places.theme_cautions[choices.theme],))
    render_table(maps, rows, measure, period=period)
    render_source(maps, measure)
    write_address(choices.address, defaults=choices.defaults)


st.title("Where does the money go, and how healthy are people there?")
st.markdown(
    "Local public spending per person and people's health in every upper-tier area of England. "
    "Outlined: the 13 Total Place pilots of 2009-10 and the places that worked beside them."
)
explore()
