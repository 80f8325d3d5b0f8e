"""Finds the saved answers that fit some files, and says which of them change nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.overlaps import ANSWERS_FILE, OverlapAnswers
from utils.errors import InvalidInputError


def answers_of_bodies(answers: OverlapAnswers) -> dict[str, str]:
    """The answers for payers, by the id of the body.

    Raises:
        InvalidInputError: two names of a body have different answers.
    """
    found: dict[str, str] = {}
    named: dict[str, str] = {}
    for payer, answer in answers.payers.items():
        body = resolve_payer(payer).body_id
        if found.setdefault(body, answer) != answer:
            raise InvalidInputError(
                argument=f"answers in {ANSWERS_FILE}",
                received=f"{found[body]} for {named[body]!r} and {answer} for {payer!r}",
                expected="a single answer for the names of one body",
            )
        named.setdefault(body, payer)
    return found


def answer_notes(
    answers: OverlapAnswers, names: Collection[str], bodies: Collection[str]
) -> Iterator[str]:
    """Say of each saved answer that it fits no file, or that another goes before it.

    Args:
        answers: the answers.
        names: of the files and sheets that are counted.
        bodies: ids of the bodies whose payments they are.
    """
    fits = [
        (" and ".join(sorted(pair)), answer, pair <= set(names))
        for pair, answer in answers.files.items()
    ]
    fits += [
        (payer, answer, resolve_payer(payer).body_id in bodies)
        for payer, answer in answers.payers.items()
    ]
    for subject, answer, is_here in fits:
        if not is_here:
            yield f"{ANSWERS_FILE} has an answer for {subject}, which fits none of these files."
        elif answers.every and answers.every != answer:
            yield (
                f"The option --overlaps {answers.every} goes before {ANSWERS_FILE}, which has "
                f"{answer} for {subject}."
            )
