from __future__ import annotations

from typing import Any

import pytest

from data.read.comparators import Comparator, Reference
from data.read.comparisons import COMMON_YEARS, Change, Difference, Standing
from data.read.measures import Measure
from data.read.places import Place
from utils.narrative.compare import (
    change_sentence,
    difference_sentence,
    money_answer,
    no_shared_measure,
    outcomes_answer,
    shown_value,
    standing_sentence,
)
from utils.stats.verdicts import CANNOT_TELL

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
    opening_period="2011",
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
    opening_period="2022-23",
    source="mhclg",
    caveats=(),
)


def row(value: float | None, **parts: Any) -> dict[str, Any]:  # noqa: ANN401  # as published
    given = {"value": value, "lower_cl": None, "upper_cl": None, "status": "published"}
    return {**given, "note": None, **parts}


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


def say_money(*rows: Standing, shared: bool) -> str:
    gaps = {
        given.place.name: f"no figure for {given.place.name}." for given in rows if not given.value
    }
    return money_answer(MONEY, period="2021-22", shared=shared, standings=rows, gaps=gaps)


def test_money_names_gaps_and_the_newest_shared_year() -> None:
    assert say_money(standing(KENT, 2000.0), standing(LUTON, None), shared=False) == (
        "All services, £ per person in 2021-22, in cash: Kent £2,000; England £80."
        " No figure for Luton."
    )
    assert say_money(standing(KENT, 2000.0), standing(LUTON, 1800.0), shared=True).endswith(
        "Kent £2,000 and Luton £1,800; England £80. That is the newest year in which all of them "
        "have a figure, not 2022-23."
    )
    assert "none of these places" in say_money(standing(KENT, None), shared=False)


def test_each_place_is_set_beside_its_own_comparator() -> None:
    group = Comparator("neighbours", "similar places", "All.", members=("A",))
    other = Comparator("neighbours", "similar places", "All.", members=("B",))
    kent = standing(KENT, 2000.0)._replace(comparator=group)
    luton = standing(LUTON, 1800.0)._replace(comparator=other)
    assert (
        "Kent £2,000 (the median of similar places £80) and "
        "Luton £1,800 (the median of similar places £80)."
    ) in say_money(kent, luton, shared=True)


def test_what_must_be_known_of_a_figure_is_said() -> None:
    noted = standing(KENT, 2000.0)._replace(
        row=row(2000.0, status="partly estimated", note="2.0% of it is estimated")
    )
    assert say_money(noted, shared=True).endswith(" Kent: 2.0% of it is estimated.")


def test_outcomes_are_counted_by_verdict() -> None:
    found = [
        difference("worse"),
        difference("better"),
        difference("worse"),
        difference("similar"),
        difference("cannot tell", reason="no interval"),
    ]
    assert outcomes_answer(KENT, LUTON, found) == (
        "Of 5 outcomes of this theme, compared with Luton: Kent is clearly worse on 2 and better "
        "on 1; 1 show no clear difference and for 1 there is no confidence interval for both, so "
        "we cannot tell if the difference is real."
    )


def test_without_clear_differences_the_answer_says_so() -> None:
    text = outcomes_answer(KENT, LUTON, [difference("similar")])
    assert "Kent and Luton show no clear difference on any" in text
    assert "No outcome" in outcomes_answer(KENT, LUTON, [])


def test_a_difference_is_real_only_with_limits_that_leave_zero_out() -> None:
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
        "Kent: 81.0 years, better (publisher's test) compared with England (80.0 years)."
    )
    alone = standing(KENT, 81.0)._replace(comparator=None, why_none="It has no region.")
    assert standing_sentence(alone, LIFE) == "Kent: 81.0 years. It has no region."
    unknown = standing(KENT, 81.0)._replace(reference=Reference(None, "published", 0, 1))
    assert "no figure for England" in standing_sentence(unknown, LIFE)
    assert standing_sentence(standing(KENT, None), LIFE) == "Kent: no figure."


def test_change_of_money_is_in_pounds_and_per_cent() -> None:
    before, after = row(2000.0, period="2021-22"), row(1500.0, period="2022-23")
    text = change_sentence(KENT, MONEY, Change(before, after, CANNOT_TELL, ""))
    assert text == (
        "Kent: £2,000 per person in 2021-22, £1,500 per person in 2022-23; £500 per person less "
        "(−25%), in cash."  # noqa: RUF001 - a minus sign, as the page writes it
    )
    gap = Change(None, after, CANNOT_TELL, "")
    assert "no change can be given" in change_sentence(KENT, MONEY, gap)


def test_a_change_over_a_break_says_what_the_two_years_do_not_both_hold() -> None:
    change = Change(row(2000.0, period="2012-13"), row(1500.0, period="2013-14"), CANNOT_TELL, "")
    text = change_sentence(KENT, MONEY, change, scopes=["public health moved to councils"])
    assert text.endswith("The two years do not cover the same: public health moved to councils.")


@pytest.mark.parametrize(
    ("verdict", "reason", "words"),
    [
        ("better", "", "That is clearly better, more than chance would explain."),
        ("similar", "", "That could be chance, so there is no clear change."),
        ("cannot tell", COMMON_YEARS, "we cannot tell if a change is real."),
    ],
)
def test_a_change_of_an_outcome_says_how_sure_it_is(verdict: str, reason: str, words: str) -> None:
    change = Change(row(80.0, period="2011"), row(82.0, period="2021"), verdict, reason)
    assert change_sentence(KENT, LIFE, change).endswith(words)


def test_values_are_shown_with_limits_and_marked_where_approximate() -> None:
    sure = row(80.0, lower_cl=79.0, upper_cl=81.0)
    assert shown_value(sure, LIFE) == "80.0 years (79.0 to 81.0 years)"
    assert shown_value(row(80.0, status="approximate"), LIFE) == "≈ 80.0 years"
    assert shown_value(None, LIFE) == "no figure"


def test_places_without_a_common_outcome_are_told_what_to_change() -> None:
    text = no_shared_measure([KENT, LUTON], "Older people")
    assert "older people" in text
    assert "Choose another theme" in text
