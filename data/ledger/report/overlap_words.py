"""Says in plain words what files have in common, and asks what they do not show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from data.ledger.core.overlaps import (
    ANSWERS,
    BOTH,
    BY_ALL,
    BY_SIZE,
    ONCE,
    Overlap,
)
from utils.formatting import format_count

COUNTED: Final = {ONCE: "Counted once", BOTH: "Counted in both"}
HOW: Final = (
    "Nothing was counted. Say how to count them: with --overlaps once or --overlaps both for all, "
    "or in a file overlaps.yml in the folder of --mappings, with an entry for two files or sheets, "
    "named as above (files: [a.csv, b.csv]), or for all files of a payer (payer: Name), each with "
    "answer: once or answer: both."
)


def all_questions(questions: Sequence[Overlap], *, once: Decimal, both: Decimal) -> str:
    """Ask about several pairs of files at once, a line for each.

    Args:
        questions: the overlaps that are asked about.
        once: what all files come to if these are counted once, GBP.
        both: what all files come to if they are counted in both, GBP.
    """
    lines = [question_words(overlap) for overlap in questions]
    if len(questions) > 1:
        lines.append(
            f"All files together come to {_pounds(once)} if these are counted once, and to "
            f"{_pounds(both)} if they are counted in both."
        )
    return "\n".join([*lines, HOW])


def overlap_lines(overlaps: Sequence[Overlap]) -> list[str]:
    """Everything to be said of some overlaps, a sentence or two for each matter."""
    return [line for overlap in overlaps for line in _lines(overlap)]


def question_words(overlap: Overlap) -> str:
    """What is asked of two files: what they have in common, and what each answer comes to."""
    return f"{unclear_words(overlap)} {_sums(overlap)}"


def unclear_words(overlap: Overlap) -> str:
    """What two files have in common without its being clear whether it is the same money."""
    if not overlap.is_unclear:
        return _all_alike(overlap)
    return " ".join(filter(None, (_alike(overlap), _differing(overlap), _equal(overlap))))


def answer_words(overlap: Overlap, answer: str) -> str:
    """What two files come to by an answer."""
    if answer == BOTH:
        both = overlap.both if overlap.if_others is None else overlap.if_others
        return f"{COUNTED[BOTH]}: {_pounds(both)}"
    which = f", as in {overlap.kept}" if overlap.differing_rows or overlap.equal_sum else ""
    return f"{COUNTED[ONCE]}{which}: {_pounds(overlap.once)}"


def _sums(overlap: Overlap) -> str:
    return " ".join(f"{answer_words(overlap, answer)}." for answer in ANSWERS)


def _lines(overlap: Overlap) -> list[str]:
    first, second = overlap.first, overlap.second
    if overlap.same_by == BY_ALL:
        return [f"{second} has the very same payments as {first}; it is counted once."]
    lines = []
    if overlap.same_rows:
        lines.append(_within(overlap) if overlap.within else _same(overlap))
    if overlap.is_unclear:
        lines.append(f"{unclear_words(overlap)} {_decided(overlap)}")
    return lines


def _decided(overlap: Overlap) -> str:
    if overlap.is_question:
        same = "the same payments" if overlap.equal_sum is None else "the same money"
        return f"Are they {same}? {_sums(overlap)}"
    if overlap.counted_by != BY_SIZE:
        return f"{COUNTED[overlap.counted]}, as was answered. {_sums(overlap)}"
    reasons = []
    if overlap.unclear_rows:
        reasons.append(
            "Nothing shows whether those alike are the same money. Either way the sum of each file "
            "changes by a thousandth at most, so they are counted in both."
        )
    if overlap.differing_rows:
        reasons.append(
            "Few payments have the same reference and differ, as instalments do, so these are "
            "counted in both."
        )
    return " ".join([*reasons, _sums(overlap)])


def _same(overlap: Overlap) -> str:
    have, they = ("has", "it is") if overlap.same_rows == 1 else ("have", "they are")
    return (
        f"{_payments(overlap.same_rows, overlap.same_amount)} in {overlap.first} {have} the same "
        f"reference, date, supplier and amount as payments in {overlap.second}; {they} counted "
        "once."
    )


def _within(overlap: Overlap) -> str:
    found = f"{_all_alike(overlap)} They are counted once."
    if overlap.if_others is None:
        return found
    return (
        f"{found} They have no references. If they are other payments, answer both for these two "
        f"files in overlaps.yml: then the files come to {_pounds(overlap.if_others)}. --overlaps "
        "both, or an answer for a payer, does not change it."
    )


def _all_alike(overlap: Overlap) -> str:
    other = overlap.first if overlap.within == overlap.second else overlap.second
    return (
        f"All payments of {overlap.within}, {_payments(overlap.same_rows, overlap.same_amount)}, "
        f"have their like in {other}: the same date, supplier and amount."
    )


def _alike(overlap: Overlap) -> str:
    if not overlap.unclear_rows:
        return ""
    have = "has" if overlap.unclear_rows == 1 else "have"
    return (
        f"{_payments(overlap.unclear_rows, overlap.unclear_amount)} in {overlap.first} {have} the "
        f"same date, supplier and amount as payments in {overlap.second}."
    )


def _differing(overlap: Overlap) -> str:
    if not overlap.differing_rows:
        return ""
    kept, other = overlap.kept, overlap.other
    rows = {kept: overlap.kept_rows, other: overlap.differing_rows}
    amounts = {kept: overlap.kept_amount, other: overlap.differing_amount}
    first, second = overlap.first, overlap.second
    if rows[first] == rows[second]:
        have = "has" if rows[first] == 1 else "have"
        found = f"{_count(rows[first])} {have} the same reference in {first} and {second}"
    else:
        found = (
            f"{_count(rows[first])} in {first} and {_count(rows[second])} in {second} have the "
            "same references"
        )
    return (
        f"{found}, but another date, supplier or amount: {_pounds(amounts[first])} in {first}, "
        f"{_pounds(amounts[second])} in {second}."
    )


def _equal(overlap: Overlap) -> str:
    if overlap.equal_sum is None:
        return ""
    return (
        f"{overlap.first} and {overlap.second} come to the same sum, {_pounds(overlap.equal_sum)}."
    )


def _payments(rows: int, amount: Decimal) -> str:
    return f"{_count(rows)} of {_pounds(amount)}"


def _count(rows: int) -> str:
    return format_count(rows, "payment", "payments")


def _pounds(amount: Decimal) -> str:
    return f"-£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"
