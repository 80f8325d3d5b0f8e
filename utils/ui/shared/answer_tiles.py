"""The tiles that answer what a place is like: shown together, each alone, or as data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial

import pandas as pd
import streamlit as st

from utils.markdown import plain_text
from utils.narrative.tiles import Tile
from utils.ui.shared.alone import key_alone, show_alone
from utils.ui.shared.asked_chart import asked_chart, mark_figure
from utils.ui.shared.chart_links import Frame, offer_codes, offer_data_address
from utils.ui.shared.data_request import Figure, hand_over, is_data_request
from utils.ui.shared.tiles import render_tile_alone, render_tiles

#: Name of all tiles together, and how the name of a single one begins.
TILES = "tiles"
ONE = "tile_"
#: Of the frame of a tile, in pixels: enough for a narrow one.
TILE_HEIGHT = 420
NOTE = "Each figure opens where it is from on the page. Ranges and reasons are in the words."


def render_answer_tiles(tiles: Sequence[Tile], *, of: str) -> None:
    """Show tiles, or the one that is asked for alone.

    Args:
        tiles: the tiles.
        of: name of the place, or of England.
    """
    if hand_over(_data_of(tiles, of)):
        return
    by_key = {tile_key(tile): tile for tile in tiles}
    for key, tile in by_key.items():
        show_alone(key, partial(_render_alone, tile, of), named=tile.sources)
    asked = asked_chart()
    with mark_figure(asked.key) if asked and asked.key in by_key else nullcontext():
        render_tiles(tiles)


def tile_frames(tiles: Sequence[Tile], *, of: str) -> list[Frame]:
    """What can be shown of tiles on other sites."""
    return [Frame(tile_key(tile), f"{of}: {tile.label}", TILE_HEIGHT) for tile in tiles]


def offer_tiles(tiles: Sequence[Tile], *, of: str) -> None:
    """Offer each tile for a page of one's own, and all as data."""
    if is_data_request():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_codes("Share a tile", tile_frames(tiles, of=of), key="share_tiles")
        offer_data_address(TILES)


def tile_key(tile: Tile) -> str:
    """Name of a tile in an address, the same for every place and year."""
    return ONE + "_".join(re.findall(r"[a-z0-9]+", tile.subject.lower()))


def asks_for_tile() -> bool:
    """Whether a tile is what another site shows alone."""
    return key_alone().startswith(ONE)


def _render_alone(tile: Tile, of: str) -> tuple[str, ...]:
    st.markdown(f"**{plain_text(of)}**")
    render_tile_alone(tile)
    return ()


def _data_of(tiles: Sequence[Tile], of: str) -> Figure:
    rows = [
        {"Place": of, "Question": tile.label, "Answer": tile.figure, "Meaning": tile.meaning}
        for tile in tiles
    ]
    sources = [source for tile in tiles for source in tile.sources]
    return Figure(TILES, f"Answer of {of}", pd.DataFrame(rows), (NOTE,), sources=sources)
