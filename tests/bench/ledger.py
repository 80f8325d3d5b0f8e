"""Reads and counts a long ledger beside other tools: `python -m tests.bench.ledger [--rows N]`.

The same made-up payments as one CSV, as bodies publish it. Each of these runs in a process of its
own, one after the other, with its libraries: the command `count` whole (reads, looks for what
stands twice, counts); the CSV read to Parquet by the atlas, and by DuckDB as it is; the count from
what was read, whole and then its query alone; `pandas.read_csv`, DuckDB and, where it is installed,
polars, which sum the CSV up by body, category and kind. All sums must be the same. Read the ratios.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
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
PLACE: Final = "E08000025"
#: Money in whole pence, so that all can be compared to the penny.
MAKE: Final = f"""
    SELECT 'Northam ' || (i % {BODIES}) || ' Council' AS "Body Name",
        strftime(DATE '2019-04-01' + CAST(i % 1826 AS INTEGER), '%d/%m/%Y') AS "Payment Date",
        'Maker ' || (i * 7919 % {SUPPLIERS}) || ' Limited' AS "Supplier Name",
        CAST((i * 104729 % 5000000 - 20000) / 100.0 AS DECIMAL(18, 2)) AS "Net Amount",
        'Department ' || (i % 12) AS "Department",
        'Purpose ' || (i * 31 % {SERVICES}) AS "Purpose",
        'Category ' || (i * 17 % {SERVICES}) AS "Expense Category",
        i AS "Transaction Number",
        CASE WHEN i % 9 = 0 THEN 'Capital' ELSE 'Revenue' END AS "Capital/Revenue"
    FROM range({{rows}}) t(i)
"""  # noqa: S608 - our own query
KEYS: Final = ["Body Name", "Expense Category", "Capital/Revenue"]
AMOUNT: Final = "Net Amount"
CSV, READ, COUNTED = "ledger.csv", "read", "counted"
#: What is compared with what, by seconds, and what was aimed at.
RATIOS: Final = (
    ("read", "duckdb copy", "reading to Parquet, of DuckDB's time", "at most 3"),
    ("query", "pandas", "count from what was read, of pandas", "at most 0.1"),
    ("command", "pandas", "read, checked and counted, of pandas reading and a sum", "none"),
)


def main(arguments: Sequence[str]) -> int:
    """Make the ledger, let all read and count it, and print times, peaks and ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ledger", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="payments (default %(default)s)")
    parser.add_argument("--peer", choices=list(PEERS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.peer:
        say(json.dumps(_measure(options.peer, options.folder)))
        return 0
    left_out = [] if importlib.util.find_spec("polars") else ["polars"]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_ledger(folder, rows=options.rows)
        megabytes = (folder / CSV).stat().st_size / 1e6
        found = {peer: _run(peer, folder) for peer in PEERS if peer not in left_out}
    say(f"{options.rows:,} payments, {megabytes:,.0f} MB of CSV; load {os.getloadavg()[0]:.1f}")
    say(f"{'':<14}{'seconds':>10}{'processor':>11}{'peak MB':>9}")
    for peer, run in found.items():
        figures = f"{run['seconds']:>10.1f}{run['processor']:>11.1f}{run['peak_mb']:>9,.0f}"
        say(f"{peer:<14}{figures}")
    for ours, peer, words, aim in RATIOS:
        time_ratio = found[ours]["seconds"] / found[peer]["seconds"]
        processor = found[ours]["processor"] / found[peer]["processor"]
        say(f"{words}: {time_ratio:.2f} of the time, {processor:.2f} of the processor's ({aim})")
    for peer in left_out:
        say(f"{peer} is not installed")
    same = len({run["pence"] for run in found.values()}) == 1
    say(f"Sums {'agree to the penny' if same else 'DIFFER'}.")
    return 0 if same else 1


def make_ledger(folder: Path, *, rows: int) -> None:
    """Write the payments as CSV."""
    import duckdb  # noqa: PLC0415 - not in the processes that are measured

    with duckdb.connect() as connection:
        connection.execute(f"COPY ({MAKE.format(rows=rows)}) TO '{folder / CSV}' (HEADER)")


def _run(peer: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.ledger", "--peer", peer, "--folder", str(folder)]
    done = subprocess.run(  # noqa: S603 - this command
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(peer: str, folder: Path) -> dict[str, Any]:
    began = time.monotonic()
    pence = PEERS[peer](folder)
    return {
        "seconds": time.monotonic() - began,
        "processor": time.process_time(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB,
        "pence": pence,
    }


def _command(folder: Path) -> int:
    # Measured with its libraries, as the others are.
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    from data.ledger import cli  # noqa: PLC0415

    out = folder / COUNTED
    cli.main(["count", str(folder / CSV), "--place", PLACE, "--out", str(out), "--json"])
    return int(pc.sum(pq.read_table(out / "count.parquet")["amount"]).as_py() * 100)


def _read(folder: Path) -> int:
    from data.ledger.rows.reader import Reading, read_files  # noqa: PLC0415

    (report,) = read_files([folder / CSV], Reading(folder / READ))
    return int(report.amount * 100)


def _duckdb_copy(folder: Path) -> int:
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (FROM read_csv('{folder / CSV}')) TO '{folder / 'copy.parquet'}'"
            " (COMPRESSION zstd)"
        )
        return _pence(
            connection.execute(
                f"SELECT sum(\"{AMOUNT}\"::DECIMAL(18, 2)) FROM '{folder / 'copy.parquet'}'"  # noqa: S608
            )
        )


def _whole(folder: Path) -> int:
    from data.ledger.count.counting import count_payments  # noqa: PLC0415
    from data.ledger.count.engine import open_engine  # noqa: PLC0415

    with open_engine("duckdb", folder=folder / "work") as engine:
        count = count_payments(
            sorted((folder / READ / "payments").glob("*.parquet")),
            engine=engine,
            members=[PLACE],
            given={},
            rule="population",
            work=folder,
        )
    return int(sum(line.amount for line in count.lines) * 100)


def _query(folder: Path) -> int:
    from data.ledger.count import expressions  # noqa: PLC0415
    from data.ledger.count.engine import open_engine  # noqa: PLC0415

    with open_engine("duckdb", folder=folder / "work") as engine:
        written = engine.read("written", [folder / "payments.parquet"])
        amounts = engine.fetch(expressions.lines(written))["amount"].to_pylist()
    return int(sum(amounts) * 100)


def _pandas(folder: Path) -> int:
    import pandas as pd  # noqa: PLC0415

    sums = pd.read_csv(folder / CSV).groupby(KEYS)[AMOUNT].sum()
    return round(sums.sum() * 100)


def _duckdb(folder: Path) -> int:
    import duckdb  # noqa: PLC0415

    keys = ", ".join(f'"{key}"' for key in KEYS)
    with duckdb.connect() as connection:
        return _pence(
            connection.execute(
                f'SELECT sum(part) FROM (SELECT sum("{AMOUNT}"::DECIMAL(18, 2)) AS part'  # noqa: S608
                f" FROM read_csv('{folder / CSV}') GROUP BY {keys})"
            )
        )


def _polars(folder: Path) -> int:
    pl = importlib.import_module("polars")
    sums = pl.read_csv(folder / CSV).group_by(KEYS).agg(pl.col(AMOUNT).sum())
    return round(sums[AMOUNT].sum() * 100)


def _pence(answer: Any) -> int:  # noqa: ANN401 - a DuckDB connection after a query
    (row,) = answer.fetchall()
    return int(row[0] * 100)


#: In this order: the count reads what was read, and the query what the whole count wrote.
PEERS: Final[Mapping[str, Callable[[Path], int]]] = {
    "command": _command,
    "read": _read,
    "duckdb copy": _duckdb_copy,
    "count": _whole,
    "query": _query,
    "pandas": _pandas,
    "duckdb sum": _duckdb,
    "polars": _polars,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
