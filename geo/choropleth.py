"""Areas in classes and points on a folium map, without anything from a third party."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.script import leaflet_script, leaflet_style
from geo.standalone import PAGE_STYLE, PlainMap, render_page

EDGE: Final = "#4d4d4d"
HOVER: Final = "#0b0c0c"
POINT: Final = "#b3005e"
#: What a feature must have beside its geometry; `tip` is HTML, made with `safe_html`.
PROPERTIES: Final = ("area_code", "colour", "tip")
#: Signs of templates and scripts, by what stands for them in HTML.
SIGNS: Final = {ord(sign): f"&#{ord(sign)};" for sign in "{}`\\$"}
MAP_STYLE: Final = """
.leaflet-container { background: #ffffff; }
.leaflet-tooltip { font-size: 14px; color: #0b0c0c; }
.leaflet-container { outline-offset: -3px; }
"""


def safe_html(text: str) -> str:
    r"""Text as HTML for a folium map, whoever wrote it.

    Folium reads what it has rendered as a template once more, on the server, and writes some of it
    between the backticks of a script. So beside the signs of HTML those of both are written as
    numbers: else "{{ 7 * 7 }}" would be run, and "\\u003c" become a tag.

    >>> safe_html("<b>{7}")
    '&lt;b&gt;&#123;7&#125;'
    """
    return html.escape(text).translate(SIGNS)


def draw_map(
    areas: Mapping[str, Any],
    *,
    points: Mapping[str, Any] | None = None,
    around: Mapping[str, Any] | None = None,
) -> PlainMap:
    """Draw areas in their colours, and points over them.

    Args:
        areas: GeoJSON features in EPSG:4326, each with the `PROPERTIES`; they fill the view.
        points: GeoJSON features of points, each with a `tip`.
        around: features like the areas, which lie below them.
    """
    base = PlainMap()
    # Sources are said below the map, with room to read them.
    base.options["attribution_control"] = False
    if around and around["features"]:
        _area_layer(around).add_to(base)
    layer = _area_layer(areas).add_to(base)
    if points and points["features"]:
        marker = folium.CircleMarker(
            radius=4, color="#ffffff", weight=1, fill_color=POINT, fill_opacity=0.9
        )
        folium.GeoJson(dict(points), marker=marker, tooltip=_tip()).add_to(base)
    bounds: Any = layer.get_bounds()
    base.fit_bounds(bounds)
    return base


def _area_layer(areas: Mapping[str, Any]) -> folium.GeoJson:
    return folium.GeoJson(
        dict(areas),
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 1,
            "color": EDGE,
            "weight": 0.5,
        },
        highlight_function=lambda _: {"color": HOVER, "weight": 2.5},
        tooltip=_tip(),
    )


def _tip() -> folium.GeoJsonTooltip:
    return folium.GeoJsonTooltip(["tip"], labels=False, sticky=True)


def write_page(base: PlainMap, *, title: str, above: str, below: str) -> str:
    """Write a map as a page that works without a server or a network.

    Args:
        base: the map.
        title: title of the page, as text.
        above: what stands above the map, as HTML made with `safe_html`.
        below: what stands below it, as such HTML.
    """
    figure = Figure(title=safe_html(title))
    figure.header.add_child(Element(f"<style>{leaflet_style()}{PAGE_STYLE}{MAP_STYLE}</style>"))
    # "</" would end the script element.
    program = leaflet_script().replace("</", "<\\/")
    figure.header.add_child(Element(f"<script>{program}</script>"), name="program")
    figure.html.add_child(Element(above), name="above")
    base.add_to(figure)
    _Below(below).add_to(figure)
    return render_page(figure)


class _Below(MacroElement):
    """What stands below a map: an element is written where a map is only once it is rendered."""

    _template = Template("{% macro html(this, kwargs) %}{{ this.text }}{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
