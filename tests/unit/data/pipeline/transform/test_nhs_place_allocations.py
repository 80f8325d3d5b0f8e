"""Boards' money spread over practices."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.nhs_place_allocations.boards import Part, parse_part
from data.pipeline.transform.nhs_place_allocations.transform import (
    PRIMARY_CARE,
    REGISTERED,
    WEIGHTED,
    spread_over_practices,
)
from data.pipeline.transform.shared.place import Place
from utils.errors import SourceSchemaError

PLACE = Place("nhs_place_allocations", "file.xlsx", "Sheet")
PART = Part("2022-23", "nhs_core", "key", "Sheet", ("Baseline (£k)", "COVID (£k)"))


def sheet() -> list[list[object]]:
    """Two boards, what a region retains, the printed total, and a table of regions below."""
    return [
        ["Allocations", "", "", "", "", ""],
        ["R23", "Region", "ICB23", "System Name", "Baseline\n(£k)", "COVID  (£k)"],
        ["", "", "", "", "", ""],
        ["Y60", "Midlands", "QHL", "Birmingham and Solihull", 100.0, 10.0],
        ["Y63", "North", "QF7", "South Yorkshire", 50.0, 5.0],
        ["Y60", "NHS England", "Y60", "Midlands", 20.0, 2.0],
        ["", "", "", "", "", ""],
        ["", "Total by region", "Y60", "Midlands", 120.0, 12.0],
        ["", "", "Total", "ENGLAND", " 170 ", " 17.0"],
    ]


def replaced(row: int, column: int, cell: object) -> list[list[object]]:
    rows = sheet()
    rows[row][column] = cell
    return rows


def test_boards_are_read_in_pounds_without_what_regions_retain() -> None:
    boards = parse_part(sheet(), part=PART, place=PLACE).set_index("board")
    assert boards["amount_gbp"].to_dict() == {"QHL": 110_000.0, "QF7": 55_000.0}
    assert set(boards["financial_year"]) == {"2022-23"}


def test_a_total_without_a_name_counts() -> None:
    rows = replaced(8, 2, "")
    rows[8][3] = ""
    assert len(parse_part(rows, part=PART, place=PLACE)) == 2


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        (replaced(8, 4, "175"), "a total row of 187000"),
        (sheet()[:-1], "a total row of 187000"),
        (replaced(3, 4, "n/a"), "row 4, column 'number 5': got 'n/a'"),
        (replaced(4, 2, "QHL"), "row 5, column 'ICB23'.*each board once"),
        (replaced(1, 4, "Start"), r"row 2, column 'Baseline \(£k\)'"),
        (replaced(1, 2, "Board"), "no such heading"),
    ],
)
def test_another_sheet_is_refused(rows: list[list[object]], match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        parse_part(rows, part=PART, place=PLACE)


def practices() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("2022-23", "A", "QHL", "E08000025", "E08000025", 3.0, 2.0, 1.0),
            ("2022-23", "B", "QHL", "E08000029", "E08000029", 1.0, 2.0, 3.0),
            ("2022-23", "C", "QF7", "E08000016", "E08000016", 5.0, 5.0, 5.0),
        ],
        columns=[
            "year",
            "Practice_Code",
            "ICB",
            "LAD",
            "area_code",
            WEIGHTED,
            REGISTERED,
            PRIMARY_CARE,
        ],
    )


def boards() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("2022-23", "nhs_core", "QHL", 400.0),
            ("2022-23", "nhs_running_cost", "QHL", 40.0),
            ("2022-23", "nhs_primary_medical", "QHL", 80.0),
            ("2022-23", "nhs_core", "QF7", 70.0),
        ],
        columns=["financial_year", "item", "board", "amount_gbp"],
    )


def test_each_item_is_spread_by_its_own_weight_and_all_of_it() -> None:
    made = spread_over_practices(practices(), boards(), place=PLACE)
    amounts = made.set_index(["area_code", "item"])["amount_gbp"]
    assert amounts["E08000025", "nhs_core"] == 300
    assert amounts["E08000025", "nhs_running_cost"] == 20
    assert amounts["E08000025", "nhs_primary_medical"] == 20
    assert amounts["E08000016", "nhs_core"] == 70
    assert amounts.sum() == boards()["amount_gbp"].sum()


def test_a_practice_of_an_unknown_board_is_refused() -> None:
    unknown = practices().replace({"ICB": {"QF7": "QXX"}})
    with pytest.raises(SourceSchemaError, match="row 4, column 'ICB': got 'QXX'"):
        spread_over_practices(unknown, boards(), place=PLACE)


def test_a_board_without_practices_is_refused() -> None:
    with pytest.raises(SourceSchemaError, match=r"practices of .*QF7"):
        spread_over_practices(practices().iloc[:2], boards(), place=PLACE)
