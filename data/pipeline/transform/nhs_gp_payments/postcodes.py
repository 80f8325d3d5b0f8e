"""Finds the council of postcodes in the compact list of England's live postcodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

#: The last two letters of a postcode; what is before them is its sector.
UNIT_LETTERS: Final = 2


def find_councils(
    postcodes: Iterable[str], lines: Iterable[str], councils: Sequence[str]
) -> dict[str, str]:
    """Council of each postcode; one that is no longer live has that of most of its sector's.

    Args:
        postcodes: as written, with or without space.
        lines: of the compact list: a sector, a comma, and for each postcode its last two letters
            and the number of its small area, with semicolons between.
        councils: of each small area, by its number.

    Returns:
        Council by postcode as it was given. A postcode whose sector has none that is live is left
        out.
    """
    wanted: dict[str, dict[str, str]] = {}
    for given in set(postcodes):
        plain = "".join(given.upper().split())
        wanted.setdefault(plain[:-UNIT_LETTERS], {})[given] = plain[-UNIT_LETTERS:]
    found: dict[str, str] = {}
    for line in lines:
        sector, _, units = line.strip().partition(",")
        if sector in wanted:
            found |= _in_sector(wanted[sector], units, councils)
    return found


def _in_sector(letters: Mapping[str, str], units: str, councils: Sequence[str]) -> dict[str, str]:
    live = {unit[:UNIT_LETTERS]: councils[int(unit[UNIT_LETTERS:])] for unit in units.split(";")}
    ((most, _),) = Counter(live.values()).most_common(1)
    return {given: live.get(unit, most) for given, unit in letters.items()}
