from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.ons_geography import transform
from tests.unit.data.pipeline.transform.health_built import fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError, UnknownAreaCodeError

SOURCE = "ons_geography"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return transform(fixture_raw(SOURCE), {})


@pytest.fixture(scope="module")
def areas(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return tables["areas"].set_index("area_code")


@pytest.fixture(scope="module")
def changes(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return tables["area_changes"]


def successors(changes: pd.DataFrame, old: str) -> list[tuple[str, int, str]]:
    rows = changes[changes["old_code"] == old]
    return [
        (str(new), int(year), str(change))
        for new, year, change in zip(rows["new_code"], rows["year"], rows["change"], strict=True)
    ]


def test_levels_follow_from_the_codes(areas: pd.DataFrame) -> None:
    current = areas[areas["is_current"]]
    assert dict(current["level"].value_counts()) == {
        "both": 6,
        "region": 4,
        "lower_tier": 2,
        "england": 1,
        "upper_tier": 1,
    }
    assert areas.loc["E10000031", ["area_type", "level"]].tolist() == ["county", "upper_tier"]
    assert areas.index.is_unique


def test_a_county_stands_once_with_its_districts_below_it(areas: pd.DataFrame) -> None:
    district = areas.loc["E07000218"]
    assert (district["upper_tier_code"], district["region_code"]) == ("E10000031", "E12000005")
    assert areas.loc["E10000031", "region_code"] == "E12000005"
    assert areas.loc["E10000031", "area_name"] == "Warwickshire"


def test_other_countries_are_left_out(areas: pd.DataFrame, changes: pd.DataFrame) -> None:
    assert areas.index.str.startswith("E").all()
    assert changes["new_code"].str.startswith("E0").all()


def test_a_merged_district_leads_to_its_first_successor(changes: pd.DataFrame) -> None:
    assert successors(changes, "E07000028") == [("E06000063", 2023, "merged")]
    assert successors(changes, "E07000026") == [("E07000900", 2019, "merged")]
    assert successors(changes, "E07000900") == [("E06000063", 2023, "merged")]


def test_an_abolished_area_belongs_where_its_last_successor_does(areas: pd.DataFrame) -> None:
    for code, ended in (("E07000026", 2019), ("E07000900", 2023), ("E07000028", 2023)):
        row = areas.loc[code]
        assert not row["is_current"]
        assert row["valid_to"] == ended
        assert (row["upper_tier_code"], row["region_code"]) == ("E06000063", "E12000002")


def test_a_split_county_has_several_successors_and_no_upper_tier(
    areas: pd.DataFrame, changes: pd.DataFrame
) -> None:
    assert successors(changes, "E10000006") == [
        ("E06000063", 2023, "split"),
        ("E06000064", 2023, "split"),
    ]
    assert pd.isna(areas.loc["E10000006", "upper_tier_code"])
    assert areas.loc["E10000006", "region_code"] == "E12000002"


def test_councils_of_before_2009_are_known_by_their_ecode(
    areas: pd.DataFrame, changes: pd.DataFrame
) -> None:
    assert successors(changes, "E0221") == [
        ("E06000055", 2009, "split"),
        ("E06000056", 2009, "split"),
    ]
    assert successors(changes, "E0233") == [("E06000056", 2009, "merged")]
    systems = changes.set_index("old_code")["code_system"]
    assert systems["E0233"] == "ecode"
    assert "E0221" not in areas.index


def test_recodings_are_kept_apart(areas: pd.DataFrame, changes: pd.DataFrame) -> None:
    assert successors(changes, "E08000020") == [("E08000037", 2013, "recoded")]
    assert successors(changes, "E08000038") == [("E08000016", 2025, "recoded")]
    assert "E08000020" not in areas.index
    assert "E47000005" not in set(changes["old_code"])


def test_a_successor_exists_from_the_year_it_was_formed(areas: pd.DataFrame) -> None:
    assert areas.loc["E06000063", "valid_from"] == 2023
    assert areas.loc["E07000900", "valid_from"] == 2019
    assert pd.isna(areas.loc["E08000025", "valid_from"])
    assert pd.isna(areas.loc["E08000037", "valid_from"])


@pytest.mark.parametrize(
    ("key", "old", "match"),
    [
        ("lower_to_upper_tier", "utla23_code", "column 'utla23_code'"),
        ("lower_tier_to_region", "region24_name", "column 'region24_name'"),
        ("lower_tier_changes", "ltla20_code", "column 'ltla20_code'"),
        ("authority_to_constant_area", "last_year_in_ro", "column 'last_year_in_ro'"),
        ("authority_register", "former-gss-codes", "column 'former-gss-codes'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new="other"), {})


def test_an_authority_twice_stops_the_join(tmp_path: Path) -> None:
    row = "Birmingham,E08000025,West Midlands,E12000005\n"
    raw = spoilt_raw(SOURCE, "lower_tier_to_region", tmp_path, old=row, new=row * 2)
    with pytest.raises(pd.errors.MergeError):
        transform(raw, {})


def test_an_unknown_kind_of_code_is_refused(tmp_path: Path) -> None:
    raw = spoilt_raw(SOURCE, "lower_tier_to_region", tmp_path, old="E12000001", new="E13000001")
    with pytest.raises(UnknownAreaCodeError, match="got 'E13000001'"):
        transform(raw, {})
