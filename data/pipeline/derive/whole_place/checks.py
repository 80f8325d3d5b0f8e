"""Checks of the count of all public money: nothing is lost between Treasury, region and area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from data.pipeline.derive.whole_place.totals import TOTAL
from data.versions.checks import CheckResult
from utils.config import ENGLAND

REGION: Final = "E12"
YEAR: Final = "financial_year"


def check_whole_place(tables: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Run every check of the whole count on the built tables."""
    yield check_items_add_up(tables)
    yield check_totals_add_up(tables["whole_place"])
    yield check_functions(tables)
    yield check_measured(tables["whole_place_items"])


def check_items_add_up(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Compare each item of the areas of a region with the Treasury's segments, to the pound."""
    regions = tables["areas"].set_index("area_code")["region_code"]
    items = tables["whole_place_items"]
    keys = ["region_code", "financial_year", "item"]
    of_areas = items.assign(region_code=items["area_code"].map(regions))
    areas = of_areas.groupby(keys)["amount_gbp"].sum()
    treasury = tables["regional_segments"].groupby(keys)["amount_gbp"].sum().round()
    apart = areas.sub(treasury[treasury != 0], fill_value=0)
    return _result("Areas add up to each region, item by item", apart)


def check_totals_add_up(whole_place: pd.DataFrame) -> CheckResult:
    """Compare the nine regions and all areas with England, in every year."""
    totals = whole_place[whole_place["block"] == TOTAL]
    england = totals[totals["area_code"] == ENGLAND].set_index(YEAR)["amount_gbp"]
    is_region = totals["area_code"].str.startswith(REGION)
    is_area = ~is_region & (totals["area_code"] != ENGLAND)
    parts = [
        totals[part].groupby(YEAR)["amount_gbp"].sum() - england for part in (is_region, is_area)
    ]
    return _result("Regions and areas add up to England", pd.concat(parts))


def check_functions(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Compare England's items with its functions, which are read from the same databases."""
    totals = tables["whole_place"]
    items = totals[(totals["area_code"] == ENGLAND) & (totals["block"] == TOTAL)]
    spend = tables["regional_spend"]
    of_england = spend[(spend["region_code"] == ENGLAND) & (spend["function"] == "total")]
    functions = of_england.set_index(YEAR)["amount_gbp"]
    apart = items.set_index(YEAR)["amount_gbp"] - functions
    # Segments are whole pounds a region and item; the databases have parts of a pound.
    return _result("England's items are its functions", apart.dropna(), allowed=1_000)


def check_measured(items: pd.DataFrame) -> CheckResult:
    """Check that what is measured is never more than the amount, nor less than nothing."""
    measured, amount = items["measured_gbp"], items["amount_gbp"].clip(lower=0)
    apart = (measured - amount).clip(lower=0) + (-measured).clip(lower=0)
    return _result("Measured money is part of its item", apart)


def _result(name: str, apart: pd.Series[float], *, allowed: float = 0) -> CheckResult:
    worst = apart.abs().max() if len(apart) else float("nan")
    where = "" if not len(apart) or worst <= allowed else f", at {apart.abs().idxmax()}"
    return CheckResult(
        name,
        bool(worst <= allowed),
        f"{len(apart):,} compared, largest difference {worst:,.0f} GBP{where}",
    )
