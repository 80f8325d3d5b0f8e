"""What a search for a place finds, as the head's program shows it."""

from __future__ import annotations

from typing import TypedDict

from data.read.place_search import search_places
from utils.ui.shared.loaders import load_names, load_places


class Candidate(TypedDict):
    """A place found: what is sent when it is chosen, its name, and what and where it is."""

    key: str
    name: str
    where: str


class Found(TypedDict):
    """Places found, and why there are none."""

    candidates: list[Candidate]
    message: str


def find_candidates(text: str) -> Found:
    """Find places by what was typed."""
    result = search_places(text, names=load_names())
    return {
        "candidates": [
            {"key": match_.place_id, "name": match_.name, "where": match_.reason}
            for match_ in result.matches
        ],
        "message": result.message,
    }
