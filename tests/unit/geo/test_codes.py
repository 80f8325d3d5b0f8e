from __future__ import annotations

import pytest

from geo.codes import AREA_TYPES, LOWER_TIER_TYPES, UPPER_TIER_TYPES, area_type
from utils.errors import UnknownAreaCodeError


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E92000001", "england"),
        ("E12000005", "region"),
        ("E10000031", "county"),
        ("E06000001", "unitary"),
        ("E08000025", "metropolitan_district"),
        ("E09000023", "london_borough"),
        ("E07000218", "district"),
        ("E02001827", "msoa"),
        ("E01008881", "lsoa"),
    ],
)
def test_a_code_names_its_kind(code: str, kind: str) -> None:
    assert area_type(code) == kind


@pytest.mark.parametrize(
    "code", ["W06000001", "E11000005", "E0600001", "E060000011", "", "e06000001"]
)
def test_another_code_is_refused_beside_those_allowed(code: str) -> None:
    with pytest.raises(UnknownAreaCodeError, match=f"got '{code}', allowed: nine .*E92, E12"):
        area_type(code)


def test_counties_have_districts_and_the_rest_is_both_tiers() -> None:
    assert {"county"} == UPPER_TIER_TYPES - LOWER_TIER_TYPES
    assert {"district"} == LOWER_TIER_TYPES - UPPER_TIER_TYPES
    assert set(AREA_TYPES.values()) >= (UPPER_TIER_TYPES | LOWER_TIER_TYPES)
