from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.ledger.cli import main
from data.ledger.core.overlaps import save_answer
from tests.unit.data.ledger.ledger_files import write_workbook

GOOD = (
    "Body,Department,Payment Date,Supplier,Net Amount\n"
    'Luton Borough Council,Highways,01/05/2024,Ringway Paving Ltd,"1,000.50"\n'
    "Luton Borough Council,Highways,02/05/2024,<b>Bold</b> | Paving Ltd,-0.50\n"
)
BAD = GOOD + "Luton Borough Council,Highways,03/05/2024,Ringway Paving Ltd,many\n"


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_check_says_what_a_file_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", put(tmp_path, "may.csv", GOOD)]) == 0
    output = capsys.readouterr().out
    assert "Luton Borough Council" in output
    assert "1,000.00" in output


def test_check_prints_json_and_its_code_says_that_not_all_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", put(tmp_path, "may.csv", BAD)]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["rows"], report["payments"], report["rejected"]) == (4, 2, 1)
    assert report["amount"] == "1000.00"


def test_count_writes_a_package_with_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    files = [put(tmp_path, "may.csv", BAD)]
    place = "central_bedfordshire_and_luton"
    assert main(["count", *files, "--place", place, "--out", str(out)]) == 1
    output = capsys.readouterr().out
    assert "come to GBP 1,000.00 in Central Bedfordshire and Luton" in output
    assert "1 row could not be read" in output
    assert "6,853 GBP per person" in output
    beside = output.partition("## Beside each council's own outturn")[2].partition("##")[0]
    assert "payments of 1 of 12 months come to GBP 1,000.00; the outturn of the whole" in beside
    assert "None of these is a part of another, so no share is given." in beside
    assert "%" not in beside
    lines = pq.read_table(out / "count.parquet").to_pylist()
    assert sum(row["payments"] for row in lines) == 2
    (rejected,) = pq.read_table(out / "rejected.parquet").to_pylist()
    assert rejected["row"] == 4
    assert "many" in rejected["text"]
    described = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert described["place"] == place
    assert described["sources"][0]["title"] == "may.csv"
    # A name from a file is data: what Markdown or a page would run is made harmless.
    report = (out / "report.md").read_text(encoding="utf-8")
    assert r"\<b>Bold\</b> \| Paving Ltd" in report
    assert "<b>" not in report.replace(r"\<b>", "")


def test_the_same_payments_in_two_files_are_counted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = GOOD + "Luton Borough Council,Highways,04/05/2024,Oak Ltd,5.00\n" * 3
    files = [
        put(tmp_path, "may.csv", GOOD),
        put(tmp_path, "may-again.csv", GOOD.replace(",", ";").replace('"1;000.50"', "1000.50")),
        put(tmp_path, "quarter.csv", more),
    ]
    out = tmp_path / "out"
    assert main(["count", *files, "--place", "E06000032", "--out", str(out)]) == 0
    output = capsys.readouterr().out
    assert "has the very same payments as may.csv; it is counted once" in output
    assert (
        "All payments of may.csv, 2 payments of £1,000.00, have their like in quarter.csv: the "
        "same date, supplier and amount. They are counted once. They have no references. If they "
        "are other payments, answer both for these two files in overlaps.yml: then the files come "
        "to £2,015.00."
    ) in output
    lines = pq.read_table(out / "count.parquet").to_pylist()
    assert sum(row["amount"] for row in lines) == 1000 + 15
    left_out = pq.read_table(out / "left_out.parquet").to_pylist()
    assert {(row["file"], row["row"], row["also_in"]) for row in left_out} == {
        (file, row, other)
        for file, other in (("may.csv", "quarter.csv"), ("may-again.csv", "may.csv"))
        for row in (2, 3)
    }


HEAD = "Body,Department,Payment Date,Supplier,Reference,Net Amount\n"
PAID = [
    f"Luton Borough Council,Highways,0{day}/05/2024,Ringway Paving Ltd,{{}},{day}00.00\n"
    for day in range(1, 8)
]
MAY = HEAD + "".join(PAID[:4]).format("", "", "", "")
QUARTER = HEAD + "".join(PAID[2:]).format("", "", "", "", "")
YEAR = HEAD + "".join(PAID[3:5]).format("", "") + PAID[0].format("")


@pytest.fixture
def overlapping(tmp_path: Path) -> list[str]:
    """Three files of which each two have payments in common, without references."""
    return [
        put(tmp_path, name, text)
        for name, text in (("may.csv", MAY), ("quarter.csv", QUARTER), ("year.csv", YEAR))
    ]


def count_overlapping(files: list[str], out: Path, *options: str) -> int:
    return main(["count", *files, "--place", "E06000032", "--out", str(out), *options])


def sum_of(out: Path) -> object:
    return sum(row["amount"] for row in pq.read_table(out / "count.parquet").to_pylist())


def test_payments_in_several_files_are_asked_about_with_both_sums_of_every_pair(
    tmp_path: Path, overlapping: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert count_overlapping(overlapping, tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert (
        "2 payments of £700.00 in may.csv have the same date, supplier and amount as payments in "
        "quarter.csv. Counted once: £2,800.00. Counted in both: £3,500.00."
    ) in said
    assert "2 payments of £500.00 in may.csv have the same date" in said
    assert "2 payments of £900.00 in quarter.csv have the same date" in said
    assert "come to £2,800.00 if these are counted once, and to £4,500.00" in said
    assert "--overlaps once or --overlaps both" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("answer", "expected"), [("once", 2800), ("both", 4500)])
def test_payments_in_several_files_are_counted_as_it_is_said(
    tmp_path: Path,
    overlapping: list[str],
    capsys: pytest.CaptureFixture[str],
    answer: str,
    expected: int,
) -> None:
    out = tmp_path / "out"
    assert count_overlapping(overlapping, out, "--overlaps", answer) == 0
    assert sum_of(out) == expected
    assert "as was answered" in capsys.readouterr().out
    reports = json.loads((out / "files.json").read_text(encoding="utf-8"))
    left_out = pq.read_table(out / "left_out.parquet")
    assert sum(report["left_out"] for report in reports) == len(left_out)
    assert {overlap["counted"] for report in reports for overlap in report["overlaps"]} == {answer}
    payments = pq.read_table(out / "payments.parquet")
    assert len(payments) + len(left_out) == sum(report["payments"] for report in reports) == 12


def test_an_answer_that_is_kept_is_not_asked_for_again(
    tmp_path: Path, overlapping: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    mappings = tmp_path / "mappings"
    save_answer(mappings, "once", payer="Luton Borough Council")
    out = tmp_path / "out"
    assert count_overlapping(overlapping, out, "--mappings", str(mappings)) == 0
    assert sum_of(out) == 2800
    assert main(["check", *overlapping, "--json", "--mappings", str(mappings)]) == 0
    reports = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {overlap["counted"] for overlap in reports[0]["overlaps"]} == {"once"}
    save_answer(mappings, "both", files=["year.csv", "may.csv"])
    other = tmp_path / "other"
    assert count_overlapping(overlapping, other, "--mappings", str(mappings)) == 0
    # The payment of the first of May is counted in both; that of the fourth is in the quarter too.
    assert sum_of(other) == 2800 + 100 + 400


def test_sheets_of_one_workbook_are_asked_about_like_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rows(*days: int) -> list[list[object]]:
        head = ["Body", "Payment Date", "Supplier", "Net Amount"]
        return [head, *(["Luton Borough Council", 45400 + d, "Oak Ltd", d] for d in days)]

    book = str(
        write_workbook(tmp_path / "a.xlsx", {"Cards": rows(1, 2, 3), "Transfers": rows(3, 4, 5)})
    )
    assert count_overlapping([book], tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "1 payment of £3.00 in a.xlsx, sheet Cards has the same date" in said
    mappings = tmp_path / "mappings"
    save_answer(mappings, "once", files=["a.xlsx, sheet Cards", "a.xlsx, sheet Transfers"])
    assert count_overlapping([book], tmp_path / "out", "--mappings", str(mappings)) == 0
    assert sum_of(tmp_path / "out") == 15


def test_what_is_asked_about_can_be_looked_at_in_a_file(
    tmp_path: Path, overlapping: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work"
    assert count_overlapping(overlapping, tmp_path / "out", "--work", str(work)) == 2
    listed = work / "in_question.csv"
    assert f"The payments in question are in {listed}." in capsys.readouterr().err
    rows = list(csv.DictReader(listed.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 12
    assert [(row["first"], row["reason"], row["file"], row["amount"]) for row in rows[:2]] == [
        ("may.csv", "alike", file, rows[0]["amount"]) for file in ("may.csv", "quarter.csv")
    ]
    assert main(["check", *overlapping[:1], "--work", str(work)]) == 0
    assert not listed.exists(), "nothing is in question of a single file"


def test_saved_answers_that_change_nothing_are_said(
    tmp_path: Path, overlapping: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    mappings = tmp_path / "mappings"
    save_answer(mappings, "both", files=["may.csv", "year.csv"])
    save_answer(mappings, "both", files=["may.csv", "june.csv"])
    save_answer(mappings, "once", payer="Kent County Council")
    options = ("--mappings", str(mappings), "--overlaps", "once")
    out = tmp_path / "out"
    assert count_overlapping(overlapping, out, *options) == 0
    said = capsys.readouterr().err
    report = (out / "report.md").read_text(encoding="utf-8")
    for words in (
        "The option --overlaps once goes before overlaps.yml, which has both for may.csv and year.",
        "overlaps.yml has an answer for june.csv and may.csv, which fits none of these files.",
        "overlaps.yml has an answer for Kent County Council, which fits none of these files.",
    ):
        assert words in said
        assert words in report
    save_answer(mappings, "both", payer="Luton council")
    save_answer(mappings, "once", payer="Luton Borough Council")
    assert count_overlapping(overlapping, tmp_path / "other", "--mappings", str(mappings)) == 2
    assert "both for 'Luton council' and once for 'Luton Borough" in capsys.readouterr().err


def test_references_decide_and_nothing_is_asked(tmp_path: Path) -> None:
    files = [
        put(tmp_path, "may.csv", HEAD + "".join(PAID[:4]).format(*"ABCD")),
        put(tmp_path, "quarter.csv", HEAD + "".join(PAID[2:]).format(*"CDEFG")),
    ]
    out = tmp_path / "out"
    assert count_overlapping(files, out) == 0
    assert sum_of(out) == 2800
    report = (out / "report.md").read_text(encoding="utf-8")
    assert "2 payments of £700.00 in may.csv have the same reference, date, supplier" in report
    assert "Of may.csv 2 payments are left out, GBP 700.00" in report
    assert "7 payments of 1 body come to GBP 2,800.00" in report


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--place", "atlantis"], "atlantis"),
        (["--place", "kent", "--share", "police"], "a body and a number"),
        (["--place", "kent", "--share", "police:kent=half"], "a body and a number"),
        (["--place", "kent", "--limits", "absent.yml"], "limits in absent.yml"),
    ],
)
def test_what_cannot_begin_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    file = put(tmp_path, "may.csv", GOOD)
    assert main(["count", file, "--out", str(tmp_path / "out"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_files_without_payments_make_no_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, "note.csv", "nothing here\n")
    assert main(["count", file, "--place", "kent", "--out", str(tmp_path / "out")]) == 2
    assert "at least one file with payments" in capsys.readouterr().err
