"""Payments to general practice, against the sums of the publisher's files."""

from __future__ import annotations

import pytest

from tests.data.published import MILLION, published, upper_tier
from utils.config import ENGLAND

SCILLY = "E06000053"
SUMS = {
    "2014-15": 7_990,
    "2015-16": 8_183,
    "2016-17": 8_884,
    "2017-18": 9_051,
    "2018-19": 9_261,
    "2019-20": 9_377,
    "2020-21": 9_684,
    "2021-22": 10_076,
    "2022-23": 10_230,
}


def test_england_is_the_sum_of_all_practices_in_every_year() -> None:
    rows = published("gp_payments")
    england = rows[rows["area_code"] == ENGLAND].set_index("financial_year")
    assert (england["amount_gbp"] / MILLION).round().to_dict() == SUMS
    assert england.loc["2022-23", "patients"] / MILLION == pytest.approx(62.1, abs=0.05)


def test_every_area_has_practices_and_nearly_all_money_is_in_an_area() -> None:
    rows = published("gp_payments")
    areas = rows[rows["area_code"].isin(upper_tier())]
    assert (areas.groupby("financial_year")["area_code"].nunique() == len(upper_tier())).all()
    england = rows[rows["area_code"] == ENGLAND].set_index("financial_year")["amount_gbp"]
    placed = areas.groupby("financial_year")["amount_gbp"].sum() / england
    assert placed.between(0.997, 1.0000001).all()


def test_payments_are_less_than_the_nhs_money_that_they_are_part_of() -> None:
    rows = published("gp_payments").set_index(["area_code", "financial_year"])
    items = published("whole_place_items")
    nhs = items[items["item"] == "nhs"].set_index(["area_code", "financial_year"])["amount_gbp"]
    share = (rows["amount_gbp"] / nhs).dropna()
    assert len(share) == 9 * len(upper_tier())
    # One practice serves the Isles of Scilly, and little other care is there.
    assert share.drop(SCILLY).between(0.03, 0.12).all()
    assert share.loc[SCILLY].between(0.15, 0.30).all()
