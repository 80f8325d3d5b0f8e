"""Sentences about what similar places spend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.comparators import NEIGHBOURS
from data.read.places import Place
from data.read.similar_rows import SimilarFit, SimilarRow
from utils.formatting import (
    GBP_PER_PERSON,
    PERCENT,
    format_interval,
    format_per_person,
    format_value,
    join_words,
)
from utils.stats.spread_bands import ABOVE, BELOW, HIGH, LOW, MIDDLE

#: What a fit cannot say, in a single sentence.
ENDOGENEITY: Final = (
    "This shows what similar places spend, not what they should spend: past funding shaped both."
)
NOT_IN_IT: Final = (
    "Higher spending can mean more need, higher costs or a different choice. Commuters, visitors, "
    "rural distances, council tax and the NHS are not taken into account."
)
BAND_WORDS: Final = {
    BELOW: "Lower than all {alike}",
    LOW: "In the lowest quarter of the {alike}",
    MIDDLE: "In the middle half of the {alike}",
    HIGH: "In the highest quarter of the {alike}",
    ABOVE: "Higher than all {alike}",
}


def similar_sentences(place: Place, row: SimilarRow | None, *, year: str, reason: str = "") -> str:
    """Say what a place spends, what similar places spend, and where it lies among them.

    Args:
        place: whom it is about.
        row: its spend and that of similar places, or None.
        year: the financial year.
        reason: why there is no row.
    """
    if row is None:
        return f"{place.name}: no comparison with similar places in {year}. {reason}".rstrip()
    parts = [
        f"{place.name}: {format_per_person(row.value)} per person in {year}",
        *_neighbours(place, row),
    ]
    if row.expected is not None and row.lower is not None and row.upper is not None:
        limits = format_interval(row.lower, row.upper, unit=GBP_PER_PERSON, decimals=0)
        where = "inside" if row.in_range else "outside"
        parts.append(
            "For its deprivation, ages and region, expected spending is "
            f"{format_per_person(row.expected)} (19 in 20 such places: {limits}); it is {where} "
            "that range"
        )
    return ". ".join(parts) + "."


def _neighbours(place: Place, row: SimilarRow) -> list[str]:
    spread = row.neighbours
    if spread is None:
        return []
    ends = format_interval(spread.lowest, spread.highest, unit=GBP_PER_PERSON, decimals=0)
    return [
        f"Similar places: {ends}, median {format_per_person(spread.median)}",
        BAND_WORDS[row.band].format(alike=_alike(place, spread.n)),
    ]


def _alike(place: Place, counted: int) -> str:
    """How many councils a place is set among, and out of how many where some have no figure."""
    if len(place.members) > 1 or counted == NEIGHBOURS:
        return f"{counted} similar places"
    return f"{counted} of the {NEIGHBOURS} similar places that have a figure"


def similar_answer(
    rows: Sequence[tuple[Place, SimilarRow | None]], *, reasons: Mapping[str, str]
) -> str:
    """Say for each place where its spend lies among similar places, in a few words.

    Args:
        rows: each place with its spend beside similar places, or None.
        reasons: why a place has none, by its id.
    """
    known = [_short(place, row) for place, row in rows if row is not None]
    said = [f"Compared with similar places: {'; '.join(known)}."] if known else []
    # Places share most reasons, so each is given once.
    lacking: dict[str, list[str]] = {}
    for place, row in rows:
        if row is None:
            lacking.setdefault(reasons[place.place_id], []).append(place.name)
    said += [
        f"{join_words(names)}: no comparison with similar places for that year. {reason}"
        for reason, names in lacking.items()
    ]
    return " ".join(said)


def _short(place: Place, row: SimilarRow) -> str:
    spread = row.neighbours
    if spread is None:
        return (
            f"{place.name}, {format_per_person(row.value)} where "
            f"{format_per_person(row.expected)} would be expected of such a place"
        )
    band = BAND_WORDS[row.band].format(alike=_alike(place, spread.n))
    return f"{place.name}, {band[0].lower()}{band[1:]} (median {format_per_person(spread.median)})"


def similar_cell(row: SimilarRow) -> str:
    """What similar places spend as it is written in a cell of a table."""
    spread = row.neighbours
    if spread is None:
        return f"{format_per_person(row.expected)} expected"
    middle = format_interval(
        spread.lower_quartile, spread.upper_quartile, unit=GBP_PER_PERSON, decimals=0
    )
    return f"{format_per_person(spread.median)} (half: {middle}); {row.band}"


def fit_words(fit: SimilarFit) -> str:
    """Say how the expected spending was made and how well it does, or why there is none."""
    note = f" {fit.note}" if fit.note else ""
    if not fit.is_shown or fit.r_squared is None or fit.held_out_r_squared is None:
        return f"{fit.reason}{note}"
    shares = [
        format_value(share * 100, unit=PERCENT, decimals=0)
        for share in (fit.r_squared, fit.held_out_r_squared)
    ]
    return (
        f"Expected spending is a straight-line fit over {fit.n} councils or bodies on the "
        f"deprivation score ({fit.deprivation_edition}), the shares of residents under 20 and 65 "
        f"and over ({fit.age_year}), and London. It explains {shares[0]} of the differences "
        f"between them, and {shares[1]} for places left out of it. {fit.reason}{note}"
    )
