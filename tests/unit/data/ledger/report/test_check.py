from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.ledger.report.check import as_json, check_files, exit_code, print_reports, report_text
from data.ledger.rows.reader import Reading
from tests.unit.data.ledger.ledger_files import HEADER, TODAY, write

GOOD = "01/04/2024,Craft Ltd,X,1234.50"


def test_a_check_tells_all_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "northam_council.csv", HEADER, GOOD, GOOD, "05/04/2024,Oak,X,-2.00",
                 "05/04/2024,Oak,X,2.00", "soon,Oak,X,1.00", ",,,2470.00")  # fmt: skip
    copy = write(tmp_path / "copy.csv", HEADER, GOOD, GOOD, "", "05/04/2024,Oak,X,7.00")
    reports = check_files([file, copy], Reading(tmp_path / "out", payer="N", today=TODAY))
    assert exit_code(reports) == 1
    first, second = as_json(reports)
    assert json.loads(json.dumps(first)) == first
    assert (first["rows"], first["payments"], first["rejected"]) == (7, 4, 1)
    assert (first["amount"], first["repeats"], first["reversals"]) == ("2469.00", 1, 2)
    assert first["first_date"] == "2024-04-01"
    assert first["sheets"][0]["totals"][0]["told"] == "2470.00"
    assert first["overlaps"][0]["rows"] == second["overlaps"][0]["rows"] == 2
    print_reports(reports)
    printed = capsys.readouterr().out
    for words in ("Payer: N (from: told)", "header in row 1", "date: 'Date', confidence 100%",
                  "Rows read: 7 = payments 4 + rejected 1 + no payments 2 (1 header, 1 total)",
                  "1 repeats within the file", "Sum of amounts: 2,469.00 pounds; negative rows: 1",
                  "Period: 2024-04-01 to 2024-04-05",
                  "2 payments of £2,469.00 in copy.csv have the same date, supplier and amount as",
                  "payments in northam_council.csv. Are they the same payments?",
                  "Counted once: £2,476.00. Counted in both: £4,945.00.",
                  "Total in row 7"):  # fmt: skip
        assert words in printed


def test_the_exit_code_says_whether_all_was_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.csv", HEADER, GOOD)
    bad = write(tmp_path / "bad.csv", "nothing")
    reading = Reading(tmp_path / "out", today=TODAY)
    assert exit_code(check_files([good], reading)) == 0
    reports = check_files([good, good, bad], reading)
    assert exit_code(reports) == 1
    text = report_text(reports)
    assert "REFUSED: bad.csv" in text
    assert "The same bytes as good.csv" in text


def test_text_of_a_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", f"Date,Supplier,Amount\x1b[2J\n{GOOD.replace(',X', '')}")
    assert "\x1b" not in report_text(check_files([file], Reading(tmp_path / "out", today=TODAY)))
