from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.count.concentration import concentration
from utils.errors import InvalidInputError
from utils.stats.dispersion import calculate_gini

MONEY = st.decimals(min_value="0.01", max_value=10**9, places=2)
SEVERAL = st.lists(MONEY, min_size=2, max_size=30)


def amounts(*numbers: int) -> list[Decimal]:
    return [Decimal(amount) for amount in numbers]


@pytest.mark.parametrize(
    ("paid", "herfindahl"),
    [
        ((50, 30, 20), 3800),
        # The worked example of the United States Department of Justice: 30, 30, 20 and 20 percent.
        ((30, 30, 20, 20), 2600),
        ((100,), 10_000),
        ((1, 1, 1, 1), 2500),
    ],
)
def test_herfindahl_of_worked_figures(paid: tuple[int, ...], herfindahl: int) -> None:
    assert concentration(amounts(*paid)).herfindahl == herfindahl


def test_gini_of_figures_worked_by_hand() -> None:
    assert concentration(amounts(5, 5, 5)).gini == 0
    assert concentration(amounts(1, 3)).gini == Decimal("0.25")
    assert concentration(amounts(1, 2, 3, 4)).gini == Decimal("0.25")


def test_balances_of_nothing_or_less_are_left_out_and_told() -> None:
    found = concentration(amounts(50, 30, 20, 0, -40))
    assert (found.suppliers, found.total, found.herfindahl) == (3, 100, 3800)
    assert (found.left_out, found.left_out_amount) == (2, -40)


@given(SEVERAL)
def test_gini_is_that_of_the_projects_own_measure(paid: list[Decimal]) -> None:
    data = pd.DataFrame({"value": [float(decimal) for decimal in paid], "population": 1.0})
    expected = float(calculate_gini(data=data)["value"].iloc[0])
    assert float(concentration(paid).gini) == pytest.approx(expected, abs=1e-5)


@given(SEVERAL, st.integers(min_value=1, max_value=1000), st.randoms(use_true_random=False))
def test_scale_and_order_change_nothing(paid: list[Decimal], by: int, order: object) -> None:
    scaled = [decimal * by for decimal in paid]
    order.shuffle(scaled)  # type: ignore[attr-defined]
    plain, scaled_up = concentration(paid), concentration(scaled)
    assert (plain.gini, plain.herfindahl) == (scaled_up.gini, scaled_up.herfindahl)


@given(SEVERAL)
def test_the_indices_stay_within_their_bounds(paid: list[Decimal]) -> None:
    found = concentration(paid)
    assert 0 <= found.gini <= 1 - Decimal(1) / found.suppliers + Decimal("0.000001")
    assert Decimal(10_000) / found.suppliers - Decimal("0.000001") <= found.herfindahl <= 10_000


def test_every_supplier_twice_keeps_gini_and_halves_herfindahl() -> None:
    once, twice = concentration(amounts(50, 30, 20)), concentration(amounts(50, 30, 20) * 2)
    assert (twice.gini, twice.herfindahl) == (once.gini, once.herfindahl / 2)


@pytest.mark.parametrize("paid", [[], ["0"], ["-5", "-1"], ["NaN", "1"]])
def test_nothing_to_measure_is_refused(paid: list[str]) -> None:
    with pytest.raises(InvalidInputError, match="amounts"):
        concentration([Decimal(amount) for amount in paid])
