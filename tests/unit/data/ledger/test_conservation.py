from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.data.ledger.ledger_files import HEADER, read, read_all, write

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "Total", "01/04/2024", "13/13/2024", "45154", "£1.00", "-5", "(2.50)", "x", '"']
    ),
    st.decimals(min_value=-1000, max_value=1000, places=2).map(str),
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=6), max_size=25)
PARTS = st.sampled_from(
    [HEADER.encode(), b"01/04/2024,Craft Ltd,X,1.00", b'"', b",", b"\n", b"\r", b"\xff", b"\xc3",
     b"\0", b"Total,,,1.00", b"\xef\xbb\xbf", b"PK\x03\x04", b";", b"\t"]
)  # fmt: skip
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


@given(ROWS)
@FEW
def test_every_row_ends_in_one_count_and_every_rejected_row_keeps_its_text(
    folder: Path, rows: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER.split(","), *rows])
    with tempfile.TemporaryDirectory(dir=folder) as work:
        path = Path(work) / "a.csv"
        path.write_bytes(text.getvalue().encode("utf-8", "replace"))
        out = Path(work) / "out"
        (report,) = read_all([path], out)
        if report.refused:
            assert not list(out.rglob("*.parquet"))
            return
        received = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
        rejected = pq.read_table(out / "rejected" / f"{report.file_id}.parquet").to_pylist()
        payments = pq.read_table(out / "payments" / f"{report.file_id}.parquet").to_pylist()
    assert report.rows == len(received)
    texts = {" | ".join(cells) for cells in received}
    assert all(row["text"] in texts for row in rejected)
    assert all(row["reason"] for row in rejected)
    numbers = [payment["row"] for payment in payments + rejected]
    assert len(numbers) == len(set(numbers))


@given(st.lists(PARTS | st.binary(max_size=6), max_size=40).map(b"".join))
@FEW
def test_any_bytes_are_read_whole_or_refused(folder: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as work:
        path = Path(work) / "a.csv"
        path.write_bytes(content)
        for report in read_all([path], Path(work) / "out"):
            assert report.refused or report.rows


@given(
    st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=2), min_size=1, max_size=300)
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sum_is_that_of_the_rows_to_the_penny(folder: Path, amounts: list[Decimal]) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as work:
        rows = [f'01/04/2024,Firm {n},X,"{amount:,.2f}"' for n, amount in enumerate(amounts)]
        got = read(write(Path(work) / "a.csv", HEADER, *rows))
    assert got.report.amount == sum(amounts)
    assert got.amounts == amounts
    assert got.report.negative_rows == sum(amount < 0 for amount in amounts)
