"""Chooses which of the payments that are the same in several files are left out of a count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from data.ledger.core.file_report import FileReport
from data.ledger.core.schema import MONEY
from data.ledger.count.read_payments import MEMORY, quoted
from data.ledger.rows.writers import PAYMENTS_FOLDER

#: Below the folder into which files were read.
LEFT_OUT_FILE: Final = "left_out.parquet"
LEFT_OUT: Final = pa.schema(
    [
        ("file", pa.string()),
        ("file_id", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("amount", MONEY),
        ("also_in", pa.string()),  # name of a file that has the same payment
    ]
)
Pairs = Collection[tuple[int, int]]
#: Payments by likeness and file: those of one reference, or without; and those that are left.
OF_ONE_REFERENCE: Final = (
    "SELECT same AS key, rank, sum(times) AS times FROM slots WHERE bare = {bare} GROUP BY ALL"
)
LEFT: Final = (
    "SELECT alike AS key, rank, sum(times) AS times FROM slots ANTI JOIN gone USING (rank, same)"
    " GROUP BY ALL"
)
EMPTY: Final = """
CREATE OR REPLACE TEMP TABLE gone (rank INTEGER, same UBIGINT, also_in INTEGER);
CREATE OR REPLACE TEMP TABLE left_out (
  file_id VARCHAR, sheet VARCHAR, row BIGINT, amount DECIMAL(18, 4), also_in VARCHAR);
"""
SETS: Final = """
CREATE OR REPLACE TEMP TABLE nodes AS {nodes};
CREATE OR REPLACE TEMP TABLE sets AS
  SELECT key, hash(bit_xor(hash(rank + 1)), sum(rank), count(*)) AS files
  FROM nodes GROUP BY key HAVING count(*) > 1;
CREATE OR REPLACE TEMP TABLE outcomes (files UBIGINT, option BIGINT, rank INTEGER, also_in INTEGER);
"""
MEMBERS: Final = """
SELECT e.files, list_sort(list(n.rank))
FROM (SELECT files, any_value(key) AS key FROM sets GROUP BY files) e JOIN nodes n USING (key)
GROUP BY e.files
"""
#: The most payments are kept that are surely different; of equal choices the first.
CHOOSE: Final = """
INSERT INTO gone
WITH weights AS (
  SELECT n.key, s.files, o.option, sum(n.times) AS times
  FROM nodes n JOIN sets s USING (key) JOIN outcomes o USING (files, rank)
  WHERE o.also_in IS NULL GROUP BY ALL),
best AS (
  SELECT key, files, arg_max(option, times * 1000000 - option) AS option
  FROM weights GROUP BY key, files)
SELECT s.rank, s.same, o.also_in
FROM best b JOIN outcomes o USING (files, option)
JOIN slots s ON s.{key} = b.key AND s.rank = o.rank
WHERE o.also_in IS NOT NULL AND (s.rank, s.same) NOT IN (SELECT (rank, same) FROM gone)
"""
ROWS: Final = """
INSERT INTO left_out
  SELECT c.file_id, c.sheet, c.row, c.amount, o.file_id AS also_in
  FROM common c JOIN compared f USING (file_id)
  JOIN gone g ON g.rank = f.rank AND g.same = c.same JOIN compared o ON o.rank = g.also_in
"""
LIST: Final = """
COPY (
  SELECT f.file, l.file_id, l.sheet, l.row, l.amount, o.file AS also_in
  FROM left_out l JOIN files f USING (file_id) JOIN files o ON o.file_id = l.also_in
  ORDER BY f.file, l.file_id, l.sheet, l.row)
TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


@dataclass(frozen=True)
class SamePayments:
    """By pairs of ranks, which payments that two files have alike are the same.

    Attributes:
        referenced: pairs in which those of the same reference are.
        bare: pairs in which those without a reference are.
        loose: pairs in which those that are left are, whatever their reference is.
    """

    referenced: Pairs
    bare: Pairs
    loose: Pairs


def leave_out(
    connection: duckdb.DuckDBPyConnection, same: SamePayments, *, copies: Mapping[str, str]
) -> dict[str, tuple[int, Decimal]]:
    """Put the payments that are left out into the table `left_out`.

    Of payments that are the same in several files those of one file stay, of which there are as
    many as in the file that has most of them.

    Args:
        connection: with the tables of `common_payments.compare`.
        same: which payments are the same.
        copies: files that are left out as a whole, each with the file that is the same.

    Returns:
        How many are left out of each file, and their sum in GBP, by file id.
    """
    connection.execute(EMPTY)
    _choose(connection, OF_ONE_REFERENCE.format(bare=False), "same", same.referenced)
    _choose(connection, OF_ONE_REFERENCE.format(bare=True), "same", same.bare)
    _choose(connection, LEFT, "alike", same.loose)
    if any((same.referenced, same.bare, same.loose)):
        connection.execute(ROWS)
    for file_id, other in copies.items():
        connection.execute(
            "INSERT INTO left_out SELECT file_id, sheet, row, amount, ? FROM payments"
            " WHERE file_id = ?",
            [other, file_id],
        )
    found = connection.execute(
        "SELECT file_id, count(*), sum(amount)::DECIMAL(38, 4) FROM left_out GROUP BY file_id"
    ).fetchall()
    return {file_id: (rows, amount) for file_id, rows, amount in found}


def list_left_out(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Write the payments that are left out: file, file_id, sheet, row, amount, also_in."""
    connection.execute(LIST.format(path=quoted(out / LEFT_OUT_FILE)))


def write_counted(out: Path, reports: Sequence[FileReport], work: Path) -> list[Path]:
    """Files of the payments that are counted: as they were read, or without what is left out.

    Args:
        out: folder into which the files were read.
        reports: of the files.
        work: folder for the files of which a part is left out.
    """
    counted = {}
    for report in reports:
        path = out / PAYMENTS_FOLDER / f"{report.file_id}.parquet"
        if report.left_out < report.payments:
            rest = work / path.name
            counted[report.file_id] = _write_rest(path, rest, out) if report.left_out else path
    return [counted[file_id] for file_id in sorted(counted)]


def left_out_table(out: Path) -> Path | pa.Table:
    """The file that `list_left_out` wrote, or an empty table where nothing is left out."""
    path = out / LEFT_OUT_FILE
    return path if path.exists() else LEFT_OUT.empty_table()


def independent_sets(ranks: Sequence[int], edges: Pairs) -> Iterator[tuple[int, ...]]:
    """Yield the largest sets of files no two of which are a pair, by their ranks.

    >>> list(independent_sets([0, 1, 2], [(0, 1), (0, 2)]))
    [(0,), (1, 2)]
    """
    others = {a: {b for b in ranks if (min(a, b), max(a, b)) not in edges} - {a} for a in ranks}

    def grow(chosen: tuple[int, ...], open_: set[int], done: set[int]) -> Iterator[tuple[int, ...]]:
        if not open_ and not done:
            yield tuple(sorted(chosen))
        for rank in sorted(open_):
            yield from grow((*chosen, rank), open_ & others[rank], done & others[rank])
            open_ = open_ - {rank}
            done = done | {rank}

    return grow((), set(ranks), set())


def _choose(connection: duckdb.DuckDBPyConnection, nodes: str, key: str, edges: Pairs) -> None:
    if not edges:
        return
    connection.execute(SETS.format(nodes=nodes))
    members = connection.execute(MEMBERS).fetchall()
    outcomes = [row for files, ranks in members for row in _outcomes(files, ranks, edges)]
    if outcomes:
        connection.executemany("INSERT INTO outcomes VALUES (?, ?, ?, ?)", outcomes)
        connection.execute(CHOOSE.format(key=key))


def _outcomes(
    files: int, ranks: Sequence[int], edges: Pairs
) -> Iterator[tuple[int, int, int, int | None]]:
    """What each choice means for each file: null if it stays, else a file that has the same."""
    for option, kept in enumerate(sorted(independent_sets(ranks, edges))):
        for rank in ranks:
            same = [other for other in kept if (min(rank, other), max(rank, other)) in edges]
            yield files, option, rank, min(same, default=None)


def _write_rest(path: Path, rest: Path, out: Path) -> Path:
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.execute(
            f"COPY (SELECT p.* FROM '{quoted(path)}' p ANTI JOIN"  # noqa: S608
            f" (SELECT * FROM '{quoted(out / LEFT_OUT_FILE)}' WHERE file_id = '{path.stem}') l"
            f" USING (sheet, row)) TO '{quoted(rest)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return rest
