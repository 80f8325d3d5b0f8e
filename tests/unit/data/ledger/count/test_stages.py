from __future__ import annotations

import pytest

from data.ledger.count.stages import CANNOT_TELL, find_stage, stage_meanings, stage_rules
from data.ledger.count.theme_rules import COLUMNS


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ({"purpose": "Homelessness prevention grant"}, "prevention"),
        ({"purpose": "Nightly paid accommodation", "department": "Housing"}, "late_intervention"),
        ({"department": "Children's Services", "purpose": "Independent foster agency"},
         "late_intervention"),
        ({"department": "Early Help / Family Hubs"}, "prevention"),
        ({"purpose": "Residential care", "department": "Adults"}, "late_intervention"),
        ({"department": "Adults", "supplier_trade": "nursing home"}, "late_intervention"),
        (
            {"department": "Adults", "supplier_trade": "care home for older people"},
            "late_intervention",
        ),
        ({"purpose": "Reablement"}, "prevention"),
        ({"department": "Adult social care", "purpose": "Home care"}, CANNOT_TELL),
        ({"department": "Waste", "purpose": "Landfill"}, CANNOT_TELL),
        ({}, CANNOT_TELL),
    ],
)  # fmt: skip
def test_words_say_prevention_or_late_intervention(words: dict[str, str], stage: str) -> None:
    assert find_stage(dict.fromkeys(COLUMNS) | words) == stage


def test_every_declared_stage_is_reached_by_a_rule() -> None:
    assert {rule.stage for rule in stage_rules()} == set(stage_meanings())
