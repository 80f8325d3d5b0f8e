"""Sentences on all public spending."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.read.store import Store
from data.read.whole_place import WholeAmount
from utils.config import PRICE_BASE_YEAR
from utils.narrative.whole_place import (
    AGES,
    CANNOT_TELL,
    LESS,
    MORE,
    SPENDERS,
    Named,
    about,
    beside_sentence,
    changes_sentence,
    compared_sentence,
    england_sentence,
    growth_sentence,
    measured_beside_sentence,
    measured_sentence,
    no_purpose_sentence,
    old_accounts_sentence,
    purpose_sentence,
    range_words,
    share_words,
    side_of,
    upstream_sentence,
    whole_sentence,
)

FOUND = WholeAmount(
    amount=14_995_780_891, measured=9_107_032_122, lower=14.2e9, upper=15.8e9, population=1_154_221
)


def test_an_estimate_is_rounded_and_has_its_range() -> None:
    said = whole_sentence("Birmingham", "2022-23", FOUND, without=False)
    for part in (
        "£13,000 per person",
        "Birmingham",
        "2022-23",
        "£12,300",
        "£13,700",
        "£15 billion",
    ):
        assert part in said
    assert "without one-off" not in said
    assert "without one-off" in whole_sentence("Birmingham", "2022-23", FOUND, without=True)


def test_how_much_is_measured_is_said() -> None:
    assert measured_sentence(FOUND).startswith("61% of it is measured")


def test_a_region_has_no_range() -> None:
    region = WholeAmount(amount=10.0, measured=1.0, lower=10.0, upper=10.0, population=1.0)
    assert range_words(region) == "£10 per person"


@pytest.mark.parametrize(
    ("amount", "words"), [(999.0, "£999"), (1_049.0, "£1,000"), (13_951.0, "£14,000")]
)
def test_amounts_are_as_exact_as_an_estimate_may_be(amount: float, words: str) -> None:
    assert about(amount) == words


def test_growth_is_said_only_where_ranges_lie_apart() -> None:
    first = Named("2008-09", FOUND)
    assert "cannot tell if it grew" in growth_sentence(first, Named("2009-10", FOUND.scaled(1.01)))
    assert "30% more" in growth_sentence(first, Named("2024-25", FOUND.scaled(1.3)))
    assert "30% less" in growth_sentence(first, Named("2024-25", FOUND.scaled(0.7)))


def test_too_few_residents_make_no_comparison() -> None:
    few = WholeAmount(amount=30e6, measured=0, lower=29e6, upper=31e6, population=2_366)
    assert side_of(few, FOUND) == CANNOT_TELL
    assert "too few people live there" in beside_sentence(Named("Scilly", few), Named("B", FOUND))


def test_accounts_of_another_year_are_named() -> None:
    assert old_accounts_sentence([], "2024-25") == ""
    assert "accounts of 2022-23" in old_accounts_sentence(["2022"], "2024-25")


def test_changes_of_drivers_are_said_with_their_year() -> None:
    said = changes_sentence([("NHS services", "2020-21", "Residents weighted by need")])
    assert "NHS services by residents weighted by need from 2020-21" in said
    assert changes_sentence([]) == ""


def test_every_spender_has_words() -> None:
    spenders = {row["spender"] for row in Store().records("spending_items")}
    assert spenders == set(SPENDERS)


def test_every_age_has_words() -> None:
    assert {row["ages"] for row in Store().records("spending_items")} == set(AGES)


def test_prevention_is_a_share_of_health_money() -> None:
    assert "£84 per person, 2% of health money" in upstream_sentence(84.0, 3_500.0)


def amount_between(lower: float, value: float, upper: float) -> WholeAmount:
    """GBP per person of a place with a single resident."""
    people = 100_000.0
    return WholeAmount(
        amount=value * people,
        measured=0.0,
        lower=lower * people,
        upper=upper * people,
        population=people,
    )


ENGLAND = Named("England", amount_between(13_133, 13_133, 13_133))


def test_prices_are_named() -> None:
    assert "in 2022-23, in cash:" in whole_sentence("Birmingham", "2022-23", FOUND)
    real = whole_sentence("Birmingham", "2022-23", FOUND, basis="real")
    assert f"in 2022-23, in {PRICE_BASE_YEAR} prices:" in real
    assert england_sentence(ENGLAND.found).endswith("as HM Treasury published it.")
    assert england_sentence(ENGLAND.found, basis="real").endswith("in the same prices.")


def test_prices_of_the_base_year_need_no_words() -> None:
    for basis in ("cash", "real"):
        said = whole_sentence("Birmingham", PRICE_BASE_YEAR, FOUND, basis=basis)
        assert f"in {PRICE_BASE_YEAR}: between" in said
    said = england_sentence(ENGLAND.found, year=PRICE_BASE_YEAR, basis="real")
    assert said.endswith("as HM Treasury published it.")


@pytest.mark.parametrize(
    ("own", "other", "side"),
    [
        ((12_000, 13_000, 14_000), (9_000, 10_000, 11_000), MORE),
        ((9_000, 10_000, 11_000), (12_000, 13_000, 14_000), LESS),
        ((9_000, 10_000, 12_500), (12_000, 13_000, 14_000), CANNOT_TELL),
        ((13_200, 13_900, 14_600), (13_133, 13_133, 13_133), MORE),
        ((12_000, 13_000, 14_000), (13_133, 13_133, 13_133), CANNOT_TELL),
        # Apart by less than is shown: both would read £13,100.
        ((13_140, 13_900, 14_600), (13_133, 13_133, 13_133), CANNOT_TELL),
        ((100, 110, 120), (121, 130, 140), LESS),
    ],
)
def test_only_ranges_that_lie_apart_are_more_or_less(
    own: tuple[float, float, float], other: tuple[float, float, float], side: str
) -> None:
    assert side_of(amount_between(*own), amount_between(*other)) == side


def test_a_place_is_set_beside_another_with_both_ranges() -> None:
    high = Named("Town", amount_between(13_400, 14_000, 14_600))
    low = Named("Shire", amount_between(10_000, 10_500, 11_000))
    assert beside_sentence(high, low) == (
        "About £14,000 per person in Town (£13,400 to £14,600): more than £10,500 per person in "
        "Shire (£10,000 to £11,000)."
    )
    wide = Named("Wide", amount_between(12_000, 13_500, 15_000))
    assert "we cannot tell" in beside_sentence(wide, high)
    assert beside_sentence(wide, high).endswith("as the ranges overlap.")
    assert beside_sentence(wide, ENGLAND).endswith(
        "than £13,100 per person in England, which lies within that range."
    )


def test_what_is_measured_within_rounding_has_no_range_in_words() -> None:
    assert range_words(amount_between(1_401, 1_410, 1_420)) == "£1,400 per person"


def test_nothing_measured_of_a_negative_amount_is_zero() -> None:
    below = WholeAmount(amount=-5.0, measured=0.0, lower=-7.0, upper=-2.0, population=1.0)
    assert share_words(below.measured_share) == "0%"


def with_measured(name: str, share: float) -> Named:
    """A place of which accounts show a share."""
    return Named(name, replace(FOUND, measured=FOUND.amount * share))


def test_a_measured_figure_beside_estimated_ones_is_said() -> None:
    near = [with_measured(f"Town {number}", 0.3) for number in range(3)]
    said = measured_beside_sentence(with_measured("Birmingham", 0.61), near)
    assert "Birmingham is mainly measured (61% of it)" in said
    assert "those of all similar places are mainly estimated" in said
    other = measured_beside_sentence(near[0], [with_measured("A", 0.6), with_measured("B", 0.7)])
    assert "is mainly estimated (30%" in other
    assert "those of all similar places are mainly measured" in other


def test_where_most_similar_places_are_measured_alike_nothing_is_said() -> None:
    near = [with_measured("A", 0.6), with_measured("B", 0.3), with_measured("C", 0.2)]
    assert measured_beside_sentence(with_measured("D", 0.4), near) == ""
    assert "2 of 3 similar places" in measured_beside_sentence(with_measured("D", 0.5), near)
    assert measured_beside_sentence(with_measured("D", 0.4), []) == ""


def test_prevention_and_late_intervention_are_shares_of_what_accounts_show() -> None:
    said = purpose_sentence(5e6, 20e6, 100e6, people=200_000, year="2024-25")
    assert "Of the £500 per person" in said
    assert "£25, 5%, can be called prevention" in said
    assert "£100, 20%, late intervention" in said
    assert "the accounts do not say" in said


def test_why_prevention_cannot_be_kept_apart_is_said() -> None:
    assert "since 2023-24 only" in no_purpose_sentence("Kent", "2018-19")
    assert "return in that detail is missing" in no_purpose_sentence("Birmingham", "2024-25")


def test_places_are_compared_with_the_first_of_them() -> None:
    places = [Named("A", FOUND), Named("B", FOUND.scaled(1.3)), Named("C", FOUND.scaled(0.7))]
    said = compared_sentence(places, year="2022-23", basis="cash")
    assert said.startswith("All public money in 2022-23, part estimated, in cash. About £")
    assert said.count(" per person in A (") == 2
    assert ": less than £" in said
    assert ": more than £" in said
    assert compared_sentence(places[:1], year="2022-23", basis="cash") == ""
