from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from data.ledger.count.theme_rules import COLUMNS, parse_rules, theme_ids, theme_rules
from data.ledger.count.themes import THEMES, UNASSIGNED, assign_themes
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
        ({"category": "Software", "department": "Corporate Services"}, UNASSIGNED),
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


def test_the_declared_rules_reach_every_theme_but_the_whole() -> None:
    assert {rule.theme for rule in theme_rules()} == theme_ids() - {"all_services"}
