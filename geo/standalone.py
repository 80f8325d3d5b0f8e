"""The map as a single HTML file that works without a server or a network, written by folium."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping
from typing import Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.script import map_script, map_style

#: What keeps a reader from zooming in on text.
VIEWPORT: Final = re.compile(r",\s*maximum-scale=[\d.]+,\s*user-scalable=no")
CENTRE: Final = (52.9, -1.9)
START_ZOOM: Final = 6
HEIGHT: Final = "560px"
PAGE_STYLE: Final = """
html, body { height: auto !important; }
body { font: 16px/1.4 "Source Sans", system-ui, sans-serif; color: #0b0c0c; background: #ffffff;
  max-width: 64rem; margin: 0 auto !important; padding: 1rem !important; }
"""


class PlainMap(folium.Map):
    """A folium map without outside scripts, styles, fonts or tiles."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so

    def __init__(self) -> None:
        """Centre on England; canvas, as hundreds of outlines redraw faster on it than as SVG."""
        super().__init__(
            location=CENTRE,
            zoom_start=START_ZOOM,
            height=HEIGHT,
            tiles=None,
            prefer_canvas=True,
            min_zoom=5,
            max_zoom=13,
            zoom_snap=0.25,
            double_click_zoom=False,
            fade_animation=False,
        )

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - what folium passes on
        """Render, and let readers zoom the page, which folium's own header forbids."""
        rendered: str = super().render(**kwargs)
        figure: Any = self.get_root()
        name = self.get_name()
        written = figure.header._children[name].render()  # noqa: SLF001 - there is no other way
        figure.header.add_child(Element(VIEWPORT.sub("", written)), name=name)
        return rendered


class AtlasLayer(MacroElement):
    """The areas of a message, drawn on a folium map by the program that draws them on the page."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            AtlasMap.embed({{ this._parent.get_name() }}, "{{ this.message }}");
        {% endmacro %}
        """
    )

    def __init__(self, message: bytes) -> None:
        """Take a packed message."""
        super().__init__()
        self.message = base64.b64encode(message).decode("ascii")


def write_page(message: bytes, *, title: str, text: str, files: Mapping[str, bytes]) -> str:
    """Write the page.

    Args:
        message: the packed message of the map.
        title: title of the page.
        text: what the map shows and where its figures are from, as HTML.
        files: content of everything the message names, by its address.
    """
    figure = Figure(title=html.escape(title))
    kept = {url: base64.b64encode(content).decode("ascii") for url, content in files.items()}
    figure.header.add_child(Element(f"<style>{map_style()}{PAGE_STYLE}</style>"))
    script = f"window.ATLAS_FILES = {json.dumps(kept)};\n{map_script()}"
    # "</" would end the script element, and two braces of the program begin a part of a template.
    program = "{% raw %}" + script.replace("</", "<\\/") + "{% endraw %}"
    figure.header.add_child(Element(f"<script>{program}</script>"), name="program")
    figure.html.add_child(Element(text), name="text")
    base = PlainMap().add_to(figure)
    AtlasLayer(message).add_to(base)
    return render_page(figure)


def render_page(figure: Figure) -> str:
    """Render a page and say its language, which folium does not."""
    page: str = figure.render()
    return page.replace("<html>", '<html lang="en-GB">', 1)
