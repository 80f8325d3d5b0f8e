"""What another site shows of the page of the map: the map alone, or a tile of the answer."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from data.read.places import Place, PlaceReader
from utils.ui.map.actions import follow
from utils.ui.map.answer import frames_of, render_place_tiles
from utils.ui.map.choices import MapChoices, resolve_choices
from utils.ui.map.component import render_map
from utils.ui.map.content import MapContent, resolve_view
from utils.ui.map.scene import compose_message
from utils.ui.map.text import summary_words
from utils.ui.shared.alone import key_alone, show_alone
from utils.ui.shared.answer_tiles import asks_for_tile
from utils.ui.shared.chart_links import Frame, offer_codes
from utils.ui.shared.prose import join, paragraph

#: Name of the map in an address.
MAP: Final = "map"
#: Of its frame, in pixels: the map with its tools and a few lines, on a phone too.
MAP_HEIGHT: Final = 960


def render_part_alone(places: PlaceReader) -> None:
    """Show what is asked for alone and end the run; do nothing where it is not of this page."""
    if asks_for_tile():
        render_place_tiles(places, places.places.get(resolve_choices(places).place))
    elif key_alone() == MAP:
        choices = resolve_choices(places)
        view = resolve_view(places, choices)
        show_alone(
            MAP,
            lambda: _render(places, choices, view),
            named=[measure.source for measure in view.measures],
        )


def offer_parts(places: PlaceReader, view: MapContent, place: Place | None) -> None:
    """Offer the map and each tile for a page of one's own."""
    title = " | ".join(panel.heading for panel in view.panels)
    frames = [Frame(MAP, title, MAP_HEIGHT), *frames_of(places, place)]
    offer_codes("Share this map or a tile", frames, key="share_map")


def _render(places: PlaceReader, choices: MapChoices, view: MapContent) -> tuple[str, ...]:
    def take(event: dict[str, Any]) -> None:
        follow(places, event)

    # The map has its own heading.
    render_map(compose_message(places, choices, view.panels), key="map", on_event=take)
    # Words that are explained would lead to a box that only whole pages have.
    st.html(join(*map(paragraph, summary_words(places, choices, view))))
    return ()
