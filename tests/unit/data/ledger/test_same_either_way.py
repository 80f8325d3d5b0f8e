"""A text read many rows at once is what it is row by row: every value, count, note and refusal."""

from __future__ import annotations

import csv
import io
import tempfile
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ledger.core.limits import Limits
from data.ledger.files import text_blocks
from data.ledger.files.text_tables import TextTable
from data.ledger.files.workbooks import Sheet
from data.ledger.rows import batches, row_reader, table_reader
from data.ledger.rows.totals import is_loose_label
from tests.unit.data.ledger.ledger_files import read_all

FIXTURES = sorted(Path("tests/fixtures/ledger").glob("*.csv"))
GOOD = {
    "Date": "01/04/2024",
    "Supplier": "Good Ltd",
    "Amount": "7.00",
    "Department": "Adults",
    "Service Area": "Care",
    "AMOUNT": "7.00",
    "VAT": "1.00",
    "Currency": "GBP",
    "Capital/Revenue": "Capital",
    "Debit": "7.00",
    "Credit": "",
    "D/C": "D",
    "Body Name": "Northam Council",
    "Transaction Number": "1",
    "Financial Year": "2023/24",
    "Month": "April 2023",
    "Status": "Paid",
    "Document Type": "Invoice",
}
#: Some publishers give the month alone in place of the date.
DATES = ["01/04/2024", "01/04/2024", "April 2024"]
ODD = {
    "Date": ["2024-04-30", "45400", "", "Total", "soon", "01/01/2031", "13/13/2024", "04/25/2024",
             "April 2024", "Total 1 April 2024", "Total May 2024", "various", " 1/4/24 10:00 ",
             "01/04/1980"],
    "Supplier": [" Oak Ltd ", "", "Total Ltd", "Subtotal", "sum\xa0:", "12.50 Elm Ltd", "Zoë",
                 "TOTAL", "Total Gas", "Consumer Ltd", "A\nB", 'The "X" Ltd', "totalé"],
    "Amount": ["5", "£1,234.50", "-2.00", "(3.00)", "", "x", ".95", "1.005", "$4", "-£3", "£ 4",
               "999999999999.00", "1.2E+3", "\xa06.00", "- 1", "0.00", "99999999999999999"],
    "Department": ["", " Adults ", "Roads\x1f", "Care", "Total", "Sum :", "Total Gas Ltd"],
    "Service Area": ["", "Adults", " "],
    "VAT": ["", "n/a", "£2.00", "1.005"],
    "Currency": ["", "EUR", " gbp "],
    "Capital/Revenue": ["R", "", "revenue "],
    "Debit": ["", "3.00", "x"],
    "Credit": ["2.00", " ", "x", "-1.00"],
    "D/C": ["C", "", "cr", "X"],
    "Body Name": ["", "Southam Council", " Northam Council "],
    "Transaction Number": ["", " 12 "],
    "Financial Year": ["", "2024-25", "P3", " Total", "2023/25", "202304"],
    "Status": ["", "Cancelled", " void ", "Stopped"],
    "Document Type": ["", "Credit Note", " credit note ", "CR"],
    "Month": ["", "5", "May 2024 ", "Subtotal", "2024-05", "\xa0"],
}  # fmt: skip
ODD["AMOUNT"] = ["", "x", "7", "7.01"]
#: By what a table of payments is known, beside the amounts.
NEEDED = [
    *[["Date", "Supplier"]] * 2,
    *[["Supplier"], ["Supplier", "Month"]],
    *[["Date"], ["Date", "Department"]],
    *[["Financial Year"], ["Month", "Financial Year", "Department"], ["Transaction Number"]],
]
OTHERS = [name for name in GOOD if name not in ("Date", "Supplier", "Amount", "Debit", "Credit")]
COLUMNS = st.tuples(
    st.sampled_from(NEEDED),
    st.sampled_from([["Amount"], ["Amount"], ["Debit", "Credit"]]),
    st.lists(st.sampled_from(OTHERS), unique=True, max_size=6),
).flatmap(lambda chosen: st.permutations(list(dict.fromkeys(chain(*chosen)))))
#: A row: the column of which the cell is odd and which odd cell it is, and what else befalls it.
ROWS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(sorted(ODD)), st.integers(0, 16), max_size=3),
        st.sampled_from(
            ["", "", "", "", "lacks", "more", "total", "alone", "blank", "header", "split", "whole"]
        ),
    ),
    max_size=40,
)
#: A line that is put in as it is.
LINES = st.sampled_from(
    ["", "", '"', '01/04/2024,"A,X,1.00', '5" Pipe,1', "\r", "Notes", ",,,,,,,,,", '"A" x,1']
)


def table(
    columns: list[str], rows: list[tuple[dict[str, int], str]], *, date: str
) -> list[list[str]]:
    """Rows of cells, of which totals have the sum of the good amounts above."""
    good = {**GOOD, "Date": date}
    made: list[list[str]] = [[good[name] for name in columns]] * 3
    texts = [name for name in columns if name in ("Supplier", "Department", "Month", "Date")]
    above = Decimal("21.00")
    for odd, fate in rows:
        cells = {
            name: ODD[name][odd[name] % len(ODD[name])] if name in odd else good[name]
            for name in columns
        }
        if fate in ("total", "alone"):
            words = "Total" if fate == "total" else ""
            said = {"Amount": str(above), "Debit": str(above)} | dict.fromkeys(texts[:1], words)
            cells = {name: said.get(name, "") for name in columns}
        elif not odd:
            above += 7
        row = list(cells.values())
        changed = {"lacks": row[1:], "more": [*row, "x"], "blank": [""], "header": columns}
        # A comma between thousands parts an amount in two.
        for split, parts in (("split", ["£1", "234.50"]), ("whole", ["-1", "234", "500"])):
            at = next(columns.index(name) for name in ("Amount", "Debit") if name in columns)
            changed[split] = [*row[:at], *parts, *row[at + 1 :]]
        made.append(changed.get(fate, row))
    return made


def read_both_ways(path: Path, *, limits: Limits | None = None) -> tuple[Any, Any]:
    results = []
    # A sheet's rows are always read one by one.
    for together in (TextTable, Sheet):
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as out:
            patch.setattr(table_reader, "TextTable", together)
            reports = read_all([path], Path(out), limits=limits)
            written = [
                pq.read_table(file).to_pylist() for file in sorted(Path(out).rglob("*.parquet"))
            ]
            results.append((reports, written))
    return results[0], results[1]


@given(
    columns=COLUMNS,
    rows=ROWS,
    line=LINES,
    written=st.tuples(
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
        st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ),
    date=st.sampled_from(DATES),
    titles=st.sampled_from([[], [["Northam Council payments"], []], [["Payments of 2023-24"]]]),
    characters=st.sampled_from([200, 100_000]),
)
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_odd_files_are_the_same_together_and_row_by_row(
    tmp_path: Path,
    columns: list[str],
    rows: list[tuple[dict[str, int], str]],
    line: str,
    written: tuple[str, str, Literal[0, 1]],
    date: str,
    titles: list[list[str]],
    characters: int,
) -> None:
    end, encoding, quoting = written
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=quoting)
    writer.writerows([*titles, columns, *table(columns, rows, date=date)])
    text.write(line + end)
    writer.writerows(table(columns, rows[::-1], date=date))
    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode(encoding, "replace"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_blocks, "CHARACTERS", characters)
        together, alone = read_both_ways(path)
    assert together == alone


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_publishers_files_are_the_same_together_and_row_by_row(path: Path) -> None:
    together, alone = read_both_ways(path)
    assert together == alone


@given(st.text(alphabet="subtotal SUM:\xa0 -é.1\n", max_size=12) | st.sampled_from(ODD["Supplier"]))
@settings(max_examples=500)
def test_what_may_label_a_total_is_never_plain(supplier: str) -> None:
    if is_loose_label([supplier.strip()]):
        assert batches.may_label(pa.array([supplier])).to_pylist() == [True]


@pytest.mark.parametrize("label", ["Total 1 April 2024", "Total April 2024"])
def test_a_total_labelled_in_its_date_is_a_total_both_ways(tmp_path: Path, label: str) -> None:
    path = tmp_path / "a.csv"
    rows = ["01/04/2024,A Ltd,1.00"] * 5 + [f"{label},A Ltd,5.00"]
    path.write_text("\n".join(["Date,Supplier,Amount", *rows]), encoding="utf-8")
    together, alone = read_both_ways(path)
    assert together == alone
    assert together[0][0].payments == 5


@pytest.mark.parametrize(
    ("last", "payments", "totals"),
    [
        ("Total,5.00,", 5, 1),
        (",5.00,", 5, 1),
        (",4.50,", 5, 1),
        ("Care,4.50,", 6, 0),
        ("Total Care Ltd,4.50,", 6, 0),
        (",5.00,A1", 6, 0),
    ],
)
def test_what_ends_a_file_of_amounts_alone_is_the_same_both_ways(
    tmp_path: Path, last: str, payments: int, totals: int
) -> None:
    path = tmp_path / "a.csv"
    rows = ["Care,1.00,"] * 5 + [last]
    path.write_text("\n".join(["Supplier,Amount,Reference", *rows]), encoding="utf-8")
    together, alone = read_both_ways(path)
    assert together == alone
    (report,) = together[0]
    assert (report.payments, report.not_payments.get("total", 0)) == (payments, totals)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Date,Supplier,Amount", "01/04/2024,A Ltd,1.00"),
        ("Date,Supplier,Amount", "April 2024,A Ltd,1.00"),
        ("Supplier,Department,Amount", "A Ltd,Care,1.00"),
        ("Date,Department,Amount", "01/04/2024,Care,1.00"),
        ("Financial Year,Month,Department,Amount", "2023/24,April 2023,Care,1.00"),
    ],
)
def test_both_ways_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str, row: str
) -> None:
    """The comparison compares: rows of a usual file are read together, not one by one."""
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n" + f"{row}\n" * 50, encoding="utf-8")
    singly: list[int] = []
    read = row_reader.RowReader.read

    def noted(self: row_reader.RowReader, number: int, cells: Any) -> None:  # noqa: ANN401
        singly.append(number)
        read(self, number, cells)

    monkeypatch.setattr(row_reader.RowReader, "read", noted)
    read_both_ways(path)
    assert len(singly) == 50
