"""What a report says of themes, service headings and stages, of small counts by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.cli import main

HEAD = "Body Name,Payment Date,Department,Purpose,Supplier Name,Net Amount\n"
ROWS = (
    "Bolton Council,01/04/2024,Waste,Landfill,Oak Ltd,600.00\n"
    "Bolton Council,02/04/2024,Adults,Reablement,Elm Ltd,200.00\n"
    "Bolton Council,03/04/2024,Collection Fund,Precept,Ash Ltd,100.00\n"
    "Bolton Council,04/04/2024,Place,Widgets | here,Fir Ltd,100.00\n"
)


def report(folder: Path, place: str) -> str:
    file = folder / "april.csv"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    main(["count", str(file), "--place", place, "--out", str(folder / "out")])
    return (folder / "out" / "report.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bolton(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(tmp_path_factory.mktemp("bolton"), "E08000001")


def test_the_kinds_of_money_are_said_with_what_cannot_be_told(bolton: str) -> None:
    assert (
        "60% has a theme, 20% is “Adult social care, other or not specified”, 10% is “Money "
        "passed on or held”, 0% is “Running the council or body”" in bolton
    )
    assert "of 10% the files do not say enough" in bolton


def test_themes_stand_with_the_largest_first_and_none_last(bolton: str) -> None:
    names = ["| Neighbourhood", "| Adult social care", "| Money passed on", "| No theme"]
    places = [bolton.index(name) for name in names]
    assert places == sorted(places)


def test_what_has_no_theme_is_named_and_harmless(bolton: str) -> None:
    assert r"- Place; Widgets \| here: 1 payment, GBP 100.00." in bolton


def test_headings_and_stages_are_summed(bolton: str) -> None:
    assert "| Environment and regulation | 1 | 0.00 |" in bolton
    assert "| Prevention | 1 | 0.00 |" in bolton
    assert "| Cannot tell | 3 | 0.00 |" in bolton


def test_of_no_money_in_the_place_no_theme_is_said(tmp_path: Path) -> None:
    text = report(tmp_path, "E06000032")
    assert "None of the money is in the place" in text
    assert "has a theme" not in text
