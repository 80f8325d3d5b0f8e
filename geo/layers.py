"""Folium elements of the map: a base map that never changes, and the message that recolours it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import folium
import numpy as np
from branca.element import MacroElement
from folium.template import Template

ASSETS_DIR: Final = Path(__file__).with_name("assets")
CENTRE: Final = (52.9, -1.9)
START_ZOOM: Final = 6
MAP_ELEMENT: Final = "map_div"
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


class PlainMap(folium.Map):
    """A folium map without outside scripts, styles, fonts or tiles."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so

    def __init__(self) -> None:
        """Centre on England; canvas, as hundreds of outlines redraw faster on it than as SVG."""
        super().__init__(
            location=CENTRE,
            zoom_start=START_ZOOM,
            tiles=None,
            prefer_canvas=True,
            min_zoom=5,
            max_zoom=12,
            zoom_snap=0.5,
        )
        # The frame of streamlit-folium knows its map by this name.
        self._name, self._id = MAP_ELEMENT.split("_")


class GeometryLayer(MacroElement):
    """Fetches a prebuilt geometry in the browser and draws it on canvas."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            AtlasMap.start({{ this._parent.get_name() }}, {{ this.settings }});
        {% endmacro %}
        """
    )

    def __init__(self, *, geometry_url: str, attribution: str) -> None:
        """Name the geometry's address and the words that credit it."""
        super().__init__()
        self.settings = json.dumps({"geometry": geometry_url, "attribution": attribution})


@cache
def base_map_script(*, geometry_url: str, attribution: str) -> str:
    """Render the constant base map once; every visitor gets the same text."""
    figure = folium.Figure()
    base = PlainMap().add_to(figure)
    GeometryLayer(geometry_url=geometry_url, attribution=attribution).add_to(base)
    figure.render()
    script: str = figure.script.render()
    return script


@dataclass(frozen=True, kw_only=True)
class MapMessage:
    """What one switch sends: the values of one measure and period, and how to show them.

    `values`, `lower` and `upper` hold one number an area, in the order of the geometry; NaN stands
    for no data. `outlines` names places by kind of programme; `selected` holds codes of areas or
    ids of places.
    """

    title: str
    period: str
    values: Floats
    lower: Floats | None
    upper: Floats | None
    breaks: Sequence[float]
    colours: Sequence[str]
    prefix: str
    suffix: str
    decimals: int
    outlines: Mapping[str, Sequence[str]]
    selected: Sequence[str]
    series: str | None

    def script(self) -> str:
        """The call that the map's frame runs."""
        body = {
            "title": self.title,
            "period": self.period,
            "values": pack_floats(self.values),
            "lower": None if self.lower is None else pack_floats(self.lower),
            "upper": None if self.upper is None else pack_floats(self.upper),
            "breaks": list(self.breaks),
            "colours": list(self.colours),
            "prefix": self.prefix,
            "suffix": self.suffix,
            "decimals": self.decimals,
            "outlines": {kind: list(ids) for kind, ids in self.outlines.items()},
            "selected": list(self.selected),
            "series": self.series,
        }
        # "</" must not end the script element into which a browser may put this text.
        text = json.dumps(body, separators=(",", ":")).replace("</", "<\\/")
        return f"AtlasMap.show({text});"


def pack_floats(values: Floats) -> str:
    """Pack numbers as little-endian 32-bit floats in base64: four bytes an area."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode("ascii")
