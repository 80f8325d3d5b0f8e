from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from data.ledger.count.duplicates import count_repeats, pair_reversals
from tests.unit.data.ledger.ledger_files import read_all, write

HEAD = "Date,Supplier,Reference,Amount"
ONE = "01/04/2024,Craft Ltd,1,10.00"
TWO = "02/04/2024,Oak Ltd,2,20.00"


def paid(out: Path, columns: str) -> list[tuple[Any, ...]]:
    pattern = str(out / "payments" / "*.parquet")
    return duckdb.sql(f"SELECT {columns} FROM '{pattern}' ORDER BY file, row").fetchall()  # noqa: S608


def test_the_same_bytes_under_another_name_add_nothing(tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", HEAD, ONE)
    second = write(tmp_path / "b.csv", HEAD, ONE)
    out = tmp_path / "out"
    reports = read_all([first, second, first], out)
    assert [report.same_as for report in reports] == ["", "a.csv", "a.csv"]
    assert [report.payments for report in reports] == [1, 0, 0]
    read_all([first], out)
    assert len(paid(out, "row")) == 1


def test_repeats_within_a_file_are_kept_and_counted(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (report,) = read_all([write(tmp_path / "a.csv", HEAD, ONE, ONE, ONE, TWO)], out)
    assert report.payments == 4
    assert count_repeats(out) == {report.file_id: 2}


def test_a_reversal_is_paired_with_the_payment_it_takes_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    file = write(
        tmp_path / "a.csv",
        HEAD,
        "01/04/2024,Craft Ltd,1,10.00",
        "01/04/2024,Craft Ltd,2,10.00",
        "05/04/2024,Craft Ltd,2,-10.00",
        "01/04/2024,Oak Ltd,3,20.00",
        "05/04/2024,Oak Ltd,CN3,-20.00",
        "05/04/2024,Oak Ltd,CN4,-20.00",
        "01/04/2024,Redacted,5,30.00",
        "05/04/2024,Redacted,6,-30.00",
        "05/04/2024,Elm Ltd,7,-20.00",
    )
    before = read_all([file], out)
    counts = pair_reversals(out)
    pairs = [pair for (pair,) in paid(out, "pair")]
    assert pairs[1] == pairs[2] is not None
    assert pairs[1].startswith("reference:")
    assert pairs[3] == pairs[4] is not None
    assert pairs[3].startswith("amount:")
    assert [pairs[at] for at in (0, 5, 6, 7, 8)] == [None] * 5
    assert counts == {before[0].file_id: 4}
    amounts = paid(out, "amount")
    assert pair_reversals(out) == counts, "pairing again changes nothing"
    assert [pair for (pair,) in paid(out, "pair")] == pairs
    assert paid(out, "amount") == amounts
