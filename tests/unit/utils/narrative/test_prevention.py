"""Sentences about plans: verdicts by range, names of bodies, and amounts."""

from __future__ import annotations

import numpy as np
import pytest

from data.prevention.declared import read_bodies, read_scenarios
from data.prevention.pooling import Pool, Share
from data.prevention.results import Amount, PlanResult, YearResult
from utils.narrative.prevention import (
    answer_sentence,
    chance_sentence,
    mismatch_sentence,
    net_words,
    overlap_sentences,
    own_sentence,
    pool_sentence,
    range_words,
)

BODIES = read_bodies()


@pytest.mark.parametrize(
    ("net", "said"),
    [
        (Amount(5_000, 1_000, 9_000), "£5,000 (£1,000 to £9,000) better off"),
        (Amount(-5_000, -9_000, -1_000), "£5,000 (£1,000 to £9,000) worse off"),
        (
            Amount(5_000, -1_000, 9_000),
            "neither clearly better nor worse off (£5,000 (\u2212£1,000 to £9,000))",
        ),
    ],
)
def test_better_and_worse_are_said_only_where_the_range_allows(net: Amount, said: str) -> None:
    assert net_words(net) == said


def test_an_amount_without_a_range_is_said_alone() -> None:
    assert range_words(Amount(1_234_567, 1_234_567, 1_234_567)) == "£1.23 million"


def share(body: str, pays: float, gains: float) -> Share:
    return Share(body=body, pays=pays, gains=gains, puts_in=0, keeps=0)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (
            (share("nhs", 0.6, 0.15), share("local_authority", 0.4, 0.85)),
            "The NHS pays 60% and gains 15%; councils pay 40% and gain 85%.",
        ),
        (
            (share("local_authority", 1, 0.36), share("nhs", 0, 0.64)),
            "Councils pay 100% and gain 36%; the NHS pays 0% and gains 64%.",
        ),
        ((share("local_authority", 1, 1),), "Councils alone pay and gain."),
        (
            (share("local_authority", 1, 0.2), share("nhs", 0, 0.8)),
            "Councils pay 100% and gain 20%; the NHS pays 0% and gains 80%.",
        ),
        ((share("local_authority", 1, 0),), "No public body gains."),
    ],
)
def test_who_pays_and_who_gains_in_one_sentence(shares: tuple[Share, ...], said: str) -> None:
    assert mismatch_sentence(Pool(shares, cost=1, missing=0), BODIES) == said


def test_one_body_has_nothing_to_pool() -> None:
    alone = Pool((share("local_authority", 1, 1),), cost=1, missing=0)
    assert pool_sentence(alone) == "One body pays and gains, so there is nothing to pool."


def made_result(net: Amount, chances: tuple[tuple[int, float], ...] = ()) -> PlanResult:
    zero = Amount(0, 0, 0)
    by_year = YearResult(np.zeros((0, 1)), np.zeros((0, 1)), np.zeros(1))
    return PlanResult((), zero, zero, zero, zero, zero, net, net, chances, None, by_year)


LOSS, GAIN = made_result(Amount(-5, -9, -1)), made_result(Amount(5, 1, 9))
SCENARIOS = read_scenarios()
COUNTED = SCENARIOS["drug_treatment"]
LEFT_OUT = SCENARIOS["short_sentence_reoffending"]


def test_a_loss_that_what_is_left_out_could_turn_is_no_verdict() -> None:
    said = answer_sentence(LOSS, [LEFT_OUT], years=10)
    assert "Cannot tell whether it pays for itself: the savings that are left out" in said
    assert "costs more than it spares" not in said
    assert "Cannot tell" not in answer_sentence(GAIN, [LEFT_OUT], years=10)
    assert "costs more than it spares" in answer_sentence(LOSS, [COUNTED], years=10)
    both = answer_sentence(LOSS, [COUNTED, LEFT_OUT], years=10)
    assert "for support on leaving prison after a short sentence, the savings" in both


@pytest.mark.parametrize("result", [LOSS, GAIN, made_result(Amount(1, -1, 2))])
def test_every_result_says_that_it_is_of_what_could_be_counted(result: PlanResult) -> None:
    assert answer_sentence(result, [COUNTED], years=3).startswith("Of what could be counted, ")


def test_no_year_beyond_those_looked_at_is_named() -> None:
    said = chance_sentence(made_result(Amount(1, -1, 2), ((3, 0.25),)))
    assert said.startswith("The chance that public bodies have their money back is 25% by year 3.")


def test_each_pair_that_may_overlap_names_both_groups() -> None:
    found = overlap_sentences([SCENARIOS["reablement"], SCENARIOS["falls_exercise"], LEFT_OUT])
    assert len(found) == 1
    assert "older people who would otherwise start to receive home care" in found[0]
    assert "people aged 70 and over" in found[0]


def test_own_numbers_are_counted_in_words() -> None:
    assert own_sentence([]) == ""
    one = own_sentence(["cost £3, not £2"])
    assert one.startswith("1 number is yours: cost £3, not £2. A likely value of yours takes no")
    assert one.endswith("Still corrected: nothing.")
    two = own_sentence(["a", "b"], ["Care: 40% off (judgement)."])
    assert two.startswith("2 numbers are yours: a; b.")
    assert two.endswith("Still corrected: Care: 40% off (judgement).")
