"""Where each figure of all public money is from: its passport, and its kinds one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.read.measures import MapReader
from data.read.places import Place
from data.read.whole_place import PREFIX, WholeAmount, WholePlaceReader
from utils.narrative.whole_place import range_words, share_words
from utils.ui.passports.pages import value_url
from utils.ui.shared.prose import Html, bullets, join, link

CASH: Final = "cash"


def whole_url(maps: MapReader, block: str, *, place: Place, year: str) -> str:
    """Address of the passport of a total or block of a place, in cash."""
    measure = maps.measure(measure=PREFIX + block, basis=CASH)
    return value_url(measure, period=year, area=place.value_code)


def kinds_list(
    reader: WholePlaceReader,
    maps: MapReader,
    blocks: Mapping[str, WholeAmount],
    *,
    place: Place,
    year: str,
) -> Html:
    """Each kind of spending with its range and what is measured; each leads to its passport."""
    return bullets(
        join(
            link(reader.blocks[block]["name"], whole_url(maps, block, place=place, year=year)),
            f": {range_words(found)}, {share_words(found.measured_share)} measured.",
        )
        for block, found in blocks.items()
    )
