"""Lists payments of which it is asked how they are counted, so that somebody can look at them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb
import pyarrow as pa

from data.ledger.core.overlaps import BY_SIZE
from data.ledger.count.judged_pairs import JudgedPair
from data.ledger.suppliers.suppliers import resolve_suppliers

#: So many payments of two files, and of all, are listed; nobody looks through more.
MOST_OF_A_PAIR: Final = 500
MOST: Final = 20_000
CREATE: Final = """
CREATE TEMP TABLE listed (
  pair INTEGER, reason VARCHAR, matched UBIGINT, file_id VARCHAR, sheet VARCHAR, row BIGINT)
"""
ALIKE: Final = """
INSERT INTO listed
  WITH own AS (
    SELECT *, CASE WHEN $by_reference THEN same ELSE alike END AS matched
    FROM common WHERE rank IN ($first, $second) AND (bare OR NOT $only_bare))
  SELECT $pair, 'alike', matched, file_id, sheet, row FROM own SEMI JOIN (
    SELECT matched FROM own GROUP BY matched HAVING count(DISTINCT rank) = 2) USING (matched)
  ORDER BY matched, rank, row LIMIT $most
"""
DIFFERING: Final = """
INSERT INTO listed
  SELECT $pair, 'same reference', number, file_id, sheet, row
  FROM differing JOIN numbered USING (rank, number, alike)
  WHERE first = $first AND second = $second ORDER BY number, rank, row LIMIT $most
"""
#: Nothing shows which payments of two such files belong together: the largest of each are listed.
EQUAL: Final = """
INSERT INTO listed
  SELECT $pair, 'same sum', 0, file_id, sheet, row
  FROM payments JOIN compared USING (file_id, sheet)
  WHERE rank = $rank ORDER BY abs(amount) DESC, row LIMIT $most
"""
LIST: Final = """
SELECT l.pair, l.reason, p.file, p.sheet, p.row, p.paid_on, p.supplier, p.amount, p.reference
FROM listed l JOIN payments p USING (file_id, sheet, row)
ORDER BY l.pair, l.reason, l.matched, p.file, p.sheet, p.row LIMIT ?
"""


def list_in_question(
    connection: duckdb.DuckDBPyConnection, pairs: Iterable[JudgedPair]
) -> pa.Table | None:
    """Payments of which nothing shows how they are counted, whether that is answered or not.

    Args:
        connection: with the tables of `file_pairs.pair_files`.
        pairs: as they were judged.

    Returns:
        first and second (names of the two files), reason ("alike", "same reference" or "same sum"),
        file, sheet, row, paid_on, supplier_name (people put together), amount in GBP, reference;
        those that belong together follow each other. None where nothing is in question.
    """
    asked = [
        pair for pair in pairs if pair.overlap.is_unclear and pair.overlap.counted_by != BY_SIZE
    ]
    if not asked:
        return None
    connection.execute(CREATE)
    for number, pair in enumerate(asked):
        _list_pair(connection, number, pair)
    found = connection.execute(LIST, [MOST]).to_arrow_table()
    names = resolve_suppliers(sorted(set(found["supplier"].to_pylist()) - {None}))
    shown = dict(
        zip(names["supplier"].to_pylist(), names["supplier_name"].to_pylist(), strict=True)
    )
    overlaps = [asked[number].overlap for number in found["pair"].to_pylist()]
    suppliers = [shown.get(supplier, "not said") for supplier in found["supplier"].to_pylist()]
    columns = {
        "first": [overlap.first for overlap in overlaps],
        "second": [overlap.second for overlap in overlaps],
        **{name: found[name] for name in found.column_names if name not in ("pair", "supplier")},
        "supplier_name": suppliers,
    }
    return pa.table(columns)


def _list_pair(connection: duckdb.DuckDBPyConnection, number: int, pair: JudgedPair) -> None:
    overlap, (first, second) = pair.overlap, pair.ranks
    bounds = {"pair": number, "most": MOST_OF_A_PAIR}
    ranks = {"first": first, "second": second}
    if overlap.unclear_rows:
        kind = {"by_reference": pair.by_reference, "only_bare": bool(overlap.same_rows)}
        connection.execute(ALIKE, bounds | ranks | kind)
    if overlap.differing_rows:
        connection.execute(DIFFERING, bounds | ranks)
    elif overlap.equal_sum:
        for rank in pair.ranks:
            connection.execute(EQUAL, bounds | {"rank": rank, "most": MOST_OF_A_PAIR // 2})
