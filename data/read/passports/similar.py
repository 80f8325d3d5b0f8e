"""The facts and steps of a passport of what similar places spend."""

from __future__ import annotations

from typing import Final

from data.read.measures import Measure
from data.read.similar_rows import SimilarFit, SimilarRow
from data.read.similar_terms import TERM_WORDS, signs_words, term_words
from utils.formatting import format_interval, format_value

NEIGHBOUR_STEP: Final = (
    "Similar places are the 15 nearest in ONS's list of statistical nearest neighbours, the same "
    "in all years; for a place of several councils, those similar to any of them. Those with a "
    "figure of their own for the year are put in order; quartiles are by linear interpolation. A "
    "body that several of them share counts once, and one shared with the place itself is left out."
)
EXPECTED_STEP: Final = (
    "Expected spending is what the fit without the place gives for its deprivation, ages and "
    "region. It is never below zero. The range includes 19 in 20 places: it is as wide as the "
    "errors of the fit for places left out of it, in proportion to expected spending. Confidence "
    "intervals of the coefficients allow for errors that differ between places (HC3)."
)


def similar_figure(row: SimilarRow, measure: Measure) -> str:
    """What similar places spend, as the passport's figure."""
    spread = row.neighbours
    if spread is None:
        return f"{_pounds(row.expected, measure)} expected of such a place"
    ends = format_interval(spread.lowest, spread.highest, unit=measure.unit, decimals=0)
    return f"median {_pounds(spread.median, measure)}, from {ends}"


def similar_facts(row: SimilarRow, fit: SimilarFit, measure: Measure) -> list[tuple[str, str]]:
    """What is known of the figure, line by line."""
    facts = [("Spending of the place", _pounds(row.value, measure))]
    if row.neighbours is not None:
        spread = row.neighbours
        middle = format_interval(
            spread.lower_quartile, spread.upper_quartile, unit=measure.unit, decimals=0
        )
        facts += [
            ("Similar places with a figure of their own", str(spread.n)),
            ("Middle half of similar places", middle),
            ("Where the place is among them", row.band),
        ]
    facts.append(("Expected spending", fit.reason))
    if row.expected is None:
        return facts
    limits = format_interval(row.lower, row.upper, unit=measure.unit, decimals=0)
    return [
        *facts,
        ("Expected of such a place", f"{_pounds(row.expected, measure)} (19 in 20: {limits})"),
        ("Deprivation score of", fit.deprivation_edition),
        ("Ages of mid-year", str(fit.age_year)),
        ("Councils or bodies in the fit", str(fit.n)),
        ("Share explained", _shares(fit)),
        *((f"Term: {TERM_WORDS[term.term]}", term_words(term)) for term in fit.terms),
        ("What the signs mean", signs_words(fit.terms)),
    ]


def similar_steps(row: SimilarRow, fit: SimilarFit) -> tuple[str, ...]:
    """How the figure was made."""
    steps = () if row.neighbours is None else (NEIGHBOUR_STEP,)
    notes = (fit.note,) if fit.note else ()
    return (*steps, *((fit.method, EXPECTED_STEP) if row.expected is not None else ()), *notes)


def _shares(fit: SimilarFit) -> str:
    if fit.r_squared is None or fit.held_out_r_squared is None:
        return "not worked out"
    return f"{fit.r_squared:.0%}; for places left out of the fit {fit.held_out_r_squared:.0%}"


def _pounds(value: float | None, measure: Measure) -> str:
    return format_value(value, unit=measure.unit, decimals=measure.decimals)
