"""One reader of each kind for all visitors. They only read, so sharing them is safe."""

from __future__ import annotations

import streamlit as st

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from data.store import Store


@st.cache_resource(show_spinner=False)
def load_maps() -> MapReader:
    """The reader of map measures."""
    return MapReader(Store())


@st.cache_resource(show_spinner=False)
def load_places() -> PlaceReader:
    """The reader of places."""
    return PlaceReader(load_maps())
