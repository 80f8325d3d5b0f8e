from __future__ import annotations

from typing import Any

import pytest

from data.comparators import Comparator, Reference
from data.compare_reader import Difference, Standing
from data.map_reader import Measure
from data.need_reader import NeedRow
from data.place_reader import Place
from utils.narrative.compare import (
    change_sentence,
    difference_sentence,
    money_answer,
    need_answer,
    need_words,
    no_shared_measure,
    outcomes_answer,
    shown_value,
    standing_sentence,
)

KENT = Place("E10000016", "Kent", "authority", ("E10000016",))
LUTON = Place("E06000032", "Luton", "authority", ("E06000032",))
LIFE = Measure(
    measure="life:male",
    basis="as published",
    level="upper_tier",
    kind="indicator",
    item="life",
    sex="male",
    name="Life expectancy",
    unit="years",
    decimals=1,
    polarity="high_is_good",
    periods=("2001", "2011"),
    source="ons",
    caveats=(),
)
MONEY = Measure(
    measure="spend:total",
    basis="cash",
    level="upper_tier",
    kind="spend",
    item="total",
    sex="persons",
    name="All services",
    unit="GBP per person",
    decimals=0,
    polarity="neutral",
    periods=("2021-22", "2022-23"),
    source="mhclg",
    caveats=(),
)


def row(value: float | None, **parts: Any) -> dict[str, Any]:  # noqa: ANN401  # as published
    return {"value": value, "lower_cl": None, "upper_cl": None, "status": "published", **parts}


def standing(place: Place, value: float | None, verdict: str = "similar") -> Standing:
    return Standing(
        place,
        None if value is None else row(value),
        Comparator("england", "England", "All."),
        "",
        Reference(80.0, "published", 1, 1),
        verdict,
    )


def difference(verdict: str, value: float | None = 1.0, reason: str = "") -> Difference:
    limits = (None, None) if reason else (0.5, 1.5)
    return Difference(KENT, LUTON, value, *limits, verdict, reason)


def test_money_names_gaps_and_the_newest_shared_year() -> None:
    rows = [standing(KENT, 2000.0), standing(LUTON, None)]
    text = money_answer(MONEY, period="2021-22", shared=False, standings=rows, england=1900.0)
    assert text == (
        "All services per person in 2021-22, in cash: Kent £2,000; England £1,900."
        " No figure for Luton in that year."
    )
    both = [standing(KENT, 2000.0), standing(LUTON, 1800.0)]
    text = money_answer(MONEY, period="2021-22", shared=True, standings=both, england=None)
    assert text.endswith(
        "Kent £2,000 and Luton £1,800. That is the newest year in which all of them have a figure."
    )
    none = [standing(KENT, None)]
    assert "none of these places" in money_answer(
        MONEY, period="2021-22", shared=False, standings=none, england=None
    )


@pytest.mark.parametrize(
    ("residual", "lower", "upper", "words"),
    [
        (100.0, -50.0, 250.0, "£100 a person more than expected, within what is usual"),
        (-100.0, -250.0, 50.0, "£100 a person less than expected, within what is usual"),
        (100.0, 50.0, 150.0, "£100 a person more than expected, clearly so"),
        (-100.0, -150.0, -50.0, "£100 a person less than expected, clearly so"),
    ],
)
def test_need_is_clear_only_where_limits_leave_nought_out(
    residual: float, lower: float, upper: float, words: str
) -> None:
    found = NeedRow(2000.0, 2000.0 - residual, residual, lower, upper, 2100.0)
    assert need_words(found).startswith(words)


def test_need_without_any_row_cannot_be_told() -> None:
    assert "cannot be told" in need_answer([(KENT, None)])


def test_outcomes_are_counted_by_verdict() -> None:
    found = [
        difference("worse"),
        difference("better"),
        difference("worse"),
        difference("similar"),
        difference("cannot tell", reason="no limits"),
    ]
    assert outcomes_answer(KENT, LUTON, found) == (
        "Of 5 outcomes of this theme, against Luton: Kent is clearly better in 1 and worse in 2; "
        "1 show no clear difference and for 1 there is no confidence interval for both, so we "
        "cannot say if the difference is real."
    )


def test_without_clear_differences_the_answer_says_so() -> None:
    text = outcomes_answer(KENT, LUTON, [difference("similar")])
    assert "Kent and Luton differ clearly in none" in text
    assert "No outcome" in outcomes_answer(KENT, LUTON, [])


def test_a_difference_is_real_only_with_limits_that_leave_nought_out() -> None:
    assert difference_sentence(difference("better"), LIFE, "2011").endswith(
        "better, more than chance would explain."
    )
    assert "could be chance" in difference_sentence(difference("similar"), LIFE, "2011")
    unsure = difference("cannot tell", reason="there is no confidence interval for both")
    assert "we cannot say if the difference is real" in difference_sentence(unsure, LIFE, "2011")
    gap = difference("cannot tell", value=None, reason="Luton has no figure in 2011")
    assert "cannot be compared, because Luton has no figure" in difference_sentence(
        gap, LIFE, "2011"
    )


def test_a_standing_names_its_comparator_or_why_there_is_none() -> None:
    assert standing_sentence(standing(KENT, 81.0, "better"), LIFE) == (
        "Kent: 81.0 years, better against England (80.0 years)."
    )
    alone = standing(KENT, 81.0)._replace(comparator=None, why_none="It has no region.")
    assert standing_sentence(alone, LIFE) == "Kent: 81.0 years. It has no region."
    unknown = standing(KENT, 81.0)._replace(reference=Reference(None, "published", 0, 1))
    assert "no figure for England" in standing_sentence(unknown, LIFE)
    assert standing_sentence(standing(KENT, None), LIFE) == "Kent: no figure."


def test_change_of_money_is_in_pounds_and_per_cent() -> None:
    text = change_sentence(
        KENT, MONEY, row(2000.0, period="2021-22"), row(1500.0, period="2022-23")
    )
    assert text == (
        "Kent: £2,000 a person in 2021-22, £1,500 a person in 2022-23; £500 a person less "
        "(−25%), in cash."  # noqa: RUF001 - a minus sign, as the page writes it
    )
    assert "no change can be told" in change_sentence(KENT, MONEY, None, row(1.0, period="x"))


def test_values_are_shown_with_limits_and_marked_where_approximate() -> None:
    sure = row(80.0, lower_cl=79.0, upper_cl=81.0)
    assert shown_value(sure, LIFE) == "80.0 years (79.0 to 81.0 years)"
    assert shown_value(row(80.0, status="approximate"), LIFE) == "≈ 80.0 years"
    assert shown_value(None, LIFE) == "no data"


def test_places_without_a_common_outcome_are_told_what_to_change() -> None:
    text = no_shared_measure([KENT, LUTON], "Older people")
    assert "older people" in text
    assert "Choose another theme" in text
