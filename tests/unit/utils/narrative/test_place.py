from __future__ import annotations

from typing import Any

import pytest

from data.place_reader import Outcome
from tests.unit.utils.measures import measure_of, place_of, spend_of
from utils.narrative.place import (
    describe_count,
    measure_title,
    missing_outcome_sentence,
    money_sentence,
    outcome_sentence,
    programme_sentence,
    unit_words,
)
from utils.stats.verdicts import CANNOT_TELL

PLACE = place_of()
UNION = place_of("E1", "E2", name="Two Towns")


def say_money(**columns: Any) -> str:  # noqa: ANN401 - any argument of the sentence
    given: dict[str, Any] = {
        "measure": spend_of(),
        "period": "2009-10",
        "value": 2249.4,
        "england": 1984.6,
        "note": None,
        "newest": None,
    }
    return money_sentence(PLACE, **(given | columns))


def test_money_stands_beside_england_without_a_verdict() -> None:
    assert say_money() == (
        "All local services: £2,249 a person in Birmingham in 2009-10, in cash, beside £1,985 in "
        "England. More money can mean more need, not more service."
    )


def test_money_says_its_line_and_its_prices() -> None:
    said = say_money(measure=spend_of(item="police", name="Police", basis="real"))
    assert said.startswith("Police: £2,249 a person in Birmingham in 2009-10, in prices of 2023-24")


def test_a_gap_names_its_reason_and_the_newest_year() -> None:
    said = say_money(
        value=None,
        period="2023-24",
        note="Birmingham sent no return",
        newest={"value": 1850.2, "period": "2022-23"},
    )
    assert said == (
        "All local services: no figure for Birmingham in 2023-24 (Birmingham sent no return). "
        "The newest is £1,850 a person in 2022-23, in cash."
    )
    assert say_money(value=None) == "All local services: no figure for Birmingham in 2009-10."


def test_a_missing_england_is_said() -> None:
    assert say_money(england=None).endswith("; England's figure for that year is not published.")


def outcome_of(**columns: Any) -> Outcome:  # noqa: ANN401 - any field of an outcome
    given: dict[str, Any] = {
        "measure": measure_of(),
        "period": "2007-09",
        "value": 76.348,
        "lower": 76.1,
        "upper": 76.6,
        "england": 78.3,
        "verdict": "worse",
        "status": "published",
    }
    return Outcome(**(given | columns))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            {},
            (
                "Life expectancy, men in 2007-09: 76.3 years (between 76.1 and 76.6 years), "
                "worse than England (78.3 years)."
            ),
        ),
        (
            {"verdict": "similar"},
            (
                "Life expectancy, men in 2007-09: 76.3 years (between 76.1 and 76.6 years), "
                "not clearly different from England (78.3 years)."
            ),
        ),
        (
            {"lower": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: 76.3 years, beside 78.3 years in England; "
                "there is no confidence interval, so we cannot say if the difference is real."
            ),
        ),
        (
            {"england": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: 76.3 years (between 76.1 and 76.6 years); "
                "there is no figure for England, so we cannot say how it compares."
            ),
        ),
        (
            {"status": "approximate", "lower": None, "upper": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: approximately 76.3 years, beside 78.3 years in "
                "England; there is no confidence interval, so we cannot say if the difference is "
                "real."
            ),
        ),
        (
            {
                "measure": measure_of(
                    sex="persons",
                    name="Deaths (100 = the same)",
                    unit="all adults = 100",
                    decimals=0,
                ),
                "value": 487.2,
                "lower": None,
                "england": 370.0,
                "verdict": CANNOT_TELL,
            },
            (
                "Deaths (100 = the same) in 2007-09: 487, 387% more, beside 370 in England; there "
                "is no confidence interval, so we cannot say if the difference is real."
            ),
        ),
        (
            {
                "measure": measure_of(verdict_confidence=0.998),
                "lower": None,
                "verdict": "higher",
            },
            (
                "Life expectancy, men in 2007-09: 76.3 years, higher than England (78.3 years) at "
                "99.8% confidence."
            ),
        ),
    ],
    ids=["worse", "similar", "no limits", "no England", "approximate", "ratio", "99.8%"],
)
def test_an_outcome_stands_against_england(columns: dict[str, Any], said: str) -> None:
    assert outcome_sentence(outcome_of(**columns)) == said


def test_a_missing_outcome_is_said() -> None:
    assert missing_outcome_sentence(PLACE, measure_of()) == (
        "Life expectancy, men: no figure for Birmingham."
    )
    assert "cannot be combined without their counts" in missing_outcome_sentence(
        UNION, measure_of()
    )


def count_of(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any column of a count
    return {
        "place_id": "birmingham",
        "measure": "total_public_spend",
        "organisation": "all",
        "amount": 7.5e9,
        "unit": "GBP",
        "financial_year": "2008-09",
    } | columns


def test_a_place_outside_the_programme() -> None:
    assert programme_sentence(PLACE, [], []) == (
        "Birmingham is not in the record of Total Place pilots and parallel places."
    )


def test_a_pilot_with_its_counts() -> None:
    pilot = place_of(kind="pilot")
    counts = [
        count_of(),
        count_of(),
        count_of(amount=7.3e9, financial_year=None),
        count_of(organisation="Jobcentre Plus", amount=6.99e8),
        count_of(measure="population", unit="people", amount=1e6),
    ]
    assert programme_sentence(PLACE, [pilot], counts) == (
        "Birmingham was a Total Place pilot. Published counts of all public spending in "
        "Birmingham: £7.5 billion (2008-09) and £7.3 billion."
    )


def test_the_count_of_a_wider_place_is_said_to_be_that_places_own() -> None:
    wider = place_of("E1", "E2", name="Two Towns", kind="pilot")
    counts = [count_of(place_id="two towns", amount=2.2e10, financial_year=None)]
    assert programme_sentence(place_of("E1", name="One Town"), [wider], counts).endswith(
        "Published counts of all public spending in Two Towns: £22 billion."
    )


def test_a_part_of_a_wider_place_names_it() -> None:
    wider = place_of("E1", "E2", name="Two Towns", kind="pilot")
    parallel = place_of("E1", name="One Town", kind="parallel")
    one = place_of("E1", name="One Town")
    assert programme_sentence(one, [wider, parallel], []) == (
        "One Town was a parallel place and lies in or holds part of Two Towns (Total Place pilot)."
    )


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({}, "£7.5 billion (2008-09)"),
        ({"financial_year": None}, "£7.5 billion"),
        ({"financial_year": float("nan")}, "£7.5 billion"),
        (
            {"amount": 6853.0, "unit": "GBP per person", "financial_year": None},
            "£6,853 a person",
        ),
        ({"amount": 250_000, "unit": "people", "financial_year": None}, "250,000 people"),
    ],
)
def test_a_count_has_its_unit_and_year(columns: dict[str, Any], text: str) -> None:
    assert describe_count(count_of(**columns)) == text


def test_a_title_names_the_sex_where_there_is_one() -> None:
    assert measure_title(measure_of(sex="female")) == "Life expectancy, women"
    assert measure_title(measure_of(sex="persons")) == "Life expectancy"
    assert measure_title(measure_of(sex="none")) == "Life expectancy"
    assert measure_title(spend_of()) == "Total service expenditure"


@pytest.mark.parametrize(
    ("unit", "words"), [("GBP per person", "£ per person"), ("GBP a week", "£ a week"), ("%", "%")]
)
def test_a_unit_has_the_sign_of_pounds(unit: str, words: str) -> None:
    assert unit_words(unit) == words
