"""The answer of the page that compares places: a table with a column for each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.narrative.tiles import Tile, place_tiles
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.prose import Html, join, link


def render_tile_table(reader: CompareReader, whole: WholePlaceReader, chosen: list[Place]) -> None:
    """Show what the tiles of each place say, a question a row."""
    columns = [place_tiles(reader.places, reader.comparators, whole, place) for place in chosen]
    head = join(
        Html("<th></th>"),
        *(
            Html('<th scope="col">{}</th>').format(
                link(place.name, f"profile?place={place.place_id}")
            )
            for place in chosen
        ),
    )
    sources = [source for column in columns for tile in column for source in tile.sources]
    subjects = dict.fromkeys(tile.subject for column in columns for tile in column)
    rows = [_row(subject, columns) for subject in subjects]
    st.html(
        Html(
            '<div class="tile-table" tabindex="0" role="region" aria-label="Places side by side">'
            "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
        ).format(head, join(*rows))
    )
    offer_data(
        "tiles",
        lambda: _table(subjects, chosen, columns),
        title="Places side by side",
        sources=sources,
    )


def _table(
    subjects: Iterable[str], chosen: Sequence[Place], columns: Sequence[Sequence[Tile]]
) -> pd.DataFrame:
    """The same as words: a row a question, a column a place."""
    return pd.DataFrame(
        [
            {
                "Question": subject,
                **{
                    place.name: "; ".join(
                        f"{tile.figure}. {tile.meaning}"
                        for tile in column
                        if tile.subject == subject
                    )
                    for place, column in zip(chosen, columns, strict=True)
                },
            }
            for subject in subjects
        ]
    )


def _row(subject: str, columns: Sequence[Sequence[Tile]]) -> Html:
    cells = [
        next(
            (_cell(tile) for tile in column if tile.subject == subject), Html("<td>No figure</td>")
        )
        for column in columns
    ]
    return Html('<tr><th scope="row">{}</th>{}</tr>').format(subject, join(*cells))


def _cell(tile: Tile) -> Html:
    return Html("<td><strong>{}</strong><br>{}</td>").format(tile.figure, tile.meaning)
