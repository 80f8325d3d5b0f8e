"""Sentences about a place's count: what was published, what can be counted, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.passports.origins import BODY_WORDS
from data.read.rows import CountsRow
from utils.formatting import format_pounds
from utils.narrative.counts import BENEFITS_IN, UNFINISHED

FLOWS: Final = {"housing_benefit": "Housing benefit paid through councils"}
#: What decides whether two counts are alike, and by which words a source says that it is in.
BASIS_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "benefits": (BENEFITS_IN,),
    "pensions": (BENEFITS_IN,),
    "schools": (),
    "capital": (),
}
BASIS_OF_RETURNS: Final = (
    "Basis of what we can count: net current expenditure in cash, after fees, charges and other "
    "income. Included: councils (with the schools they maintain), police, fire, transport and "
    "waste bodies, and housing benefit paid through councils. Not included: the NHS, state "
    "pensions and other benefits, council tax benefit (it comes back as council tax), courts and "
    "prisons, academies, and capital."
)
NEVER_AVERAGED: Final = (
    "Published totals differ. We show all of them, each with its source, and do not average them."
)


def line_words(what: str, kind: str) -> str:
    """What a line of the count is called."""
    if kind == "benefits":
        return FLOWS[what]
    words = BODY_WORDS[what]
    return words[0].upper() + words[1:]


def basis_words(row: CountsRow) -> str:
    """Say what is in a published amount, and what its source leaves unsaid.

    >>> basis_words({"precision_note": "around"})
    'the source does not say if it includes benefits, pensions, schools or capital'
    """
    note = (row["precision_note"] or "").lower()
    included = [what for what, words in BASIS_WORDS.items() if any(word in note for word in words)]
    left = [what for what in BASIS_WORDS if what not in included]
    unsaid = f"{', '.join(left[:-1])} or {left[-1]}" if len(left) > 1 else "".join(left)
    parts = [f"it includes {' and '.join(included)}"] if included else []
    if left:
        parts.append(f"the source does not say if it includes {unsaid}")
    return "; ".join(parts)


def status_words(row: CountsRow) -> str:
    """Say whether a published amount was provisional, as far as its source says."""
    note = (row["precision_note"] or "").lower()
    if any(words in note for words in UNFINISHED):
        return "provisional: the count was not finished"
    if "estimate" in note:
        return "an estimate"
    return "the source does not say if it is final"


def coverage_sentence(
    place: str, year: str, counted: float | None, totals: Sequence[CountsRow]
) -> str:
    """Say how much of what was published our data reaches."""
    if counted is None:
        return (
            f"We cannot give a total for {place} in {year}: a return is missing, and "
            "missing does not mean zero."
        )
    reached = f"We can count {format_pounds(counted)} in {place} in {year}"
    whole = [row for row in totals if row["unit"] == "GBP"]
    if not whole:
        return f"{reached}. No total of all public spending was published to compare it with."
    shares = [counted / row["amount"] for row in whole]
    low, high = min(shares), max(shares)
    share = f"{low:.0%}" if round(low, 2) == round(high, 2) else f"{low:.0%} to {high:.0%}"
    others = {row["financial_year"] or "no year" for row in whole} - {year}
    apart = (
        f" Some counts are of another year or say none ({', '.join(sorted(others))})."
        if others
        else ""
    )
    return (
        f"{reached}, including schools that councils maintain; that is {share} of the published "
        "totals. The rest was counted on another basis (most sources do not say whether it "
        "includes income, benefits, pensions or capital) or spent by bodies that publish no "
        f"accounts by place, such as the NHS.{apart}"
    )


def rest_words(rest: float, total: float) -> str:
    """Say what of a published total its source names no body for."""
    if rest < 0:
        return f"The parts add up to {format_pounds(-rest)} more than the total."
    # The parts are rounded, so what they leave is given to two figures.
    about = format_pounds(float(f"{rest:.2g}"))
    return f"Not named by the source: about {about} ({rest / total:.0%} of the total)"
