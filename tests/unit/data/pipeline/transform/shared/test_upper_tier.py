"""Codes of any vintage and the upper tiers of 2024."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.upper_tier import to_upper_tier
from tests.unit.data.pipeline.transform.health_built import built_tables
from utils.errors import SourceSchemaError

PLACE = Place("source", "file.csv")


@pytest.mark.parametrize(
    ("code", "upper"),
    [
        ("E08000025", "E08000025"),
        ("E07000218", "E10000031"),
        ("E07000026", "E06000063"),
        ("E08000038", "E08000016"),
        ("E08000020", "E08000037"),
    ],
)
def test_districts_abolished_and_recoded_areas_find_their_upper_tier(code: str, upper: str) -> None:
    codes = pd.Series([code], name="code")
    assert list(to_upper_tier(codes, built=built_tables(), place=PLACE)) == [upper]


def test_a_split_county_is_refused_unless_left_out() -> None:
    codes = pd.Series(["E08000025", "E10000009"], name="code")
    with pytest.raises(SourceSchemaError, match="row 3, column 'code': got 'E10000009'"):
        to_upper_tier(codes, built=built_tables(), place=PLACE)
    made = to_upper_tier(codes, built=built_tables(), place=PLACE, left_out=["E10000009"])
    assert made.isna().tolist() == [False, True]
