"""Sentences about service lines shown together: what is missing or doubtful, and what has none."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.read.measures import Measure
from data.read.places import Place, PlaceReader
from data.read.statuses import MISSING, NOTED, NOTED_WORDS
from utils.formatting import format_per_person, join_words, lower_first
from utils.narrative.place import gap_sentence

OVERLAP: Final = "Some services include others, so do not add the rows up. Figures are rounded."


def line_notes(lines: pd.DataFrame) -> list[str]:
    """Say what is missing, estimated or doubtful, each note once with the lines that it is about.

    Args:
        lines: line (its name), status, note; place (its name) where there are several.
    """
    noted = lines[lines["status"].isin([*NOTED, MISSING]) & lines["note"].notna()]
    names: dict[tuple[str, str], list[str]] = {}
    for row in noted.to_dict("records"):
        names.setdefault((str(row.get("place", "")), str(row["note"])), []).append(row["line"])
    notes = []
    for (place, note), own in names.items():
        first, *others = own
        named = [first, *map(lower_first, others)]
        # A doubtful return's note names its own line.
        what = "" if note.startswith(first) else f"{join_words(named)}: "
        start = f"{place}. " if place else ""
        notes.append(f"{start}{what}{note.rstrip('.')}.")
    return notes


def marked_amounts(lines: pd.DataFrame) -> list[str]:
    """Each line's GBP per person, marked where it is estimated in part or may include an error.

    Args:
        lines: value and status.
    """
    return [
        f"{format_per_person(value)} ({NOTED_WORDS[status]})"
        if status in NOTED_WORDS
        else format_per_person(value)
        for value, status in zip(lines["value"], lines["status"], strict=True)
    ]


def own_line_words(places: PlaceReader, *, basis: str, period: str) -> str:
    """Say which themes have no separate figure in a year, and which years have one."""
    by_years: dict[tuple[str, str], list[str]] = {}
    for theme, line in places.without_own_line(basis=basis, period=period).items():
        years = (line.periods[0], line.periods[-1])
        by_years.setdefault(years, []).append(places.theme_names[theme].lower())
    return " ".join(
        f"There is no separate figure for {join_words(names)} in {period}; {first} to {last} "
        "have one."
        for (first, last), names in by_years.items()
    )


def trend_words(money: Measure, trend: Measure) -> str:
    """Say that a change is drawn for another line than the line spoken of; nothing where not."""
    if trend == money:
        return ""
    return (
        f"The chart of change shows {lower_first(trend.name)}, the line of this theme with the "
        f"most years ({len(trend.periods)})."
    )


def other_year_words(places: PlaceReader, place: Place, money: Measure, *, shown: str) -> list[str]:
    """Say that money is not of the newest year, and why where the place has a gap there."""
    opening = money.opening_period
    if shown == opening:
        return []
    row = places.row(place, money, opening)
    if row is not None and row["value"] is not None:
        return [f"The money below is for {shown}; figures go on to {opening}."]
    gap = gap_sentence(place, opening, places.gap(place, money, opening))
    newest = places.newest(place, money)
    chosen = "" if newest and newest["period"] == shown else ", the year chosen"
    return [f"{money.name}: {gap} The money below is for {shown}{chosen}."]
