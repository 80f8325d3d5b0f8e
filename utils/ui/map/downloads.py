"""The map's files: values as CSV, areas with values for mapping programs, the map as a page."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from data.export.job import run_job
from data.read.areas import SMALL_LEVELS
from data.read.places import PlaceReader
from geo.layers import MapMessage
from utils.charts.area_map import View
from utils.narrative.map_summary import summarise_map
from utils.narrative.place import measure_title
from utils.ui.server.routes import read_resource, tile_files
from utils.ui.shared.words import ATTRIBUTION, CAVEAT

EXPORT_COLUMNS: Final = [
    "area_code",
    "area_name",
    "value",
    "lower_cl",
    "upper_cl",
    "status",
    "note",
]
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
    stem = file_stem(view)

    def offer(label: str, suffix: str, mime: str, write: Callable[[], bytes]) -> None:
        st.download_button(
            label,
            data=write,
            file_name=f"{stem}.{suffix}",
            mime=mime,
            key=f"{suffix}{number}",
            icon=":material/download:",
            on_click="ignore",
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


def file_stem(view: View) -> str:
    """Name of a download without its ending."""
    measure = view.measure
    name = f"{measure.measure}_{measure.basis}_{measure.level}_{view.period}"
    return "total-place-atlas_" + name.replace(":", "_").replace("/", "-").replace(" ", "-")


def describe_view(places: PlaceReader, view: View) -> dict[str, str]:
    """What the values are and where they are from, as it goes with every file."""
    measure = view.measure
    source = places.maps.sources[measure.source]
    return {
        "measure": measure_title(measure),
        "period": view.period,
        "level": measure.level,
        "unit": measure.unit,
        "basis": measure.basis,
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
    if view.measure.level in SMALL_LEVELS:
        # In each of 32,844 rows they would be a third of the file.
        words.pop("caveats")
    rows = view.rows[EXPORT_COLUMNS].assign(**words)
    return rows.to_csv(index=False).encode("utf-8-sig")


def export_areas(places: PlaceReader, view: View, *, message: MapMessage, kind: str) -> bytes:
    """Write the areas with their values as GeoJSON or GeoPackage."""
    store = places.maps.store
    return run_job(
        "areas",
        {
            "format": kind,
            "topologies": [str(store.path(name)) for name in geometry_names(places, message)],
            "csv": view.rows[EXPORT_COLUMNS].to_csv(index=False),
            "metadata": describe_view(places, view),
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
    return run_job(
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
