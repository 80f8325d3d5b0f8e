"""The pages that a copy has once: start, map, list of tables, sources and glossary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from data.export.offline.page import PARTS, Imprint, compose_page, render
from data.read.comparisons import CompareReader
from data.read.measures import MapReader
from data.read.places import KIND_WORDS, Place
from utils.narrative.tiles import england_tiles
from utils.ui.offline.maps import OfflineMaps, map_styles
from utils.ui.offline.tables import MeasureTable
from utils.ui.shared.glossary import load_glossary
from utils.ui.shared.loaders import load_whole_place
from utils.ui.shared.words import CAVEAT, LEVEL_WORDS

#: Scripts of our own, beside those of the map, by their address from the top of the copy.
SCRIPTS: Final = {"map": "scripts/map_page.js", "places": "scripts/places.js"}
MAP_PROGRAM: Final = "scripts/map.js"
CATALOGUE: Final = "data/catalogue.js"
HEADING: Final = "Public money and health in places of England"
DISTRICTS: Final = "Districts, each in the page of its county"


def place_folder(place_id: str) -> str:
    """Folder of the page of a place, from the top of the copy."""
    return f"places/{place_id}"


def place_address(place_id: str) -> str:
    """Address of the page of a place, from the top of the copy."""
    return f"{place_folder(place_id)}/index.html"


def start_page(reader: CompareReader, places: Sequence[Place], imprint: Imprint) -> bytes:
    """The first page: England in a few lines, and the list of places."""
    tiles = england_tiles(reader.places, load_whole_place())
    body = render(
        "start.html.jinja",
        england=[f"{tile.label}: {tile.figure}. {tile.meaning}" for tile in tiles],
        groups=_groups(reader, places),
        caveat=CAVEAT,
    )
    return _page("index.html", body, imprint, scripts=[SCRIPTS["places"]])


def _groups(reader: CompareReader, places: Sequence[Place]) -> dict[str, list[dict[str, str]]]:
    """Places by what they are, and districts by the county that has their page."""
    headings = {
        "authority": "Counties, cities and boroughs",
        **{kind: f"{words[:1].upper()}{words[1:]}s" for kind, words in KIND_WORDS.items()},
    }
    found: dict[str, list[dict[str, str]]] = {heading: [] for heading in headings.values()}
    for place in places:
        entry = {"name": place.name, "address": place_address(place.place_id), "within": ""}
        found[headings[place.kind]].append(entry)
    single = {place.members[0]: place for place in places if place.kind == "authority"}
    areas = reader.places.maps.geography.areas("lower_tier")
    rows = zip(areas["area_code"], areas["area_name"], areas["upper_tier_code"], strict=True)
    found[DISTRICTS] = [
        {
            "name": str(name),
            "address": place_address(upper),
            "within": single[upper].name,
        }
        for code, name, upper in sorted(rows, key=lambda row: str(row[1]))
        if code != upper and upper in single
    ]
    return {heading: entries for heading, entries in found.items() if entries}


def map_page(names: Mapping[str, str], imprint: Imprint) -> bytes:
    """The map, and what is chosen and said beside it."""
    body = render("map.html.jinja", names=names, caveat=CAVEAT)
    scripts = [MAP_PROGRAM, CATALOGUE, SCRIPTS["map"]]
    return _page("map.html", body, imprint, scripts=scripts, styles=map_styles())


def tables_page(
    maps: OfflineMaps,
    tables: Mapping[str, Sequence[MeasureTable]],
    areas: Mapping[str, str],
    imprint: Imprint,
) -> bytes:
    """The list of all tables.

    Args:
        maps: has the names of measures.
        tables: tables of each measure.
        areas: names of authorities by the address of their small areas.
        imprint: who made it, when and from what.
    """
    measures = [
        {"words": maps.names[name], "levels": [_links(table) for table in found]}
        for name, found in tables.items()
        if found
    ]
    body = render("tables_list.html.jinja", measures=measures, areas=areas)
    return _page("tables.html", body, imprint)


def _links(table: MeasureTable) -> dict[str, str]:
    words = LEVEL_WORDS[table.measure.level]
    return {"words": words, "page": f"{table.stem}.html", "csv": f"{table.stem}.csv"}


def sources_page(maps: MapReader, imprint: Imprint) -> bytes:
    """Every source with its licence."""
    sources = sorted(maps.sources.values(), key=lambda row: row["title"])
    return _page("sources.html", render("sources.html.jinja", sources=sources), imprint)


def glossary_page(imprint: Imprint) -> bytes:
    """Every word that is explained."""
    words = sorted(load_glossary().values(), key=lambda entry: entry["word"].casefold())
    return _page("glossary.html", render("glossary.html.jinja", words=words), imprint)


def _page(address: str, body: Markup, imprint: Imprint, **parts: Any) -> bytes:  # noqa: ANN401 - passed on
    heading = HEADING if address == "index.html" else PARTS[address]
    return compose_page(heading, body, imprint=imprint, part=address, **parts)
