"""Finds what was paid once but stands twice: repeats, files that overlap, and reversals.

All of it runs in DuckDB over the Parquet of payments, which spills to disk, so a ledger of any
length is looked through within the same memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.core.file_report import Overlap
from data.ledger.core.schema import PAYMENTS
from data.ledger.rows.writers import BATCH, HOW, PAYMENTS_FOLDER

MEMORY: Final = "700MB"
#: What distinguishes a payment from another, whoever published the file.
CONTENT: Final = "paid_on, supplier, amount, vat, department, purpose, category, reference"
#: What two files must have alike in a row that is in both.
SAME_ROW: Final = "body, paid_on, supplier, amount, reference"
#: A single payment may be in two files by chance.
FEWEST_CONTAINED: Final = 2
#: Names that stand for many suppliers, among whom nothing can be paired by amount alone.
UNNAMED: Final = "supplier = '' OR supplier ILIKE '%redact%' OR supplier ILIKE '%withheld%'"


def count_repeats(out: Path) -> dict[str, int]:
    """Count, by file id, payments that equal an earlier payment of their file in every column.

    They are kept: the same sum is often paid to the same supplier twice on a day.
    """
    with _payments(out) as connection:
        found = connection.execute(
            "SELECT file_id, (sum(times) - count(*))::BIGINT FROM ("  # noqa: S608
            f" SELECT file_id, hash(payer, {CONTENT}, spend_kind) AS print, count(*) AS times"
            " FROM payments GROUP BY ALL) GROUP BY file_id"
        ).fetchall()
    return dict(found)


def find_overlaps(out: Path) -> list[Overlap]:
    """Find files with payments in common; nothing is taken out.

    Rows are alike when body, date, supplier, amount and reference are, and they have a date; a
    body is the same by whichever of its names. Two files that have the very same payments are
    found whoever their payer is taken to be, as when one of them has another name, encoding or
    format. A file all of whose payments are in another, as those of a month are in its year or
    of a format in which a row was rejected, is to be left out of a count.
    """
    if len(list((out / PAYMENTS_FOLDER).glob("*.parquet"))) < 2:  # noqa: PLR2004
        return []
    with _payments(out) as connection:
        texts = connection.execute("SELECT DISTINCT payer FROM payments").fetchall()
        connection.execute("CREATE TEMP TABLE bodies (payer VARCHAR, body VARCHAR)")
        connection.executemany(
            "INSERT INTO bodies VALUES (?, ?)",
            [(payer, resolve_payer(payer).body_id) for (payer,) in texts],
        )
        connection.execute(
            "CREATE TEMP TABLE alike AS SELECT file_id, any_value(file) AS file,"  # noqa: S608
            f" hash({SAME_ROW}) AS print, any_value(amount) AS amount, count(*) AS times"
            f" FROM payments JOIN bodies USING (payer) WHERE paid_on IS NOT NULL"
            f" GROUP BY file_id, hash({SAME_ROW})"
        )
        sizes = dict(
            connection.execute("SELECT file_id, count(*) FROM payments GROUP BY file_id").fetchall()
        )
        common = connection.execute(
            "SELECT a.file_id, b.file_id, a.file, b.file, sum(least(a.times, b.times))::BIGINT,"
            " sum(a.amount * least(a.times, b.times))::DECIMAL(18, 2)"
            " FROM alike a JOIN alike b ON a.file_id < b.file_id AND a.print = b.print"
            " GROUP BY a.file_id, b.file_id, a.file, b.file"
        ).fetchall()
        same = connection.execute(
            "WITH prints AS (SELECT file_id, any_value(file) AS file, count(*) AS rows,"  # noqa: S608
            f" sum(amount) AS amount, bit_xor(hash({CONTENT})) AS mixed,"
            f" sum(hash({CONTENT}) % 1000003) AS added FROM payments GROUP BY file_id)"
            " SELECT a.file_id, b.file_id, a.file, b.file, a.rows, a.amount::DECIMAL(18, 2)"
            " FROM prints a JOIN prints b"
            " ON a.file_id < b.file_id AND a.rows = b.rows AND a.amount = b.amount"
            " AND a.mixed = b.mixed AND a.added = b.added"
        ).fetchall()
    found = {}
    for first_id, second_id, first, second, rows, amount in common:
        # Of two that have each the other's payments the second goes, as below.
        contained = [
            file_id
            for file_id in (second_id, first_id)
            if rows == sizes[file_id] and rows >= FEWEST_CONTAINED
        ]
        left_out = contained[0] if contained else ""
        found[first_id, second_id] = Overlap(
            first, second, rows, amount, whole=False, left_out=left_out
        )
    for first_id, second_id, first, second, rows, amount in same:
        found[first_id, second_id] = Overlap(
            first, second, rows, amount, whole=True, left_out=second_id
        )
    return sorted(found.values(), key=lambda overlap: (overlap.first, overlap.second))


def pair_reversals(out: Path) -> dict[str, int]:
    """Mark each negative amount and the payment that it takes back with the same text in `pair`.

    A payment is taken back by an entry of the same payer and supplier, of the opposite amount:
    first one of the same reference, then any other. Each stands in one pair at most. Suppliers
    without a name are paired by their reference only.

    Returns:
        The number of payments in pairs, by file id.
    """
    with _payments(out) as connection:
        connection.execute(PAIRS)
        pairs = dict(
            connection.execute("SELECT file_id, count(*) FROM pairs GROUP BY file_id").fetchall()
        )
        for path in sorted((out / PAYMENTS_FOLDER).glob("*.parquet")):
            of_file = connection.execute(
                "SELECT sheet, row, pair FROM pairs WHERE file_id = $file_id",
                {"file_id": path.stem},
            )
            _mark(path, of_file.to_arrow_table())
    return pairs


#: Only amounts that some negative entry of payer and supplier has are looked at, which are few.
# Nothing but names of columns, declared here, is put into the statements.
PAIRS: Final = f"""
CREATE TEMP TABLE entries AS
  SELECT file_id, sheet, row, payer, supplier, abs(amount) AS size, amount < 0 AS back, reference,
         paid_on, ({UNNAMED}) AS unnamed
  FROM payments
  WHERE amount <> 0 AND (payer, supplier, abs(amount)) IN (
    SELECT (payer, supplier, -amount) FROM payments WHERE amount < 0);
CREATE TEMP TABLE by_reference AS
  WITH ranked AS (
    SELECT *, row_number() OVER (
      PARTITION BY payer, supplier, size, reference, back ORDER BY paid_on, file_id, sheet, row
    ) AS place FROM entries WHERE reference IS NOT NULL)
  SELECT a.file_id AS file_a, a.sheet AS sheet_a, a.row AS row_a,
         b.file_id AS file_b, b.sheet AS sheet_b, b.row AS row_b
  FROM ranked a JOIN ranked b USING (payer, supplier, size, reference, place)
  WHERE NOT a.back AND b.back;
CREATE TEMP TABLE left_over AS
  SELECT * FROM entries WHERE NOT unnamed
    AND (file_id, sheet, row) NOT IN (SELECT (file_a, sheet_a, row_a) FROM by_reference)
    AND (file_id, sheet, row) NOT IN (SELECT (file_b, sheet_b, row_b) FROM by_reference);
CREATE TEMP TABLE by_amount AS
  WITH ranked AS (
    SELECT *, row_number() OVER (
      PARTITION BY payer, supplier, size, back ORDER BY paid_on, file_id, sheet, row
    ) AS place FROM left_over)
  SELECT a.file_id AS file_a, a.sheet AS sheet_a, a.row AS row_a,
         b.file_id AS file_b, b.sheet AS sheet_b, b.row AS row_b
  FROM ranked a JOIN ranked b USING (payer, supplier, size, place)
  WHERE NOT a.back AND b.back;
CREATE TEMP TABLE pairs AS
  WITH both_kinds AS (
    SELECT 'reference' AS kind, * FROM by_reference
    UNION ALL SELECT 'amount' AS kind, * FROM by_amount),
  named AS (
    SELECT *, kind || ':' || file_a || ':' || row_a || '-' || file_b || ':' || row_b AS pair
    FROM both_kinds)
  SELECT file_a AS file_id, sheet_a AS sheet, row_a AS row, pair FROM named
  UNION ALL SELECT file_b, sheet_b, row_b, pair FROM named;
"""  # noqa: S608


def _mark(path: Path, pairs: pa.Table) -> None:
    """Write a file anew with its pairs, and put it in place of the old file when it is whole."""
    source = pq.ParquetFile(path)
    statistics = [
        source.metadata.row_group(group).column(PAYMENTS.get_field_index("pair")).statistics
        for group in range(source.num_row_groups)
    ]
    marked = any(statistic is None or statistic.has_min_max for statistic in statistics)
    if not len(pairs) and not marked:
        return
    keys = _keys(pairs["sheet"], pairs["row"])
    temporary = path.with_name(f".{path.name}.part")
    with pq.ParquetWriter(temporary, PAYMENTS, **HOW) as writer:
        for batch in source.iter_batches(BATCH):
            found = pc.index_in(_keys(batch["sheet"], batch["row"]), value_set=keys)
            table = pa.Table.from_batches([batch])
            at = table.schema.get_field_index("pair")
            writer.write_table(table.set_column(at, "pair", pairs["pair"].take(found)))
    temporary.replace(path)


def _keys(sheets: pa.Array, rows: pa.Array) -> pa.Array:
    keys = pc.binary_join_element_wise(sheets, pc.cast(rows, pa.string()), "\n")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys


@contextlib.contextmanager
def _payments(out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    spill = out / ".spill"
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)})
    try:
        pattern = _quoted(out / PAYMENTS_FOLDER / "*.parquet")
        connection.execute(
            f"CREATE VIEW payments AS SELECT * FROM read_parquet('{pattern}')"  # noqa: S608
        )
        yield connection
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
