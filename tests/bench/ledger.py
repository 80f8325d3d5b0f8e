"""Counts a long ledger beside pandas: `python -m tests.bench.ledger [--rows N]`.

The same made-up payments as Parquet, which the ledger keeps, and as CSV, which one would read.
Whole: suppliers and themes found, every payment written with its line, and the count. Query: the
count by body, year, theme and kind alone, from what was written. Each runs in a process of its own,
and all sums must be the same. Read the ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from utils.config import ROOT
from utils.environment import say

ROWS: Final = 20_000_000
KB_PER_MB: Final = 1024
BODIES, SUPPLIERS, SERVICES = 40, 50_000, 300
#: Money in whole pence, so that both peers can be compared to the penny.
MAKE: Final = f"""
    SELECT 'body.csv' AS file, '00' AS file_id, '' AS sheet, i AS row,
        'Northam ' || (i % {BODIES}) || ' Council' AS payer,
        DATE '2019-04-01' + CAST(i % 1826 AS INTEGER) AS paid_on,
        CASE WHEN i % 1826 < 366 THEN '2019-20' WHEN i % 1826 < 731 THEN '2020-21'
             WHEN i % 1826 < 1096 THEN '2021-22' WHEN i % 1826 < 1461 THEN '2022-23'
             ELSE '2023-24' END AS financial_year,
        'Maker ' || (i * 7919 % {SUPPLIERS}) || ' Limited' AS supplier,
        CAST((i * 104729 % 5000000 - 20000) / 100.0 AS DECIMAL(18, 2)) AS amount,
        'net' AS amount_kind, CAST(NULL AS DECIMAL(18, 2)) AS vat,
        'Department ' || (i % 12) AS department, 'Purpose ' || (i * 31 % {SERVICES}) AS purpose,
        'Category ' || (i * 17 % {SERVICES}) AS category, CAST(i AS VARCHAR) AS reference,
        CASE WHEN i % 9 = 0 THEN 'capital' ELSE 'revenue' END AS spend_kind,
        CAST(NULL AS VARCHAR) AS pair
    FROM range({{rows}}) t(i)
"""  # noqa: S608 - our own query


def main(arguments: Sequence[str]) -> int:
    """Make the ledger, let both count it, and print times, peaks and ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ledger", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="payments (default %(default)s)")
    parser.add_argument("--peer", choices=list(PEERS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.peer:
        say(json.dumps(_measure(options.peer, options.folder)))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_ledger(folder, rows=options.rows)
        found = {peer: _run(peer, folder) for peer in PEERS}
    pandas = found["pandas"]
    say(f"{options.rows:,} payments" + "".join(f"{peer:>12}" for peer in PEERS))
    for what in ("seconds", "peak_mb"):
        say(f"{what:<20}" + "".join(f"{found[peer][what]:>12.1f}" for peer in PEERS))
        ratios = (f"1/{pandas[what] / found[peer][what]:.1f}" for peer in PEERS)
        say(f"{'of pandas':<20}" + "".join(f"{ratio:>12}" for ratio in ratios))
    same = len({run["pence"] for run in found.values()}) == 1
    say(f"Sums {'agree to the penny' if same else 'DIFFER'}.")
    return 0 if same else 1


def make_ledger(folder: Path, *, rows: int) -> None:
    """Write the same payments as Parquet and as CSV."""
    import duckdb  # noqa: PLC0415 - not in the processes that are measured

    with duckdb.connect() as connection:
        made = MAKE.format(rows=rows)
        connection.execute(f"COPY ({made}) TO '{folder / 'ledger.parquet'}' (COMPRESSION zstd)")
        few = "payer, financial_year, category, spend_kind, supplier, amount"
        connection.execute(f"COPY (SELECT {few} FROM ({made})) TO '{folder / 'ledger.csv'}'")  # noqa: S608


def _run(peer: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.ledger", "--peer", peer, "--folder", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure(peer: str, folder: Path) -> dict[str, Any]:
    began = time.monotonic()
    pence = PEERS[peer](folder)
    return {
        "seconds": time.monotonic() - began,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB,
        "pence": pence,
    }


def _whole(folder: Path) -> int:
    # Measured with its libraries, as the others are.
    from data.ledger.count.counting import count_payments  # noqa: PLC0415
    from data.ledger.count.engine import open_engine  # noqa: PLC0415

    with open_engine("duckdb", folder=folder / "work") as engine:
        count = count_payments(
            [folder / "ledger.parquet"],
            engine=engine,
            members=["E08000025"],
            given={},
            rule="population",
            work=folder,
        )
    return int(sum(lines.amount for lines in count.lines) * 100)


def _query(folder: Path) -> int:
    from data.ledger.count import expressions  # noqa: PLC0415
    from data.ledger.count.engine import open_engine  # noqa: PLC0415

    with open_engine("duckdb", folder=folder / "work") as engine:
        written = engine.read("written", [folder / "payments.parquet"])
        amounts = engine.fetch(expressions.lines(written))["amount"].to_pylist()
    return int(sum(amounts) * 100)


def _pandas(folder: Path) -> int:
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_csv(folder / "ledger.csv")
    sums = frame.groupby(["payer", "financial_year", "category", "spend_kind"])["amount"].sum()
    return round(sums.sum() * 100)


#: The query reads what the whole count wrote, so it comes after it.
PEERS: Final[Mapping[str, Callable[[Path], int]]] = {
    "whole": _whole,
    "query": _query,
    "pandas": _pandas,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
