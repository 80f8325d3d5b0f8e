"""Says by the judged pairs of files which files are left out, and which payments are the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from data.ledger.core.overlaps import BY_CONTENT
from data.ledger.count.judged_pairs import JudgedPair
from data.ledger.count.same_payments import SamePayments


def left_out_whole(pairs: Iterable[JudgedPair], *, unanswered: str) -> dict[int, int]:
    """Files that are left out as one that is counted comes to the same sum, by their ranks.

    Args:
        pairs: as they were judged.
        unanswered: ONCE or BOTH, for what nobody has answered.
    """
    out: dict[int, int] = {}
    for judged in pairs:
        if (
            judged.overlap.equal_sum
            and judged.is_once(unanswered)
            and out.keys().isdisjoint(judged.ranks)
        ):
            out[judged.other] = judged.kept
    return out


def same_payments(
    pairs: Iterable[JudgedPair], *, unanswered: str, without: Collection[int]
) -> SamePayments:
    """Which payments are the same.

    Args:
        pairs: as they were judged.
        unanswered: ONCE or BOTH, for what nobody has answered.
        without: ranks of files that are left out whole.
    """
    referenced, bare, loose, differing = set(), set(), set(), set()
    for judged in pairs:
        overlap, ranks = judged.overlap, judged.ranks
        if not set(without).isdisjoint(ranks):
            continue
        is_once = judged.is_once(unanswered)
        once = is_once and bool(overlap.unclear_rows)
        if judged.by_reference and (overlap.same_rows or once):
            referenced.add(ranks)
        if judged.by_reference and (overlap.same_by == BY_CONTENT or once):
            bare.add(ranks)
        if not judged.by_reference and once:
            loose.add(ranks)
        if is_once and overlap.differing_rows:
            differing.add((judged.kept, judged.other))
    return SamePayments(referenced, bare, loose, differing)
