"""How every chart looks: letters that can be read on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

#: Colour of letters in a drawing; each has a contrast of 7:1 at least with its page.
INK: Final[Mapping[str, str]] = {"light": "#31333f", "dark": "#fafafa"}
#: Colour of lines that guide the eye; they need not be read.
LINES: Final[Mapping[str, str]] = {"light": "#d6d9df", "dark": "#3a3f4a"}
FONT_SIZE: Final = 12


def themed(spec: Mapping[str, Any], page: str) -> dict[str, Any]:
    """A chart's specification in the colours of a page.

    Args:
        spec: Vega-Lite; what it chooses itself stays.
        page: "light" or "dark".
    """
    ink = INK.get(page, INK["light"])
    letters = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
    }
    config: dict[str, dict[str, Any]] = {
        "axis": {**letters, "gridColor": LINES.get(page, LINES["light"])},
        "legend": letters,
        "header": letters,
        "text": {"color": ink},
    }
    own = spec.get("config", {})
    merged = {part: {**config.get(part, {}), **own.get(part, {})} for part in {**config, **own}}
    return {**spec, "config": merged}
