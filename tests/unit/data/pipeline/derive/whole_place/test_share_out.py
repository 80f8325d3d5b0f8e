"""Sharing an item out: to the pound, with what is measured kept."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.pipeline.derive.whole_place.share_out import round_to_total, share_item
from data.pipeline.derive.whole_place.shares import Shares

AREAS = ["E06000001", "E06000002", "E06000003"]


def shares(*parts: float) -> Shares:
    index = AREAS[: len(parts)]
    return Shares("people", pd.Series(parts, index=index), pd.Series("same year", index=index))


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.lists(st.floats(min_value=0.001, max_value=1), min_size=1, max_size=30),
)
def test_parts_in_whole_pounds_add_up_to_the_total(total: int, weights: list[float]) -> None:
    portions = np.array(weights) / sum(weights)
    found = round_to_total(total, portions)
    assert found.sum() == total
    assert np.abs(found - portions * total).max() <= 1


def test_an_account_of_all_of_an_item_is_taken_and_the_others_share_the_rest() -> None:
    account = np.array([70.0, np.nan, np.nan])
    found = share_item(100, shares(0.5, 0.25, 0.25), account=account, covers_all=True)
    assert found["amount_gbp"].tolist() == [70, 15, 15]
    assert found["shared_gbp"].tolist() == [50, 25, 25]
    assert found["measured_gbp"].tolist() == [70, 0, 0]


def test_an_account_of_a_part_changes_no_amount_and_is_never_more_than_it() -> None:
    account = np.array([30.0, 90.0, np.nan])
    found = share_item(100, shares(0.5, 0.25, 0.25), account=account, covers_all=False)
    assert found["amount_gbp"].tolist() == [50, 25, 25]
    assert found["measured_gbp"].tolist() == [30, 25, 0]


def test_accounts_above_the_regions_total_are_not_taken() -> None:
    account = np.array([170.0, np.nan])
    found = share_item(100, shares(0.5, 0.5), account=account, covers_all=True)
    assert found["amount_gbp"].tolist() == [50, 50]


def test_less_than_nothing_is_shared_and_never_measured() -> None:
    account = np.array([10.0, np.nan])
    found = share_item(-100, shares(0.5, 0.5), account=account, covers_all=False)
    assert found["amount_gbp"].tolist() == [-50, -50]
    assert found["measured_gbp"].tolist() == [0, 0]
