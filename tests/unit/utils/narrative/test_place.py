from __future__ import annotations

from typing import Any

import pytest

from data.read.places import Outcome
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


def row_of(value: float | None = 2249.4, **columns: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"value": value, "status": "computed", "note": None, "period": "2009-10"} | columns


def gap_of(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a gap
    return {
        "bodies": "Birmingham",
        "known_gbp": 500.0,
        "estimate_gbp": 1500.0,
        "lower_gbp": 1200.0,
        "upper_gbp": 1600.0,
        "estimated_share": 0.75,
        "population": 1.0,
    } | columns


def say_money(**columns: Any) -> str:  # noqa: ANN401 - any argument of the sentence
    given: dict[str, Any] = {
        "measure": spend_of(name="Local services, without education"),
        "period": "2009-10",
        "row": row_of(),
        "england": 1984.6,
        "gap": None,
        "newest": None,
    }
    return money_sentence(PLACE, **(given | columns))


def test_money_is_compared_with_england_without_a_verdict() -> None:
    assert say_money() == (
        "Local services, without education: £2,249 per person in Birmingham in 2009-10, in cash, "
        "compared with £1,985 per person in England. More money can mean more need, not more "
        "service."
    )


def test_money_says_its_line_and_its_prices() -> None:
    said = say_money(measure=spend_of(item="police", name="Police", basis="real"))
    assert said.startswith("Police: £2,249 per person in Birmingham in 2009-10, in 2024-25 prices")


def test_real_terms_of_the_base_year_need_no_word() -> None:
    said = say_money(measure=spend_of(name="Police", basis="real"), period="2024-25")
    assert said.startswith("Police: £2,249 per person in Birmingham in 2024-25, compared with")


def test_money_with_schools_in_it_says_that_they_leave() -> None:
    assert say_money(with_schools=True).endswith(
        "so a fall over the years is not a fall in schooling."
    )


@pytest.mark.parametrize("status", ["partly estimated", "doubtful"])
def test_what_must_be_known_of_a_figure_is_said_with_it(status: str) -> None:
    noted = row_of(status=status, note="2.0% of it is estimated")
    assert say_money(row=noted).endswith(" 2.0% of it is estimated.")
    assert "2.0%" not in say_money(row=row_of(note="2.0% of it is estimated"))


def test_a_gap_says_who_made_no_return_how_large_it_is_and_the_newest_year() -> None:
    newest = {"value": 1850.2, "period": "2022-23"}
    assert say_money(row=row_of(None), gap=gap_of(), newest=newest) == (
        "Local services, without education: no figure for Birmingham in 2009-10, as there is no "
        "return from Birmingham. The other bodies spent £500 per person; what is missing is "
        "between £1,200 and £1,600 per person in cash, judging by earlier and later returns and "
        "the budget. The newest complete year is 2022-23: £1,850 per person, in cash."
    )
    sentence = say_money(row=None, gap=gap_of(lower_gbp=1200.2))
    assert "between £1,200 and £1,600 per person" in sentence
    assert "about £1,600 per person" in say_money(row=None, gap=gap_of(lower_gbp=1600.0))


def test_a_gap_of_unknown_size_and_one_without_a_reason_say_no_more_than_is_known() -> None:
    unknown = gap_of(estimated_share=None, bodies="A; B; C; D")
    assert say_money(row=None, gap=unknown).endswith(
        "as there is no return from A, B, C and 1 more."
    )
    assert say_money(row=None) == (
        "Local services, without education: no figure for Birmingham in 2009-10."
    )


def test_a_missing_england_is_said() -> None:
    assert say_money(england=None).endswith(". England's figure for that year is not published.")


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
                "no clear difference from England (78.3 years)."
            ),
        ),
        (
            {"lower": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: 76.3 years, compared with 78.3 years in England; "
                "there is no confidence interval, so we cannot tell if the difference is real."
            ),
        ),
        (
            {"england": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: 76.3 years (between 76.1 and 76.6 years); "
                "there is no figure for England, so we cannot tell how it compares."
            ),
        ),
        (
            {"status": "approximate", "lower": None, "upper": None, "verdict": CANNOT_TELL},
            (
                "Life expectancy, men in 2007-09: approximately 76.3 years, compared with 78.3 "
                "years in England; there is no confidence interval, so we cannot tell if the "
                "difference is real."
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
                "Deaths (100 = the same) in 2007-09: 487, 387% more than all adults, compared with "
                "370 in England; there is no confidence interval, so we cannot tell if the "
                "difference is real."
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
    ids=["worse", "similar", "no interval", "no England", "approximate", "ratio", "99.8%"],
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
        "Birmingham was not one of the Total Place pilots or parallel places."
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
        "Birmingham: £7.5 billion (2008-09) and £7.3 billion (year not stated). These counts cover "
        "more public bodies than local services do; most sources do not say whether benefits and "
        "pensions are included."
    )


def test_the_count_of_a_wider_place_is_said_to_be_that_places_own() -> None:
    wider = place_of("E1", "E2", name="Two Towns", kind="pilot")
    counts = [count_of(place_id="two towns", amount=2.2e10, financial_year=None)]
    said = programme_sentence(place_of("E1", name="One Town"), [wider], counts)
    assert said.startswith(
        "One Town was part of Two Towns (Total Place pilot). Published counts of all public "
        "spending in Two Towns: £22 billion (year not stated)."
    )


def test_a_part_of_a_wider_place_names_it() -> None:
    wider = place_of("E1", "E2", name="Two Towns", kind="pilot")
    parallel = place_of("E1", name="One Town", kind="parallel")
    place = place_of("E1", name="One Town")
    assert programme_sentence(place, [wider, parallel], []) == (
        "One Town was a parallel place and was part of Two Towns (Total Place pilot)."
    )


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({}, "£7.5 billion (2008-09)"),
        ({"financial_year": None}, "£7.5 billion (year not stated)"),
        ({"financial_year": float("nan")}, "£7.5 billion (year not stated)"),
        (
            {"amount": 6853.0, "unit": "GBP per person", "financial_year": None},
            "£6,853 per person (year not stated)",
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
