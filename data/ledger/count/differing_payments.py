"""Finds payments that have the same reference in two files, but are not alike.

They may be one payment that was corrected, redacted or listed with another date, or two payments of
a number that is used again. Only references that identify the payments of a file are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import duckdb

from data.ledger.count.common_payments import ALIKE, WITH_YEAR, Alike
from data.ledger.count.compared_files import FEWEST

#: From so many different references a payment on, they identify the payments of a file.
IDENTIFYING: Final = 0.9
#: Contents are compared by number first, so that only payments that differ are put down.
NUMBERS: Final = f"""
CREATE TEMP TABLE numbers AS
  SELECT rank, hash(body, reference) AS number, count(*) AS times, bit_xor({ALIKE}) AS mixed
  FROM ({WITH_YEAR}) JOIN compared USING (file_id, sheet) JOIN bodies USING (payer)
  WHERE reference IS NOT NULL GROUP BY rank, number;
"""  # noqa: S608 - nothing but the names of columns that are declared here
REFERENCED: Final = "SELECT rank, sum(times)::BIGINT, count(*) FROM numbers GROUP BY rank"
IDENTIFYING_FILES: Final = "CREATE TEMP TABLE identifying AS SELECT unnest(?::INTEGER[]) AS rank"
ROWS: Final = f"""
CREATE TEMP TABLE numbered AS
  SELECT * FROM (
    SELECT rank, file_id, sheet, row, amount, paid_on, body, hash(body, reference) AS number,
           {ALIKE} AS alike
    FROM ({WITH_YEAR}) JOIN compared USING (file_id, sheet) JOIN bodies USING (payer)
    WHERE reference IS NOT NULL AND rank IN (SELECT rank FROM identifying))
  SEMI JOIN (
    SELECT number FROM numbers SEMI JOIN identifying USING (rank) GROUP BY number
    HAVING count(*) > 1 AND (min(mixed) <> max(mixed) OR min(times) <> max(times)))
  USING (number);
DROP TABLE numbers;
"""  # noqa: S608 - the same
#: Both files have payments of the number that the other does not have alike.
DIFFERING: Final = """
CREATE TEMP TABLE differing AS
  WITH own AS (SELECT DISTINCT rank, number, alike FROM numbered),
  two AS (
    SELECT a.rank AS first, b.rank AS second, number
    FROM (SELECT DISTINCT rank, number FROM own) a
    JOIN (SELECT DISTINCT rank, number FROM own) b USING (number) WHERE a.rank < b.rank),
  unlike AS (
    SELECT t.first, t.second, t.number, o.rank, o.alike
    FROM two t JOIN own o ON o.number = t.number AND o.rank IN (t.first, t.second)
    ANTI JOIN own x
    ON x.number = t.number AND x.alike = o.alike AND x.rank = t.first + t.second - o.rank)
  SELECT * FROM unlike SEMI JOIN (
    SELECT first, second, number FROM unlike GROUP BY ALL HAVING count(DISTINCT rank) = 2)
  USING (first, second, number)
"""
PAIRS: Final = """
WITH unlike AS (SELECT * FROM differing JOIN numbered USING (rank, number, alike)),
dated AS (
  SELECT first, second, number, paid_on,
         greatest(sum(abs(amount)) FILTER (rank = first),
                  sum(abs(amount)) FILTER (rank = second)) AS size
  FROM unlike WHERE paid_on IS NOT NULL GROUP BY ALL HAVING count(DISTINCT rank) = 2)
SELECT first, second, list_sort(list(DISTINCT body)),
       count(*) FILTER (rank = first), sum(amount) FILTER (rank = first)::DECIMAL(38, 4),
       sum(abs(amount)) FILTER (rank = first)::DECIMAL(38, 4),
       count(*) FILTER (rank = second), sum(amount) FILTER (rank = second)::DECIMAL(38, 4),
       sum(abs(amount)) FILTER (rank = second)::DECIMAL(38, 4),
       coalesce((SELECT sum(d.size) FROM dated d
                 WHERE d.first = u.first AND d.second = u.second), 0)::DECIMAL(38, 4)
FROM unlike u GROUP BY first, second ORDER BY first, second
"""


@dataclass(frozen=True)
class References:
    """The references of a file.

    Attributes:
        payments: how many payments have one.
        different: how many different ones there are.
    """

    payments: int
    different: int

    @property
    def identify(self) -> bool:
        """Whether they identify the payments of the file."""
        return self.different >= self.payments * IDENTIFYING


@dataclass(frozen=True)
class Differing:
    """Payments of the same references in two files that are not alike, by the ranks of the files.

    Attributes:
        bodies: whose payments they are, by id.
        first: those of the file of the lower rank.
        second: those of the other.
        dated_size: those of them that have the same date too, in the file that has the larger sum
            of a reference; without signs, GBP.
    """

    bodies: tuple[str, ...]
    first: Alike
    second: Alike
    dated_size: Decimal


NONE: Final = Differing((), Alike(), Alike(), Decimal(0))


def read_references(connection: duckdb.DuckDBPyConnection) -> dict[int, References]:
    """The references of each compared file that has any, by rank.

    Leaves the table `numbers`; the tables of `common_payments.compare` must be there.
    """
    connection.execute(NUMBERS)
    found = connection.execute(REFERENCED).fetchall()
    return {rank: References(payments, different) for rank, payments, different in found}


def find_differing(
    connection: duckdb.DuckDBPyConnection, references: Mapping[int, References]
) -> dict[tuple[int, int], Differing]:
    """Find payments of the same reference in two files that are not alike, by pair of ranks.

    Leaves the tables `numbered` (rank, file_id, sheet, row, amount, number, alike and more) and
    `differing` (first, second, number, rank, alike) where there are any.
    """
    ranks = [rank for rank, own in references.items() if own.identify]
    if len(ranks) < FEWEST:
        return {}
    connection.execute(IDENTIFYING_FILES, [ranks])
    connection.execute(ROWS)
    connection.execute(DIFFERING)
    return {(row[0], row[1]): _differing(row) for row in connection.execute(PAIRS).fetchall()}


def _differing(row: tuple[Any, ...]) -> Differing:
    _, _, bodies, *sums, dated = row
    return Differing(tuple(bodies), Alike(*sums[:3]), Alike(*sums[3:]), dated)
