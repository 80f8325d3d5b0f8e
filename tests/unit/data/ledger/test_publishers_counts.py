"""Counts of small files in the layouts of publishers: nothing twice, nothing lost."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from data.ledger import __main__ as command
from data.ledger.cli import main

FILES = Path("tests/fixtures/ledger")


def count(
    tmp_path: Path, place: str, *files: str | Path, options: tuple[str, ...] = ()
) -> tuple[list[dict[str, Any]], str]:
    """The payments as counted, and the report."""
    out = tmp_path / "out"
    paths = [str(FILES / file) for file in files]
    main(["count", *paths, "--place", place, "--out", str(out), *options])
    text = (out / "report.md").read_text(encoding="utf-8")
    return pq.read_table(out / "payments.parquet").to_pylist(), text


def test_what_the_receiver_has_no_ledger_of_the_month_for_is_no_transfer(tmp_path: Path) -> None:
    payments, report = count(
        tmp_path, "E08000025", "transfer_a_wmca_february.csv", "transfer_b_birmingham_june.csv"
    )
    roles = {row["role"] for row in payments}
    assert roles == {"counted"}
    assert "without GBP 0.00" in report


def test_a_transfer_of_a_month_in_both_ledgers_is_counted_once(tmp_path: Path) -> None:
    june = (FILES / "transfer_b_birmingham_june.csv").read_text(encoding="utf-8")
    own = tmp_path / "birmingham.csv"
    own.write_text(june.replace("/06/2023", "/02/2024"), encoding="utf-8")
    payments, _ = count(tmp_path, "E08000025", "transfer_a_wmca_february.csv", own.resolve())
    moved = [row["amount"] for row in payments if row["role"] == "transfer"]
    assert moved == [Decimal("1000000.0000")]


def test_a_transfer_without_a_date_is_left_and_marked(tmp_path: Path) -> None:
    own = tmp_path / "birmingham.csv"
    own.write_text(
        "Body Name,Supplier Name,Financial Year,Net Amount\n"
        + "Birmingham City Council,Elder Care Ltd,2023-24,200.00\n" * 3,
        encoding="utf-8",
    )
    payments, report = count(tmp_path, "E08000025", "transfer_a_wmca_february.csv", own.resolve())
    unsure = [row["amount"] for row in payments if row["role"] == "possible transfer"]
    assert unsure == [Decimal("1000000.0000")]
    assert "GBP 1,000,000.00 more was paid to bodies whose ledger is here" in report


def test_a_month_and_its_quarter_by_two_names_of_a_body_are_counted_once(tmp_path: Path) -> None:
    payments, report = count(
        tmp_path, "E08000001", "bolton_council_april_2024.csv", "bolton_mbc_q1_2024.csv"
    )
    assert (len(payments), sum(row["amount"] for row in payments)) == (7, Decimal("2800.0000"))
    assert "5 payments of £1,500.00, have their like in bolton_mbc_q1_2024.csv" in report
    assert "They are counted once." in report


def test_years_are_not_added_up_in_the_headline(tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    text = (FILES / "bolton_mbc_q1_2024.csv").read_text(encoding="utf-8")
    old.write_text(text.replace("/2024", "/2022"), encoding="utf-8")
    _, report = count(
        tmp_path, "E08000001", "bolton_mbc_q1_2024.csv", old.resolve(),
        options=("--payer", "Bolton Council", "--overlaps", "both"),
    )  # fmt: skip
    assert "come to GBP 2,800.00 (2022-23), GBP 2,800.00 (2024-25) in Bolton" in report


def test_without_suppliers_the_report_leaves_out_what_depends_on_them(tmp_path: Path) -> None:
    file = tmp_path / "bolton council.csv"
    file.write_text("Date,Department,Amount\n" + "01/04/2024,Roads,10.00\n" * 5, encoding="utf-8")
    _, report = count(tmp_path, "E08000001", file.resolve())
    assert "most payments name no supplier" in report
    assert "Gini" not in report


def test_a_folder_of_many_files_is_one_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "county"
    for number in range(200):
        own = folder / f"body {number}"
        own.mkdir(parents=True)
        (own / "april.csv").write_text(
            "Body,Supplier,Date,Amount\n"
            f"Bolton Council,Oak Ltd,01/04/2024,{number}.25\n"
            f"Bolton Council,Elm Ltd,02/04/2024,{number}.75\n",
            encoding="utf-8",
        )
    assert main(["check", "--json", str(folder)]) == 0
    reports = json.loads(capsys.readouterr().out)
    assert sum(report["payments"] for report in reports) == 400
    payments, _ = count(tmp_path, "E08000001", folder.resolve())
    assert len(payments) == 400


def test_what_the_set_up_says_is_apart_from_the_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(**given: Any) -> Path:  # noqa: ANN401
        given["say"]("Installing")
        raise command.SetupError("no network")

    monkeypatch.setattr(command, "prepare_environment", prepare)
    assert command.main(["check", "--json", "a.csv"]) == command.WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "Installing" in said.err
    assert "no network" in said.err


def test_a_damaged_payer_cell_is_of_the_body_of_its_file(tmp_path: Path) -> None:
    payments, report = count(tmp_path, "E08000001", "one_damaged_payer_cell.csv")
    assert {row["payer_id"] for row in payments} == {"council:E08000001"}
    assert "13 payments of 1 body come" in report


def test_codes_behind_a_name_make_no_supplier_of_their_own(tmp_path: Path) -> None:
    payments, _ = count(tmp_path, "E08000001", "codes_behind_supplier_names.csv")
    assert len({row["supplier_id"] for row in payments}) == 4


def test_most_organisations_of_two_words_stay_organisations(tmp_path: Path) -> None:
    payments, _ = count(tmp_path, "E08000001", "organisations_folded_as_people.csv")
    folded = sorted(row["amount"] for row in payments if row["supplier_kind"] == "individual")
    # A surname after initials, and two words that may both be surnames: in doubt these stay folded.
    assert folded == [Decimal("150.8300"), Decimal("48028.0000")]


def test_schools_and_homes_of_the_same_name_in_two_towns_are_two_suppliers(tmp_path: Path) -> None:
    payments, report = count(
        tmp_path,
        "E08000025",
        "same_school_name_a_birmingham.csv",
        "same_school_name_b_solihull.csv",
    )
    ids = {(row["supplier_name"], row["supplier_id"]) for row in payments}
    assert len({name for name, _ in ids}) == 5
    assert len(ids) == 9
    assert "1 organisation is paid by several of these bodies" in report


def test_the_unit_says_the_theme_before_a_joint_directorate(tmp_path: Path) -> None:
    payments, _ = count(tmp_path, "E06000056", "joint_directorates.csv")
    themes = [row["theme"] for row in sorted(payments, key=lambda row: row["row"])]
    assert themes == [
        "mental_health_and_learning_disability",
        "adult_social_care",
        "adult_social_care",
        "housing_and_regeneration",
        "adult_social_care",
        "health_and_wellbeing",
    ]
    headings = [row["heading"] for row in sorted(payments, key=lambda row: row["row"])]
    assert headings == ["adult_social_care"] * 3 + ["housing", "adult_social_care", "public_health"]
