from __future__ import annotations

from itertools import pairwise

import pytest

from tests.data.published import published
from utils.config import ENGLAND
from utils.stats.funnels import funnel_points

BEDS = "central_bedfordshire_and_luton"
DRUGS = "drug_poisoning_deaths:persons"


def test_the_average_is_englands_published_value() -> None:
    lines, values = published("funnel_lines"), published("map_values")
    own = (values["area_code"] == ENGLAND) & (values["basis"] == "as published")
    england = values[own].set_index(["measure", "period"])["value"]
    averages = lines.groupby(["measure", "period"])["average"].first()
    shown = england.reindex(averages.index).dropna()
    measures = set(shown.index.get_level_values("measure"))
    assert measures == {DRUGS, "social_contact_care_users:persons"}
    assert len(shown) == 19
    assert averages[shown.index].to_numpy() == pytest.approx(shown.to_numpy(), rel=0.02)


def test_limits_enclose_the_average_and_one_another() -> None:
    lines = published("funnel_lines")
    order = ["lower_998", "lower_95", "average", "upper_95", "upper_998"]
    for low, high in pairwise(order):
        assert (lines[low] <= lines[high]).all()


def test_counts_of_a_place_of_several_authorities_are_added() -> None:
    points = published("funnel_points")
    rows = points[(points["measure"] == DRUGS) & (points["period"] == "2018-20")]
    found = rows.set_index("area_code")[["numerator", "denominator"]]
    both = found.loc["E06000032"] + found.loc["E06000056"]
    assert found.loc[BEDS].to_dict() == both.to_dict()


def test_signals_are_those_of_each_place_alone() -> None:
    points = published("funnel_points")
    rows = points[(points["measure"] == DRUGS) & (points["period"] == "2018-20")]
    lines = published("funnel_lines")
    own = (lines["measure"] == DRUGS) & (lines["period"] == "2018-20")
    average = lines.loc[own, "average"].iloc[0]
    for row in rows.sample(10, random_state=1).to_dict("records"):
        alone = rows[rows["area_code"] == row["area_code"]][["numerator", "denominator"]]
        (found,) = funnel_points(
            data=alone, average=average, kind="rate", multiplier=100_000
        ).to_dict("records")
        assert found["signal"] == row["signal"]
        assert found["value"] == pytest.approx(row["value"])
