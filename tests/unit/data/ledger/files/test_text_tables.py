from __future__ import annotations

import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest

from data.ledger.core.limits import Limits
from data.ledger.files.encodings import find_encoding
from data.ledger.files.text_tables import open_table
from tests.unit.data.ledger.ledger_files import HEADER, read, refusal, write

ROW = "01/04/2024,Zoë Café Ltd,Adults,£5.50"


@pytest.mark.parametrize(
    ("encoding", "known_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_encoding_is_found_and_nothing_is_lost(
    tmp_path: Path, encoding: str, known_as: str, end: str
) -> None:
    got = read(write(tmp_path / "a.csv", HEADER, ROW, ROW, encoding=encoding, end=end))
    assert got.report.encoding == known_as
    assert got.column("supplier") == ["Zoë Café Ltd"] * 2
    assert got.amounts == [Decimal("5.50")] * 2
    assert got.report.sheets[0].columns[0].name == "Date"


def test_two_byte_order_marks_are_taken_off(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", "\ufeff\ufeff" + HEADER, ROW))
    assert got.report.sheets[0].columns[0].name == "Date"


def test_a_file_put_together_from_two_encodings_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"{HEADER}\n{ROW}\n{ROW}\n".encode() + "01/04/2024,André Ltd,Adults,5.50\n".encode("cp1252")
    )
    got = read(path)
    assert got.column("supplier") == ["Zoë Café Ltd", "Zoë Café Ltd", "André Ltd"]
    assert any("1 bytes are no UTF-8" in warning for warning in got.report.all_warnings)


def test_a_byte_that_windows_does_not_use_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}\n01/04/2024,A".encode() + b"\x81\xe9 Ltd,B,1\n")
    assert find_encoding(path).name == "cp1252"
    assert read(path).column("supplier") == ["A\x81é Ltd"]


def test_a_letter_cut_by_a_block_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.ledger.files.encodings.BLOCK", 3)
    assert find_encoding(write(tmp_path / "a.csv", "é" * 50)).name == "utf-8"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [line.replace(",", delimiter) for line in (HEADER, ROW, ROW)]
    assert (
        read(write(tmp_path / "a.txt", "A title; with, all | of them", *lines)).report.payments == 2
    )


def test_line_breaks_in_quotes_stay_and_rows_are_numbered_by_lines(tmp_path: Path) -> None:
    got = read(
        write(tmp_path / "a.csv", HEADER, '01/04/2024,"A\nLtd, ""B""",X,1', "01/04/2024,C,X,2")
    )
    assert got.column("supplier") == ['A\nLtd, "B"', "C"]
    assert got.column("row") == [2, 4]


@pytest.mark.parametrize(
    ("line", "supplier"),
    [
        ('01/04/2024,"A" Ltd,X,1.00', "A Ltd"),
        ('01/04/2024,"A Ltd,X,1.00', '"A Ltd'),
        ('01/04/2024,A "B" Ltd,X,1.00', 'A "B" Ltd'),
        ('01/04/2024,5" Pipes Ltd,X,1.00', '5" Pipes Ltd'),
    ],
)
def test_a_stray_quote_mark_swallows_no_rows(tmp_path: Path, line: str, supplier: str) -> None:
    good = '01/04/2024,"C, D",X,2.00'
    got = read(write(tmp_path / "a.csv", HEADER, good, line, good, good))
    assert got.column("supplier") == ["C, D", supplier, "C, D", "C, D"]
    assert got.column("row") == [2, 3, 4, 5]


def test_two_stray_quote_marks_that_close_each_other_swallow_no_rows(tmp_path: Path) -> None:
    got = read(
        write(
            tmp_path / "a.csv",
            HEADER,
            "01/04/2024,B,X,3.00",
            '01/04/2024,"A,X,1.00',
            '01/04/2024,A",X,2.00',
        )
    )
    assert got.amounts == [Decimal(amount) for amount in ("3.00", "1.00", "2.00")]
    assert any("quote mark out of place" in warning for warning in got.report.all_warnings)


def test_a_quote_mark_open_to_the_end_swallows_no_rows(tmp_path: Path) -> None:
    rows = ["01/04/2024,A,X,1.00"] * 40
    limits = Limits(most_lines_of_row=10)
    got = read(write(tmp_path / "a.csv", HEADER, '01/04/2024,"A,X,1.00', *rows), limits=limits)
    assert got.report.payments == 41


def test_a_line_beyond_the_limit_is_refused_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(f"{HEADER}\n{ROW}\n".encode())
        for _ in range(40):
            file.write(b"x," * 500_000)
    tracemalloc.start()
    sentence = refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "line 3 is longer than 1,000,000 characters" in sentence
    assert "longest_line" in sentence
    assert peak < path.stat().st_size / 2


def test_a_table_can_be_read_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEADER, ROW)
    table = open_table(path, name="a", limits=Limits())
    assert list(table.rows()) == list(table.rows())
