"""Addresses of rows of the registers, and links between them and the places and themes."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from data.read.places import PlaceReader, newest_series
from data.read.registers import RegisterReader
from utils.narrative.place import measure_title
from utils.narrative.registers import counted
from utils.ui.shared.loaders import DEFAULT_BASIS
from utils.ui.shared.prose import Html, join, link, paragraph

FEW_OUTCOMES: Final = 3


def row_address(line: str) -> str:
    """Address of a row of a register, with its related records."""
    return "deep_dives?" + urlencode({"row": line})


def shelf_address(shelf: str, *, place: str = "", theme: str = "") -> str:
    """Address of a part of the record, of a place or theme if these are given."""
    chosen = {"record": place, "topic": theme, "shelf": shelf}
    return "deep_dives?" + urlencode({name: value for name, value in chosen.items() if value})


def theme_address(theme: str) -> str:
    """Address of the page of a theme."""
    return "deep_dives?" + urlencode({"topic": theme})


def barriers_address(place: str) -> str:
    """Address of the barriers that were named in a place."""
    return "barriers?" + urlencode({"record": place})


def map_address(theme: str, measure: str = "", *, place: str = "") -> str:
    """Address of the map of a theme, and of one of its measures or a place if it is given."""
    chosen = {"theme": theme, "show": measure, "place": place}
    return "./?" + urlencode({name: value for name, value in chosen.items() if value})


def touch_link(line: str, about: str) -> Html:
    """A small link from a row to its details; its accessible name says which row."""
    words = "Details and related records"
    return join(
        Html(' <a href="'),
        row_address(line),
        Html('" aria-label="'),
        f"{words}: {about}",
        Html('">'),
        words,
        Html("</a>"),
    )


def place_links(reader: RegisterReader, places: PlaceReader, place: str) -> list[Html]:
    """Where more is said of a place of the record; nothing of a place that is not on the map."""
    if place not in places.places:
        return []
    name = reader.name(place)
    return [
        link(f"Profile of {name}", "profile?" + urlencode({"place": place})),
        link(f"{name} on the map", "./?" + urlencode({"place": place})),
    ]


def theme_links(places: PlaceReader, theme: str) -> list[Html]:
    """Where the money of a theme is: compared, on the map, and each of its spend lines."""
    name = places.theme_names[theme]
    lines = [
        link(measure.name, map_address(theme, measure.measure))
        for measure in places.theme_measures(theme, basis=DEFAULT_BASIS)
        if measure.kind == "spend"
    ]
    return [
        link(f"Compare places: {name}", "compare?" + urlencode({"theme": theme})),
        link(f"Map of {name}", map_address(theme)),
        join("Spending lines of the theme: ", joined(lines)),
    ]


def outcome_links(places: PlaceReader, theme: str) -> Html:
    """The theme's first outcomes on the map, and where all of them are compared."""
    few: dict[str, Html] = {}
    for series in newest_series(places.theme_outcomes(theme)):
        few.setdefault(series.item, link(measure_title(series), map_address(theme, series.measure)))
    every = link(
        f"all outcomes of {places.theme_names[theme]}", "compare?" + urlencode({"theme": theme})
    )
    return joined([*list(few.values())[:FEW_OUTCOMES], every])


def register_links(reader: RegisterReader, *, of: str, place: str = "", theme: str = "") -> Html:
    """How much there is on a place, on a theme or on both, each part as a link.

    Args:
        reader: the registers.
        of: name of the place or theme.
        place: id of a place, or nothing.
        theme: short name of a theme, or nothing; barriers belong to no theme and are left out.
    """
    chosen = {"place": place, "theme": theme}
    parts = [
        (len(reader.rows("deep_dives", **chosen)), "figure", "figures"),
        (len(reader.journeys(**chosen)), "journey", "journeys"),
        (len(reader.rows("projects", **chosen)), "project", "projects"),
    ]
    links = [
        link(f"{counted(number, noun)} on {of}", shelf_address(shelf, **chosen))
        for number, noun, shelf in parts
        if number
    ]
    barriers = reader.rows("barriers", place=place) if place and not theme else []
    if barriers:
        links.append(link(f"{counted(len(barriers), 'barrier')} in {of}", barriers_address(place)))
    if not links:
        return paragraph(f"The sources on Total Place have nothing on {of}.")
    return paragraph(join("From the sources on Total Place: ", joined(links), "."))


def joined(links: list[Html]) -> Html:
    """Links behind each other, separated by commas."""
    parts: list[str] = []
    for part in links:
        parts += [", ", part] if parts else [part]
    return join(*parts)
