"""The map's files: values as CSV, areas with values for mapping programs, the map as a page."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from data.export.described import join_stem, plain_range
from data.export.neutral import write_safe_csv
from data.export.pool import DOCUMENTS
from data.read.areas import SMALL_LEVELS
from data.read.places import PlaceReader
from geo.layers import MapMessage
from utils.charts.area_map import View
from utils.narrative.map_summary import summarise_map
from utils.narrative.place import BASIS_WORDS, measure_title, unit_words
from utils.ui.server.map_files import read_resource, tile_files
from utils.ui.shared.offer import offer_file
from utils.ui.shared.words import ATTRIBUTION, CAVEAT, LEVEL_WORDS

#: Columns of a file by the columns of the rows behind the map.
EXPORT_COLUMNS: Final = {
    "area_code": "area_code",
    "area_name": "area_name",
    "value": "value",
    "lower_cl": "lower",
    "upper_cl": "upper",
    "status": "status",
    "note": "note",
}
#: What is the same in each row, and stands after the name of the area.
SAME: Final = ("area_type", "measure", "unit", "prices", "period")
#: What the columns of limits hold.
LIMITS: Final = "95% confidence interval, where there is one"
RANGE: Final = "range of the estimate; none where the value is HM Treasury's own or measured"


def render_downloads(places: PlaceReader, view: View, *, message: MapMessage, number: int) -> None:
    """Offer the values of a measure, and once the map, as files.

    Args:
        places: the reader.
        view: measure and period with its rows.
        message: what the map shows.
        number: place of the measure among those shown.
    """
    stem = file_stem(places, view, inside=message.inside)

    def offer(label: str, suffix: str, mime: str, write: Callable[[], bytes]) -> None:
        offer_file(
            label,
            data=write,
            file_name=f"{stem}.{suffix}",
            mime=mime,
            key=f"{suffix}{number}",
        )

    with st.container(horizontal=True):
        offer("CSV", "csv", "text/csv", lambda: export_csv(places, view))
        offer(
            "GeoJSON",
            "geojson",
            "application/geo+json",
            lambda: export_areas(places, view, message=message, kind="geojson"),
        )
        offer(
            "GeoPackage",
            "gpkg",
            "application/geopackage+sqlite3",
            lambda: export_areas(places, view, message=message, kind="gpkg"),
        )
        if number == 0:
            offer(
                "Map as a page that works offline (HTML)",
                "html",
                "text/html",
                lambda: export_page(places, view, message=message),
            )


def file_stem(places: PlaceReader, view: View, *, inside: Sequence[str]) -> str:
    """Name of a download without its ending: the measure with its unit, the areas, the period.

    Args:
        places: the reader.
        view: measure and period.
        inside: upper-tier codes of the place looked into, whose areas alone are in the file.
    """
    where = area_type(view)
    if inside:
        place = next(place for place in places.places.values() if set(place.members) == set(inside))
        where += f" in {place.name}"
    return join_stem(view.what, where, view.period)


def area_type(view: View) -> str:
    """What the areas are, without how many there are."""
    return LEVEL_WORDS[view.measure.level].partition(" (")[0]


def describe_view(places: PlaceReader, view: View) -> dict[str, str]:
    """What the values are and where they are from, as it goes with every file."""
    measure = view.measure
    source = places.maps.sources[measure.source]
    return {
        "area_type": area_type(view),
        "measure": measure_title(measure),
        "unit": unit_words(measure.unit),
        "prices": BASIS_WORDS.get(measure.basis, ""),
        "period": plain_range(view.period),
        "lower_and_upper": RANGE if measure.kind == "whole" else LIMITS,
        "caveats": " ".join(measure.caveats),
        "publisher": source["publisher"],
        "dataset": source["title"],
        "licence": source["licence"],
        "attribution": f"{source['attribution']}. {ATTRIBUTION}",
        "source_page": source["landing_page"],
        "data_version": places.maps.store.version,
    }


def export_csv(places: PlaceReader, view: View) -> bytes:
    """Write the values as published, each row with what it is and where it is from."""
    words = describe_view(places, view)
    rows = file_rows(view, words)
    if view.measure.level in SMALL_LEVELS:
        # In each of 32,844 rows they would be a third of the file.
        words.pop("caveats")
    rest = {name: text for name, text in words.items() if name not in SAME}
    return write_safe_csv(rows.assign(**rest))


def file_rows(view: View, words: Mapping[str, str]) -> pd.DataFrame:
    """The values, each beside its area, measure, unit and period."""
    rows = view.rows[list(EXPORT_COLUMNS)].rename(columns=EXPORT_COLUMNS)
    for place, name in enumerate(SAME, list(rows.columns).index("value")):
        rows.insert(place, name, words[name])
    return rows


def export_areas(places: PlaceReader, view: View, *, message: MapMessage, kind: str) -> bytes:
    """Write the areas with their values as GeoJSON or GeoPackage."""
    store, words = places.maps.store, describe_view(places, view)
    return DOCUMENTS.run(
        "areas",
        {
            "format": kind,
            "topologies": [str(store.path(name)) for name in geometry_names(places, message)],
            "csv": file_rows(view, words).to_csv(index=False),
            "metadata": words,
        },
    )


def geometry_names(places: PlaceReader, message: MapMessage) -> list[str]:
    """The published geometry of the areas that a message shows."""
    if message.level != "lsoa":
        return [f"geometry-{message.level.replace('_', '-')}"]
    resources = places.maps.store.resources
    if message.inside:
        return [f"geometry-lsoa-{code.lower()}" for code in message.inside]
    return [name for name in resources if name.startswith("geometry-lsoa-e")]


def export_page(places: PlaceReader, view: View, *, message: MapMessage) -> bytes:
    """Write the map as a single HTML file with all it needs inside."""
    # Without a server there is nothing to play from and nothing finer to fetch.
    geometry = replace(message.geometry, files=None)
    alone = replace(message, series=None, geometry=geometry)
    urls = [*geometry.areas, geometry.page]
    urls += [url for url in (geometry.around, geometry.index) if url]
    files = {url: read_resource(places, url) for url in urls}
    if geometry.tiles:
        files |= tile_files(places.maps.store)
    text = summarise_map(view.rows, view.measure, period=view.period, breaks=view.breaks)
    source = places.maps.sources[message.source]
    credit = f"Source: {source['publisher']}, {source['title']}. {ATTRIBUTION}."
    paragraphs = [text, *view.measure.caveats, CAVEAT, credit]
    heading = " | ".join(panel.heading for panel in message.panels)
    return DOCUMENTS.run(
        "page",
        {
            "title": heading,
            "message": _text(alone.pack()),
            "text": f"<h1>{html.escape(heading)}</h1>"
            + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs),
            "files": {url: _text(content) for url, content in files.items()},
        },
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
