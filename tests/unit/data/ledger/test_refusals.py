from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from data.ledger.columns.mappings import Mapping
from data.ledger.core.limits import Limits
from tests.unit.data.ledger.ledger_files import (
    HEADER,
    read_all,
    refusal,
    write,
    write_workbook,
)

ROW = "01/04/2024,Craft Ltd,Adults,1.00"
TABLE = f"{HEADER}\n{ROW}\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf \r\n ", "an empty file"),
        (b"%PDF-1.7\n1 0 obj", "a PDF document, perhaps a scan"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"II*\x00\x08\0\0\0", "a picture (TIFF)"),
        (b"MZ\x90\0\x03\0", "a program"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0", "7z"),
        (b"PAR1\x15\x04", "a Parquet file"),
        (b"{\\rtf1 text}", "RTF"),
        (b"<!DOCTYPE html><html><table>", "a web page"),
        (b'{"payments": []}', "JSON"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a Word document"),
        (b"Date,Supplier,Amount\n01/04/2024,A\0B,1\n", "NUL bytes"),
        (b"\x01\x00\x02\xff\xfe\x00" * 50, "NUL bytes"),
        (b"just words\nand more words\n", "not separated into columns"),
        (b"a,b\nc,d\n", "no table of payments"),
        (b"Date,Supplier,Amount\n\n", "no table of payments"),
        (b"Date,Supplier,Amount\n01/04/2024,A,ten\n02/04/2024,B,five\n", "no column that has"),
    ],
)
def test_what_is_no_table_is_refused_in_a_clear_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "payments.csv"
    path.write_bytes(content)
    sentence = refusal(path)
    assert words in sentence
    assert sentence.startswith("payments.csv: ")
    assert "; allowed: " in sentence


def test_a_nul_byte_far_down_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE + f"{ROW}\n".encode() * 3_000 + b"01/04/2024,A\0B,X,1\n")
    assert "NUL bytes (the first is byte" in refusal(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no file of this name" in refusal(tmp_path / "none.csv")


def test_two_amounts_that_disagree_are_refused_with_both_sums(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Date,Supplier,Net Amount,Net Value", "01/04/2024,A,1,1",
                 "01/04/2024,A,1.00,2.00")  # fmt: skip
    sentence = refusal(path)
    assert "'Net Amount' comes to 2.00 and 'Net Value' to 3.00" in sentence
    assert "a mapping" in sentence
    mapping = Mapping(
        publisher="Northam",
        header=("Date", "Supplier", "Net Amount", "Net Value"),
        columns={"Date": "date", "Supplier": "supplier", "Net Value": "amount_net"},
    )
    (report,) = read_all([path], tmp_path / "mapped", mapping=mapping)
    assert str(report.amount) == "3.00"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"largest_file": 10}, "largest_file"),
        ({"most_columns": 2}, "most_columns"),
        ({"most_rows": 1}, "most_rows"),
        ({"longest_line": 20}, "longest_line"),
    ],
)
def test_every_limit_is_named_where_it_is_hit(
    tmp_path: Path, limits: dict[str, int], words: str
) -> None:
    path = write(tmp_path / "a.csv", HEADER, ROW, ROW)
    assert f"(limit: {words})" in refusal(path, limits=Limits(**limits))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"largest_workbook": 10}, "largest_workbook"),
        ({"most_sheets": 1}, "most_sheets"),
        ({"most_workbook_cells": 3}, "most_workbook_cells"),
        ({"largest_unpacked_workbook": 100}, "largest unpacked size"),
    ],
)
def test_every_limit_of_a_workbook_is_named(
    tmp_path: Path, limits: dict[str, int], words: str
) -> None:
    rows = [HEADER.split(","), [45154, "Craft Ltd", "Adults", 1]]
    path = write_workbook(tmp_path / "a.xlsx", {"One": rows, "Two": rows})
    assert words in refusal(path, limits=Limits(**limits))


def test_a_workbook_with_one_far_cell_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    rows = [HEADER.split(","), [45154, "Craft Ltd", "Adults", 1]]
    path = write_workbook(tmp_path / "a.xlsx", {"One": rows})
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    entries[sheet] = entries[sheet].replace(b'r="D2"', b'r="XFD1048576"')
    assert "1,048,576 rows by 16,384 columns" in refusal(zipped(path, entries))


def test_the_files_of_an_archive_are_read_each_by_itself(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "year.zip",
        {
            "../../../escape.csv": TABLE,
            "/etc/april.csv": TABLE + f"{ROW}\n".encode(),
            "__MACOSX/._april.csv": b"\0\0",
            "scan.pdf": b"%PDF-1.7",
        },
    )
    out = tmp_path / "deep" / "out"
    reports = read_all([path], out)
    assert [report.file for report in reports] == [
        "year.zip/../../../escape.csv",
        "year.zip//etc/april.csv",
        "year.zip/scan.pdf",
    ]
    assert [report.payments for report in reports] == [1, 2, 0]
    assert "a PDF document" in reports[2].refused
    assert sorted(entry.name for entry in tmp_path.rglob("*") if entry.is_file()) == sorted(
        ["year.zip"] + 2 * [f"{report.file_id}.parquet" for report in reports[:2]]
    )


def test_a_gzip_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(TABLE))
    (report,) = read_all([path], tmp_path / "out")
    assert report.payments == 1
    cut = tmp_path / "cut" / "a.csv.gz"
    cut.parent.mkdir()
    cut.write_bytes(gzip.compress(TABLE)[:-6])
    assert "cut short" in refusal(cut)


def test_an_archive_cut_short_is_refused_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": TABLE})
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged or cut short" in refusal(path)


def test_an_archive_with_a_damaged_entry_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.csv", TABLE)
    content = path.read_bytes()
    at = content.rindex(b"Craft Ltd", 0, content.index(b"PK\x01\x02"))
    path.write_bytes(content[:at] + b"X" + content[at + 1 :])
    assert "damaged or cut short" in refusal(path)


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", TABLE)
    path = zipped(tmp_path / "a.zip", {"inner.zip": inner.getvalue()})
    assert "an archive within an archive" in refusal(path)


def test_an_archive_protected_by_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": TABLE})
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    path.write_bytes(content)
    assert "protected by a password" in refusal(path)


def test_bombs_are_stopped_by_what_they_really_unpack(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"0" * 20_000_000})
    assert "largest_ratio" in refusal(path)
    small = Limits(largest_unpacked=1_000_000)
    assert "largest unpacked size" in refusal(path, limits=small)
    many = zipped(tmp_path / "b.zip", {f"{n}.csv": b"" for n in range(30)})
    assert "most_entries" in refusal(many, limits=Limits(most_entries=20))
    assert "holds no file" in refusal(zipped(tmp_path / "c.zip", {}))


def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    mapping = Mapping("Northam", ("Paid", "Sum"), {"Paid": "date", "Sum": "amount"})
    sentence = refusal(write(tmp_path / "a.csv", HEADER, ROW), mapping=mapping)
    assert "the columns Date, Supplier, Department, Amount" in sentence
    assert "the columns of the mapping of Northam: Paid, Sum" in sentence


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (("1.234,50", "9.876,00"), "2 cannot be read as an amount, most written as '9.999,99'"),
        (("ten", "five pounds"), "most written as"),
    ],
)
def test_a_refusal_says_how_the_likeliest_amounts_are_written(
    tmp_path: Path, amounts: tuple[str, ...], words: str
) -> None:
    rows = [f"01/04/2024;Zebedee Ltd;{amount}" for amount in amounts]
    sentence = refusal(write(tmp_path / "a.csv", "Date;Supplier;Amount", *rows))
    assert "of 2 values of 'Amount' looked at" in sentence
    assert words in sentence
    assert not {"Zebedee", "ten", "five", "1.234,50"} & set(sentence.replace("'", " ").split())


def test_a_row_of_payments_is_not_listed_as_headings(tmp_path: Path) -> None:
    row = "Childrens Services,Supplies and Services,Services,PAYMENT TO SOMEBODY,R1,x,x,,,12.00"
    sentence = refusal(write(tmp_path / "a.csv", "A,B,C,Name,D,E,F,Apr-24,May-24,Jun-24", row, row))
    assert "SOMEBODY" not in sentence
    assert "Childrens" not in sentence
