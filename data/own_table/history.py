"""How areas of other years relate to those of the map: the same, parts of an area, or split.

From the published lookups of recoded, merged and split authorities (`area_changes`) and of small
areas of three censuses (`lsoa_links`). An old area that was split is never shared out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from data.read.store import Store

#: A whole county, by its GSS code or by the third digit of its code in the outturn returns.
COUNTY: Final = re.compile(r"E10\d{6}|E\d\d2\d")
MERGED, SPLIT, RECODED, UNCHANGED = "merged", "split", "recoded", "unchanged"


@dataclass
class History:
    """Relations of areas by their codes.

    Attributes:
        same: the code in use for the same area.
        parts: sets of former or later areas, each of which makes up an area whole.
        whole: the area that an area is a part of.
        split: the areas that an area was split into or cuts across.
        year: when an area ceased to be, where known.
        names: names of areas that are not on the map.
    """

    same: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    split: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def current(self, code: str) -> str:
        """The code in use for the same area; the code itself where there is no other."""
        while code in self.same:
            code = self.same[code]
        return code

    def knows(self, code: str) -> bool:
        """Whether a code is that of an area of another year."""
        return code in self.whole or code in self.split

    def wholes(self, code: str) -> list[str]:
        """The areas that an area is a part of, the smallest first."""
        found = []
        while code in self.whole:
            code = self.whole[code]
            found.append(code)
        return found

    def add_parts(self, whole: str, parts: Iterable[str]) -> None:
        """Note that areas together are another."""
        held = frozenset(parts)
        self.parts.setdefault(whole, []).append(held)
        self.whole.update(dict.fromkeys(held, whole))


def read_authorities(store: Store) -> History:
    """Authorities of former years, by GSS code and by code in the outturn returns.

    A county that became one authority, a code that was replaced, and the only district that an
    authority was made of are the same area under another code.
    """
    history, merged = History(), defaultdict(set)
    split = defaultdict(list)
    for row in store.records("area_changes"):
        old, new, change = row["old_code"], row["new_code"], row["change"]
        history.year[old] = row["year"]
        if row["old_name"]:
            history.names[old] = row["old_name"]
        if change == SPLIT:
            split[old].append(new)
        elif change == RECODED or COUNTY.fullmatch(old):
            history.same[old] = new
        else:
            merged[new].add(old)
    for new, parts in merged.items():
        if len(parts) == 1:
            history.same[next(iter(parts))] = new
        else:
            history.add_parts(new, parts)
    history.split = {old: tuple(new) for old, new in split.items()}
    return history


def read_small_areas(store: Store) -> History:
    """Small areas of 2001 and 2021 beside those of 2011, which are on the map."""
    history = History()
    links = store.read("lsoa_links", columns=["old_code", "old_type", "new_code", "change"])
    for edition, other, on_map in (
        ("lsoa01", "old_code", "new_code"),
        ("lsoa11", "new_code", "old_code"),
    ):
        rows = links[(links["old_type"] == edition) & (links["old_code"] != links["new_code"])]
        homes: dict[str, set[str]] = defaultdict(set)
        members: dict[str, set[str]] = defaultdict(set)
        for outer, home in zip(rows[other], rows[on_map], strict=True):
            homes[outer].add(home)
            members[home].add(outer)
        _add_edition(history, homes, members)
    return history


def _add_edition(
    history: History,
    homes: Mapping[str, set[str]],
    members: Mapping[str, set[str]],
) -> None:
    """Add another edition's areas: those inside an area of the map, and those across several.

    Args:
        history: to add to.
        homes: areas of the map that each of the other edition touches.
        members: areas of the other edition that each of the map touches.
    """
    for other, touched in homes.items():
        if len(touched) > 1:
            history.split[other] = tuple(sorted(touched))
    for on_map, others in members.items():
        if any(len(homes[area]) > 1 for area in others):
            # One of them reaches beyond this area, so the others are parts of no known whole.
            history.split.update({area: (on_map,) for area in others if len(homes[area]) == 1})
        elif len(others) == 1:
            history.same[next(iter(others))] = on_map
        else:
            history.add_parts(on_map, others)
