"""Dedicated schools grant: items that never overlap, and sums."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.dfe_dsg import (
    AFTER,
    BEFORE,
    NUMBER,
    check_sums,
    compare_year,
    items,
)
from data.pipeline.transform.shared.place import Place
from utils.errors import SourceSchemaError

PLACE = Place("dfe_dsg", "grant.csv")
MILLION = 1e6


def grant(**changed: float) -> pd.DataFrame:
    """Two councils and England, GBP; blocks of 40, 1, 10 and 5 millions before recoupment."""
    before = dict(zip(BEFORE, (40.0, 1.0, 10.0, 5.0), strict=True))
    after = dict(zip(AFTER, (15.0, 1.0, 8.0, 5.0), strict=True))
    totals = {"total_before_recoupment": 56.0, "total_after_recoupment": 29.0}
    one = {**before, **after, **totals}
    rows = [
        {name: value * MILLION for name, value in (one | changed).items()},
        {name: value * MILLION for name, value in one.items()},
        {name: value * 2 * MILLION for name, value in one.items()},
    ]
    return pd.DataFrame(rows).assign(
        year="2020-21", area_code=["E08000025", "E08000029", None], **{NUMBER: [330, 334, None]}
    )


def test_items_add_up_to_the_grant_before_recoupment() -> None:
    made = items(grant().iloc[:1]).set_index("item")["amount_gbp"]
    assert made.sum() == 56 * MILLION
    assert made["dsg_schools_maintained"] == 15 * MILLION
    assert made["dsg_schools_academies"] == 25 * MILLION
    assert made["dsg_high_needs_direct"] == 2 * MILLION


def test_what_is_recouped_is_said_to_be_in_no_accounts() -> None:
    notes = items(grant().iloc[:1]).set_index("item")["note"]
    assert "no council's accounts" in notes["dsg_schools_academies"]
    assert "outturn" in notes["dsg_schools_maintained"]


def test_sums_that_agree_pass() -> None:
    check_sums(grant(), place=PLACE)


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"schools_before": 41.0}, "row 2, column 'total_before_recoupment'"),
        (
            {"schools_before": 41.0, "total_before_recoupment": 57.0},
            "column 'schools_before'.*81000000 in 2020-21",
        ),
    ],
)
def test_sums_that_do_not_agree_are_refused(changed: dict[str, float], match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        check_sums(grant(**changed), place=PLACE)


def sheet() -> list[list[object]]:
    row = ["X", 40.0, 1.0, 10.0, 5.0, 56.0, 15.0, 1.0, 8.0, 5.0, 29.0]
    return [["Title", *[""] * 11], ["330", *row], [334.0, *row]]


def test_the_combined_workbook_is_compared_in_its_own_unit() -> None:
    compare_year(sheet(), grant().iloc[:2], unit=MILLION, place=PLACE)


def test_another_amount_or_a_missing_council_is_refused() -> None:
    rows = sheet()
    rows[2][4] = 11.0
    with pytest.raises(SourceSchemaError, match="row 3, column 'high_needs_before'"):
        compare_year(rows, grant().iloc[:2], unit=MILLION, place=PLACE)
    with pytest.raises(SourceSchemaError, match=r"rows of \[334.0\]"):
        compare_year(sheet()[:2], grant().iloc[:2], unit=MILLION, place=PLACE)
