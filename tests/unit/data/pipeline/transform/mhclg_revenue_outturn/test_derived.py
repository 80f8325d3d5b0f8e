"""Lines that no return has, and what totals are made of."""

import math

import pandas as pd

from data.pipeline.transform.mhclg_revenue_outturn.declared import service_lines
from data.pipeline.transform.mhclg_revenue_outturn.derived import (
    add_derived_lines,
    components,
    totals_of,
)

LINE = "services_without_education"


def derived(total: float, education: float) -> float:
    rows = pd.DataFrame(
        {
            "ecode": "E1",
            "financial_year": "2022-23",
            "service_line": ["total", "education"],
            "amount_gbp": [total, education],
        }
    )
    found = add_derived_lines(rows, lines=service_lines())
    assert len(found) == len(rows) + 1
    return float(found.set_index("service_line").loc[LINE, "amount_gbp"])


def test_it_is_the_total_less_education_and_missing_with_either() -> None:
    assert derived(100.0, 30.0) == 70
    assert derived(100.0, -5.0) == 105
    assert math.isnan(derived(float("nan"), 30.0))
    assert math.isnan(derived(100.0, float("nan")))


def test_totals_are_those_without_a_parent_and_those_derived_from_them() -> None:
    assert sorted(totals_of(service_lines())) == [LINE, "total"]


def test_a_total_holds_all_parts_and_the_derived_one_all_but_education() -> None:
    parts = components(service_lines()).groupby("service_line")["component"].agg(set)
    assert parts["total"] - parts[LINE] == {"education"}
    assert {"public_health", "drug_alcohol_treatment"} <= parts[LINE]
    assert "total" not in parts[LINE]
    assert LINE not in parts["total"]
