"""Places by name: the name itself, a part of it, or one spelt nearly so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from data.read.find_place.candidate import TODAY, Candidate, Found, Kind, choose
from data.read.find_place.name_index import Name, NameIndex
from data.read.name_forms import bare_name

SAME, SAME_BUT_FOR_TITLE, SHORTENED, BEGINS, WORD_BEGINS, INSIDE = range(6)
#: Parts of names shorter than this occur in too many of them.
SHORTEST_PART: Final = 3
LIKENESS: Final = 0.8
WARD: Final = 4
KIND_ORDER: Final[dict[Kind, int]] = {
    "country": 0,
    "region": 1,
    "county": 0,
    "council": 0,
    "place of the programme": 0,
    "district": 1,
    "town": 2,
    "former council": 3,
    "ward": WARD,
    "neighbourhood": 5,
}
MISSPELT: Final = "No place here is called “{text}”. Did you mean one of these?"
CHOOSE: Final = "Choose one of them."
SHARED: Final = "“{text}” can mean several places. " + CHOOSE
PARTLY: Final = "No place here is called “{text}” alone. These names contain it."
COUNCILS: Final[tuple[Kind, ...]] = ("county", "council")
AUTHORITIES: Final[tuple[Kind, ...]] = (*COUNCILS, "district")
MOST_SPELLINGS: Final = 8


def find_named(shown: str, plain: str, bare: str, *, index: NameIndex, limit: int) -> Found:
    """What a name can mean; nothing, without a message, where no name is like it.

    Args:
        shown: the text as it was typed, for the message.
        plain: the text as names are compared.
        bare: the same without titles of councils.
        index: the names.
        limit: how many candidates to return at most.
    """
    ranked = [*_ranked(index.settlements, plain, bare), *_ranked(index.parts, plain, bare)]
    if ranked:
        candidates = _once(ranked)
        chosen = choose(_weighed(ranked, bare))
        alone = len(candidates) == 1 and ranked[0][0] <= WORD_BEGINS
        chosen = chosen or (candidates[0] if alone else None)
        message = "" if chosen else _ask(shown, candidates)
        return Found(tuple(candidates[:limit]), message, chosen)
    near = _near(bare, index.by_bare) or _near(bare, index.parts_by_bare)
    return Found(tuple(near[:limit]), MISSPELT.format(text=shown) if near else "")


def _ask(shown: str, candidates: Sequence[Candidate]) -> str:
    """Why a person must choose, in the words that all the places share where there are some."""
    exact = [one for one in candidates if one.exact]
    notes = {one.note for one in exact if KIND_ORDER[one.kind] < WARD}
    if len(notes) == 1 and any(notes):
        return f"{notes.pop()}. {CHOOSE}"
    return (SHARED if exact else PARTLY).format(text=shown)


def _ranked(names: Iterable[Name], plain: str, bare: str) -> list[tuple[int, Name]]:
    return [(tier, name) for name in names if (tier := _tier(name, plain, bare)) is not None]


def _tier(name: Name, plain: str, bare: str) -> int | None:
    """How well a name fits; None where it does not."""
    if name.plain == plain or name.bare == bare:
        same = SAME if name.plain == plain else SAME_BUT_FOR_TITLE
        return SHORTENED if name.shortened else same
    if name.shortened:
        return None
    if f"{name.bare} ".startswith(f"{bare} "):
        return BEGINS
    if f" {bare}" in f" {name.plain}":
        return WORD_BEGINS
    return INSIDE if len(bare) >= SHORTEST_PART and bare in name.plain else None


def _once(ranked: Sequence[tuple[int, Name]]) -> list[Candidate]:
    """Each place once, by its best name, best first; parts of a place of their name left out."""
    best: dict[tuple[str, str, str, str], tuple[tuple[int, int, str, str], Candidate]] = {}
    for tier, name in ranked:
        one = name.candidate._replace(exact=tier <= SHORTENED)
        order = (tier, KIND_ORDER[one.kind], one.name, one.where)
        key = (one.kind, one.name, one.place_id, one.area_code)
        if key not in best or order < best[key][0]:
            best[key] = (order, one)
    ordered = [one for _, one in sorted(best.values(), key=lambda pair: pair[0])]
    authorities = {(one.area_code, one.name) for one in ordered if one.kind in AUTHORITIES}
    todays = {(one.area_code, one.name) for one in ordered if one.kind in TODAY}
    wholes: dict[Kind, set[tuple[str, str]]] = {"town": authorities, "ward": todays}
    return [one for one in ordered if (one.area_code, one.name) not in wholes.get(one.kind, set())]


def _weighed(ranked: Sequence[tuple[int, Name]], bare: str) -> list[Candidate]:
    """What may be chosen.

    A title left out weighs less than none ("London" is not the City of London), and where the text
    is a council's full name, names shortened to it do not count.
    """
    same = [(tier, name) for tier, name in ranked if tier == SAME]
    as_named = [pair for pair in ranked if pair[0] != SAME_BUT_FOR_TITLE]
    named_today = any(name.candidate.kind in TODAY for _, name in same)
    is_full = any(
        name.candidate.kind in COUNCILS and bare_name(name.candidate.name) == bare
        for _, name in same
    )
    return _once(same if is_full else as_named if named_today else ranked)


def _near(bare: str, names: Mapping[str, list[Name]]) -> list[Candidate]:
    """Places whose names are spelt nearly so, the likest first; none of them is exact."""
    spelt = get_close_matches(bare, names, n=MOST_SPELLINGS, cutoff=LIKENESS)
    found = {
        name.candidate.label: name.candidate._replace(exact=False)
        for spelling in spelt
        for name in sorted(names[spelling], key=lambda name: KIND_ORDER[name.candidate.kind])
        if not name.shortened
    }
    listed = list(found.values())
    councils = {(one.area_code, one.name) for one in listed if one.kind in AUTHORITIES}
    return [
        one for one in listed if one.kind != "town" or (one.area_code, one.name) not in councils
    ]
