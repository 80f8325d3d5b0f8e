"""What was found for a text that was typed to find a place, in sentences."""

from __future__ import annotations

from typing import Final

from data.read.find_place.candidate import Candidate, Found
from data.read.name_forms import plain_name

REGION: Final = (
    "“{text}” is {what}. Here a council or a place is chosen; regions are a level of the map."
)
VOWELS: Final = "aeiou"


def say_found(text: str, found: Found, *, shown: str) -> str:
    """Say what a text was taken for, or what can be chosen.

    Args:
        text: what was typed.
        found: what it can mean.
        shown: name of the place that is shown for the chosen candidate.

    Returns:
        Sentences; "" where the text is the name of the place that is shown.
    """
    chosen = found.chosen
    if chosen is None:
        return found.message
    if not chosen.place_id:
        return REGION.format(text=text, what=_what(chosen))
    notes = dict.fromkeys(
        one.note for one in found.candidates if one.note and _goes_with(one, chosen)
    )
    after = "".join(f" {note[0].upper()}{note[1:]}." for note in notes)
    if chosen.name == shown:
        return after.strip()
    said = plain_name(text) != plain_name(chosen.name)
    what = f"{chosen.name}, {_what(chosen)}" if said else _what(chosen)
    seen = "" if chosen.where.split(", ")[0] == shown else f"; {shown} is shown"
    return f"“{text}” is {what}{seen}.{after}"


def say_candidate(candidate: Candidate, *, shown: str) -> str:
    """Say what a place is that was chosen in the search.

    Args:
        candidate: what was chosen.
        shown: name of the place that is shown for it.

    Returns:
        Sentences; "" where the place that is shown is the one chosen and nothing must be known.
    """
    note = f" {candidate.note[0].upper()}{candidate.note[1:]}." if candidate.note else ""
    if candidate.name == shown:
        return note.strip()
    return f"{candidate.name} is {_what(candidate)}.{note}"


def say_what(candidate: Candidate) -> str:
    """What a place is and where, for a line below its name; "about" where that is not sure."""
    about = "about here: " if candidate.about else ""
    where = f", {candidate.where}" if candidate.where else ""
    return f"{about}{candidate.kind}{where}"


def _goes_with(one: Candidate, chosen: Candidate) -> bool:
    """Whether a candidate is exact, of the place chosen, and no part of what was found about it."""
    same_kind = one == chosen or one.kind == "former council"
    return one.exact and one.place_id == chosen.place_id and same_kind


def _what(one: Candidate) -> str:
    """Kind and where, with an article: a town in Sunderland."""
    article = "an" if one.kind[0] in VOWELS else "a"
    return f"{article} {one.kind}" + (f" in {one.where}" if one.where else "")
