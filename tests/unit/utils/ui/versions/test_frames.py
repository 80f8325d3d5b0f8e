from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.versions.checks import CheckResult
from data.versions.difference import Difference, FigureChange, Names, TableChange
from utils.ui.shared.moment import moment_words
from utils.ui.versions.frames import (
    checks_frame,
    figure_row,
    figures_frame,
    series_frame,
    share_words,
    table_rows,
)
from utils.ui.versions.labels import Labels, MeasureWords

LABELS = Labels(
    series={"area_code": {"E1": "Leeds"}, "measure": {"spend": "Spending"}},
    measures={("spend", "cash"): MeasureWords("Spending", "GBP per person", 0)},
    tables={"map_values": "Values of the map"},
)
SPEND = FigureChange("spend", "E1", before=200.0, now=150.0, basis="cash", period="2023-24")


def test_a_figure_is_written_with_its_name_basis_period_and_unit() -> None:
    assert figure_row(SPEND, LABELS) == [
        "Spending, in cash, 2023-24",
        "£200",
        "£150",
        "\u221225.0%",
    ]


def test_what_has_no_name_keeps_its_short_one() -> None:
    change = FigureChange("new_measure", "E2", before=1.5, now=3.0)
    assert figure_row(change, LABELS) == ["new_measure", "1.50", "3.00", "+100.0%"]
    assert LABELS.area("E2") == "E2"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100, 100.04, "less than 0.1%"),
        (100, 100.06, "+0.1%"),
        (-100, -50, "\u221250.0%"),
        (1, 1235.5, "+123,450.0%"),
    ],
)
def test_a_change_is_a_part_of_what_was(before: float, now: float, words: str) -> None:
    assert share_words(FigureChange("a", "E1", before=before, now=now)) == words


def test_a_place_has_its_name_beside_its_code_where_it_is_known() -> None:
    assert LABELS.name_and_code("area_code", "E1") == "Leeds (E1)"
    assert LABELS.name_and_code("area_code", "E2") == "E2"
    assert LABELS.name_and_code("measure", "spend") == "Spending"


def test_tables_have_a_row_each_and_long_lists_are_cut_short() -> None:
    many = Names(9, tuple("abcdefghi"))
    change = TableChange("map_values", "changed", 3, 4, "measure", Names(1, ("spend",)), many)
    gone = TableChange("towns", "vanished", rows_before=1200)
    difference = Difference((change, gone))
    nine = "9: a; b; c; d; e; f and 3 more"
    assert table_rows(difference, LABELS) == [
        ["Values of the map", "3", "4", "1: Spending", nine, "0"],
        ["towns (table is gone)", "1,200", "0", "0", "0", "0"],
    ]
    rows = series_frame(difference, LABELS).to_numpy().tolist()
    assert rows[0] == ["Values of the map", "new", "measure", "spend", "Spending"]
    assert len(rows) == 1 + 9 + 1
    assert rows[-1] == ["towns", "Table is gone", "", "", ""]


def test_a_file_has_codes_and_whole_figures() -> None:
    (row,) = figures_frame([SPEND], LABELS).to_numpy().tolist()
    assert row == ["Leeds", "E1", "Spending, in cash, 2023-24", "spend", 200.0, 150.0, -0.25]
    assert figures_frame([], LABELS).empty
    checks = checks_frame([CheckResult("sums", passed=False, detail="1 off")])
    assert checks.to_numpy().tolist() == [["sums", "failed", "1 off"]]


def test_a_small_change_has_as_many_decimals_as_show_it() -> None:
    change = FigureChange("spend", "E1", before=200.0, now=200.02, basis="cash")
    assert LABELS.values(change) == ("£200.00", "£200.02")


def test_a_moment_is_said_to_the_minute() -> None:
    assert moment_words(datetime(2026, 3, 5, 9, 7, 59, tzinfo=UTC)) == "5 March 2026 at 09:07 UTC"
