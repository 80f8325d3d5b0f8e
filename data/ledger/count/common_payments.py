"""Puts the payments that several files have alike into tables, and adds them up by pair of files.

Payments are alike if body, date (or year, where there is no date), supplier and amount are; a body
is the same by whichever of its names, and a supplier in capitals or small letters. The tables are
empty where no two files have any alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import duckdb

from data.ledger.bodies.public_bodies import resolve_payer
from data.ledger.count.compared_files import PaymentFile

NOT_SAID: Final = resolve_payer("").body_id
NOTHING: Final = Decimal("0.00")
#: `common` has a row for each payment, `slots` its payments by file, likeness and reference. Rows
#: are compared by 64 bits of a hash, as comparing whole texts would take the memory of them.
WITH_YEAR: Final = (
    "SELECT *, CASE WHEN paid_on IS NULL THEN financial_year END AS year FROM payments"
)
ALIKE: Final = "hash(body, paid_on, year, lower(supplier), amount)"
COMMON: Final = f"""
CREATE TEMP TABLE prints AS
  SELECT rank, {ALIKE} AS alike
  FROM ({WITH_YEAR})
  JOIN compared USING (file_id, sheet) JOIN bodies USING (payer)
  GROUP BY ALL;
CREATE TEMP TABLE shared AS SELECT alike FROM prints GROUP BY alike HAVING count(*) > 1;
DROP TABLE prints;
"""  # noqa: S608 - nothing but the names of columns that are declared here
ROWS: Final = f"""
CREATE TEMP TABLE common AS
  SELECT * FROM (
    SELECT rank, file_id, sheet, row, amount, body, reference IS NULL AS bare,
           {ALIKE} AS alike,
           hash(body, paid_on, year, lower(supplier), amount, reference) AS same
    FROM ({WITH_YEAR})
    JOIN compared USING (file_id, sheet) JOIN bodies USING (payer))
  SEMI JOIN shared USING (alike);
CREATE TEMP TABLE slots AS
  SELECT rank, alike, same, bare, any_value(amount) AS amount, any_value(body) AS body,
         count(*) AS times
  FROM common GROUP BY rank, alike, same, bare;
"""  # noqa: S608 - the same
PAIRS: Final = """
WITH whole AS (
  SELECT rank, alike, any_value(amount) AS amount, any_value(body) AS body, sum(times) AS times
  FROM slots GROUP BY rank, alike),
by_likeness AS (
  SELECT a.rank AS first, b.rank AS second, sum(least(a.times, b.times))::BIGINT AS rows,
         sum(least(a.times, b.times) * a.amount)::DECIMAL(38, 4) AS amount,
         sum(least(a.times, b.times) * abs(a.amount))::DECIMAL(38, 4) AS size,
         list_sort(list(DISTINCT a.body)) AS bodies
  FROM whole a JOIN whole b ON a.alike = b.alike AND a.rank < b.rank GROUP BY ALL),
by_reference AS (
  SELECT a.rank AS first, b.rank AS second, a.bare, sum(least(a.times, b.times))::BIGINT AS rows,
         sum(least(a.times, b.times) * a.amount)::DECIMAL(38, 4) AS amount,
         sum(least(a.times, b.times) * abs(a.amount))::DECIMAL(38, 4) AS size
  FROM slots a JOIN slots b ON a.same = b.same AND a.rank < b.rank GROUP BY ALL)
SELECT p.first, p.second, p.bodies, p.rows, p.amount, p.size,
       coalesce(r.rows, 0), coalesce(r.amount, 0), coalesce(r.size, 0),
       coalesce(n.rows, 0), coalesce(n.amount, 0), coalesce(n.size, 0)
FROM by_likeness p
LEFT JOIN by_reference r ON p.first = r.first AND p.second = r.second AND NOT r.bare
LEFT JOIN by_reference n ON p.first = n.first AND p.second = n.second AND n.bare
ORDER BY p.first, p.second
"""


@dataclass(frozen=True)
class Alike:
    """Payments that two files have alike, each as often as in the file with fewer of them.

    Attributes:
        rows: how many they are.
        amount: their sum, GBP.
        size: their sum without signs, GBP.
    """

    rows: int = 0
    amount: Decimal = NOTHING
    size: Decimal = NOTHING

    def __add__(self, other: Alike) -> Alike:
        """Both together."""
        return Alike(self.rows + other.rows, self.amount + other.amount, self.size + other.size)

    def __sub__(self, other: Alike) -> Alike:
        """The rest without a part."""
        return Alike(self.rows - other.rows, self.amount - other.amount, self.size - other.size)


@dataclass(frozen=True)
class CommonPair:
    """What two files have alike, by their ranks among the files that are compared.

    Attributes:
        first: rank of the larger.
        second: rank of the other.
        bodies: whose payments they are, by id.
        alike: whatever their references are.
        referenced: those of which both have the same reference.
        bare: those of which neither has a reference.
    """

    first: int
    second: int
    bodies: tuple[str, ...]
    alike: Alike = Alike()
    referenced: Alike = Alike()
    bare: Alike = Alike()


def load_compared(
    connection: duckdb.DuckDBPyConnection, files: Sequence[PaymentFile]
) -> dict[str, str]:
    """Load the files that are compared, the largest first, and the bodies of their payers.

    Leaves the tables `compared` (file_id, sheet, rank, name) and `bodies` (payer, body).

    Returns:
        The name of each body by its id; "" for a payer that is not said.
    """
    _load_files(connection, files)
    return _load_bodies(connection)


def compare(connection: duckdb.DuckDBPyConnection) -> list[CommonPair]:
    """Compare the files that are loaded, and add up by pair what they have alike.

    Leaves, where anything is alike, the tables `common` and `slots`.
    """
    connection.execute(COMMON)
    if connection.execute("SELECT count(*) FROM shared").fetchall() == [(0,)]:
        return []
    connection.execute(ROWS)
    return [_pair(row) for row in connection.execute(PAIRS).fetchall()]


def _load_files(connection: duckdb.DuckDBPyConnection, files: Sequence[PaymentFile]) -> None:
    connection.execute(
        "CREATE TEMP TABLE compared (file_id VARCHAR, sheet VARCHAR, rank INTEGER, name VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO compared VALUES (?, ?, ?, ?)",
        [(file.file_id, file.sheet, rank, file.name) for rank, file in enumerate(files)],
    )


def _load_bodies(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Load the body of each payer's text, and give the name of each body by its id.

    Where all other payers are one body, a file that does not say its payer is taken for its own.
    """
    texts = connection.execute("SELECT DISTINCT payer FROM payments").fetchall()
    found = {payer: resolve_payer(payer) for (payer,) in texts}
    others = {body.body_id for body in found.values()} - {NOT_SAID}
    only = others.pop() if len(others) == 1 else NOT_SAID
    connection.execute("CREATE TEMP TABLE bodies (payer VARCHAR, body VARCHAR)")
    connection.executemany(
        "INSERT INTO bodies VALUES (?, ?)",
        [
            (payer, only if body.body_id == NOT_SAID else body.body_id)
            for payer, body in found.items()
        ],
    )
    return {body.body_id: body.name for body in found.values()} | {NOT_SAID: ""}


def _pair(row: Sequence[Any]) -> CommonPair:
    first, second, bodies, *sums = row
    alike, referenced, bare = (Alike(*sums[at : at + 3]) for at in (0, 3, 6))
    return CommonPair(first, second, tuple(bodies), alike, referenced, bare)
