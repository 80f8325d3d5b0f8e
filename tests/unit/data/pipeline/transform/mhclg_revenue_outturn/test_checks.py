"""Each check passes on what it expects and fails on what it does not."""

import pandas as pd
import pytest

from data.pipeline.transform.mhclg_revenue_outturn.checks import (
    BIRMINGHAM_GBP_MILLION,
    check_against_long,
    check_areas_add_up,
    check_birmingham_totals,
    check_england_rows,
    check_gross,
    check_levies,
)


def birmingham(**changes: float | None) -> pd.DataFrame:
    amounts = {year: None if v is None else v * 1e6 for year, v in BIRMINGHAM_GBP_MILLION.items()}
    amounts |= {key.replace("_", "-").removeprefix("y"): v for key, v in changes.items()}
    return pd.DataFrame(
        {
            "area_code": "E08000025",
            "financial_year": list(amounts),
            "service_line": "total",
            "body_type": "council",
            "amount_gbp": pd.Series(list(amounts.values()), dtype="float64"),
        }
    )


def test_birmingham_passes_on_the_published_figures() -> None:
    assert check_birmingham_totals(birmingham()).passed


@pytest.mark.parametrize(
    "change", [{"y2007_08": 1_867_000_000.0}, {"y2023_24": 0.0}, {"y2012_13": None}]
)
def test_birmingham_fails_on_a_wrong_figure_or_one_out_of_place(
    change: dict[str, float | None],
) -> None:
    result = check_birmingham_totals(birmingham(**change))
    assert not result.passed
    assert "expected" in result.detail


def test_birmingham_fails_without_rows() -> None:
    assert not check_birmingham_totals(birmingham().iloc[:0]).passed


def returned(year: str, england: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "financial_year": year,
            "ecode": ["E1", "E2", "England"],
            "service_line": "total",
            "amount_gbp": [1e9, 2e9, england],
        }
    )


def test_england_must_be_the_sum_of_the_returns() -> None:
    assert check_england_rows(returned("2010-11", 3e9)).passed
    assert not check_england_rows(returned("2010-11", 3e9 + 5000)).passed


def test_the_known_difference_of_2016_17_is_expected() -> None:
    assert check_england_rows(returned("2016-17", 3e9 + 131_226_000)).passed
    assert not check_england_rows(returned("2016-17", 3e9)).passed


def test_years_with_estimates_alone_do_not_pass_unseen() -> None:
    assert not check_england_rows(returned("2022-23", 3e9)).passed


def england(amount: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": "E92000001",
            "financial_year": "2010-11",
            "service_line": "total",
            "body_type": ["council", "police", "all"],
            "known_gbp": [1e9, amount, 9e9],
        }
    )


def test_areas_must_add_up_to_the_returns() -> None:
    assert check_areas_add_up(england(2e9), returned("2010-11", 3e9)).passed
    assert not check_areas_add_up(england(2e9 + 5), returned("2010-11", 3e9)).passed


@pytest.mark.parametrize(
    ("value", "passed"), [(2_000_000.0, True), (2_000_001.0, False), (None, False)]
)
def test_the_long_table_is_compared_cell_by_cell(value: float | None, *, passed: bool) -> None:
    long = pd.DataFrame(
        {
            "financial_year": "2010-11",
            "ecode": ["E1", "E2", "England"],
            "line_key": "total_service_expenditure",
            "value_gbp_thousand": [1_000_000.0, value, 3_000_000.0],
            "status": "published",
        }
    )
    assert check_against_long(returned("2010-11", 3e9), long).passed is passed


def test_what_the_long_table_has_from_the_time_series_is_in_no_workbook() -> None:
    ours = returned("2022-23", 3e9)
    missing = (ours["ecode"] == "E2") & (ours["service_line"] == "total")
    ours["amount_gbp"] = ours["amount_gbp"].mask(missing)
    long = pd.DataFrame(
        {
            "financial_year": "2022-23",
            "ecode": ["E1", "E2", "England"],
            "line_key": "total_service_expenditure",
            "value_gbp_thousand": [1_000_000.0, 5.0, 3_000_000.0],
            "status": ["published", "filled_from_time_series_v3.1", "published"],
        }
    )
    assert check_against_long(ours, long).passed
    assert not check_against_long(ours, long.assign(status="published")).passed


def test_a_row_only_one_side_has_is_a_difference() -> None:
    long = pd.DataFrame(
        {
            "financial_year": ["2010-11"],
            "ecode": ["E1"],
            "line_key": ["total_service_expenditure"],
            "value_gbp_thousand": [1_000_000.0],
            "status": ["published"],
        }
    )
    assert not check_against_long(returned("2010-11", 3e9), long).passed


def levies(*, paid: float | None, received: float, year: str = "2010-11") -> pd.DataFrame:
    rows = [
        ("E92000001", year, "waste_levy", "council", paid),
        ("E92000001", year, "waste_levy", "waste", -received),
        ("E92000001", "2020-21", "waste_levy", "council", 100.0),
        ("E92000001", "2020-21", "waste_levy", "waste", -108.0),
        ("E08000025", year, "waste_levy", "council", 7.0),
    ]
    return pd.DataFrame(
        rows, columns=["area_code", "financial_year", "flow", "body_type", "amount_gbp"]
    )


def test_levies_agree_to_2015_and_nearly_so_later() -> None:
    assert check_levies(levies(paid=100_000, received=100_001)).passed


@pytest.mark.parametrize(("paid", "received"), [(100.0, 103.0), (100.0, 0.0), (None, 100.0)])
def test_levies_that_part_are_found(paid: float | None, received: float) -> None:
    assert not check_levies(levies(paid=paid, received=received)).passed


@pytest.mark.parametrize(("income", "passed"), [(30.0, True), (28.0, False), (None, False)])
def test_gross_less_income_is_net(income: float | None, *, passed: bool) -> None:
    keys = {
        "area_code": ["E08000035"],
        "financial_year": "2024-25",
        "service_line": "education",
        "body_type": "council",
    }
    gross = pd.DataFrame(keys | {"gross_gbp": 100.0, "income_gbp": income})
    spend = pd.DataFrame(keys | {"amount_gbp": 70.0, "status": "returned"})
    assert check_gross(spend, gross).passed is passed


def test_an_estimated_net_figure_is_not_held_against_gross() -> None:
    keys = {
        "area_code": ["A", "B"],
        "financial_year": "2024-25",
        "service_line": "education",
        "body_type": "council",
    }
    gross = pd.DataFrame(keys | {"gross_gbp": 100.0, "income_gbp": 30.0})
    spend = pd.DataFrame(
        keys | {"amount_gbp": [70.0, 71.0], "status": ["returned", "partly estimated"]}
    )
    assert check_gross(spend, gross).passed
