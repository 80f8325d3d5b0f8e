"""How every chart looks: letters that can be read on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

#: Colour of letters in a drawing; each has a contrast of 7:1 at least with its page.
INK: Final[Mapping[str, str]] = {"light": "#31333f", "dark": "#fafafa"}
#: Colour of lines that guide the eye; they need not be read.
LINES: Final[Mapping[str, str]] = {"light": "#d6d9df", "dark": "#3a3f4a"}
FONT_SIZE: Final = 12
#: Height in pixels of a drawing that does not say its own: Streamlit's.
USUAL_HEIGHT: Final = 350
#: Room around a drawing in pixels, so that the last number of an axis is whole.
PADDING: Final[Mapping[str, int]] = {"left": 4, "right": 14, "top": 5, "bottom": 5}
#: Name of a chart's own rows on a page.
ROWS: Final = "rows"


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
        "axis": {**letters, "labelSeparation": 6, "gridColor": LINES.get(page, LINES["light"])},
        "legend": letters,
        "header": letters,
        "text": {"color": ink},
    }
    own = spec.get("config", {})
    merged = {part: {**config.get(part, {}), **own.get(part, {})} for part in {**config, **own}}
    return {"padding": PADDING, **_at_once(spec), **_fitted(spec), "config": merged}


def _at_once(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification with its rows under a name, by which they are there from the first.

    Rows without a name come to the page apart and are put in once the chart is drawn, so that every
    axis is first made of nothing, of which Vega warns.
    """
    data = spec.get("data", {})
    if "values" not in data:
        return dict(spec)
    named = {**spec.get("datasets", {}), ROWS: data["values"]}
    return {**spec, "data": {"name": ROWS}, "datasets": named}


def _fitted(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The height of a chart of rows in pixels: only its width is fitted to the page.

    Of a height by row Vega warns that it cannot be fitted, even where only the width is.
    """
    height = spec.get("height")
    if not isinstance(height, Mapping):
        return {}
    rows = {row for layer in spec.get("layer", ({},)) for row in _rows_of(layer, spec)}
    fit = {"type": "fit-x", "contains": "padding"}
    return {"height": height["step"] * len(rows), "autosize": fit}


def spec_height(spec: Mapping[str, Any]) -> int:
    """Height of a drawing in pixels, without its axes; of several above each other the sum."""
    parts = spec.get("vconcat")
    if parts:
        return sum(spec_height({"data": spec.get("data", {}), **part}) for part in parts)
    height = {**spec, **_fitted(spec)}.get("height", USUAL_HEIGHT)
    return int(height) if isinstance(height, (int, float)) else USUAL_HEIGHT


def _rows_of(layer: Mapping[str, Any], spec: Mapping[str, Any]) -> set[object]:
    """What stands upward in a layer of a chart, each in a row of its own."""
    encoding = {**spec.get("encoding", {}), **layer.get("encoding", {})}
    data = layer.get("data", spec.get("data", {}))
    if "y" not in encoding:
        # A line across all rows.
        return set()
    return {row[encoding["y"]["field"]] for row in data["values"]}
