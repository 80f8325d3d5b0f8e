from __future__ import annotations

from typing import Any

import pytest

from data.read.places import Outcome
from tests.unit.utils.measures import measure_of
from utils.narrative.headline import cannot_say, headline_sentence, ratio_note, verdict_cell
from utils.stats.verdicts import CANNOT_TELL


def outcome_of(sex: str = "male", **columns: Any) -> Outcome:  # noqa: ANN401 - any field
    given: dict[str, Any] = {
        "measure": measure_of(sex=sex),
        "period": "2023-25",
        "value": 77.1,
        "lower": None,
        "upper": None,
        "england": 79.7,
        "verdict": "worse",
        "status": "published",
    }
    return Outcome(**(given | columns))


def healthy(sex: str, **columns: Any) -> Outcome:  # noqa: ANN401 - any field
    return outcome_of(
        measure=measure_of(sex=sex, name="Healthy life expectancy"), period="2022-24", **columns
    )


def test_the_bad_news_comes_first_and_every_measure_has_its_period() -> None:
    found = [outcome_of("female", verdict="similar"), outcome_of(), healthy("female")]
    assert headline_sentence([*found, healthy("male")], what="health") == (
        "Worse than England on 3 of 4 headline health measures: life expectancy of men (2023-25); "
        "healthy life expectancy of women and of men (2022-24). No clear difference on 1: life "
        "expectancy of women (2023-25)."
    )


def test_what_cannot_be_tested_is_counted_once_with_its_reason() -> None:
    found = [outcome_of(verdict=CANNOT_TELL), healthy("male", verdict="better")]
    assert headline_sentence(found, what="health") == (
        "Better than England on 1 of 2 headline health measures: healthy life expectancy of men "
        "(2022-24). For 1 of these headline health measures there is no confidence interval, so we "
        "cannot tell if the difference is real."
    )
    assert headline_sentence(found[:1], what="health") == (
        "For the headline health measure there is no confidence interval, so we cannot tell if a "
        "difference from England is real: life expectancy of men (2023-25) 77.1 years, England "
        "79.7 years."
    )
    assert cannot_say(1).startswith("For 1 measure there is no confidence interval")
    assert cannot_say(7).startswith("For 7 measures there is no confidence interval")


def test_what_is_neither_good_nor_bad_is_higher_or_lower() -> None:
    recorded = measure_of(name="Depression recorded", sex="persons", verdict_confidence=0.998)
    assert headline_sentence([outcome_of(measure=recorded, verdict="lower")], what="") == (
        "Lower than England on 1 of 1 headline measure: depression recorded (2023-25, at 99.8% "
        "confidence)."
    )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"lower": 76.0, "upper": 78.0}, "worse"),
        ({"lower": 76.0, "upper": 78.0, "is_old": True}, "was worse"),
        ({}, "worse (publisher's test)"),
        (
            {"measure": measure_of(verdict_confidence=0.998), "verdict": "higher"},
            "higher (publisher's test at 99.8% confidence)",
        ),
        ({"verdict": CANNOT_TELL, "is_old": True}, "cannot tell"),
    ],
)
def test_a_verdict_says_whose_test_it_is_and_that_it_is_old(
    columns: dict[str, Any], words: str
) -> None:
    assert verdict_cell(outcome_of(**columns)) == words


def test_a_ratio_is_said_as_a_share_more() -> None:
    ratio = measure_of(unit="all adults = 100", decimals=0)
    assert ratio_note(outcome_of(measure=ratio, value=487.0)) == " (387% more than all adults)"
    assert ratio_note(outcome_of(measure=ratio, value=82.0)) == " (18% fewer than all adults)"
    assert ratio_note(outcome_of()) == ""
