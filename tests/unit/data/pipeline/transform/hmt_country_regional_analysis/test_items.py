"""Placing segments in items by the declared rules: the first that fits, and never a guess."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.hmt_country_regional_analysis.items import place_segments
from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.whole_place import departments, read_declared, segment_rules
from utils.errors import SourceSchemaError

PLACE = Place("hmt_country_regional_analysis", "cra.xlsx", "CRA")


def segment(
    department: str, name: str, function: str = "10. Social protection", subfunction: str = ""
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "department": [department],
            "segment": [name],
            "function": [function],
            "subfunction": [subfunction],
            "row": [7],
        }
    )


def item_of(rows: pd.DataFrame) -> str:
    return str(place_segments(rows, place=PLACE)["item"].iloc[0])


WORK = "Department for Work and Pensions"
LOCAL = "Local Government England"


@pytest.mark.parametrize(
    ("department", "name", "function", "subfunction", "expected"),
    [
        (WORK, "S032A044-STATE PENSION", "10. Social protection", "10.2", "state_pension"),
        (WORK, "S032A045-STATE PENSION - CHRISTMAS BONUS", "10.", "10.2", "winter_fuel"),
        (WORK, "S032A107 - UNIVERSAL CREDIT - COST OF LIVING SUPPORT PAYMENTS", "10.", "10.9",
         "one_off_cost_of_living"),
        (WORK, "P37 S120912 NON-PENSIONER INCOME SUPPORT", "10.", "", "income_support"),
        ("HM Revenue and Customs", "S041A032-R&D TAX CREDITS: ABOVE THE LINE", "4.", "4.8",
         "business_tax_relief"),
        ("HM Revenue and Customs", "S041A020-PERSONAL TAX CREDIT", "10.", "10.4", "tax_credits"),
        (LOCAL, "S101A000-England Local Authorities", "10. Social protection", "10.6 Housing",
         "housing_benefit"),
        (LOCAL, "S101A000-England Local Authorities", "3. Public order and safety",
         "3.2 Fire-protection services", "fire"),
        ("ENG_LA", "LA dummy sprog 10. Social protection", "10. Social protection", "not given",
         "care_and_housing_benefit"),
        ("National Health Service Pension Scheme", "S903A001-NHS PENSION SCHEME", "10.", "",
         "public_service_pensions"),
        ("Department for Education", "S022A176-ESFA - ACADEMIES - PRE 16", "9. Education", "9.1",
         "schools_academies"),
        ("Department for Education", "S022A177-ESFA - ACADEMIES - SIXTH FORMS", "9.", "9.2",
         "post_16"),
    ],
)  # fmt: skip
def test_segments_are_placed_by_what_they_are(
    department: str, name: str, function: str, subfunction: str, expected: str
) -> None:
    assert item_of(segment(department, name, function, subfunction)) == expected


def test_a_new_segment_of_a_strict_department_stops_with_its_row() -> None:
    with pytest.raises(SourceSchemaError, match=r"row 7.*LUNAR GRANT.*segment_rules.csv"):
        item_of(segment(WORK, "S032A999-LUNAR GRANT"))


def test_a_new_department_stops_by_name() -> None:
    with pytest.raises(SourceSchemaError, match=r"row 7.*Department of Tides.*departments.csv"):
        item_of(segment("Department of Tides", "S999-TIDES"))


def test_every_item_is_reached_by_a_rule_and_every_family_is_used() -> None:
    rules = segment_rules()
    assert {rule.item for rule in rules} == set(read_declared("items")["item"])
    assert set().union(*(rule.families for rule in rules)) == set(departments().values())
    assert all(rule.reason for rule in rules)


def test_declared_tables_refer_to_each_other() -> None:
    items, drivers = read_declared("items"), read_declared("drivers")
    assert set(items["driver"]) <= set(drivers["driver"])
    assert set(items["block"]) == set(read_declared("blocks")["block"])
    ends = drivers[drivers["next_driver"] == ""]
    assert ends["driver"].tolist() == ["residents"]
