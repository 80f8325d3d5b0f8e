"""Benefits of Birmingham and households on universal credit."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.dwp_benefits import MONTH, add_other, parse_households
from data.pipeline.transform.shared.place import Place
from tests.unit.data.pipeline.transform.health_built import built_tables
from utils.errors import SourceSchemaError

PLACE = Place("dwp_benefits", "file.xlsx", "Data Sheet 0")


def amounts(**totals: float) -> pd.DataFrame:
    """State pension and housing benefit of two years, with a total of each."""
    rows = [
        (year, benefit, value)
        for year, total in totals.items()
        for benefit, value in (("sp", 60.0), ("hb", 30.0), ("TOTAL", total))
    ]
    frame = pd.DataFrame(rows, columns=["financial_year", "benefit", "amount_gbp"])
    years = frame["financial_year"].str.removeprefix("y").str.replace("_", "-")
    return frame.assign(area_code="E08000025", financial_year=years)


def test_what_is_not_listed_is_the_rest_of_the_total() -> None:
    made = add_other(amounts(y2018_19=150.0, y2019_20=91.0), place=PLACE)
    by_item = made.set_index(["financial_year", "item"])
    assert by_item["amount_gbp"]["2018-19", "other_benefits"] == 60
    assert by_item["amount_gbp"]["2019-20", "other_benefits"] == 1
    assert made.groupby("financial_year")["amount_gbp"].sum().to_dict() == {
        "2018-19": 150.0,
        "2019-20": 91.0,
    }
    assert "universal credit" in by_item["note"]["2018-19", "other_benefits"]
    assert "not listed apart" in by_item["note"]["2018-19", "state_pension"]
    assert pd.isna(by_item["note"]["2019-20", "state_pension"])


def test_benefits_above_their_total_are_refused() -> None:
    with pytest.raises(SourceSchemaError, match=r"a total of .*2018-19"):
        add_other(amounts(y2018_19=80.0), place=PLACE)


def sheet(**changed: object) -> list[list[object]]:
    households = {
        "Birmingham": 100.0,
        "Barnsley": 40.0,
        "Gateshead": 30.0,
        "Hackney": 20.0,
        "Dorset": 10.0,
        "Cumberland": 10.0,
        "North Yorkshire": 10.0,
        "North Warwickshire": 7.0,
        "Nuneaton and Bedworth": 5.0,
        "Stirling": 3.0,
        "Total": 235.0,
    } | changed
    head: list[list[object]] = [["Month", "", "", MONTH], ["", "Households", "National", ""]]
    return [*head, *(["", "", name, number] for name, number in households.items())]


def test_districts_are_added_up_to_their_county() -> None:
    made = parse_households(sheet(), areas=built_tables()["areas"], place=PLACE)
    values = made.set_index("area_code")["value"]
    assert values["E10000031"] == 12
    assert values["E08000025"] == 100
    assert len(values) == 8


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        (sheet(Total=300.0), "a total of about 235"),
        (sheet(Dorset=".."), "row 7, column 'May 2025"),
        ([row for row in sheet(Total=195.0) if row[2] != "Barnsley"], r"got \['Barnsley'\]"),
        ([*sheet(), ["", "", "Dorset", 1.0]], "row 14"),
        (sheet()[1:], "another month"),
    ],
)
def test_another_sheet_is_refused(rows: list[list[object]], match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        parse_households(rows, areas=built_tables()["areas"], place=PLACE)
