"""Judges by two files, and by answers, how payments that may be in both are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.file_report import to_pence
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
from data.ledger.count.common_payments import Alike
from data.ledger.count.compared_files import FEWEST, PaymentFile
from data.ledger.count.differing_payments import NONE, Differing
from data.ledger.count.file_pairs import FilePair
from data.ledger.count.saved_answers import answers_of_bodies

#: From such a share of the payments alike on that have the same reference, or both none, other
#: references mean other payments; below it the references of the two files are of two kinds.
OF_ONE_KIND: Final = 0.5
#: So much of the smaller file's money, without signs, is not asked about: see decision 0019.
SMALL: Final = Decimal("0.001")
#: From such a share of the payments with references on, references that both files have are of the
#: same payments, or begin anew in each file; fewer are instalments of an invoice.
MANY_REFERENCES: Final = 0.1


@dataclass(frozen=True)
class JudgedPair:
    """Two files that may have the same payments, and what is held of these.

    Attributes:
        ranks: of the two files.
        overlap: what is decided, and what is not.
        by_reference: whether payments of other references are other payments.
        kept: rank of the file whose payments stay where one file is left out, or a part of it.
    """

    ranks: tuple[int, int]
    overlap: Overlap
    by_reference: bool
    kept: int

    @property
    def other(self) -> int:
        """Rank of the other file."""
        return sum(self.ranks) - self.kept

    def is_once(self, unanswered: str) -> bool:
        """Whether what the files leave open is counted once."""
        return self.overlap.is_unclear and (self.overlap.counted or unanswered) == ONCE


@dataclass(frozen=True)
class _Held:
    """What is held of two files; the attributes are those of `FilePair` and `Overlap`.

    `others_same` is what stays the same if those without references are other payments.
    """

    common: Alike
    same: Alike
    same_by: str
    within: str = ""
    others_same: Alike | None = None
    differing: Differing = NONE
    equal: bool = False


def judge(pair: FilePair, files: Sequence[PaymentFile], answers: OverlapAnswers) -> JudgedPair:
    """Decide what the files decide, then what an answer decides.

    Args:
        pair: two files by their ranks.
        files: by rank.
        answers: for what the files do not decide.
    """
    ranks = (pair.common.first, pair.common.second)
    first, second = files[ranks[0]], files[ranks[1]]
    found = pair.common
    strict = found.referenced + found.bare
    many = _are_many(pair, first, second)
    by_reference = many or strict.rows >= found.alike.rows * OF_ONE_KIND
    common = strict if by_reference else found.alike
    differing = pair.differing if by_reference else NONE
    by_references = found.referenced if by_reference and pair.identified else Alike()
    same, same_by = Alike(), ""
    within = [file.name for file in (second, first) if _is_within(file, common)]
    of_files = answers.files.get(frozenset((first.name, second.name)), "")
    if by_reference and within and not (of_files == BOTH and found.bare.rows):
        same, same_by = common, BY_CONTENT
    elif by_references.rows:
        same, same_by = by_references, BY_REFERENCE
    unclear = common - same
    equal = pair.equal and same.rows < min(first.rows, second.rows)
    is_small = not many and not equal and unclear.size <= min(first.size, second.size) * SMALL
    is_open = bool(unclear.rows or differing.first.rows or equal)
    counted, counted_by = ONCE, ""
    if is_open:
        counted, counted_by = _answer(pair.payers, of_files, answers, is_small=is_small)
    held = _Held(
        common,
        same,
        same_by,
        within=within[0] if same_by == BY_CONTENT else "",
        others_same=by_references if same_by == BY_CONTENT and found.bare.rows else None,
        differing=differing,
        equal=equal,
    )
    overlap = _overlap(
        first, second, held, payers=pair.payers, counted=counted, counted_by=counted_by
    )
    kept = ranks[0] if _kept_first((first, second))[0] is first else ranks[1]
    return JudgedPair(ranks, overlap, by_reference, kept)


def overlap_of_copy(file: PaymentFile, first: PaymentFile) -> Overlap:
    """The overlap of a file with one that has the very same payments."""
    every = Alike(file.rows, file.amount, file.size)
    return _overlap(
        first,
        file,
        _Held(every, every, BY_ALL),
        payers=(),
        counted=ONCE,
        counted_by="",
    )


def _are_many(pair: FilePair, first: PaymentFile, second: PaymentFile) -> bool:
    """Whether so many payments of the same reference differ that it must be asked why.

    Those of the same date too are no instalments: of these the money says whether they are many.
    """
    rows = min(pair.differing.first.rows, pair.differing.second.rows)
    money = min(first.size, second.size) * SMALL
    return rows >= FEWEST and (
        rows >= pair.referenced * MANY_REFERENCES or pair.differing.dated_size > money
    )


def _is_within(file: PaymentFile, common: Alike) -> bool:
    """Whether all payments of a file, each with its date, are in the other."""
    return file.dated and common.rows == file.rows >= FEWEST


def _answer(
    payers: Sequence[str], of_files: str, answers: OverlapAnswers, *, is_small: bool
) -> tuple[str, str]:
    """How payments are counted of which the files do not show whether they are the same."""
    by_body = answers_of_bodies(answers)
    of_bodies = {by_body.get(resolve_payer(payer).body_id, "") for payer in payers}
    answer = answers.every or of_files or (of_bodies.pop() if len(of_bodies) == 1 else "")
    if answer:
        return answer, BY_ANSWER
    return (BOTH, BY_SIZE) if is_small else ("", "")


def _kept_first(files: Iterable[PaymentFile]) -> list[PaymentFile]:
    """Two files, first the one whose payments stay: that with more of them, else by name."""
    return sorted(files, key=lambda file: (-file.rows, file.name, file.file_id))


def _overlap(
    one: PaymentFile,
    other: PaymentFile,
    held: _Held,
    *,
    payers: tuple[str, ...],
    counted: str,
    counted_by: str,
) -> Overlap:
    whole = one.amount + other.amount
    both = whole - held.same.amount
    unclear = held.common - held.same
    kept, _ = _kept_first((one, other))
    stay, go = held.differing.first, held.differing.second
    if kept is not one:
        stay, go = go, stay
    first, second = (one, other)
    if held.same_by != BY_ALL:
        first, second = sorted((one, other), key=lambda file: (file.name, file.file_id))
    return Overlap(
        first=first.name,
        second=second.name,
        first_id=first.file_id,
        second_id=second.file_id,
        payers=payers,
        rows=held.common.rows,
        amount=held.common.amount,
        whole=held.same_by == BY_ALL,
        same_rows=held.same.rows,
        same_amount=held.same.amount,
        same_by=held.same_by,
        within=held.within,
        if_others=None if held.others_same is None else whole - held.others_same.amount,
        unclear_rows=unclear.rows,
        unclear_amount=unclear.amount,
        kept=kept.name,
        kept_rows=stay.rows,
        kept_amount=stay.amount,
        differing_rows=go.rows,
        differing_amount=go.amount,
        equal_sum=to_pence(kept.amount) if held.equal else None,
        counted=counted,
        counted_by=counted_by,
        once=kept.amount if held.equal else both - unclear.amount - go.amount,
        both=both,
    )
