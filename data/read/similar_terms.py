"""What the coefficients of a fit of spend mean, with their units and signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.similar_rows import SimilarTerm

INTERCEPT: Final = "intercept"
TERM_WORDS: Final = {
    "intercept": "Starting point",
    "deprivation_score": "Deprivation score",
    "share_under_20": "Share of residents under 20",
    "share_65_and_over": "Share of residents 65 and over",
    "london": "London",
}
TERM_UNITS: Final = {
    "intercept": "£ per person, where every other term is 0",
    "deprivation_score": "£ per person for each point of the score",
    "share_under_20": "£ per person for each percentage point",
    "share_65_and_over": "£ per person for each percentage point",
    "london": "£ per person more in London, where wages and other costs are higher",
}


def term_words(term: SimilarTerm) -> str:
    """A coefficient with its limits and its unit; money is in cash."""
    value, lower, upper = (_signed(number) for number in (term.value, term.lower, term.upper))
    return f"{value} (95% confidence interval {lower} to {upper}), in {TERM_UNITS[term.term]}"


def _signed(value: float) -> str:
    sign = "\u2212" if round(value, 2) < 0 else "+"
    return f"{sign}{abs(value):,.2f}"


def sign_of(term: SimilarTerm) -> str:
    """Plus or minus where the limits leave zero out, else that it is not clear."""
    if term.lower <= 0 <= term.upper:
        return "not clear"
    return "plus" if term.value > 0 else "minus"


def signs_words(terms: Sequence[SimilarTerm]) -> str:
    """Say what the signs of the coefficients mean, and which are not clear."""
    unclear = [
        TERM_WORDS[term.term].lower().replace("london", "London")
        for term in terms
        if term.term != INTERCEPT and sign_of(term) == "not clear"
    ]
    text = (
        "A plus means that places with more of it spend more, a minus that they spend less, the "
        "other terms being equal; it does not say why. A minus for an age group does not mean that "
        "these residents cost less."
    )
    if unclear:
        names = ", ".join(unclear)
        text += f" The confidence interval includes 0, so the sign is not clear, for: {names}."
    return text
