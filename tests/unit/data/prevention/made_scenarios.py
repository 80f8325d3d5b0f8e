"""Scenarios with round numbers, for sums that can be made by hand."""

from __future__ import annotations

from data.prevention.scenario import Scenario
from data.prevention.terms import Case, UnitValue, build_case

UNITS = {
    "CARE": UnitValue("CARE", "A year in care", "local_authority", {"fiscal": 50_000.0}),
    "STAY": UnitValue(
        "STAY", "A hospital stay", "nhs", {"fiscal": 2_000.0, "economic": 300.0, "social": 700.0}
    ),
}
#: Corrections by grade: none for the best, a quarter off for the fifth.
CORRECTIONS = {1: 0.0, 2: 0.05, 3: 0.1, 4: 0.15, 5: 0.25, 6: 0.4}
UPRATE = {"2015-16": 1.25}


def number(
    value: float, low: float | None = None, high: float | None = None, **rest: object
) -> dict[str, object]:
    return {
        "value": value,
        "low": value if low is None else low,
        "high": value if high is None else high,
        "basis": "published",
        "source": "study",
        "grade": 1,
        **rest,
    }


def made_outcome(**changes: object) -> dict[str, object]:
    return {
        "name": "Years in care",
        "baseline": number(0.1),
        "effect": number(0.5),
        "deadweight": number(0.2),
        "starts_year": 2,
        "lasts_years": 1,
        "fades_years": 1,
        "timing": {"basis": "published", "source": "study"},
        "unit_costs": [{"code": "CARE"}],
        "cashable": number(0.3),
        **changes,
    }


def made_scenario(**changes: object) -> Scenario:
    return Scenario.model_validate(
        {
            "scenario": "made",
            "name": "A made scenario",
            "question": "Does it pay?",
            "theme": "children_and_families",
            "intervention": "Help comes early.",
            "cohort": {"who": "Families", "many": "families"},
            "costs": [
                {
                    "name": "Key worker",
                    "body": "nhs",
                    "per": "person",
                    "amount": number(800, price_year="2015-16"),
                }
            ],
            "take_up": number(0.5),
            "outcomes": [made_outcome()],
            "main_caveat": "Little is known.",
            "sources": {
                "study": {
                    "title": "A study",
                    "publisher": "A university",
                    "year": 2015,
                    "url": "https://example.org",
                    "seen": "file",
                }
            },
            **changes,
        }
    )


def made_case(scenario: Scenario | None = None, *, people: float = 200) -> Case:
    return build_case(
        scenario or made_scenario(),
        people=people,
        units=UNITS,
        uprate=UPRATE,
        benefit_off=CORRECTIONS,
        cost_on=CORRECTIONS,
    )
