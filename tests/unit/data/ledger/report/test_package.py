from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from frictionless import Package

from data.ledger.report.package import write_package
from utils.errors import InvalidInputError

TABLE = pa.table({"line": ["a"], "amount": pa.array([Decimal("1.23")], pa.decimal128(18, 2))})


def write(out: Path) -> Path:
    return write_package(
        out, {"count": TABLE}, about={"name": "ledger-count"}, texts={"report.md": "# Count\n"}
    )


def test_a_package_describes_and_proves_its_files(tmp_path: Path) -> None:
    out = write(tmp_path / "new" / "out")
    (resource,) = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    content = (out / "count.parquet").read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)
    assert [field["type"] for field in resource["schema"]["fields"]] == ["string", "number"]
    assert (out / "report.md").read_text(encoding="utf-8") == "# Count\n"
    Package(str(out / "datapackage.json"))


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="which holds files"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_package(tmp_path / "out", {"count": tmp_path / "absent"}, about={}, texts={})
    assert list(tmp_path.iterdir()) == []
