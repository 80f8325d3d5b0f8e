"""Draws Vega-Lite as SVG and PNG without a browser and without a network."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

import vl_convert

from utils.errors import InvalidInputError

#: The version of Vega-Lite that the pages speak too.
VEGA_LITE: Final = "6.4"
WIDTH: Final = 640
MARGIN: Final = 20
TITLE_SIZE: Final = 17
NOTE_SIZE: Final = 11
TITLE_SIGNS: Final = 72
NOTE_SIGNS: Final = 118
LINE: Final = 1.35
INK: Final = "#0b0c0c"
SVG: Final = "http://www.w3.org/2000/svg"
#: Light ground, dark text; what the page's theme does on screen.
CONFIG: Final[Mapping[str, Any]] = {
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#e3e5e8",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": INK, "labelFontSize": 12},
}
ET.register_namespace("", SVG)
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def draw_chart(
    spec: Mapping[str, Any], *, width: int = WIDTH, font: str = "sans-serif"
) -> ET.Element:
    """Draw a chart as SVG.

    Args:
        spec: Vega-Lite with the data inside.
        width: width of the plot in pixels.
        font: font of all text.

    Raises:
        InvalidInputError: it is no valid Vega-Lite, or asks for something from an address.
    """
    _refuse_addresses(spec)
    config = {**CONFIG, "font": font}
    try:
        drawn = vl_convert.vegalite_to_svg(
            {**spec, "width": width}, vl_version=VEGA_LITE, config=config, allowed_base_urls=[]
        )
    except ValueError as error:
        raise InvalidInputError(
            argument="spec",
            received=str(error).splitlines()[0][:200],
            expected="a valid Vega-Lite chart",
        ) from error
    # Drawn by the library above from a chart of our own, so there is nothing hostile in it.
    return ET.fromstring(drawn)  # noqa: S314


def _refuse_addresses(part: object) -> None:
    if isinstance(part, Mapping):
        if "url" in part:
            raise InvalidInputError(
                argument="spec", received=f"url {part['url']!r}", expected="data inside the chart"
            )
        for inner in part.values():
            _refuse_addresses(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            _refuse_addresses(inner)


def draw_picture(
    spec: Mapping[str, Any], *, title: str, alt: str, notes: Sequence[str]
) -> ET.Element:
    """Draw a chart with its title above and its notes below, as an SVG that can be shown alone."""
    chart = draw_chart(spec)
    width, height = float(chart.get("width", "0")), float(chart.get("height", "0"))
    wide = max(width, WIDTH) + 2 * MARGIN
    above = textwrap.wrap(title, TITLE_SIGNS)
    below = [line for note in notes for line in textwrap.wrap(note, NOTE_SIGNS)]
    top = MARGIN + len(above) * TITLE_SIZE * LINE + MARGIN / 2
    tall = top + height + MARGIN + len(below) * NOTE_SIZE * LINE + MARGIN
    picture = ET.Element(
        f"{{{SVG}}}svg",
        {
            "width": f"{wide:g}",
            "height": f"{tall:g}",
            "viewBox": f"0 0 {wide:g} {tall:g}",
            "role": "img",
        },
    )
    ET.SubElement(picture, f"{{{SVG}}}title").text = title
    ET.SubElement(picture, f"{{{SVG}}}desc").text = alt
    ET.SubElement(picture, f"{{{SVG}}}rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _write(picture, above, y=MARGIN, size=TITLE_SIZE, weight="bold")
    chart.set("x", str(MARGIN))
    chart.set("y", f"{top:g}")
    picture.append(chart)
    _write(picture, below, y=top + height + MARGIN, size=NOTE_SIZE, weight="normal")
    return picture


def _write(picture: ET.Element, lines: Sequence[str], *, y: float, size: int, weight: str) -> None:
    for number, line in enumerate(lines):
        attributes = {
            "x": str(MARGIN),
            "y": f"{y + (number * LINE + 1) * size:g}",
            "font-family": "sans-serif",
            "font-size": str(size),
            "font-weight": weight,
            "fill": INK,
        }
        ET.SubElement(picture, f"{{{SVG}}}text", attributes).text = line


def as_svg(picture: ET.Element) -> bytes:
    """Write a drawing as a file."""
    drawn: bytes = ET.tostring(picture, encoding="utf-8", xml_declaration=True)
    return drawn


def as_png(picture: ET.Element, *, scale: float = 2) -> bytes:
    """Turn a drawing into pixels."""
    drawn: bytes = vl_convert.svg_to_png(ET.tostring(picture, encoding="unicode"), scale=scale)
    return drawn
