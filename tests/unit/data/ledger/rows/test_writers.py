from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from data.ledger.rows import writers
from data.ledger.rows.reader import Reading, read_files

TEXT = "Date,Supplier,Amount\n" + "01/04/2024,Craft Ltd,1.00\n" * 20


def test_a_disk_that_is_full_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Payments are written beside the reading; what goes wrong there is not lost."""
    path = tmp_path / "a.csv"
    path.write_text(TEXT, encoding="utf-8")
    full = Mock(side_effect=OSError("No space left on device"))
    monkeypatch.setattr(writers.pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        read_files([path], Reading(tmp_path / "out"))
    assert full.call_count == 1
    assert not list((tmp_path / "out").rglob("*.parquet"))
