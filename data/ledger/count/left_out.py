"""Lists the payments that a count leaves out, and writes the files of those that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from data.ledger.core.file_report import FileReport
from data.ledger.core.schema import MONEY
from data.ledger.count.compared_files import PaymentFile
from data.ledger.count.read_payments import MEMORY, quoted
from data.ledger.count.same_payments import SamePayments, choose
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
EMPTY: Final = """
CREATE OR REPLACE TEMP TABLE left_out (
  file_id VARCHAR, sheet VARCHAR, row BIGINT, amount DECIMAL(18, 4), also_in VARCHAR);
"""
ROWS: Final = """
INSERT INTO left_out
  SELECT c.file_id, c.sheet, c.row, c.amount, o.name AS also_in
  FROM common c JOIN gone g USING (rank, same) JOIN compared o ON o.rank = g.also_in
"""
#: One that is left out already is not left out twice.
DIFFERING: Final = """
INSERT INTO left_out
  SELECT n.file_id, n.sheet, n.row, any_value(n.amount), arg_min(o.name, o.rank)
  FROM numbered n JOIN differing d USING (rank, number, alike)
  JOIN (SELECT unnest(?::INTEGER[]) AS kept, unnest(?::INTEGER[]) AS other) p
  ON p.other = n.rank AND least(p.kept, p.other) = d.first AND greatest(p.kept, p.other) = d.second
  JOIN compared o ON o.rank = p.kept
  ANTI JOIN left_out l ON l.file_id = n.file_id AND l.sheet = n.sheet AND l.row = n.row
  GROUP BY n.file_id, n.sheet, n.row
"""
LIST: Final = """
COPY (
  SELECT f.file, l.file_id, l.sheet, l.row, l.amount, l.also_in
  FROM left_out l JOIN files f USING (file_id, sheet)
  ORDER BY f.file, l.file_id, l.sheet, l.row)
TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def leave_out(
    connection: duckdb.DuckDBPyConnection,
    same: SamePayments,
    *,
    copies: Mapping[PaymentFile, PaymentFile],
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
    choose(connection, same)
    if any((same.referenced, same.bare, same.loose)):
        connection.execute(ROWS)
    if same.differing:
        connection.execute(DIFFERING, [list(ranks) for ranks in zip(*same.differing, strict=True)])
    for file, first in copies.items():
        connection.execute(
            "INSERT INTO left_out SELECT file_id, sheet, row, amount, ? FROM payments"
            " WHERE file_id = ? AND sheet = coalesce(?, sheet)",
            [first.name, file.file_id, file.sheet],
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


def _write_rest(path: Path, rest: Path, out: Path) -> Path:
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.execute(
            f"COPY (SELECT p.* FROM '{quoted(path)}' p ANTI JOIN"  # noqa: S608
            f" (SELECT * FROM '{quoted(out / LEFT_OUT_FILE)}' WHERE file_id = '{path.stem}') l"
            f" USING (sheet, row)) TO '{quoted(rest)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return rest
