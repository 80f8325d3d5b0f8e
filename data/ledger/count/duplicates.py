"""Finds what a file has twice: repeats, and payments with the entries that reverse them.

All of it runs in DuckDB over the Parquet of payments, which spills to disk, so a ledger of any
length is looked through within the same memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.ledger.core.schema import PAYMENTS
from data.ledger.count.compared_files import CONTENT
from data.ledger.count.read_payments import open_payments
from data.ledger.rows.writers import BATCH, HOW, PAYMENTS_FOLDER

#: Names that stand for many suppliers, among whom nothing can be paired by amount alone.
UNNAMED: Final = "supplier = '' OR supplier ILIKE '%redact%' OR supplier ILIKE '%withheld%'"


def count_repeats(out: Path) -> dict[str, int]:
    """Count, by file id, payments that equal an earlier payment of their file in every column.

    They are kept: the same sum is often paid to the same supplier twice on a day.
    """
    with open_payments(out) as connection:
        found = connection.execute(
            "SELECT file_id, (sum(times) - count(*))::BIGINT FROM ("  # noqa: S608
            f" SELECT file_id, hash(payer, {CONTENT}, spend_kind) AS print, count(*) AS times"
            " FROM payments GROUP BY ALL) GROUP BY file_id"
        ).fetchall()
    return dict(found)


def pair_reversals(out: Path) -> dict[str, int]:
    """Mark each negative amount and the payment that it takes back with the same text in `pair`.

    A payment is taken back by an entry of the same payer and supplier, of the opposite amount:
    first one of the same reference, then any other. Each stands in one pair at most. Suppliers
    without a name are paired by their reference only.

    Returns:
        The number of payments in pairs, by file id.
    """
    with open_payments(out) as connection:
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
