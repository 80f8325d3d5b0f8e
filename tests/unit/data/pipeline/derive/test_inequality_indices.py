from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.pipeline.derive.inequality_indices import (
    SMALL_AREAS,
    TENTHS,
    build_inequality,
    small_areas_of_places,
)
from utils.stats.slope_index import calculate_sii

#: Six neighbourhoods of A and two of B, in which deprivation falls and lives lengthen by a year.
NEIGHBOURHOODS = [("A", number) for number in range(6)] + [("B", number) for number in range(2)]


def tables_of(*, gaps: int = 0) -> dict[str, pd.DataFrame]:
    """Small areas of two authorities and of a place of both; the first `gaps` of A lack a value."""
    codes = [f"{home}{number}" for home, number in NEIGHBOURHOODS]
    small: list[dict[str, Any]] = []
    for place, code in enumerate(codes):
        base = {"area_code": code, "area_type": "msoa11", "sex": "persons", "source": "test"}
        small.append({**base, "measure": "population", "period": "2020", "value": 1000.0})
        score = {**base, "measure": "imd_score", "value": 50.0 - place}
        small += [{**score, "period": edition} for edition in ("2010", "2019")]
        if place >= gaps:
            life = {"measure": "life_expectancy_at_birth", "value": 70.0 + place, "sex": "male"}
            limits = {"lower_cl": 69.0 + place, "upper_cl": 71.0 + place}
            small.append({**base, **life, **limits, "period": "2016-20"})
    deciles = [
        {
            "area_code": "A",
            "sex": sex,
            "decile": decile,
            "period": "2014-16",
            "population": 1000.0,
            "deaths": 10.0,
            "value": 70.0 + decile,
            "standard_error": 0.5,
            "source": "test",
        }
        for sex in ("male", "female")
        for decile in range(1, 11)
    ]
    return {
        "small_areas": pd.DataFrame(small),
        "local_deciles": pd.DataFrame(deciles),
        "small_area_parents": pd.DataFrame(
            {
                "area_code": codes,
                "area_type": "msoa11",
                "upper_tier_code": [home for home, _ in NEIGHBOURHOODS],
            }
        ),
        "place_members": pd.DataFrame({"place_id": ["both", "both"], "area_code": ["A", "B"]}),
    }


def index_of(rows: pd.DataFrame, code: str, grouping: str, statistic: str = "sii") -> pd.Series:
    """A row of the built table."""
    (found,) = (
        row
        for _, row in rows.iterrows()
        if (row["area_code"], row["grouping"], row["statistic"]) == (code, grouping, statistic)
        and row["measure"].endswith(":male")
    )
    return found


def test_a_place_of_several_holds_the_small_areas_of_all() -> None:
    found = small_areas_of_places(tables_of())
    assert found.groupby("area_code").size().to_dict() == {"A": 6, "B": 2, "both": 8}


def test_indices_are_those_of_the_statistics() -> None:
    rows = build_inequality(tables_of())["inequality_indices"]
    straight = pd.DataFrame(
        {"value": range(6), "population": 1.0, "rank": range(6), "standard_error": 0.5}
    )
    expected = calculate_sii(data=straight, repetitions=10)["value"].iloc[0]
    assert index_of(rows, "A", SMALL_AREAS)["value"] == pytest.approx(expected, abs=1e-6)
    assert index_of(rows, "A", TENTHS)["value"] == pytest.approx(10)
    assert index_of(rows, "both", SMALL_AREAS)["n"] == 8


def test_too_few_small_areas_have_a_reason_and_no_number() -> None:
    row = index_of(build_inequality(tables_of())["inequality_indices"], "B", SMALL_AREAS)
    assert pd.isna(row["value"])
    assert row["note"] == "2 of its small areas have a figure, and 5 are needed."


def test_too_many_gaps_have_a_reason_and_no_number() -> None:
    rows = build_inequality(tables_of(gaps=1))["inequality_indices"]
    row = index_of(rows, "A", SMALL_AREAS)
    assert pd.isna(row["value"])
    assert "83.3% of its residents, and 90% are needed" in row["note"]


def test_tenths_with_one_missing_have_no_index() -> None:
    tables = tables_of()
    deciles = tables["local_deciles"]
    tables["local_deciles"] = deciles[(deciles["decile"] > 1) | (deciles["sex"] == "female")]
    rows = build_inequality(tables)["inequality_indices"]
    tenths = rows[rows["grouping"] == TENTHS]
    assert set(tenths["measure"]) == {"life_expectancy_at_birth:female"}
