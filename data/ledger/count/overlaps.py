"""Finds files with payments in common, and lists the payments that are to be counted once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import pyarrow as pa

from data.ledger.core.overlaps import BOTH, NO_ANSWERS, ONCE, Overlap, OverlapAnswers
from data.ledger.count.common_payments import NOTHING
from data.ledger.count.compared_files import copies_of, read_compared, without_copies
from data.ledger.count.counted_once import left_out_whole, same_payments
from data.ledger.count.file_pairs import pair_files
from data.ledger.count.in_question import list_in_question
from data.ledger.count.judged_pairs import judge, overlap_of_copy
from data.ledger.count.left_out import LEFT_OUT_FILE, leave_out, list_left_out
from data.ledger.count.read_payments import open_payments
from data.ledger.count.saved_answers import answer_notes

#: A single sheet has nothing to be compared with.
FEWEST: Final = 2


@dataclass(frozen=True)
class FoundOverlaps:
    """The overlaps of some files.

    Attributes:
        overlaps: each pair of files with payments in common, by name.
        left_out: payments that are left out as they are in another file, by file id: how many, and
            their sum in GBP.
        once: what all files come to if whatever nobody has answered is counted once, GBP.
        both: what they come to if it is counted in both, GBP.
        in_question: payments to look at before an answer, if they are listed; see
            `in_question.list_in_question`.
        notes: what is to be said of saved answers.
    """

    overlaps: Sequence[Overlap] = ()
    left_out: Mapping[str, tuple[int, Decimal]] = field(default_factory=dict)
    once: Decimal = NOTHING
    both: Decimal = NOTHING
    in_question: pa.Table | None = None
    notes: Sequence[str] = ()

    @property
    def questions(self) -> list[Overlap]:
        """Those of which somebody must say how they are counted."""
        return [overlap for overlap in self.overlaps if overlap.is_question]


def find_overlaps(
    out: Path,
    sheets: Collection[tuple[str, str]],
    answers: OverlapAnswers = NO_ANSWERS,
    *,
    with_payments: bool = False,
) -> FoundOverlaps:
    """Find files or sheets with payments in common, and decide which of these are counted once.

    The payments to leave out are listed in the file `LEFT_OUT_FILE` of the folder, each with a file
    that has the same one. What nobody has answered is not among them.

    Args:
        out: folder into which the files were read.
        sheets: file id and name of each sheet with payments that are to be counted together; ""
            is the name for a text table.
        answers: how payments are counted of which the files do not show whether they are the same.
        with_payments: whether those payments are listed.
    """
    (out / LEFT_OUT_FILE).unlink(missing_ok=True)
    if len(sheets) < FEWEST:
        return FoundOverlaps()
    with open_payments(out, {file_id for file_id, _ in sheets}) as connection:
        files = read_compared(connection)
        copies = copies_of(files)
        others = without_copies(files, copies)
        judged = [judge(pair, others, answers) for pair in pair_files(connection, others)]
        found = [pair.overlap for pair in judged if pair.overlap.rows or pair.overlap.is_unclear]
        found += [overlap_of_copy(file, first) for file, first in copies.items()]
        whole = sum((file.amount for file in files), NOTHING)
        is_clear = not any(overlap.is_question for overlap in found)

        def left_out(unanswered: str) -> dict[str, tuple[int, Decimal]]:
            out = left_out_whole(judged, unanswered=unanswered)
            same = same_payments(judged, unanswered=unanswered, without=out)
            equal = {others[rank]: others[kept] for rank, kept in out.items()}
            return leave_out(connection, same, copies=copies | equal)

        once = {} if is_clear else left_out(ONCE)
        both = left_out(BOTH)
        in_question = list_in_question(connection, judged) if with_payments else None
        bodies = {body for (body,) in connection.execute("SELECT body FROM bodies").fetchall()}
        notes = list(answer_notes(answers, {file.name for file in files}, bodies))
        if both:
            list_left_out(connection, out)
    return FoundOverlaps(
        sorted(found, key=lambda overlap: (overlap.first, overlap.second)),
        both,
        once=whole - _sum(both if is_clear else once),
        both=whole - _sum(both),
        in_question=in_question,
        notes=notes,
    )


def _sum(left_out: Mapping[str, tuple[int, Decimal]]) -> Decimal:
    return sum((amount for _, amount in left_out.values()), NOTHING)
