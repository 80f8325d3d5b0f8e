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
from data.ledger.suppliers.trades import find_trade, trade_names
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
        ({"category": "Nursing Homes"}, "adult_social_care"),
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
        ({"department": "Adults", "supplier_trade": "nursing home"}, "adult_social_care"),
        ({"department": "Adults", "supplier_trade": "older people provider"}, "older_people"),
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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"department": "Adult Social Care"}, ("adult_social_care", "high")),
        ({"purpose": "Home Care"}, ("adult_social_care", "fair")),
        ({"purpose": "Physical Support"}, ("adult_social_care", "fair")),
        ({"purpose": "Physical Support 18-64"}, ("adult_social_care", "fair")),
        ({"department": "Physical Support - Under 65"}, ("adult_social_care", "fair")),
        ({"purpose": "Nursing"}, ("adult_social_care", "low")),
        ({"supplier_trade": "home care firm"}, ("adult_social_care", "low")),
        ({"purpose": "Home Care - Older People"}, ("older_people", "high")),
        (
            {"purpose": "Learning Disability Support 18-64"},
            ("mental_health_and_learning_disability", "high"),
        ),
    ],
)
def test_adult_care_has_the_theme_of_whom_the_words_name_and_no_other(
    words: dict[str, str], expected: tuple[str, str]
) -> None:
    found = theme(**words)
    assert (found[0], found[2]) == expected


def test_no_rule_leads_to_older_people_by_low_confidence() -> None:
    assert {rule.confidence for rule in theme_rules() if rule.theme == "older_people"} == {
        "high",
        "fair",
    }


def test_what_a_purchase_card_bought_is_not_known() -> None:
    assert find_trade("Barclaycard - Global Commercial Payments") == "card company"
    assert theme(supplier_trade="card company")[0] == UNASSIGNED
    assert theme(department="Schools", supplier_trade="card company")[0] == "children_and_families"


def test_rents_of_temporary_homes_are_housing() -> None:
    found = theme(department="TA - Private Leased Places", category="Financial Services - Rents")
    assert found[0] == "housing_and_regeneration"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"department": "Adult & Community Based Services / Adult Education"}, "work_and_skills"),
        ({"department": "PSL Scheme", "purpose": "OE-Temp Acc"}, "housing_and_regeneration"),
        ({"department": "Personalisation"}, "adult_social_care"),
        ({"supplier_trade": "domestic abuse service"}, "offending_and_community_safety"),
        ({"department": "Corporate Landlord"}, "support_services"),
        ({"department": "Finance"}, "support_services"),
        ({"department": "Finance", "purpose": "Grants - Third Party"}, UNASSIGNED),
        ({"department": "Housing", "purpose": "Grants - Third Party"}, "housing_and_regeneration"),
        ({"purpose": "Trampolines"}, UNASSIGNED),
        ({"purpose": "Payee Details"}, UNASSIGNED),
        ({"department": "Business Support"}, UNASSIGNED),
        ({"department": "Network Management"}, UNASSIGNED),
    ],
)
def test_words_that_mean_several_things_lead_to_no_wrong_theme(
    words: dict[str, str], expected: str
) -> None:
    assert theme(**words)[0] == expected


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
    assert reached == (theme_ids() - {"all_services"}) | group_ids() | {UNASSIGNED}


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
    assert alone == (
        "housing_and_regeneration",
        "regeneration-and-planning (joint name)",
        "low",
    )


@pytest.mark.parametrize(
    ("department", "expected"),
    [
        ("Regeneration Enterprise and Sk", UNASSIGNED),
        ("Planning and Highways", UNASSIGNED),
        ("Growth & Sustainability", UNASSIGNED),
        ("Development, Neighbourhoods & Regulatory Services", UNASSIGNED),
        ("Education and Skills", "children_and_families"),
        ("Children's Services, Communities & Culture", "children_and_families"),
        ("Public Health and Wellbeing", "health_and_wellbeing"),
        ("Mental Health and Older People", "mental_health_and_learning_disability"),
        ("Highways and Fleet Services", "neighbourhood_and_environment"),
        ("Looked After Children and Care Leavers", "children_and_families"),
    ],
)
def test_a_name_that_lists_several_themes_says_none_of_them(department: str, expected: str) -> None:
    assert theme(department=department)[0] == expected


def test_a_supplier_says_more_than_a_name_that_lists_several_themes() -> None:
    words = {"department": "Recreation and Housing", "supplier_trade": "culture and leisure body"}
    assert theme(**words)[0] == "neighbourhood_and_environment"


def test_a_service_heading_and_a_stage_are_given_where_they_are_told() -> None:
    found = assign_themes(combinations(purpose="Waste disposal")).to_pylist()[0]
    assert (found["heading"], found["stage"]) == ("environment_regulatory", "cannot_tell")
    found = assign_themes(combinations(purpose="Stop smoking")).to_pylist()[0]
    assert (found["heading"], found["stage"]) == ("public_health", "prevention")
    found = assign_themes(combinations(department="Mental health")).to_pylist()[0]
    assert found["heading"] is None
