"""Spreads returns over areas and adds them up to regions and England, keeping gaps as gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.core.groupby import DataFrameGroupBy

from data.pipeline.transform.mhclg_revenue_outturn.areas import APPORTIONED, SPLIT, SUMMED
from data.pipeline.transform.mhclg_revenue_outturn.gaps import ESTIMATE_COLUMNS, judge_gaps
from data.pipeline.transform.shared.combine import whole_sums
from data.read.statuses import MISSING
from utils.config import ENGLAND

KEYS = ["area_code", "financial_year", "service_line", "body_type"]
LINE_KEYS = KEYS[:3]
SPEND_COLUMNS = [*KEYS, "amount_gbp", "status", "method", "note"]
#: What is known of a line, and what the bodies without a return might add to it.
GAP_COLUMNS = ["known_gbp", *ESTIMATE_COLUMNS]
_TYPE_SUFFIX = re.compile(r" (?:UA|BC|CC|DC)$")
#: Where members differ, the area's row says the least exact of their methods.
_METHODS = (SUMMED, SPLIT, APPORTIONED)


def split_gla(
    returns: pd.DataFrame, *, totals: Sequence[str] = ("total",), ecode: str = "E5100"
) -> pd.DataFrame:
    """Name the body whose shares hold for each return, in a new column `body`.

    It is the E-code, but the Greater London Authority's police line, and the police part of its
    totals, go by the body "E5100/police", since the City of London has a force of its own.
    """
    named = returns.assign(body=returns["ecode"])
    gla = named["ecode"] == ecode
    police = named[gla & (named["service_line"] == "police")].set_index("financial_year")
    by_year = police["amount_gbp"]
    named.loc[gla & (named["service_line"] == "police"), "body"] = f"{ecode}/police"
    total = named[gla & named["service_line"].isin(list(totals))]
    within = total["financial_year"].map(by_year).astype("float64")
    named.loc[total.index, "amount_gbp"] = total["amount_gbp"] - within
    police_part = total.assign(body=f"{ecode}/police", amount_gbp=within)
    return pd.concat([named, police_part], ignore_index=True)


def spread_over_areas(returns: pd.DataFrame, *, shares: pd.DataFrame) -> pd.DataFrame:
    """Add up each area's shares of the returns, by body type.

    A line that a wider body never reports in any year is left out of its areas.

    Args:
        returns: body, name, financial_year, service_line, amount_gbp, return_note and what
            `mark_gaps` adds.
        shares: body, financial_year, area_code, share, body_type, method, share_note.

    Returns:
        The columns of SPEND_COLUMNS and GAP_COLUMNS, and is_gap. Where a gap is among the parts,
        amount_gbp is null, the status is "missing" and the note names the bodies.
    """
    joined = _without_idle_lines(returns, shares).merge(shares, on=["body", "financial_year"])
    for column in ["amount_gbp", *ESTIMATE_COLUMNS]:
        joined[column] = joined[column] * joined["share"]
    # What is not missing has no estimate; a gap of unknown size makes the sum unknown.
    joined[ESTIMATE_COLUMNS] = joined[ESTIMATE_COLUMNS].mask(~joined["is_gap"], 0.0)
    joined["gap_note"] = joined["name"].where(joined["is_gap"]).map(_no_return, na_action="ignore")
    joined["rank"] = joined["method"].map(_METHODS.index)
    grouped = joined.groupby(KEYS, sort=True)
    rows = _sum_parts(grouped, known="amount_gbp")
    rows["status"] = _status(is_gap=rows["is_gap"], filled=grouped["return_note"].count() > 0)
    rows["method"] = grouped["rank"].max().map(dict(enumerate(_METHODS)))
    rows["note"] = _join_notes(joined, ["gap_note", "return_note", "idle_note", "share_note"])
    # Nothing was returned at all, and nothing ever was: there is no amount to speak of.
    rows = rows[grouped["idle_note"].count() < grouped.size()]
    return rows.reset_index()[[*SPEND_COLUMNS, *GAP_COLUMNS, "is_gap"]]


def missing_returns(returns: pd.DataFrame, *, shares: pd.DataFrame) -> pd.DataFrame:
    """List the bodies without a return in each area, with what each may add to each line.

    Args:
        returns: as for `spread_over_areas`.
        shares: as for `spread_over_areas`.

    Returns:
        area_code, financial_year, service_line, ecode, body (its name), and in GBP estimate_gbp,
        lower_gbp and upper_gbp (null where nothing says how large it is).
    """
    gaps = returns[returns["is_gap"]].merge(shares, on=["body", "financial_year"])
    for column in ESTIMATE_COLUMNS:
        gaps[column] = gaps[column] * gaps["share"]
    gaps["body"] = gaps["name"].map(plain_name)
    columns = [*LINE_KEYS, "ecode", "body", *ESTIMATE_COLUMNS]
    return gaps[columns].sort_values([*LINE_KEYS, "ecode"], ignore_index=True)


def plain_name(name: str) -> str:
    """A body's name without the type that some workbooks add: "Slough UA" gives "Slough"."""
    return _TYPE_SUFFIX.sub("", name)


def estimate_small_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Show areas of whose line little is missing with that part estimated, over all body types.

    Args:
        rows: what `spread_over_areas`, `add_up_regions` and `add_up_england` give.
    """
    return judge_gaps(rows, by=LINE_KEYS).drop(columns="estimated_share")


def add_up_regions(areas: pd.DataFrame, *, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Add areas up to regions, by body type; a gap among the areas is a gap of the region."""
    counted = areas.assign(area_code=areas["area_code"].map(region_of))
    rows = _add_up(counted)
    apportioned = rows["body_type"] != "council"
    rows["method"] = pd.Series(SUMMED, index=rows.index).mask(apportioned, APPORTIONED)
    return rows


def add_up_england(areas: pd.DataFrame) -> pd.DataFrame:
    """Add areas up to England, by body type; a gap among the areas is a gap of England."""
    return _add_up(areas.assign(area_code=ENGLAND)).assign(method=SUMMED)


def add_up_parks(returns: pd.DataFrame, *, parks: frozenset[str]) -> pd.DataFrame:
    """Add up the park authorities for England alone: their areas are parts of areas."""
    own = returns[returns["ecode"].isin(parks)]
    busy = own.groupby("service_line")["amount_gbp"].transform(lambda amount: amount.abs().max())
    own = own[busy > 0].assign(area_code=ENGLAND, body_type="park")
    rows = _sum_parts(own.groupby(KEYS), known="amount_gbp")
    rows["status"] = _status(is_gap=rows["is_gap"], filled=rows["is_gap"] & False)
    rows["method"] = SUMMED
    rows["note"] = (
        "National parks and Lee Valley cover parts of areas, so they are given for England only"
    )
    return rows.reset_index()[[*SPEND_COLUMNS, *GAP_COLUMNS, "is_gap"]]


def _without_idle_lines(returns: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    wider = set(shares.loc[shares["body_type"] != "council", "body"])
    ever = returns.groupby(["body", "service_line"])["amount_gbp"].transform(
        lambda amount: amount.abs().max()
    )
    idle = returns["body"].isin(wider) & ~(ever > 0) & ~returns["is_gap"]
    return returns[~idle]


def _sum_parts(grouped: DataFrameGroupBy[Any, Any], *, known: str) -> pd.DataFrame:
    """What is known and what is estimated of each group; the amount is null where a gap is."""
    rows = whole_sums(grouped, ESTIMATE_COLUMNS)
    rows["known_gbp"] = grouped[known].sum()
    rows["is_gap"] = grouped["is_gap"].any()
    rows[ESTIMATE_COLUMNS] = rows[ESTIMATE_COLUMNS].where(rows["is_gap"])
    rows["amount_gbp"] = rows["known_gbp"].mask(rows["is_gap"])
    return rows


def _add_up(counted: pd.DataFrame) -> pd.DataFrame:
    parts = counted.assign(
        published=counted["status"] == "published",
        **{column: counted[column].mask(~counted["is_gap"], 0.0) for column in ESTIMATE_COLUMNS},
    )
    grouped = parts.groupby(KEYS, sort=True)
    rows = _sum_parts(grouped, known="known_gbp")
    rows["status"] = _status(is_gap=rows["is_gap"], filled=grouped["published"].any())
    gaps = grouped["is_gap"].sum()
    rows["note"] = gaps.map(_areas_without).where(rows["is_gap"], None)
    return rows.reset_index()


def _areas_without(gaps: int) -> str:
    return "In 1 area a body made no return" if gaps == 1 else f"In {gaps} areas a body made none"


def _status(*, is_gap: pd.Series[bool], filled: pd.Series[bool]) -> pd.Series[str]:
    status = pd.Series("returned", index=is_gap.index)
    return status.mask(filled, "published").mask(is_gap, MISSING)


def _no_return(name: str) -> str:
    return f"No return from {plain_name(name)}"


def _join_notes(joined: pd.DataFrame, columns: list[str]) -> pd.Series[str]:
    """Join the different notes of each area's parts with a semicolon."""
    long = joined.melt(KEYS, columns, value_name="text").dropna(subset="text")
    long = long.drop_duplicates([*KEYS, "text"])
    return long.groupby(KEYS)["text"].agg("; ".join)
