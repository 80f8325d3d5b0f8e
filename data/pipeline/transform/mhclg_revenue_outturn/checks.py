"""Checks of the spending tables against figures known from outside this project."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.read.statuses import ESTIMATED
from data.versions.checks import CheckResult
from utils.config import ENGLAND

BIRMINGHAM: Final = "E08000025"
#: Published total service expenditure of Birmingham City Council, GBP million; None = no return.
BIRMINGHAM_GBP_MILLION: Final[dict[str, int | None]] = {
    "2007-08": 1868,
    "2008-09": 1926,
    "2009-10": 2249,
    "2010-11": 2132,
    "2012-13": 1825,
    "2015-16": 1690,
    "2018-19": 1813,
    "2021-22": 1894,
    "2022-23": 2106,
    "2023-24": None,
    "2024-25": None,
}
#: Years to 2021-22 in which the published England total is not the sum of the authorities: two
#: blank returns that the publisher estimated in 2016-17, and small later differences. GBP thousand,
#: published less summed.
ENGLAND_DIFFERENCES: Final = {"2016-17": 131_226, "2017-18": -133, "2021-22": -45}
LAST_YEAR_WITHOUT_ESTIMATES: Final = "2021-22"
#: To this year councils and levying bodies report the same levies, later up to a tenth apart.
LAST_YEAR_OF_EQUAL_LEVIES: Final = "2015-16"
EQUAL_LEVIES: Final = 0.001
LEVIES_APART: Final = 0.11
#: Gross less income is the net figure of the same return, in a year of one release.
GROSS_YEAR: Final = "2024-25"
#: How the reshaped long table names two of the lines.
IN_WORKBOOK: Final = ("published", "missing")
LONG_TABLE_LINES: Final = {"housing_gfra": "housing", "total_service_expenditure": "total"}


def check_birmingham_totals(spend: pd.DataFrame) -> CheckResult:
    """Compare Birmingham's council total with the published figure of each known year."""
    rows = spend[
        (spend["area_code"] == BIRMINGHAM)
        & (spend["service_line"] == "total")
        & (spend["body_type"] == "council")
    ].set_index("financial_year")["amount_gbp"]
    wrong = []
    for year, expected in BIRMINGHAM_GBP_MILLION.items():
        amount = rows.get(year, default="no row")
        received = None if pd.isna(amount) else amount
        if isinstance(received, (int, float)):
            received = round(received / 1e6)
        if received != expected:
            wrong.append(f"{year}: {received}, expected {expected}")
    detail = "; ".join(wrong) or f"{len(BIRMINGHAM_GBP_MILLION)} years agree to the GBP million"
    return CheckResult("Birmingham total service expenditure", not wrong, detail)


def check_england_rows(returns: pd.DataFrame) -> CheckResult:
    """Compare the published England total with the sum of all returns, to 2021-22.

    Args:
        returns: what `mhclg_revenue_outturn.read_returns` gives.
    """
    totals = returns[
        (returns["service_line"] == "total")
        & (returns["financial_year"] <= LAST_YEAR_WITHOUT_ESTIMATES)
    ]
    country = totals["ecode"] == "England"
    published = totals[country].set_index("financial_year")["amount_gbp"]
    summed = totals[~country].groupby("financial_year")["amount_gbp"].sum()
    found = ((published - summed) / 1000).round().astype("int64")
    expected = pd.Series(ENGLAND_DIFFERENCES).reindex(found.index, fill_value=0)
    wrong = found[(found - expected).abs() > 1]
    known = {year: int(found[year]) for year in ENGLAND_DIFFERENCES if year in found.index}
    detail = f"GBP thousand, published less summed; known: {known}; other years differ: "
    return CheckResult(
        "England outturn total is the sum of the returns",
        wrong.empty and not found.empty,
        detail + (str(wrong.to_dict()) if len(wrong) else "none"),
    )


def check_areas_add_up(spend: pd.DataFrame, returns: pd.DataFrame) -> CheckResult:
    """Compare England summed over all body types with the sum of the returns, per year and line.

    What is known is compared, estimates apart; the sharing out must lose and add nothing.
    """
    england = spend[(spend["area_code"] == ENGLAND) & (spend["body_type"] != "all")]
    keys = ["financial_year", "service_line"]
    summed = england.groupby(keys)["known_gbp"].sum()
    bodies = returns[returns["ecode"] != "England"].groupby(keys)["amount_gbp"].sum()
    difference = (summed - bodies).dropna().abs()
    worst = float(difference.max())
    return CheckResult(
        "Areas add up to the returns",
        worst < 1,
        f"{len(difference)} years and lines compared; largest difference GBP {worst:.4f}",
    )


def check_against_long(returns: pd.DataFrame, long: pd.DataFrame) -> CheckResult:
    """Compare our reading of the workbooks with the reshaped long table, cell by cell.

    What the long table has from the time series (by its status) is in no workbook and left out.

    Args:
        returns: the returns as the workbooks have them.
        long: financial_year, ecode, line_key, value_gbp_thousand and status.
    """
    keys = ["financial_year", "ecode", "service_line"]
    other = long.assign(
        service_line=long["line_key"].replace(LONG_TABLE_LINES),
        other_gbp=(long["value_gbp_thousand"] * 1000).where(
            long["status"].isin(IN_WORKBOOK), float("nan")
        ),
    )[[*keys, "other_gbp"]]
    ours = returns[returns["service_line"].isin(list(other["service_line"].unique()))]
    joined = ours[[*keys, "amount_gbp"]].merge(other, on=keys, how="outer", indicator=True)
    one_sided = joined["_merge"] != "both"
    one_empty = joined["amount_gbp"].isna() != joined["other_gbp"].isna()
    apart = (joined["amount_gbp"] - joined["other_gbp"]).abs() > 1
    bad = joined[one_sided | one_empty | apart]
    first = bad.head(5).drop(columns="_merge").to_dict("records")
    detail = f"{len(joined)} cells compared, {len(bad)} differ" + (f": {first}" if first else "")
    return CheckResult("Outturn workbooks agree with the long table", bad.empty, detail)


def check_levies(money_flows: pd.DataFrame) -> CheckResult:
    """Compare what councils paid in levies with what the levying bodies say they received.

    Both sides are in the returns: paid as a positive, received as a negative amount.
    """
    england = money_flows[
        (money_flows["area_code"] == ENGLAND)
        & money_flows["flow"].isin(["transport_levy", "waste_levy"])
    ]
    wide = england.assign(
        side=(england["body_type"] == "council").map({True: "paid", False: "received"})
    ).pivot_table(
        index=["flow", "financial_year"],
        columns="side",
        values="amount_gbp",
        aggfunc=lambda amount: amount.sum(skipna=False),
    )
    both = wide.dropna()
    apart = (both["paid"] + both["received"]).abs() / both["paid"]
    equal = both.index.get_level_values("financial_year") <= LAST_YEAR_OF_EQUAL_LEVIES
    early, late = float(apart[equal].max()), float(apart[~equal].max())
    return CheckResult(
        "Levies paid are levies received",
        early <= EQUAL_LEVIES and late <= LEVIES_APART,
        f"{len(both)} years of two levies; greatest difference to {LAST_YEAR_OF_EQUAL_LEVIES} "
        f"{early:.3%}, later {late:.1%}",
    )


def check_gross(spend: pd.DataFrame, spend_gross: pd.DataFrame) -> CheckResult:
    """Compare gross less income with net spend, line by line, in the newest year."""
    keys = ["area_code", "financial_year", "service_line", "body_type"]
    year = spend_gross[spend_gross["financial_year"] == GROSS_YEAR]
    # A net figure of which a part is estimated is not the net figure of a return.
    returned = spend[spend["status"] != ESTIMATED]
    joined = year.merge(returned, on=keys).dropna(subset=["gross_gbp", "amount_gbp"])
    apart = (joined["gross_gbp"] - joined["income_gbp"] - joined["amount_gbp"]).abs()
    bad = joined[~(apart <= 1)]
    return CheckResult(
        "Gross spend less income is net spend",
        len(joined) > 0 and bad.empty,
        f"{len(joined)} lines compared, {len(bad)} differ"
        + (f": {bad[keys].head(3).to_numpy().tolist()}" if len(bad) else ""),
    )
