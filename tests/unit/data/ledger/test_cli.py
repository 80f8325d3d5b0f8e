from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.ledger.cli import main

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
    assert "2 payments of GBP 1,000.00, all that one of may.csv and quarter.csv has" in output
    lines = pq.read_table(out / "count.parquet").to_pylist()
    assert sum(row["amount"] for row in lines) == 1000 + 15


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
