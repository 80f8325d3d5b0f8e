"""Tiles on a page: each a figure with what it means, and the way to the page that says more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import streamlit as st

from utils.charts.sparkline import draw_position, draw_trend
from utils.narrative.tiles import KEPT_PLACES, Tile
from utils.ui.shared.glossary import mark_words
from utils.ui.shared.prose import Html, join, link, paragraph

POSITION_KEY: Final = (
    "Dot and line: this place with its range. Band: the middle half of similar places. "
    "Dashed line: England."
)


def render_tiles(tiles: Sequence[Tile]) -> None:
    """Show tiles beside each other, or below each other where there is little room."""
    st.html(_draw_tiles(tuple(tiles)))


def render_tile_alone(tile: Tile) -> None:
    """Show a tile inside a page of another site, where its links would not work."""
    st.html(Html('<div class="tiles">{}</div>').format(_tile(tile, with_door=False)))


@lru_cache(maxsize=KEPT_PLACES)
def _draw_tiles(tiles: tuple[Tile, ...]) -> Html:
    """Tiles as HTML; a switch of the map does not change them."""
    shown = join(Html('<div class="tiles">'), *(_tile(tile) for tile in tiles), Html("</div>"))
    return mark_words(shown)


def _tile(tile: Tile, *, with_door: bool = True) -> Html:
    door = paragraph(link(tile.door, tile.address)) if with_door else ""
    return Html(
        '<section class="tile"><h3>{label}</h3><p class="tile-figure">{figure}</p>{picture}'
        "<p>{meaning}</p>{door}</section>"
    ).format(
        label=tile.label,
        figure=tile.figure,
        picture=_picture(tile),
        meaning=tile.meaning,
        door=door,
    )


def _picture(tile: Tile) -> Html:
    place = tile.position
    if place is not None:
        picture = draw_position(
            value=place.value,
            lower=place.lower,
            upper=place.upper,
            middle=place.middle,
            england=place.england,
        )
        return Html('<div class="tile-picture" title="{}">{}</div>').format(POSITION_KEY, picture)
    if len(tile.trend) > 1:
        words = tile.trend_words
        return Html(
            '<div class="tile-picture" title="{}">{}<span class="tile-words">{}</span></div>'
        ).format(words, draw_trend(tile.trend), words)
    return Html()
