"""Puts the map on a page: the frame of streamlit-folium, fed with a base map rendered once.

`st_folium` itself renders the folium map anew in every run. Here the constant script is rendered
once in the process, and a run sends the frame only the call that recolours the areas.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import streamlit as st
import streamlit.components.v1 as components
import streamlit_folium

from data.store import Store
from geo.layers import MapMessage, base_map_script
from utils.ui.routes import asset_url, geometry_url

HEIGHT: Final = 560
ATTRIBUTION: Final = (
    "Boundaries: Office for National Statistics, Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right"
)
# Streamlit knows a component only if it is declared while the server runs, so this module must not
# be imported before.
_frame = components.declare_component(
    "place_map", path=Path(streamlit_folium.__file__).parent / "frontend" / "build"
)


def render_map(
    message: MapMessage,
    *,
    store: Store,
    level: str,
    key: str,
    on_event: Callable[[dict[str, Any]], None],
) -> None:
    """Show the map and pass on what the visitor does.

    Args:
        message: what to colour.
        store: the published data, which names the geometry.
        level: level of the geometry, such as "upper-tier".
        key: stable key of the component, so that it is never mounted anew.
        on_event: called with {"area": code} after a click and with {"period": label} when the
            animation of years stops.
    """

    def pass_on() -> None:
        event = st.session_state.get(key)
        if isinstance(event, dict):
            on_event(event)

    _frame(
        script=base_map_script(geometry_url=geometry_url(store, level), attribution=ATTRIBUTION),
        header="",
        html="",
        id="map_div",
        key=key,
        height=HEIGHT,
        width=None,
        returned_objects=[],
        default={},
        zoom=None,
        center=None,
        feature_group=message.script(),
        layer_control="",
        return_on_hover=False,
        pixelated=False,
        css_links=[asset_url("leaflet.css"), asset_url("place_map.css")],
        js_links=[asset_url("leaflet.js"), asset_url("place_map.js")],
        wrap_longitude=False,
        on_change=pass_on,
    )
