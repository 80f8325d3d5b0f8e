"""Spreads returns over areas and adds them up to regions and England, keeping gaps as gaps."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.transform.outturn_areas import APPORTIONED, SPLIT, SUMMED
from utils.config import ENGLAND

KEYS = ["area_code", "financial_year", "service_line", "body_type"]
SPEND_COLUMNS = [*KEYS, "amount_gbp", "status", "method", "note"]
#: Where members differ, the area's row says the least exact of their methods.
_METHODS = (SUMMED, SPLIT, APPORTIONED)


def split_gla(returns: pd.DataFrame, *, ecode: str = "E5100") -> pd.DataFrame:
    """Name the body whose shares hold for each return, in a new column `body`.

    It is the E-code, but the Greater London Authority's police line, and the police part of its
    total, go by the body "E5100/police", since the City of London has a force of its own.
    """
    named = returns.assign(body=returns["ecode"])
    gla = named["ecode"] == ecode
    police = named[gla & (named["service_line"] == "police")].set_index("financial_year")
    by_year = police["amount_gbp"]
    named.loc[gla & (named["service_line"] == "police"), "body"] = f"{ecode}/police"
    total = named[gla & (named["service_line"] == "total")]
    within = total["financial_year"].map(by_year).astype("float64")
    named.loc[total.index, "amount_gbp"] = total["amount_gbp"] - within
    police_part = total.assign(body=f"{ecode}/police", amount_gbp=within)
    return pd.concat([named, police_part], ignore_index=True)


def spread_over_areas(returns: pd.DataFrame, *, shares: pd.DataFrame) -> pd.DataFrame:
    """Add up each area's shares of the returns, by body type.

    A line that a wider body never reports in any year is left out of its areas.

    Args:
        returns: body, name, financial_year, service_line, amount_gbp, is_gap, return_note.
        shares: body, financial_year, area_code, share, body_type, method, share_note.

    Returns:
        The columns of SPEND_COLUMNS; amount_gbp is null, with status "missing" and a note naming
        the bodies, where a gap is among the parts.
    """
    joined = _without_idle_lines(returns, shares).merge(shares, on=["body", "financial_year"])
    joined["amount_gbp"] = joined["amount_gbp"] * joined["share"]
    joined["gap_note"] = joined["name"].where(joined["is_gap"]).map(_no_return, na_action="ignore")
    joined["rank"] = joined["method"].map(_METHODS.index)
    grouped = joined.groupby(KEYS, sort=True)
    rows = grouped.agg(
        amount_gbp=("amount_gbp", "sum"),
        is_gap=("is_gap", "any"),
        filled=("return_note", "count"),
        rank=("rank", "max"),
    )
    rows["amount_gbp"] = rows["amount_gbp"].mask(rows["is_gap"])
    rows["status"] = _status(is_gap=rows["is_gap"], filled=rows["filled"] > 0)
    rows["method"] = rows["rank"].map(dict(enumerate(_METHODS)))
    rows["note"] = _join_notes(joined, ["gap_note", "return_note", "share_note"])
    return rows.reset_index()[SPEND_COLUMNS]


def add_up_regions(areas: pd.DataFrame, *, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Add areas up to regions, by body type; one gap among the areas leaves the region empty."""
    counted = areas.assign(area_code=areas["area_code"].map(region_of))
    rows = _add_up(counted)
    apportioned = rows["body_type"] != "council"
    rows["method"] = pd.Series(SUMMED, index=rows.index).mask(apportioned, APPORTIONED)
    return rows[SPEND_COLUMNS]


def add_up_england(areas: pd.DataFrame) -> pd.DataFrame:
    """Add areas up to England, by body type; one gap among the areas leaves England empty."""
    rows = _add_up(areas.assign(area_code=ENGLAND)).assign(method=SUMMED)
    return rows[SPEND_COLUMNS]


def add_up_parks(returns: pd.DataFrame, *, parks: frozenset[str]) -> pd.DataFrame:
    """Add up the park authorities for England alone: their areas are parts of areas."""
    own = returns[returns["ecode"].isin(parks)]
    busy = own.groupby("service_line")["amount_gbp"].transform(lambda amount: amount.abs().max())
    own = own[busy > 0].assign(area_code=ENGLAND, body_type="park")
    rows = own.groupby(KEYS).agg(amount_gbp=("amount_gbp", "sum"), is_gap=("is_gap", "any"))
    rows["amount_gbp"] = rows["amount_gbp"].mask(rows["is_gap"])
    rows["status"] = _status(is_gap=rows["is_gap"], filled=rows["is_gap"] & False)
    rows["method"] = SUMMED
    rows["note"] = (
        "National parks and Lee Valley cover parts of areas, so they are given for England only"
    )
    return rows.reset_index()[SPEND_COLUMNS]


def _without_idle_lines(returns: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    wider = set(shares.loc[shares["body_type"] != "council", "body"])
    ever = returns.groupby(["body", "service_line"])["amount_gbp"].transform(
        lambda amount: amount.abs().max()
    )
    idle = returns["body"].isin(wider) & ~(ever > 0) & ~returns["is_gap"]
    return returns[~idle]


def _add_up(counted: pd.DataFrame) -> pd.DataFrame:
    rows = counted.groupby(KEYS, sort=True).agg(
        amount_gbp=("amount_gbp", "sum"),
        gaps=("status", lambda status: int((status == "missing").sum())),
        filled=("status", lambda status: bool((status == "published").any())),
    )
    is_gap = rows["gaps"] > 0
    rows["amount_gbp"] = rows["amount_gbp"].mask(is_gap)
    rows["status"] = _status(is_gap=is_gap, filled=rows["filled"])
    rows["note"] = rows["gaps"].map(lambda gaps: f"{gaps} areas have no figure").where(is_gap, None)
    return rows.reset_index()


def _status(*, is_gap: pd.Series[bool], filled: pd.Series[bool]) -> pd.Series[str]:
    status = pd.Series("returned", index=is_gap.index)
    return status.mask(filled, "published").mask(is_gap, "missing")


def _no_return(name: str) -> str:
    return f"No return from {name}"


def _join_notes(joined: pd.DataFrame, columns: list[str]) -> pd.Series[str]:
    """Join the different notes of each area's parts with a semicolon."""
    long = joined.melt(KEYS, columns, value_name="text").dropna(subset="text")
    long = long.drop_duplicates([*KEYS, "text"])
    return long.groupby(KEYS)["text"].agg("; ".join)
