"""Placing segments in items by the declared list: every one looked at, and never a guess."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.hmt_country_regional_analysis.items import (
    join_items,
    place_segments,
)
from data.pipeline.transform.shared import whole_place
from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.whole_place import read_declared, segment_items
from utils.errors import SourceSchemaError

PLACE = Place("hmt_country_regional_analysis", "cra_2025.xlsx", "CRA 2025 database")
WORK = "Department for Work and Pensions"
LOCAL = "Local Government England"
AUTHORITIES = "S101A000-England Local Authorities"
PROTECTION = "10. Social protection"


def segment(
    department: str,
    name: str,
    function: str = PROTECTION,
    subfunction: str = "not given",
    *,
    row: int = 7,
    amount_gbp: float = 1_000.0,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "department": [department],
            "segment": [name],
            "function": [function],
            "subfunction": [subfunction],
            "amount_gbp": [amount_gbp],
            "row": [row],
        }
    )


def item_of(rows: pd.DataFrame) -> str:
    return str(place_segments(rows, place=PLACE)["item"].iloc[0])


@pytest.mark.parametrize(
    ("department", "name", "function", "subfunction", "expected"),
    [
        (WORK, "S032A044-STATE PENSION", PROTECTION, "10.2 Old age; of which: pensions",
         "state_pension"),
        (WORK, "P37 S120912 NON-PENSIONER INCOME SUPPORT", PROTECTION, "not given",
         "income_support"),
        (LOCAL, AUTHORITIES, "3. Public order and safety", "3.2 Fire-protection services", "fire"),
        ("ENG_LA", "LA dummy sprog 10. Social protection", PROTECTION, "not given",
         "care_and_housing_benefit"),
        ("Department for Science, Innovation and Technology", "S084A118-MRC", "7. Health",
         "7.B Medical research", "science"),
    ],
)  # fmt: skip
def test_segments_are_placed_by_what_they_are(
    department: str, name: str, function: str, subfunction: str, expected: str
) -> None:
    assert item_of(segment(department, name, function, subfunction)) == expected


def test_capitals_and_spaces_do_not_matter() -> None:
    name, part = " s032a044-State  Pension", "10.2 old AGE; of which: pensions"
    assert item_of(segment(WORK, name, subfunction=part)) == "state_pension"


def test_the_order_and_number_of_rows_are_kept() -> None:
    rows = pd.concat(
        [
            segment(LOCAL, AUTHORITIES, "3. Public order and safety", part, row=row)
            for row, part in enumerate(
                ["3.2 Fire-protection services", "3.1 of which: other police services"] * 2
            )
        ],
        ignore_index=True,
    )
    placed = place_segments(rows, place=PLACE)
    assert placed["row"].tolist() == [0, 1, 2, 3]
    assert placed["item"].tolist() == ["fire", "police", "fire", "police"]


def test_new_segments_stop_the_build_with_the_lines_that_the_list_lacks() -> None:
    rows = pd.concat(
        [
            segment(WORK, "S032A998-TIDES", row=5, amount_gbp=-20.0),
            segment(WORK, "S032A999-MOON, FULL", row=9, amount_gbp=3_000_000.0),
            segment(WORK, "S032A999-MOON, FULL", row=12, amount_gbp=500_000.0),
        ],
        ignore_index=True,
    )
    with pytest.raises(SourceSchemaError) as caught:
        place_segments(rows, place=PLACE)
    message = str(caught.value)
    assert "cra_2025.xlsx, sheet 'CRA 2025 database', row 9" in message
    assert f"{WORK} | S032A999-MOON, FULL | {PROTECTION} | not given" in message
    assert "GBP 3,500,000" in message
    assert "whole_place/segments.csv" in message
    lines = message.split("\n")[1:]
    assert lines[0] == f'{WORK},"S032A999-MOON, FULL",{PROTECTION},not given,,'
    assert lines[1].startswith(f"{WORK},S032A998-TIDES")


def test_a_known_segment_under_another_department_or_function_is_a_new_one() -> None:
    known = ("S032A044-STATE PENSION", PROTECTION, "10.2 Old age; of which: pensions")
    for changed in (("Department of Tides", *known), (WORK, known[0], "7. Health", known[2])):
        with pytest.raises(SourceSchemaError, match=r"segments\.csv"):
            item_of(segment(*changed))


@pytest.mark.parametrize(("item", "expected"), [("moon", "'moon'"), ("fire", "each segment once")])
def test_a_line_with_an_unknown_item_or_a_second_line_is_refused(
    item: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = whole_place._read.__wrapped__
    lines = read("segments")
    slips = {"segments": (*lines, {**lines[0], "item": item})}
    monkeypatch.setattr(whole_place, "_read", lambda table: slips.get(table) or read(table))
    with pytest.raises(SourceSchemaError, match=rf"row {len(lines) + 2}.*{expected}"):
        segment_items.__wrapped__()


def test_social_care_is_one_item_while_accounts_have_one_line() -> None:
    years = ["2008-09", "2009-10", "2010-11", "2011-12"]
    placed = pd.DataFrame(
        [(year, item) for year in years for item in ("adult_social_care", "police")],
        columns=["financial_year", "item"],
    )
    joined = join_items(placed)
    care = joined[placed["item"] == "adult_social_care"]["item"]
    assert care.tolist() == ["adult_social_care", "social_care", "social_care", "adult_social_care"]
    assert (joined["item"] == "police").sum() == len(years)


def test_every_item_has_a_segment_and_every_segment_a_reason() -> None:
    joined = set(read_declared("joined_items")["joined_item"])
    assert set(segment_items().values()) | joined == set(read_declared("items")["item"])
    assert (read_declared("segments")["reason"] != "").all()


def test_declared_tables_refer_to_each_other() -> None:
    items, drivers = read_declared("items"), read_declared("drivers")
    assert set(items["driver"]) <= set(drivers["driver"])
    assert set(items["block"]) == set(read_declared("blocks")["block"])
    ends = drivers[drivers["next_driver"] == ""]
    assert ends["driver"].tolist() == ["residents"]
