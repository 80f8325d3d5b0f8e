"""Finds any place of England that a text can mean: by name, postcode or code.

Nothing that is typed is sent anywhere or kept: every list is in the published data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.areas import AreaReader
from data.read.find_place.atlas_areas import AtlasAreas
from data.read.find_place.candidate import Candidate, Found
from data.read.find_place.codes import Codes, parse_code
from data.read.find_place.name_index import NameIndex
from data.read.find_place.named import find_named
from data.read.find_place.postcodes import Postcodes, parse_postcode
from data.read.name_forms import LONGEST, bare_name, plain_name
from data.read.store import Store
from utils.errors import InvalidInputError

MOST_CANDIDATES: Final = 8
FEWEST_LETTERS: Final = 2
NOTHING_TYPED: Final = (
    "Type at least two letters of a place, such as Leeds, Central Beds, Aston or B15 2TT."
)
TOO_LONG: Final = (
    "What was typed is longer than {longest} letters, which no name is. Type less of it."
)
NOT_FOUND: Final = (
    "No place in England that we know is called “{text}”. Type the name of a council, a town, a "
    "ward or a region, a postcode or an area code, such as Leeds, Corby, B15 2TT or E08000025."
)


@dataclass(frozen=True)
class PlaceFinder:
    """All lists by which places are found; each is read when it is first needed.

    Attributes:
        store: the published data.
        reader: the areas of the map, where they are read already.
    """

    store: Store
    reader: AreaReader | None = None

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def areas(self) -> AtlasAreas:
        """Areas of the atlas."""
        return AtlasAreas(self.store, self.reader or AreaReader(self.store))

    @cached_property
    def index(self) -> NameIndex:
        """Names."""
        return NameIndex(self.store, self.areas)

    @cached_property
    def codes(self) -> Codes:
        """Area codes of any year."""
        return Codes(self.store, self.areas)

    @cached_property
    def postcodes(self) -> Postcodes:
        """Postcodes."""
        return Postcodes(self.store, self.areas)

    def warm_up(self) -> None:
        """Read every list but the long one of postcodes, so that no visitor waits for it."""
        for text in ("Leeds", "Atlantis", "B1", "B1 1AA", "E01000001"):
            find_place(text, finder=self)


def find_place(text: str, *, finder: PlaceFinder, limit: int = MOST_CANDIDATES) -> Found:
    """Find what a text can mean in England, best first.

    A name that is the text comes first, then names that begin with it or hold it; only where there
    are none, names spelt nearly so, of which none is chosen.

    Args:
        text: a name, a postcode or a part of one, an area code of any year, or the id of a place.
        finder: the lists to search.
        limit: how many candidates to return at most.

    Returns:
        Candidates, or a message that says why there are none; never neither.

    Raises:
        InvalidInputError: the limit is below 1.
    """
    if limit < 1:
        raise InvalidInputError(argument="limit", received=limit, expected="1 or more")
    shown = " ".join(text.split())
    if len(shown) > LONGEST:
        return Found((), TOO_LONG.format(longest=LONGEST))
    found = _by_sign(shown, finder) or _by_name(shown, finder, limit)
    return found._replace(candidates=found.candidates[:limit])


def _by_sign(text: str, finder: PlaceFinder) -> Found | None:
    """A code, the id of a place, the official name of a small area, or a postcode."""
    code = parse_code(text)
    if code:
        return finder.codes.find(code)
    if text.lower() in finder.index.places:
        return _single(finder.index.place(text.lower()))
    plain = plain_name(text)
    small = finder.index.small_area(plain)
    if small:
        return _single(finder.areas.small_area(small))
    postcode = parse_postcode(text)
    # Some short names of places are written as postcodes are.
    if postcode and bare_name(text) not in finder.index.by_bare:
        return finder.postcodes.find(postcode)
    return None


def _single(candidate: Candidate) -> Found:
    return Found((candidate,), chosen=candidate)


def _by_name(text: str, finder: PlaceFinder, limit: int) -> Found:
    plain, bare = plain_name(text), bare_name(text)
    if len(bare.replace(" ", "")) < FEWEST_LETTERS:
        return Found((), NOTHING_TYPED)
    found = find_named(text, plain, bare, index=finder.index, limit=limit)
    return found if found.candidates else Found((), NOT_FOUND.format(text=text))
