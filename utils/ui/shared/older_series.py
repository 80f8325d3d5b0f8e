"""Where the longer history of outcomes is: older series, which no list shows beside the newest."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.measures import Measure
from data.read.places import Place
from utils.ui.registers.links import map_address
from utils.ui.shared.prose import Html, join, link, paragraph


def older_series_line(measures: Sequence[Measure], *, theme: str, place: Place) -> Html:
    """Link each older series to its map, once for all sexes.

    Args:
        measures: the older series.
        theme: the theme they are of.
        place: the place that stays chosen.
    """
    links: list[Html | str] = []
    for older in {measure.item: measure for measure in reversed(measures)}.values():
        address = map_address(theme, older.measure, place=place.place_id)
        links += ["; " if links else "", link(older.name, address)]
    return paragraph(join("Older series, on the map: ", *links, "."))
