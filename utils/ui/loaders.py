"""One reader of each kind for all visitors. They only read, so sharing them is safe."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from data.store import Store

DEFAULT_BASIS: Final = "real"


@st.cache_resource(show_spinner=False)
def load_maps() -> MapReader:
    """The reader of map measures."""
    return MapReader(Store())


@st.cache_resource(show_spinner=False)
def load_places() -> PlaceReader:
    """The reader of places."""
    return PlaceReader(load_maps())


def warm_up() -> MapReader:
    """Read what the first page shows before the first visitor comes; returns the map's reader."""
    places = load_places()
    first_theme = next(iter(places.theme_names))
    places.maps.values(places.theme_measures(first_theme, basis=DEFAULT_BASIS)[0])
    return places.maps
