from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.shared.rates import part_with_rate, rate_multiplier
from utils.errors import InvalidInputError

COUNTS = pd.DataFrame({"numerator": [15.0], "denominator": [148.0]})


def test_a_percentage_gets_wilsons_limits() -> None:
    row = part_with_rate(COUNTS, rate_type="proportion", unit="%").iloc[0]
    assert row["value"] == pytest.approx(10.135, abs=0.001)
    assert (row["lower_cl"], row["upper_cl"]) == pytest.approx((6.24, 16.05), abs=0.006)
    assert (row["status"], row["method"]) == ("computed", "Wilson's limits")


def test_a_rate_of_a_small_count_gets_exact_limits_in_its_unit() -> None:
    counts = pd.DataFrame({"numerator": [5.0], "denominator": [10_000.0]})
    row = part_with_rate(counts, rate_type="crude_rate", unit="per 100,000", origin="sum").iloc[0]
    assert row["value"] == pytest.approx(50)
    assert (row["lower_cl"], row["upper_cl"]) == pytest.approx((16.23, 116.68), abs=0.01)
    assert row["method"] == "sum, exact Poisson limits"


@pytest.mark.parametrize(
    ("count", "name"), [(9.0, "exact Poisson limits"), (10.0, "Byar's limits")]
)
def test_the_method_named_is_the_one_used(count: float, name: str) -> None:
    counts = pd.DataFrame({"numerator": [count], "denominator": [10_000.0]})
    assert (
        part_with_rate(counts, rate_type="crude_rate", unit="per 1,000").iloc[0]["method"] == name
    )


def test_what_is_modelled_or_counted_in_full_has_no_limits() -> None:
    row = part_with_rate(COUNTS, rate_type="proportion", unit="%", limits="full_count").iloc[0]
    assert row["value"] == pytest.approx(10.135, abs=0.001)
    assert pd.isna(row["lower_cl"])
    assert row["method"] == "no limits, as all are counted"


@pytest.mark.parametrize(
    ("unit", "multiplier"), [("per 1,000", 1_000), ("per 100,000", 100_000), ("per 10,000", 1e4)]
)
def test_the_unit_names_the_multiplier(unit: str, multiplier: float) -> None:
    assert rate_multiplier(unit) == multiplier


def test_refuses_a_unit_without_a_number() -> None:
    with pytest.raises(InvalidInputError, match="unit: got '%'"):
        rate_multiplier("%")
