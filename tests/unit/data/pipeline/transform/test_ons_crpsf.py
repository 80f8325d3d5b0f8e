"""Revenue and expenditure of regions: lines that are parts of one another."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.extract.declarations import parse_reading, read_declaration
from data.pipeline.transform.ons_crpsf.sheets import read_block
from data.pipeline.transform.ons_crpsf.transform import (
    AREAS,
    Block,
    Line,
    Reading,
    check_parts,
    check_per_head,
    parse_lines,
    read_areas,
)
from data.pipeline.transform.shared.place import Place
from utils.config import SOURCES_DIR
from utils.errors import SourceSchemaError

PLACE = Place("ons_crpsf", "revenue.xlsx", "West Midlands")
LINES = (
    Line(line="tax", label="Tax, of which:"),
    Line(line="income_tax", label="Income Tax", parent="tax"),
    Line(line="other", label="Other", parent="tax"),
)
BLOCK = Block(
    heading="£ million",
    printed_line="tax",
    printed_sheet="S5",
    printed_heading="£",
    lines=LINES,
)


def sheet(*, tax: object = 10.0, year: str = "2024 to 2025") -> list[list[object]]:
    return [
        ["Title", "", ""],
        ["£ million", "1999 to 2000", year],
        ["Tax, of which:", 5.0, tax],
        ["Income Tax [note 1]", 3.0, 7.0],
        ["Other", 2.0, 3.0],
    ]


def test_lines_are_read_in_pounds_with_their_parents() -> None:
    made = parse_lines(sheet(), block=BLOCK, place=PLACE).set_index(["line", "financial_year"])
    assert made["amount_gbp"]["income_tax", "2024-25"] == 7e6
    assert made["amount_gbp"]["tax", "1999-00"] == 5e6
    assert made["name"]["tax", "1999-00"] == "Tax"
    assert made["parent"]["other", "1999-00"] == "tax"
    assert pd.isna(made["parent"]["tax", "1999-00"])


def test_parts_that_add_up_within_rounding_pass() -> None:
    check_parts(parse_lines(sheet(tax=11.0), block=BLOCK, place=PLACE), lines=LINES, place=PLACE)


def test_parts_that_do_not_add_up_are_refused() -> None:
    table = parse_lines(sheet(tax=12.0), block=BLOCK, place=PLACE)
    with pytest.raises(SourceSchemaError, match="column '2024-25': got 'tax 12000000'"):
        check_parts(table, lines=LINES, place=PLACE)


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        (sheet(tax="n/a"), "row 3, column '2024-25': got 'n/a'"),
        (sheet(year="2025"), "row 2: got '2025'"),
        (sheet()[:-1], "row 5, column '£ million': got 'the end', allowed: Other"),
        ([*sheet()[:3], *sheet()[:2:-1]], "row 4, column '£ million': got 'Other'"),
        (sheet()[2:], "0 rows of '£ million'"),
    ],
)
def test_another_sheet_is_refused(rows: list[list[object]], match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        read_block(rows, heading="£ million", labels=[one.label for one in LINES], place=PLACE)


def test_only_regions_and_england_are_kept_of_a_sheet_of_areas() -> None:
    rows: list[list[object]] = [["£", "1999 to 2000"], *([area, 100.0] for area in AREAS)]
    made = read_areas(rows, heading="£", place=PLACE)
    assert len(made) == 10
    assert made["E92000001", "1999-00"] == 100


def test_a_total_per_head_that_is_not_the_printed_one_is_refused() -> None:
    total = pd.DataFrame(
        [("E12000005", "2024-25", 13_173.4)],
        columns=["region_code", "financial_year", "amount_gbp_per_head"],
    )
    index = pd.MultiIndex.from_tuples([("E12000005", "2024-25")])
    check_per_head(total, pd.Series([13_173.0], index=index), place=PLACE)
    with pytest.raises(SourceSchemaError, match=r"E12000005.*got .*13180"):
        check_per_head(total, pd.Series([13_180.0], index=index), place=PLACE)


def test_every_line_is_declared_once_and_every_parent_is_a_line() -> None:
    reading = parse_reading(read_declaration(SOURCES_DIR / "ons_crpsf.yml"), Reading)
    for block in (reading.revenue, reading.expenditure):
        names = [one.line for one in block.lines]
        assert len(names) == len(set(names))
        assert {one.parent for one in block.lines if one.parent} <= set(names)
        assert block.printed_line in names
    assert len(reading.revenue.lines) == 75
