"""Sentences about plans: verdicts by range, names of bodies, and amounts."""

from __future__ import annotations

import pytest

from data.prevention.declared import read_bodies
from data.prevention.pooling import Pool, Share
from data.prevention.results import Amount
from utils.narrative.prevention import mismatch_sentence, net_words, range_words

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
        ((share("local_authority", 1, 1),), "Councils pay 100% and gain 100%."),
        ((share("local_authority", 1, 0),), "No public body gains."),
    ],
)
def test_who_pays_and_who_gains_in_one_sentence(shares: tuple[Share, ...], said: str) -> None:
    assert mismatch_sentence(Pool(shares, cost=1, missing=0), BODIES) == said
