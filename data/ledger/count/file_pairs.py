"""Pairs files that may have the same payments, with everything that was found of each two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import duckdb

from data.ledger.core.file_report import to_pence
from data.ledger.count.common_payments import NOT_SAID, CommonPair, compare, load_compared
from data.ledger.count.compared_files import PaymentFile
from data.ledger.count.differing_payments import (
    NONE,
    Differing,
    References,
    find_differing,
    read_references,
)

#: Of so many payments on it is no chance that two files come to the same sum.
FEWEST_OF_A_SUM: Final = 5
BODIES: Final = """
SELECT rank, list(DISTINCT body) FROM payments
JOIN compared USING (file_id, sheet) JOIN bodies USING (payer) GROUP BY rank
"""


@dataclass(frozen=True)
class FilePair:
    """Two files that may have the same payments.

    Attributes:
        common: what they have alike, by the ranks of the files.
        payers: whose payments are compared, by name; "" is a payer that is not said.
        differing: payments of the same reference that are not alike.
        referenced: how many payments have a reference, in the file with fewer of them.
        identified: whether references identify the payments of each.
        equal: whether both come to the same sum.
    """

    common: CommonPair
    payers: tuple[str, ...]
    differing: Differing
    referenced: int
    identified: bool
    equal: bool


def pair_files(
    connection: duckdb.DuckDBPyConnection, files: Sequence[PaymentFile]
) -> list[FilePair]:
    """Compare files, the largest first, in each way in which they may have the same payments.

    Leaves the tables of `load_compared`, `compare` and `find_differing`.
    """
    names = load_compared(connection, files)
    common = {(pair.first, pair.second): pair for pair in compare(connection)}
    references = read_references(connection)
    differing = find_differing(connection, references)
    equal = _equal_sums(connection, files)
    pairs = []
    for ranks in sorted({*common, *differing, *equal}):
        found = (common.get(ranks), differing.get(ranks))
        bodies = {body for one in found if one for body in one.bodies} | equal.get(ranks, set())
        own = [references.get(rank, References(0, 0)) for rank in ranks]
        pairs.append(
            FilePair(
                found[0] or CommonPair(*ranks, bodies=tuple(sorted(bodies))),
                tuple(sorted(names[body] for body in bodies)),
                found[1] or NONE,
                referenced=min(one.payments for one in own),
                identified=all(one.identify for one in own),
                equal=ranks in equal,
            )
        )
    return pairs


def _equal_sums(
    connection: duckdb.DuckDBPyConnection, files: Sequence[PaymentFile]
) -> Mapping[tuple[int, int], set[str]]:
    """Files of the same body that come to the same sum to the penny, with their bodies."""
    pairs = [
        (first, second)
        for first, second in combinations(range(len(files)), 2)
        if to_pence(files[first].amount) == to_pence(files[second].amount) != 0
        and files[first].rows >= FEWEST_OF_A_SUM
    ]
    if not pairs:
        return {}
    bodies = {rank: set(own) for rank, own in connection.execute(BODIES).fetchall()}
    return {
        (first, second): bodies[first] | bodies[second]
        for first, second in pairs
        if bodies[first] == bodies[second] or {NOT_SAID} in (bodies[first], bodies[second])
    }
