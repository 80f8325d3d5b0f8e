"""Says in plain words what files have in common, and asks what they do not show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from data.ledger.core.overlaps import (
    ANSWERS,
    BOTH,
    BY_ALL,
    BY_CONTENT,
    BY_SIZE,
    ONCE,
    Overlap,
)
from utils.formatting import format_count

COUNTED: Final = {ONCE: "Counted once", BOTH: "Counted in both"}
HOW: Final = (
    "Nothing was counted. Say how to count them: with --overlaps once or --overlaps both for all, "
    "or in a file overlaps.yml in the folder of --mappings, with an entry for two files "
    "(files: [a.csv, b.csv]) or for all files of a payer (payer: Name), each with answer: once or "
    "answer: both."
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
    """What is asked of two files: how many payments are in both, and what each answer comes to."""
    return f"{unclear_words(overlap)} {_sums(overlap)}"


def unclear_words(overlap: Overlap) -> str:
    """How many payments are in two files without its being clear that they are the same."""
    return f"{_in_both(overlap, overlap.unclear_rows, overlap.unclear_amount)}."


def answer_words(overlap: Overlap, answer: str) -> str:
    """What two files come to by an answer."""
    amount = overlap.once if answer == ONCE else overlap.both
    return f"{COUNTED[answer]}: {_pounds(amount)}"


def _sums(overlap: Overlap) -> str:
    return " ".join(f"{answer_words(overlap, answer)}." for answer in ANSWERS)


def _lines(overlap: Overlap) -> list[str]:
    first, second = overlap.first, overlap.second
    if overlap.same_by == BY_ALL:
        return [f"{second} has the very same payments as {first}; it is counted once."]
    lines = []
    if overlap.same_rows:
        why = (
            "all the payments of one of them"
            if overlap.same_by == BY_CONTENT
            else "with the same references"
        )
        found = _in_both(overlap, overlap.same_rows, overlap.same_amount)
        they = "it is" if overlap.same_rows == 1 else "they are"
        lines.append(f"{found}, {why}; {they} counted once.")
    if overlap.unclear_rows:
        lines.append(f"{unclear_words(overlap)} {_decided(overlap)}")
    return lines


def _decided(overlap: Overlap) -> str:
    if overlap.is_question:
        return f"Are they the same payments? {_sums(overlap)}"
    if overlap.counted_by == BY_SIZE:
        return (
            "Nothing shows whether it is the same money. Either way the sum of each file changes "
            f"by a thousandth at most, so it is counted in both. {_sums(overlap)}"
        )
    return f"{COUNTED[overlap.counted]}, as was answered. {_sums(overlap)}"


def _in_both(overlap: Overlap, rows: int, amount: Decimal) -> str:
    payments = format_count(rows, "payment", "payments")
    are = "is" if rows == 1 else "are"
    return f"{payments} of {_pounds(amount)} {are} in both {overlap.first} and {overlap.second}"


def _pounds(amount: Decimal) -> str:
    return f"-£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"
