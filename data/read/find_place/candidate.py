"""What a typed text can mean: places of England with where they are and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "country",
    "region",
    "county",
    "council",
    "district",
    "place of the programme",
    "town",
    "former council",
    "ward",
    "neighbourhood",
    "small area",
    "postcode",
    "postcode sector",
    "postcode district",
]
#: Level of the map on which the area is drawn; none for a place of several authorities.
Level = Literal["", "region", "upper_tier", "lower_tier", "msoa", "lsoa"]
#: Kinds by how much a name weighs: what exists today, what was, then parts.
TODAY: Final[frozenset[Kind]] = frozenset(
    ("country", "region", "county", "council", "district", "place of the programme", "town")
)
ONCE: Final[frozenset[Kind]] = frozenset(("former council",))


class Candidate(NamedTuple):
    """A place that a text can mean.

    Attributes:
        name: its name, code or postcode, as it is written.
        kind: what it is, in words.
        where: what it lies in, the nearest first; "" for England.
        place_id: GSS code of the upper-tier authority, or the id of a place of several authorities,
            that it is or lies in; "" for regions and England.
        level: level of the map on which `area_code` is drawn.
        area_code: the smallest area of the map that it is or lies in.
        exact: the text is a name, code or postcode of it.
        about: where it lies is right for most such texts, not for all; the note says how far.
        note: what must be known of it, as words without a full stop; "" where nothing must.
    """

    name: str
    kind: Kind
    where: str
    place_id: str
    level: Level
    area_code: str
    exact: bool = True
    about: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """Name, kind and where it is, as one line of a list."""
        where = f", {self.where}" if self.where else ""
        return f"{self.name} ({self.kind}{where})"


class Found(NamedTuple):
    """What a text can mean, best first, and what must be said of the text itself.

    Attributes:
        candidates: at most as many as were asked for.
        message: sentences; never empty where there is no candidate.
        chosen: the candidate that the text names and no other place shares; None where a person
            must choose.
    """

    candidates: tuple[Candidate, ...]
    message: str = ""
    chosen: Candidate | None = None


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate that is meant beyond doubt: exact, and no other of its weight leads elsewhere.

    What exists today comes before what was, and both before parts of councils. A region, which
    pages cannot show alone, gives way to a place of its name.
    """
    exact = [one for one in candidates if one.exact]
    for kinds in (TODAY, ONCE, None):
        alike = [one for one in exact if kinds is None or one.kind in kinds]
        alike = [one for one in alike if one.place_id] or alike
        if alike:
            return alike[0] if len(_targets(alike)) == 1 else None
    return None


def _targets(candidates: Iterable[Candidate]) -> set[str]:
    """What candidates lead to; parts of one authority are parts of one place."""
    return {one.place_id or one.area_code for one in candidates}
