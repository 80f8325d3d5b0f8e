"""Groups whose bounds are known, spread over the areas that they cover whole."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.nhs_ccg_allocations import (
    bounds_of,
    check_published,
    plain_name,
    spread_over_areas,
)
from data.pipeline.transform.shared.place import Place
from utils.errors import SourceSchemaError

PLACE = Place("nhs_ccg_allocations", "file.csv")
CODES = {"01A": "E1", "02B": "E2", "03C": "E3"}
NAMES = {"WEST": "E1", "SOUTH AND EAST": "E4"}
PEOPLE = pd.DataFrame(
    [
        ("E1", "area 1", 300.0),
        ("E1", "area 2", 100.0),
        ("E4", "area 2", 50.0),
        ("E4", "area 3", 50.0),
    ],
    columns=["bounds", "area_code", "residents"],
)


def test_a_group_is_found_by_code_and_else_by_name() -> None:
    groups = pd.DataFrame(
        [("01A", "OLD NAME"), ("02B", "SOUTH & EAST"), ("03C", "MERGED"), ("15X", "WEST")],
        columns=["code", "name"],
    )
    assert bounds_of(groups, CODES, NAMES).fillna("none").tolist() == ["E1", "E4", "none", "E1"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("NHS Bury CCG", "BURY"),
        ("KERNOW", "KERNOW"),
        ("NHS St. Helen's, East CCG", "ST. HELENS EAST"),
    ],
)
def test_names_are_set_side_by_side(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_only_areas_covered_whole_are_kept() -> None:
    groups = pd.DataFrame(
        [
            ("2013-14", "E1", 400.0),
            ("2013-14", None, 90.0),
            ("2014-15", "E1", 400.0),
            ("2014-15", "E4", 60.0),
        ],
        columns=["financial_year", "bounds", "amount_gbp"],
    )
    made = spread_over_areas(groups, PEOPLE).set_index(["financial_year", "area_code"])
    assert made["amount_gbp"].to_dict() == {
        ("2013-14", "area 1"): 300.0,
        ("2014-15", "area 1"): 300.0,
        ("2014-15", "area 2"): 130.0,
        ("2014-15", "area 3"): 30.0,
    }


def test_groups_that_are_not_those_published_are_refused() -> None:
    groups = pd.DataFrame({"financial_year": "2014-15", "amount_gbp": [64.3e9 / 211] * 211})
    check_published(groups, place=PLACE)
    with pytest.raises(SourceSchemaError, match="210 groups"):
        check_published(groups.iloc[1:], place=PLACE)
    with pytest.raises(SourceSchemaError, match="211 groups and about 64300000000"):
        check_published(groups.assign(amount_gbp=3e8), place=PLACE)
