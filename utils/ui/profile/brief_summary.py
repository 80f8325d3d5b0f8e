"""The brief of a place on a single page: what the tiles say, and public money by kind."""

from __future__ import annotations

from typing import Any, Final

from data.read.comparisons import CompareReader
from data.read.money_basis import WHOLE_BASIS
from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.charts.whole_place import BLOCK_KEY, blocks_chart
from utils.narrative.headline import headline_sentences
from utils.narrative.tiles import ALL_THEMES, place_tiles
from utils.narrative.whole_place import HOW, WHOLE_SOURCES
from utils.ui.shared.brief_parts import chart_block

SOURCES: Final = (
    "Health: Department of Health and Social Care, Fingertips, and Office for National Statistics. "
    "Each figure with its source, licence and how it was made is on the place's page of the atlas."
)


def summary_page(reader: CompareReader, whole: WholePlaceReader, place: Place) -> dict[str, Any]:
    """A page with the answer: money, health, the gap inside, and what the programme counted."""
    year = whole.years[-1]
    tiles = place_tiles(reader.places, reader.comparators, whole, place)
    blocks: list[dict[str, Any]] = [
        {
            "kind": "bullets",
            "items": [f"{tile.label}: {tile.figure}. {tile.meaning}" for tile in tiles],
        },
        {
            "kind": "paragraph",
            "text": " ".join(headline_sentences(reader.places, place, theme=ALL_THEMES)),
        },
    ]
    found = whole.by_block(place.members, year)
    if found:
        chart = blocks_chart(found, whole.blocks, place=place.name, year=year)
        blocks += [chart_block(chart), {"kind": "paragraph", "text": chart.finding}]
    notes = [WHOLE_BASIS, HOW, BLOCK_KEY, WHOLE_SOURCES, SOURCES]
    return {"heading": f"{place.name} in one page", "blocks": blocks, "notes": notes}
