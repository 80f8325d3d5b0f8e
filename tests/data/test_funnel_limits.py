"""The published funnel plots with limits that allow for the usual differences between areas."""

from __future__ import annotations

import pandas as pd
import pytest

from data.read.funnels import allow_for_differences
from tests.data.published import published
from utils.ui.shared.loaders import load_places

DRUGS, CONTACT = "drug_poisoning_deaths:persons", "social_contact_care_users:persons"
LIMITS = ["lower_998", "lower_95", "average", "upper_95", "upper_998"]


def read(measure: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Points and limits of the newest period, as published and with room for differences."""
    points, limits = (
        rows[(rows["measure"] == measure) & (rows["period"] == rows["period"].max())]
        for table in ("funnel_points", "funnel_lines")
        for rows in [published(table)[published(table)["measure"] == measure]]
    )
    limits = limits.sort_values("denominator", ignore_index=True)
    codes = load_places().maps.geography.codes("upper_tier")
    return (
        points,
        limits,
        *allow_for_differences(points, limits, areas=codes, is_share=measure == CONTACT),
    )


@pytest.mark.parametrize("measure", [DRUGS, CONTACT])
def test_few_areas_lie_outside(measure: str) -> None:
    points, _, moved, _ = read(measure)
    before = points["signal"].isin(["low 99.8", "high 99.8"]).mean()
    after = moved["signal"].isin(["low 99.8", "high 99.8"]).mean()
    assert before > 0.15
    assert after < 0.05
    assert (moved["signal"] != "within").mean() < 0.2


@pytest.mark.parametrize("measure", [DRUGS, CONTACT])
def test_limits_move_outward_in_order_and_never_narrow(measure: str) -> None:
    _, limits, _, moved = read(measure)
    assert (moved[LIMITS].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    for column in LIMITS:
        away = (moved[column] - moved["average"]).abs() - (limits[column] - limits["average"]).abs()
        assert (away >= -1e-9).all()


def test_a_point_by_hand() -> None:
    points = pd.DataFrame(
        {
            "area_code": list("abcde"),
            "numerator": [6.0, 8.0, 10.0, 12.0, 14.0],
            "denominator": [1000.0] * 5,
            "value": [6.0, 8.0, 10.0, 12.0, 14.0],
        }
    )
    limits = pd.DataFrame(
        {
            "denominator": [500.0, 1000.0],
            "average": [10.0, 10.0],
            "lower_95": [2.0, 4.0],
            "upper_95": [18.0, 16.0],
            "lower_998": [0.0, 1.0],
            "upper_998": [22.0, 19.0],
        }
    )
    # Events per 1,000: chance gives each value a variance of 10 x 1,000 / 1,000 = 10, so the
    # squares of z are 1.024, 0.4, 0, 0.4, 1.024, phi 0.57 is below one and nothing moves.
    moved, wide = allow_for_differences(points, limits, areas=frozenset("abcde"), is_share=False)
    pd.testing.assert_frame_equal(wide, limits)
    assert set(moved["signal"]) == {"within"}
    # Twenty times the people: variances 0.5, sum of z squared 20 x 2.848 = 56.96, weights of 2:
    # 10 - 20 / 10 = 8; between areas (56.96 - 4) / 8 = 6.62, 1.96 x 2.573 = 5.043 from the average.
    more = points.assign(numerator=points["numerator"] * 20, denominator=points["denominator"] * 20)
    far = limits.assign(denominator=[10_000.0, 20_000.0])
    _, wide = allow_for_differences(more, far, areas=frozenset("abcde"), is_share=False)
    assert wide["upper_95"].iloc[1] - 10 == pytest.approx((6**2 + 5.0430**2) ** 0.5, abs=1e-3)
    assert wide["lower_998"].iloc[0] == 0
