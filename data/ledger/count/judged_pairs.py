"""Judges by what two files say, and by answers, which of the payments in both are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.overlaps import (
    BOTH,
    BY_ALL,
    BY_ANSWER,
    BY_CONTENT,
    BY_REFERENCE,
    BY_SIZE,
    ONCE,
    Overlap,
    OverlapAnswers,
)
from data.ledger.count.common_payments import Alike, CommonPair
from data.ledger.count.compared_files import FEWEST, PaymentFile
from data.ledger.count.same_payments import SamePayments

#: From so many different references a payment on, they identify the payments of a file.
IDENTIFYING: Final = 0.9
#: From such a share of the payments alike on that have the same reference, or both none, other
#: references mean other payments; below it the references of the two files are of two kinds.
OF_ONE_KIND: Final = 0.5
#: So much of the smaller file's money, without signs, is not asked about: see decision 0019.
SMALL: Final = Decimal("0.001")


@dataclass(frozen=True)
class JudgedPair:
    """Two files with payments alike, and what is held of these.

    Attributes:
        pair: what they have alike.
        overlap: what is decided, and what is not.
        by_reference: whether payments of other references are other payments.
    """

    pair: CommonPair
    overlap: Overlap
    by_reference: bool


def judge(
    pair: CommonPair,
    files: Sequence[PaymentFile],
    reference_shares: Mapping[int, float],
    answers: OverlapAnswers,
) -> JudgedPair:
    """Decide what the files decide, then what an answer decides.

    Args:
        pair: two files by their ranks.
        files: by rank.
        reference_shares: different references a payment that has one, by rank.
        answers: for what the files do not decide.
    """
    first, second = files[pair.first], files[pair.second]
    strict = pair.referenced + pair.bare
    by_reference = strict.rows >= pair.alike.rows * OF_ONE_KIND
    common = strict if by_reference else pair.alike
    identified = (
        by_reference
        and bool(pair.referenced.rows)
        and all(reference_shares[rank] >= IDENTIFYING for rank in (pair.first, pair.second))
    )
    same, same_by = Alike(), ""
    if by_reference and any(_is_within(file, common) for file in (first, second)):
        same, same_by = common, BY_CONTENT
    elif identified:
        same, same_by = pair.referenced, BY_REFERENCE
    unclear = common - same
    counted, counted_by = _answer(pair, unclear, first, second, answers)
    overlap = _overlap(
        *sorted((first, second), key=lambda file: (file.name, file.file_id)),
        payers=pair.payers,
        common=common,
        same=same,
        same_by=same_by,
        counted=counted,
        counted_by=counted_by,
    )
    return JudgedPair(pair, overlap, by_reference)


def overlap_of_copy(file: PaymentFile, first: PaymentFile) -> Overlap:
    """The overlap of a file with one that has the very same payments."""
    return _overlap(
        first,
        file,
        payers=(),
        common=Alike(file.rows, file.amount, file.size),
        same=Alike(file.rows, file.amount, file.size),
        same_by=BY_ALL,
        counted=ONCE,
        counted_by="",
    )


def same_payments(pairs: Iterable[JudgedPair], *, unanswered: str) -> SamePayments:
    """Which payments are the same.

    Args:
        pairs: as they were judged.
        unanswered: ONCE or BOTH, for what nobody has answered.
    """
    referenced, bare, loose = set(), set(), set()
    for judged in pairs:
        overlap, ranks = judged.overlap, (judged.pair.first, judged.pair.second)
        once = bool(overlap.unclear_rows) and (overlap.counted or unanswered) == ONCE
        if judged.by_reference and (overlap.same_rows or once):
            referenced.add(ranks)
        if judged.by_reference and (overlap.same_by == BY_CONTENT or once):
            bare.add(ranks)
        if not judged.by_reference and once:
            loose.add(ranks)
    return SamePayments(referenced, bare, loose)


def _is_within(file: PaymentFile, common: Alike) -> bool:
    """Whether all payments of a file, each with its date, are in the other."""
    return file.dated and common.rows == file.rows >= FEWEST


def _answer(
    pair: CommonPair,
    unclear: Alike,
    first: PaymentFile,
    second: PaymentFile,
    answers: OverlapAnswers,
) -> tuple[str, str]:
    """How payments are counted of which the files do not show whether they are the same."""
    if not unclear.rows:
        return ONCE, ""
    by_body = {resolve_payer(payer).body_id: answer for payer, answer in answers.payers.items()}
    of_bodies = {by_body.get(resolve_payer(payer).body_id, "") for payer in pair.payers}
    of_files = answers.files.get(frozenset((first.name, second.name)), "")
    answer = answers.every or of_files or (of_bodies.pop() if len(of_bodies) == 1 else "")
    if answer:
        return answer, BY_ANSWER
    small = unclear.size <= min(first.size, second.size) * SMALL
    return (BOTH, BY_SIZE) if small else ("", "")


def _overlap(
    first: PaymentFile,
    second: PaymentFile,
    *,
    payers: tuple[str, ...],
    common: Alike,
    same: Alike,
    same_by: str,
    counted: str,
    counted_by: str,
) -> Overlap:
    both = first.amount + second.amount - same.amount
    unclear = common - same
    return Overlap(
        first=first.name,
        second=second.name,
        first_id=first.file_id,
        second_id=second.file_id,
        payers=payers,
        rows=common.rows,
        amount=common.amount,
        whole=same_by == BY_ALL,
        same_rows=same.rows,
        same_amount=same.amount,
        same_by=same_by,
        unclear_rows=unclear.rows,
        unclear_amount=unclear.amount,
        counted=counted,
        counted_by=counted_by,
        once=both - unclear.amount,
        both=both,
    )
