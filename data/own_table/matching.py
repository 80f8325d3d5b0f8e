"""Matches each row of a table to an area of a level, or says why it cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.own_table.gazetteer import LEVEL_NAMES, LEVEL_ORDER, LEVELS_WORDS, Gazetteer
from data.own_table.reading import OwnTable
from data.own_table.recognise import CODE, Where
from utils.errors import InvalidInputError
from utils.formatting import join_words

#: Split areas of which more than this many successors are named by number.
MOST_NAMED: Final = 4


@dataclass(frozen=True)
class Unmatched:
    """A row that is in no area's figure: its number in the file, what it says, and why."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class Placed:
    """A row that lies in an area.

    Attributes:
        row: its number in the file.
        text: what it says of where it is.
        code: the area that it is about, which may be a former area.
        home: the area of the level that this is, or is a part of.
    """

    row: int
    text: str
    code: str
    home: str


@dataclass(frozen=True)
class Matching:
    """Every row of a table once: placed in an area of the level, or unmatched."""

    level: str
    placed: tuple[Placed, ...]
    unmatched: tuple[Unmatched, ...]


def match_rows(table: OwnTable, where: Where, gazetteer: Gazetteer, *, level: str = "") -> Matching:
    """Match the rows of a table of codes or names.

    Args:
        table: the table.
        where: the column of codes or of names.
        gazetteer: the areas.
        level: level of the areas; "" for the level that fits most rows.

    Raises:
        InvalidInputError: there is no such level, or no row is in an area of any.
    """
    texts = table.column(where.columns[0])
    candidates = {text: _candidates(text, where, gazetteer) for text in set(texts)}
    chosen = level or _fitting_level(texts, candidates, gazetteer, where)
    if chosen not in LEVEL_ORDER:
        raise InvalidInputError(argument="level", received=level, expected=", ".join(LEVEL_ORDER))
    present = frozenset(code for codes, _ in candidates.values() for code in codes)
    placed, unmatched = [], []
    for row, text in zip(table.rows, texts, strict=True):
        codes, reason = candidates[text]
        code, home, why = _choose(codes, chosen, gazetteer, present)
        if home:
            placed.append(Placed(row.number, text, code, home))
        else:
            unmatched.append(Unmatched(row.number, text, reason or why))
    return Matching(chosen, tuple(placed), tuple(unmatched))


def _candidates(text: str, where: Where, gazetteer: Gazetteer) -> tuple[frozenset[str], str]:
    """The areas a cell can mean, or why it can mean none."""
    if not text:
        return frozenset(), f"no {where.kind} of an area"
    if where.kind == CODE:
        code, reason = gazetteer.coded(text)
        return (frozenset({code}) if code else frozenset()), reason
    codes = gazetteer.named(text)
    return codes, "" if codes else f"{text!r} is not the name of an area"


def _homes(code: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The area of each level that an area is, or is a part of."""
    if code in gazetteer.levels:
        return dict.fromkeys(gazetteer.levels[code], code)
    wholes = gazetteer.history(code).wholes(code)
    drawn = next((successor for successor in wholes if successor in gazetteer.levels), None)
    return dict.fromkeys(gazetteer.levels[drawn], drawn) if drawn else {}


def _fitting_level(
    texts: Iterable[str],
    candidates: Mapping[str, tuple[frozenset[str], str]],
    gazetteer: Gazetteer,
    where: Where,
) -> str:
    votes = Counter(
        level
        for text in texts
        for level in {home for code in candidates[text][0] for home in _homes(code, gazetteer)}
    )
    if not votes:
        reasons = sorted({reason for _, reason in candidates.values() if reason})
        raise InvalidInputError(
            argument=where.columns[0],
            received="; ".join(reasons[:3]) or "no area of England",
            expected="at least one code or name of a region, authority or small area of England",
        )
    return max(LEVEL_ORDER, key=lambda candidate: (votes[candidate], -LEVEL_ORDER.index(candidate)))


def _choose(
    codes: frozenset[str], level: str, gazetteer: Gazetteer, present: frozenset[str]
) -> tuple[str, str, str]:
    """The area meant and its home on the map; without a home, why."""
    homes = {code: _homes(code, gazetteer).get(level, "") for code in codes}
    found = sorted(code for code, home in homes.items() if home)
    rivals = [code for code in codes if _was_split(code, gazetteer)]
    if len(found) == 1 and not _is_open(found[0], rivals, gazetteer, present):
        return found[0], homes[found[0]], ""
    if found:
        both = join_words([gazetteer.name(candidate) for candidate in [*found, *sorted(rivals)]])
        return "", "", f"can mean {both}; give the code in place of the name"
    return "", "", _why_not(sorted(codes), level, gazetteer)


def _is_open(
    code: str, rivals: Sequence[str], gazetteer: Gazetteer, present: frozenset[str]
) -> bool:
    """Whether a name may as well mean a former area that was split.

    Another area that it was split into shows a table of later years.
    """
    successors = {
        successor for rival in rivals for successor in gazetteer.history(rival).split[rival]
    }
    return bool(rivals) and not (successors - {code}) & present


def _was_split(code: str, gazetteer: Gazetteer) -> bool:
    return code not in gazetteer.levels and code in gazetteer.history(code).split


def _why_not(codes: Sequence[str], level: str, gazetteer: Gazetteer) -> str:
    if not codes:
        return ""
    code = codes[0]
    if _was_split(code, gazetteer):
        history = gazetteer.history(code)
        into = list(history.split[code])
        named = (
            join_words([gazetteer.name(successor) for successor in into])
            if len(into) <= MOST_NAMED
            else f"{len(into)} areas"
        )
        if code in history.year:
            how = f"was split in {history.year[code]} into {named}"
        elif len(into) == 1:
            how = f"overlaps {named} and areas beside it"
        else:
            how = f"lies across {named}"
        return f"{gazetteer.name(code)} {how}; its figure is not shared out"
    kinds = gazetteer.levels.get(code) or tuple(_homes(code, gazetteer))
    if not kinds:
        return "this is England as a whole, not one of its areas"
    return f"{gazetteer.name(code)} is {LEVEL_NAMES[kinds[0]]}; the map shows {LEVELS_WORDS[level]}"
