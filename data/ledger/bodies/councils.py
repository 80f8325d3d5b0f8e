"""Recognises English councils, past and present, by the published names of areas."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from data.ledger.bodies.bodies import BEGINS, EXACT, PublicBody, declared
from data.ledger.core.names import normalise_name, slug
from data.read.store import Store

COUNTIES: Final = "shire"
NEAREST: Final = 90.0
#: Shorter names lie too near to each other.
SHORTEST: Final = 6
MARGIN: Final = 3.0
_BEFORE: Final = re.compile(
    r"^(?:(?:mayor and burgesses of |council of )?(?:the )?"
    r"(?:london borough|royal borough|metropolitan borough|county borough|borough|city and county"
    r"|city|county|lb|lbo|lbc|rb)(?: council)?(?: of)?(?: the)?) "
)
_KINDS: Final = (
    "city|county|borough|boro|district|metropolitan|metropoplitan|metro|london|royal|unitary"
    "|of|and|the"
)
_AFTER: Final = re.compile(
    rf"(?=( (?:(?:{_KINDS}) )*(?:council|counci|counc|coun)(?: ua)?(?= |$)"
    r"| (?:mbc|mdc|cc|cbc|dc|bc|bdc|rbc|lbc|lb|ua|unitary authority|metro(?:politan)? borough"
    r"|london borough|royal borough|borough)(?= |$)))"
)
_PARISH: Final = re.compile(
    r"^(.+?) (?:parish|town|community|village) (?:council|counci|counc|coun|cou|co)$"
)
_SHORT_KINDS: Final = ("official", "short", "programme")


def find_council(name: str) -> PublicBody | None:
    """Find the council that a normalised name states, or None.

    A name of a place is a council's only beside a word for a council: "Kent County Council",
    "LB Lewisham", "Durham CC". What stands beside must be nothing else, so that football clubs
    and building societies are none.
    """
    parish = _PARISH.match(name)
    if parish is not None:
        return _parish(parish.group(1))
    letters = declared()["council_names"].get(name)
    if letters is not None:
        return _body(letters, EXACT, "a council's letters")
    for core, suffix, rest in _cuts(name):
        if core in declared()["parish_cities"] and suffix.startswith(" city council"):
            return _parish(f"{core} city")
        for place in _readings(core, named=bool(suffix)):
            code = _code(place, suffix)
            if code is not None:
                rule = "a council's name" + (" and a part of it" if rest else "")
                return _body(code, BEGINS if rest else EXACT, rule)
    return _nearest(name)


def _cuts(name: str) -> list[tuple[str, str, str]]:
    """Every way to read a name as a place, a word for a council, and a part of the council."""
    found = [(name[: at.start()], at[1], name[at.end(1) :]) for at in _AFTER.finditer(name)]
    known = [cut for cut in found if set(cut[2].split()) <= _parts()]
    return [*known, (name, "", "")]


def council_of_place(name: str) -> PublicBody | None:
    """Find the council of a place by its bare name, for a text that is known to name a payer."""
    found = find_council(name)
    if found is not None:
        return found
    code = _names().get(name)
    return None if code is None else _body(code, BEGINS, "a place's name alone")


def _readings(core: str, *, named: bool) -> list[str]:
    """The name with and without what stands before it; without any word of a council, none."""
    before = _BEFORE.match(core)
    bare = core[before.end() :] if before else core
    if before is None:
        return [core] if named else []
    return [core, bare]


def _code(place: str, suffix: str) -> str | None:
    """The code of a place; of a county of like name where a county council is named."""
    names = _names()
    if " county" in suffix and f"{place}{COUNTIES}" in names:
        place = f"{place}{COUNTIES}"
    return names.get(place)


def _nearest(name: str) -> PublicBody | None:
    """A council whose name is one slip away from what stands before the word council."""
    after = next((at for at in _AFTER.finditer(name) if at.end(1) == len(name)), None)
    if after is None or "counc" not in after[1]:
        return None
    core = name[: after.start()]
    before = _BEFORE.match(f"{core} ")
    place = core[before.end() :] if before else core
    if len(place) < SHORTEST:
        return None
    names = [
        candidate
        for candidate in _names()
        if candidate[:1] == place[:1] and len(candidate) >= SHORTEST
    ]
    best = process.extract(place, names, scorer=fuzz.ratio, limit=2, score_cutoff=NEAREST)
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < MARGIN):
        return None
    return _body(_names()[best[0][0]], best[0][1], "nearly a council's name")


def _parish(name: str) -> PublicBody:
    place = slug(name)
    return PublicBody(
        f"parish:{place}", "parish", f"{name.title()} parish or town council", EXACT, "parish"
    )


def _body(code: str, score: float, rule: str) -> PublicBody:
    return PublicBody(f"council:{code}", "council", f"{_shown()[code]} council", score, rule)


@cache
def _parts() -> frozenset[str]:
    return frozenset(declared()["council_parts"].split())


@cache
def _names() -> dict[str, str]:
    """Codes of councils by normalised name; a name of today outranks a past name."""
    store = Store()
    areas = store.read("areas", columns=["area_code", "area_name", "level", "is_current"])
    areas = areas[areas["level"].isin(["upper_tier", "lower_tier", "both"])]
    found: dict[str, str] = {}
    for names in declared()["other_nations"]:
        found |= {normalise_name(name): slug(normalise_name(name)) for name in names}
    places = store.read("place_names", columns=["name", "place_id", "kind"])
    single = places[~places.duplicated("name", keep=False) & places["kind"].isin(_SHORT_KINDS)]
    single = single[single["place_id"].isin(areas["area_code"])]
    found |= {
        normalise_name(n): str(c) for n, c in single[["name", "place_id"]].itertuples(index=False)
    }
    for name, code in _changed(store):
        found[normalise_name(name)] = code
    for current in (False, True):
        own = areas[areas["is_current"] == current]
        for code, name in own[["area_code", "area_name"]].itertuples(index=False):
            found |= {way: str(code) for way in _ways(str(name))}
    return found


@cache
def _shown() -> dict[str, str]:
    """Names for readers by code."""
    store = Store()
    found = {
        slug(normalise_name(nation)): nation
        for names in declared()["other_nations"]
        for nation in names
    }
    found |= {code: name for name, code in _changed(store)}
    areas = store.read("areas", columns=["area_code", "area_name"])
    for code, name in areas.itertuples(index=False):
        found[str(code)] = str(name).removesuffix(", City of").removesuffix(", County of")
    return found


def _changed(store: Store) -> list[tuple[str, str]]:
    """Councils of before 2009, which have no code of today: name and code of the returns."""
    changes = store.read("area_changes", columns=["old_code", "old_name", "code_system"])
    own = changes[(changes["code_system"] == "ecode") & changes["old_name"].notna()]
    pairs = own[["old_name", "old_code"]].drop_duplicates().itertuples(index=False)
    return [(str(name).removesuffix(" CC").removesuffix(" UA"), str(code)) for name, code in pairs]


def _ways(name: str) -> set[str]:
    """A published name as it is and in the order of speech: "Bristol, City of" is "Bristol" too."""
    plain = normalise_name(name)
    bare = normalise_name(name.removesuffix(", City of").removesuffix(", County of"))
    return {plain, bare, bare.removeprefix("county "), bare.replace(" upon ", " on ")}
