"""A folium map on the page, whose Leaflet is served by us and whose clicks come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from branca.element import Element, Figure
from streamlit_folium import st_folium

from geo.choropleth import MAP_STYLE, draw_map
from utils.ui.server.addresses import script_url

HEIGHT: Final = 520
#: From the frame of the component to the top of the app, wherever that is served.
TO_TOP: Final = "../../"
CLICKED: Final = "last_active_drawing"


def render_folium(drawn: Mapping[str, Any], *, key: str) -> str:
    """Show areas, with points over them or other areas around them.

    Args:
        drawn: `areas` and, if any, `points` and `around`, as `draw_map` needs them.
        key: key of the component.

    Returns:
        The code of the area that was clicked last; "" before that, and for a point.
    """
    base = draw_map(drawn["areas"], points=drawn.get("points"), around=drawn.get("around"))
    # The component loads whatever a map names here; a folium map names addresses of third parties.
    base.default_js = [("atlas", TO_TOP + script_url())]
    figure = Figure()
    figure.header.add_child(Element(f"<style>{MAP_STYLE}</style>"))
    base.add_to(figure)
    reply = st_folium(
        base, key=key, height=HEIGHT, use_container_width=True, returned_objects=[CLICKED]
    )
    clicked = (reply or {}).get(CLICKED) or {}
    return str(clicked.get("properties", {}).get("area_code", ""))
