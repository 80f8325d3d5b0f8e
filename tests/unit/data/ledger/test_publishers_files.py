"""Small files in the layouts of publishers: what each holds must be read, to the penny."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.data.ledger.ledger_files import Read, read, refusal

FILES = Path("tests/fixtures/ledger")
EXPECTED = list(csv.DictReader((FILES / "expected.csv").open(encoding="utf-8")))


def read_fixture(name: str, folder: Path) -> Read:
    return read(Path(shutil.copy(FILES / name, folder)))


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_rows_and_sum_are_as_they_are_in_the_file(row: dict[str, str], tmp_path: Path) -> None:
    if not int(row["payments"]):
        assert row["field"] in refusal(Path(shutil.copy(FILES / row["file"], tmp_path)))
        return
    got = read_fixture(row["file"], tmp_path)
    assert (got.report.payments, got.report.amount, got.report.rejected) == (
        int(row["payments"]),
        Decimal(row["sum"]),
        0,
    )
    if row["field"]:
        assert row["values"].split("|") == [
            str(value if value is not None else "")
            for value in dict.fromkeys(got.column(row["field"]))
        ]
