"""Chooses which of the payments that are the same in several files stay.

Of each likeness the most payments stay of which no two are the same: how many these are does not
depend on the order of files or on their ids, only which of equal ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

Pairs = Collection[tuple[int, int]]
#: For nodes (key, bare, rank, times) the sets of files that have a key, by a number of their own.
SETS: Final = """
CREATE OR REPLACE TEMP TABLE {name}_nodes AS {nodes};
CREATE OR REPLACE TEMP TABLE {name}_sets AS
  SELECT key, bare, hash(bare, bit_xor(hash(rank + 1)), sum(rank), count(*)) AS files
  FROM {name}_nodes GROUP BY key, bare HAVING count(*) >= {fewest};
CREATE OR REPLACE TEMP TABLE {name}_outcomes (
  files UBIGINT, option BIGINT, rank INTEGER, also_in INTEGER);
"""
MEMBERS: Final = """
SELECT e.files, e.bare, list_sort(list(n.rank))
FROM (SELECT files, bare, any_value(key) AS key FROM {name}_sets GROUP BY files, bare) e
JOIN {name}_nodes n USING (key) GROUP BY e.files, e.bare
"""
PUT: Final = "INSERT INTO {table} VALUES (?, ?, ?, ?)"
#: The choice by which most payments stay; of equal ones the first.
BEST: Final = """
CREATE OR REPLACE TEMP TABLE {name}_best AS
  SELECT key, files, arg_max(option, times * 1000000 - option) AS option, max(times) AS times
  FROM ({weights}) GROUP BY key, files;
"""
KEPT_TIMES: Final = """
SELECT n.key, s.files, o.option, sum(n.times) AS times
FROM {name}_nodes n JOIN {name}_sets s USING (key) JOIN {name}_outcomes o USING (files, rank)
WHERE o.also_in IS NULL GROUP BY ALL
"""
#: Files that have a likeness; and what would stay of it by each choice of files.
LIKENESSES: Final = (
    "SELECT alike AS key, false AS bare, rank, sum(times) AS times FROM slots GROUP BY alike, rank"
)
CANDIDATES: Final = """
SELECT hash(s.alike, o.option, s.same) AS key, s.bare, s.rank, s.times,
       s.alike, l.files AS loose_files, o.option AS loose_option
FROM slots s JOIN loose_sets l ON l.key = s.alike
JOIN loose_outcomes o ON o.files = l.files AND o.rank = s.rank AND o.also_in IS NULL
"""
CANDIDATE_TIMES: Final = """
SELECT n.alike AS key, n.loose_files AS files, n.loose_option AS option, sum(b.times) AS times
FROM (SELECT DISTINCT key, alike, loose_files, loose_option FROM candidate_nodes) n
JOIN candidate_best b USING (key) GROUP BY ALL
"""
GONE: Final = "CREATE OR REPLACE TEMP TABLE gone (rank INTEGER, same UBIGINT, also_in INTEGER)"
GO: Final = """
INSERT INTO gone
SELECT s.rank, s.same, o.also_in
FROM {name}_best b JOIN {name}_outcomes o USING (files, option)
JOIN slots s ON s.{key} = b.key AND s.rank = o.rank WHERE o.also_in IS NOT NULL
"""
LEFT: Final = "SELECT same AS key, bare, rank, times FROM slots ANTI JOIN gone USING (rank, same)"


@dataclass(frozen=True)
class SamePayments:
    """By pairs of ranks, which payments that two files have alike are the same.

    Attributes:
        referenced: pairs in which those of the same reference are.
        bare: pairs in which those without a reference are.
        loose: pairs in which those alike are, whatever their reference is.
        differing: pairs in which those of the same reference are, though they are not alike; first
            the file whose payments stay.
    """

    referenced: Pairs
    bare: Pairs
    loose: Pairs
    differing: Pairs


def choose(connection: duckdb.DuckDBPyConnection, same: SamePayments) -> None:
    """Put the payments that do not stay into the table `gone` (rank, same, also_in).

    Args:
        connection: with the tables of `common_payments.compare`.
        same: which payments are the same.
    """

    def by_reference(*, bare: bool) -> Pairs:
        return same.bare if bare else same.referenced

    connection.execute(GONE)
    if same.loose:
        _list_choices(connection, "loose", LIKENESSES, lambda **_: same.loose)
        _list_choices(connection, "candidate", CANDIDATES, by_reference, fewest=1)
        _choose_best(connection, "candidate", KEPT_TIMES.format(name="candidate"))
        _choose_best(connection, "loose", CANDIDATE_TIMES)
        connection.execute(GO.format(name="loose", key="alike"))
    if same.referenced or same.bare:
        _list_choices(connection, "slot", LEFT, by_reference)
        _choose_best(connection, "slot", KEPT_TIMES.format(name="slot"))
        connection.execute(GO.format(name="slot", key="same"))


def independent_sets(ranks: Sequence[int], edges: Pairs) -> Iterator[tuple[int, ...]]:
    """Yield the largest sets of files no two of which are a pair, by their ranks.

    >>> list(independent_sets([0, 1, 2], [(0, 1), (0, 2)]))
    [(0,), (1, 2)]
    """
    others = {a: {b for b in ranks if (min(a, b), max(a, b)) not in edges} - {a} for a in ranks}

    def grow(chosen: tuple[int, ...], left: set[int], done: set[int]) -> Iterator[tuple[int, ...]]:
        if not left and not done:
            yield tuple(sorted(chosen))
        for rank in sorted(left):
            yield from grow((*chosen, rank), left & others[rank], done & others[rank])
            left = left - {rank}
            done = done | {rank}

    return grow((), set(ranks), set())


def _list_choices(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    nodes: str,
    edges: Callable[..., Pairs],
    *,
    fewest: int = 2,
) -> None:
    """Put each choice of files whose payments stay into the table `{name}_outcomes`."""
    connection.execute(SETS.format(name=name, nodes=nodes, fewest=fewest))
    members = connection.execute(MEMBERS.format(name=name)).fetchall()
    outcomes = [
        row for files, bare, ranks in members for row in _outcomes(files, ranks, edges(bare=bare))
    ]
    if outcomes:
        table = f"{name}_outcomes"
        connection.executemany(PUT.format(table=table), outcomes)


def _choose_best(connection: duckdb.DuckDBPyConnection, name: str, weights: str) -> None:
    connection.execute(BEST.format(name=name, weights=weights))


def _outcomes(
    files: int, ranks: Sequence[int], edges: Pairs
) -> Iterator[tuple[int, int, int, int | None]]:
    """What each choice means for each file: null if it stays, else a file that has the same."""
    for option, kept in enumerate(sorted(independent_sets(ranks, edges))):
        for rank in ranks:
            same = [other for other in kept if (min(rank, other), max(rank, other)) in edges]
            yield files, option, rank, min(same, default=None)
