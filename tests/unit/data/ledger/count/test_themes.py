from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from data.ledger.count.joint_names import is_joint
from data.ledger.count.theme_rules import (
    COLUMNS,
    group_ids,
    parse_rules,
    theme_ids,
    theme_rules,
)
from data.ledger.count.themes import THEMES, UNASSIGNED, assign_themes
from data.ledger.suppliers.trades import trade_names
from utils.errors import InvalidInputError


def combinations(**words: str | None) -> pa.Table:
    row = dict.fromkeys(COLUMNS) | words
    return pa.Table.from_pylist([row], schema=pa.schema([(name, pa.string()) for name in COLUMNS]))


def theme(**words: str | None) -> tuple[str, str, str]:
    row = assign_themes(combinations(**words)).to_pylist()[0]
    return row["theme"], row["rule"], row["confidence"]


RULE: dict[str, Any] = {
    "id": "one",
    "columns": ["category", "purpose"],
    "words": ["lamp*", "street light"],
    "theme": "neighbourhood_and_environment",
    "confidence": "high",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"category": "Substance Misuse"}, "drugs_and_alcohol"),
        ({"purpose": "LD Residential Care Placements"}, "mental_health_and_learning_disability"),
        ({"purpose": "Leaving Care Service"}, "young_people_leaving_care"),
        ({"department": "Head of Looked After Children and Care Leavers"}, "children_and_families"),
        ({"department": "Children's Services"}, "children_and_families"),
        ({"category": "Nursing Homes"}, "older_people"),
        ({"purpose": "Physical/Mobility Impairment (65+)"}, "older_people"),
        ({"purpose": "Housing - B&B Accommodation"}, "housing_and_regeneration"),
        ({"department": "Public Health"}, "health_and_wellbeing"),
        ({"category": "Highways Construction"}, "neighbourhood_and_environment"),
        ({"category": "Waste Disposal"}, "neighbourhood_and_environment"),
        ({"purpose": "Adult Learning"}, "work_and_skills"),
        ({"category": "Stationery", "body_kind": "police"}, "offending_and_community_safety"),
        ({"body_kind": "health_department"}, "health_and_wellbeing"),
        ({"category": "Software", "department": "Corporate Services"}, "support_services"),
        ({"department": "Collection Fund", "category": "Precept"}, "passed_on"),
        ({"department": "Adults", "supplier_trade": "nursing home"}, "older_people"),
        ({"department": "Place", "supplier_trade": "waste firm"}, "neighbourhood_and_environment"),
        ({"department": "Place", "category": "Materials"}, UNASSIGNED),
        ({}, UNASSIGNED),
    ],
)
def test_a_payments_own_words_lead_to_its_theme(words: dict[str, str], expected: str) -> None:
    assert theme(**words)[0] == expected


def test_the_rule_and_its_column_are_told() -> None:
    assert theme(department="Waste Services")[1:] == ("waste (department)", "high")
    assert theme(department="Corporate")[1:] == ("no rule", "none")


def test_adult_social_care_without_an_age_is_of_low_confidence() -> None:
    assert theme(department="Adult Social Care")[2] == "low"


def test_the_first_rule_wins_and_then_the_first_column() -> None:
    rules = parse_rules([RULE, RULE | {"id": "two", "theme": "work_and_skills"}])
    row = combinations(category="Books", purpose="Street-light lamps")
    found = assign_themes(row, rules=rules).to_pylist()[0]
    assert (found["theme"], found["rule"]) == ("neighbourhood_and_environment", "one (purpose)")


def test_words_stand_whole_unless_they_end_open() -> None:
    rules = parse_rules([RULE])
    for text, expected in (("Lampposts", RULE["theme"]), ("Street lighting", UNASSIGNED)):
        found = assign_themes(combinations(category=text), rules=rules)["theme"].to_pylist()
        assert found == [expected]


def test_rows_come_back_in_order_with_their_gaps() -> None:
    table = pa.concat_tables([combinations(category="Waste"), combinations(purpose="")])
    found = assign_themes(table)
    assert found.schema == THEMES
    assert found.select(list(COLUMNS)).equals(table)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"theme": "gardens"}, "gardens"),
        ({"columns": ["colour"]}, "colour"),
        ({"columns": []}, "got []"),
        ({"words": []}, "one word or more"),
        ({"words": ["*"]}, "one word or more"),
        ({"confidence": "sure"}, "sure"),
        ({"note": "x"}, "the keys"),
        ({"heading": "gardens"}, "a service_line"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match="theme rule 'one'") as caught:
        parse_rules([RULE | wrong])
    assert message in str(caught.value)


def test_two_rules_of_one_id_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="an id once"):
        parse_rules([RULE, RULE])


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="combinations"):
        assign_themes(combinations().drop_columns(["purpose"]))


def test_the_declared_rules_reach_every_theme_but_the_whole_and_every_group() -> None:
    reached = {rule.theme for rule in theme_rules()}
    assert reached == (theme_ids() - {"all_services"}) | group_ids()


def test_every_trade_of_a_rule_is_declared() -> None:
    trades = trade_names()
    for rule in theme_rules():
        if rule.columns == ("supplier_trade",):
            assert any(rule.words.fullmatch(trade) for trade in trades), rule.rule_id


@pytest.mark.parametrize(
    ("name", "joint"),
    [
        ("SOCIAL CARE HEALTH & HOUSING", True),
        ("CHILDREN AND ADULTS", True),
        ("HEALTH, HOUSING & COMMUNITIES", True),
        ("Housing, Development & Growth", True),
        ("Adult Social Care", False),
        ("Children and Families", False),
        ("Highways, Environment and Waste", False),
        ("Adult Education", False),
        ("Planning and Widgets", False),
        ("", False),
    ],
)
def test_a_joint_name_lists_services_of_several_domains(name: str, *, joint: bool) -> None:
    assert is_joint(name) is joint


def test_the_unit_speaks_before_the_joint_directorate() -> None:
    joint = "Social Care, Health & Housing"
    assert theme(department=f"{joint} / Libraries")[0] == "neighbourhood_and_environment"
    assert theme(department=joint)[0] == UNASSIGNED
    alone = theme(department="Housing, Development & Growth")
    assert alone == ("housing_and_regeneration", "housing (joint name)", "low")


def test_a_service_heading_and_a_stage_are_given_where_they_are_told() -> None:
    found = assign_themes(combinations(purpose="Waste disposal")).to_pylist()[0]
    assert (found["heading"], found["stage"]) == ("environment_regulatory", "cannot_tell")
    found = assign_themes(combinations(purpose="Stop smoking")).to_pylist()[0]
    assert (found["heading"], found["stage"]) == ("public_health", "prevention")
    found = assign_themes(combinations(department="Mental health")).to_pylist()[0]
    assert found["heading"] is None
