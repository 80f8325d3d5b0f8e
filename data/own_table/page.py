"""The map of a table as a single HTML page that works without a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from data.own_table.composing import OwnMap
from data.own_table.drawing import area_features, point_features
from data.own_table.matching import Unmatched
from data.own_table.words import notes_of, summary
from geo.choropleth import draw_map, safe_html, write_page
from utils.formatting import MISSING, format_value
from utils.palette import NO_DATA_COLOUR

#: A page lists no more rows than a reader would look through; the file of them has all.
MOST_UNMATCHED: Final = 500
SWATCH: Final = (
    "display:inline-block;width:1.1em;height:1.1em;margin-right:.5em;vertical-align:-.2em;"
    "border:1px solid #4d4d4d;background:"
)
CELL: Final = "border-bottom:1px solid #b1b4b6;padding:.25rem 1rem .25rem 0;text-align:left"


def write_html(own: OwnMap, frame: pd.DataFrame, shapes: gpd.GeoDataFrame) -> str:
    """Write the page: the map with its legend, the same as a table, rows left out, sources.

    Args:
        own: the map.
        frame: a row for each area, as `OwnMap.frame` makes it.
        shapes: the areas to draw.
    """
    base = draw_map(area_features(own, shapes), points=point_features(own))
    above = f"<h1>{safe_html(own.title)}</h1><p>{safe_html(summary(own))}</p>" + legend(own)
    below = [
        "<h2>The same as a table</h2>",
        _area_table(own, frame),
        *_unmatched(own.gathered.unmatched),
        "<h2>Sources</h2>",
        *(f"<p>{safe_html(note)}</p>" for note in notes_of(own)),
    ]
    return write_page(base, title=own.title, above=above, below="".join(below))


def legend(own: OwnMap) -> str:
    """Colour, label and number of areas of each class, as HTML."""
    counts = own.classes.counts([figure.value for figure in own.gathered.figures])
    items = [
        f'<li><span style="{SWATCH}{colour}"></span>{safe_html(label)} ({count:,})</li>'
        for colour, label, count in zip(
            own.classes.colours, own.classes.labels, counts, strict=True
        )
    ]
    items.append(f'<li><span style="{SWATCH}{NO_DATA_COLOUR}"></span>{MISSING}</li>')
    return f'<ul style="list-style:none;padding:0">{"".join(items)}</ul>'


def _area_table(own: OwnMap, frame: pd.DataFrame) -> str:
    head = ["Area", "Code", own.title, "Rows", "How"]
    columns = [
        frame["area_name"],
        frame["area_code"],
        frame["value"].map(own.classes.write),
        frame["rows"].astype(str),
        frame["how"],
    ]
    if own.beside is not None:
        measure = own.beside.measure
        head.append(own.beside.title)
        columns.append(
            frame["measure"].map(
                lambda value: format_value(value, unit=measure.unit, decimals=measure.decimals),
            )
        )
    return _table(head, zip(*columns, strict=True))


def _unmatched(rows: Sequence[Unmatched]) -> list[str]:
    if not rows:
        return []
    more = f" The first {MOST_UNMATCHED:,} are listed." if len(rows) > MOST_UNMATCHED else ""
    cells = [
        (f"{unmatched.row:,}", unmatched.text, unmatched.reason)
        for unmatched in rows[:MOST_UNMATCHED]
    ]
    return [
        "<h2>Rows that are not on the map</h2>",
        f"<p>{len(rows):,} rows.{more}</p>",
        _table(["Row", "What it says", "Why"], cells),
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col" style="{CELL}">{safe_html(title)}</th>' for title in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{CELL}">{safe_html(cell)}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    wide = '<div style="overflow-x:auto" tabindex="0">'
    return (
        f'{wide}<table style="border-collapse:collapse"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
