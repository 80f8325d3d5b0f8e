"""What a search for a place finds, as the head's program shows it."""

from __future__ import annotations

from typing import TypedDict

from data.read.find_place.candidate import Candidate
from data.read.find_place.finder import find_place
from utils.narrative.found_place import say_what
from utils.ui.shared.loaders import load_finder


class Shown(TypedDict):
    """A place found: its name, and what it is and where."""

    name: str
    where: str


class Answer(TypedDict):
    """Places found, best first, what must be said of the search, and which is meant beyond doubt.

    Where no place is meant beyond doubt, `chosen` is -1.
    """

    candidates: list[Shown]
    message: str
    chosen: int


def answer_search(text: str) -> Answer:
    """Find places by what was typed."""
    found = find_place(text, finder=load_finder())
    shown: list[Shown] = [
        {"name": candidate.name, "where": say_what(candidate)} for candidate in found.candidates
    ]
    chosen = found.candidates.index(found.chosen) if found.chosen in found.candidates else -1
    return {"candidates": shown, "message": found.message, "chosen": chosen}


def nth_candidate(text: str, nth: str) -> Candidate | None:
    """The place that a visitor chose among those found for a text; None if there is no such.

    Args:
        text: what was typed.
        nth: its place in the list, from "0" on.
    """
    candidates = find_place(text, finder=load_finder()).candidates
    return {str(number): candidate for number, candidate in enumerate(candidates)}.get(nth)
