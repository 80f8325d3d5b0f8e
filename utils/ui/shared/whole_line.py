"""All public spending of a place in a few sentences, with the way to its count."""

from __future__ import annotations

from urllib.parse import urlencode

from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.config import ENGLAND
from utils.narrative.whole_place import england_sentence, measured_sentence, whole_sentence
from utils.ui.shared.prose import Html, join, link, paragraph, strong


def whole_words(
    reader: WholePlaceReader, place: Place, *, year: str | None, basis: str
) -> list[str]:
    """What all public bodies spent with its range, what is measured of it, and England beside it.

    Nothing where the place has no figure.

    Args:
        reader: the count of all public money.
        place: whom it is about.
        year: financial year; the newest where none is asked for, or the count does not have it.
        basis: price basis.
    """
    when = reader.year_or_newest(year)
    found, england = (reader.amount(codes, when) for codes in (place.members, (ENGLAND,)))
    if found is None or england is None:
        return []
    own, other = (reader.priced(amount, when, basis=basis) for amount in (found, england))
    return [
        whole_sentence(place.name, when, own, basis=basis),
        measured_sentence(own),
        england_sentence(other, year=when, basis=basis),
    ]


def whole_line(reader: WholePlaceReader, place: Place, *, year: str | None, basis: str) -> Html:
    """The same as a paragraph that leads to the count of that place and year."""
    words = whole_words(reader, place, year=year, basis=basis)
    if not words:
        return Html()
    first, *rest = words
    more = link(
        f"All public money of {place.name}", count_address(place, reader.year_or_newest(year))
    )
    return paragraph(join(strong(first), f" {' '.join(rest)} ", more))


def count_address(place: Place, year: str) -> str:
    """Address of the count of all public money of a place in a year."""
    return "count?" + urlencode({"place": place.place_id, "look": "whole", "whole_year": year})
