from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.count import expressions
from data.ledger.count.engine import DUCKDB, open_engine
from tests.unit.data.ledger.payments import LEDGER, write
from utils.config import ROOT

#: Reads a file in a process of its own, and prints whether pandas was loaded for it.
FETCH = """
import sys
from pathlib import Path
from data.ledger.count.engine import open_engine

folder = Path(sys.argv[1])
with open_engine("duckdb", folder=folder / "engine") as engine:
    assert len(engine.fetch(engine.read("payments", [folder / "read.parquet"])))
print("pandas" in sys.modules)
"""


def test_fetched_rows_have_the_declared_types(tmp_path: Path) -> None:
    path = write(tmp_path, LEDGER)
    with open_engine(DUCKDB, folder=tmp_path / "engine") as engine:
        payments = engine.read("payments", [path])
        payers = engine.load("payers", pa.table({"payer": ["a"], "payer_id": ["b"]}))
        for table in (payments, expressions.covered_months(payments, payers)):
            assert engine.fetch(table).schema == table.schema().to_pyarrow()


def test_a_fetch_does_not_load_pandas(tmp_path: Path) -> None:
    write(tmp_path, LEDGER)
    done = subprocess.run(  # noqa: S603 - this command
        [sys.executable, "-c", FETCH, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout == "False\n"


def test_a_written_file_has_all_rows_and_the_declared_types(tmp_path: Path) -> None:
    table = pa.table({"amount": pa.array([1, None, 3], pa.int64()), "text": ["a", None, "c"]})
    path = tmp_path / "out.parquet"
    with open_engine(DUCKDB, folder=tmp_path / "engine") as engine:
        written = engine.write(engine.load("table", table), path, schema=table.schema)
    assert written == 3
    assert pq.read_table(path).sort_by([("text", "ascending")]).equals(table.take([0, 2, 1]))
