"""Finds places by the names people use: official, short, former, of a district, or nearly so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final, NamedTuple

from data.read.store import Store
from utils.errors import InvalidInputError

MOST_MATCHES: Final = 8
#: Longer than any name; what is beyond cannot help to find a name.
LONGEST: Final = 100
#: Parts of names shorter than this occur in too many of them.
SHORTEST_PART: Final = 3
LIKENESS: Final = 0.8
#: Where several names fit alike, official ones come first, then other names of the place itself.
KIND_ORDER: Final = {"official": 0, "short": 1, "programme": 1}
LAST_KIND: Final = 2
SAME, SAME_BUT_FOR_TITLE, BEGINS, WORD_BEGINS, INSIDE = range(5)

APOSTROPHES: Final = re.compile("['`\u00b4\u2018\u2019]")
OTHER_SIGNS: Final = re.compile(r"[^0-9a-z]+")
TITLE_BEFORE: Final = re.compile(
    r"^(the )?((city|county|(metropolitan |london |royal )?borough) of|county|the) (?=\w)"
)
TITLE_AFTER: Final = re.compile(
    r" ((city|county) of|((metropolitan |london )?(city|county|borough|district|unitary) )*council"
    r"|mbc|lbc|bc|dc|cc)$"
)
#: A whole postcode, a sector of it, or a district: SW1A 1AA, B15 2, B15.
POSTCODE: Final = re.compile(r"^[a-z]{1,2}[0-9][0-9a-z]?( ?[0-9]([a-z]{2})?)?$")

NOTHING_TYPED: Final = (
    "Type the name of a council, a county or a place, at least two letters of it, such as "
    "Central Beds."
)
NOT_FOUND: Final = (
    "“{text}” is no place of England that is known here. Type the name of a council, a county or a "
    "district, such as Leeds, Kent or Dartford, or choose from the list."
)
NO_POSTCODES: Final = (
    "“{text}” looks like a postcode. Postcodes cannot be looked up here, as no list of them is "
    "held and nothing is asked of other sites. Type the council, district or county instead, such "
    "as Birmingham."
)


class Match(NamedTuple):
    """A place found.

    Attributes:
        place_id: GSS code of an authority, or the id of a place of several authorities.
        name: its official name.
        reason: why it was found, where that is not plain, as words without a full stop.
        exact: the text is a name of this place and, as far as its kind of name goes, of no other.
    """

    place_id: str
    name: str
    reason: str
    exact: bool


class SearchResult(NamedTuple):
    """Places found, best first; without any, a message that says what to type instead."""

    matches: tuple[Match, ...]
    message: str


class Name(NamedTuple):
    """A name of a place: as it is written, and as it is compared."""

    place_id: str
    kind: str
    reason: str
    plain: str
    bare: str


@dataclass(frozen=True)
class PlaceNames:
    """All names by which places are found."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def official(self) -> dict[str, str]:
        """Official name of each place, by its id."""
        rows = self.store.records("place_names", where=[("kind", "==", "official")])
        return {row["place_id"]: row["name"] for row in rows}

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name, ready to be compared."""
        return tuple(
            Name(
                place_id=row["place_id"],
                kind=row["kind"],
                reason=row["note"] or "",
                plain=plain_name(row["name"]),
                bare=bare_name(row["name"]),
            )
            for row in self.store.records("place_names")
        )

    @cached_property
    def by_bare(self) -> dict[str, list[Name]]:
        """Names by what is left without titles."""
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.bare, []).append(name)
        return found


def plain_name(text: str) -> str:
    """A name as it is compared: no case, accents or punctuation, "and" and "saint" written out.

    >>> plain_name("Tyne & Wear, St. Helens")
    'tyne and wear saint helens'
    """
    letters = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    joined = APOSTROPHES.sub("", letters.replace("&", " and "))
    unaccented = "".join(letter for letter in joined if not unicodedata.combining(letter))
    words = OTHER_SIGNS.sub(" ", unaccented).split()
    return " ".join("saint" if word == "st" else word for word in words)


def bare_name(text: str) -> str:
    """A plain name without the titles of councils before and after it.

    >>> bare_name("Royal Borough of Kensington & Chelsea Council")
    'kensington and chelsea'
    """
    before, name = "", plain_name(text)
    while name != before:
        before = name
        name = TITLE_AFTER.sub("", TITLE_BEFORE.sub("", name))
    return name


def search_places(text: str, *, names: PlaceNames, limit: int = MOST_MATCHES) -> SearchResult:
    """Find the places a text can mean, best first.

    A name that is the text comes first, then a name that differs by a council's title, then
    names that begin with it, have a word that does, or hold it; if there are none, names spelt
    nearly so.

    Args:
        text: what was typed: a name, a GSS code or the id of a place.
        names: the names to search.
        limit: how many places to return at most.

    Raises:
        InvalidInputError: the limit is below 1.
    """
    if limit < 1:
        raise InvalidInputError(argument="limit", received=limit, expected="1 or more")
    shown, plain, bare = text.strip()[:LONGEST], plain_name(text), bare_name(text)
    place_id = _as_id(shown, names)
    if place_id:
        return SearchResult((Match(place_id, names.official[place_id], "", exact=True),), "")
    if POSTCODE.match(plain) and plain not in {name.plain for name in names.names}:
        return SearchResult((), NO_POSTCODES.format(text=shown))
    if len(plain.replace(" ", "")) < 2:  # noqa: PLR2004 - as the message says
        return SearchResult((), NOTHING_TYPED)
    ranked = [
        (tier, name) for name in names.names if (tier := _tier(name, plain, bare)) is not None
    ]
    matches = _best(ranked, names) or _close(bare, names)
    message = "" if matches else NOT_FOUND.format(text=shown)
    return SearchResult(tuple(matches[:limit]), message)


def _as_id(text: str, names: PlaceNames) -> str:
    return next((spelling for spelling in (text, text.upper()) if spelling in names.official), "")


def _tier(name: Name, plain: str, bare: str) -> int | None:
    """How well a name fits; None where it does not."""
    if name.plain == plain:
        return SAME
    if name.bare == bare:
        return SAME_BUT_FOR_TITLE
    if f"{name.bare} ".startswith(f"{bare} "):
        return BEGINS
    if f" {bare}" in f" {name.plain}":
        return WORD_BEGINS
    return INSIDE if len(bare) >= SHORTEST_PART and bare in name.plain else None


def _best(ranked: Iterable[tuple[int, Name]], names: PlaceNames) -> list[Match]:
    """Each place once, by its best name."""
    best: dict[str, tuple[int, int, str, Name]] = {}
    for tier, name in ranked:
        rank = (tier, KIND_ORDER.get(name.kind, LAST_KIND), names.official[name.place_id], name)
        best[name.place_id] = min(best.get(name.place_id, rank), rank)
    ordered = sorted(best.values())
    alike = [rank for rank in ordered if rank[:2] == ordered[0][:2]]
    alone = len(alike) == 1 and ordered[0][0] <= SAME_BUT_FOR_TITLE
    return [
        Match(name.place_id, official, name.reason, exact=alone and number == 0)
        for number, (_, _, official, name) in enumerate(ordered)
    ]


def _close(bare: str, names: PlaceNames) -> list[Match]:
    """Places whose names are spelt nearly so, none of them exact."""
    found: dict[str, Match] = {}
    for spelt in get_close_matches(bare, names.by_bare, n=MOST_MATCHES, cutoff=LIKENESS):
        for name in names.by_bare[spelt]:
            official = names.official[name.place_id]
            reason = (
                f"the nearest spelling; {name.reason}" if name.reason else "the nearest spelling"
            )
            found.setdefault(name.place_id, Match(name.place_id, official, reason, exact=False))
    return list(found.values())
