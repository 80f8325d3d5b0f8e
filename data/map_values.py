"""Values the map shows: spend per head, indicators and regional spending, one row an area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.map_places import place_amounts, place_observations
from utils.config import ENGLAND
from utils.stats.deflators import deflate_to_base_year

AMOUNT_KEYS: Final = ["area_code", "financial_year", "service_line"]
MONEY_LEVELS: Final = ("upper_tier", "both", "england")
#: An area that is its own upper and lower tier has one row, which serves both levels.
TIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "region": ("region",),
    "upper_tier": ("upper_tier",),
    "lower_tier": ("lower_tier",),
    "both": ("upper_tier", "lower_tier"),
}
VALUE_COLUMNS: Final = [
    "measure",
    "basis",
    "period",
    "period_start",
    "area_code",
    "value",
    "lower_cl",
    "upper_cl",
    "verdict_england",
    "status",
    "note",
]


def build_values(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Build `map_values`: every measure of areas of 2024, England, regions and places."""
    return pd.concat(
        [_spend_per_head(tables), _outcomes(tables), _regional_per_head(tables)],
        ignore_index=True,
    )[VALUE_COLUMNS]


def levels_of_areas(areas: pd.DataFrame) -> pd.DataFrame:
    """The level or levels at which each current area is shown: area_code, level."""
    current = areas.loc[areas["is_current"] & areas["level"].isin(list(TIERS))]
    pairs = current[["area_code", "level"]].assign(level=current["level"].map(TIERS))
    return pairs.explode("level", ignore_index=True)


def _current(areas: pd.DataFrame, levels: tuple[str, ...]) -> pd.DataFrame:
    return areas[areas["is_current"] & areas["level"].isin(list(levels))]


def _spend_per_head(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Spend over the mid-year population, of areas, regions and places, in both price bases."""
    shown = _current(tables["areas"], MONEY_LEVELS)
    amounts = _amounts(tables, set(shown["area_code"]))
    groups = pd.concat([tables["place_members"], _region_members(shown)], ignore_index=True)
    frame = pd.concat([amounts, place_amounts(amounts, groups)], ignore_index=True)
    frame["cash"] = frame["amount_gbp"] / frame["population"]
    frame["status"] = np.where(frame["shared"], "apportioned in part", "computed")
    long = _in_both_bases(
        frame, deflators=tables["deflators"], keys=["service_line", "note", "status"]
    )
    return long.assign(measure="spend:" + long["service_line"])


def _region_members(shown: pd.DataFrame) -> pd.DataFrame:
    """Upper-tier areas of each region, as the members of a place are named."""
    members = shown[shown["region_code"].notna() & (shown["level"] != "england")]
    return members[["area_code"]].assign(place_id=members["region_code"])


def _in_both_bases(
    frame: pd.DataFrame, *, deflators: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """One row a price basis from `cash` and its financial year; money has no limits."""
    real = deflate_to_base_year(
        frame["cash"], financial_year=frame["financial_year"], deflators=deflators
    )
    long = frame.assign(real=real).melt(
        id_vars=["area_code", "financial_year", *keys],
        value_vars=["cash", "real"],
        var_name="basis",
        value_name="value",
    )
    return long.rename(columns={"financial_year": "period"}).assign(
        period_start=long["financial_year"].str[:4].astype("int64"),
        status=long["status"].mask(long["value"].isna(), "missing"),
        lower_cl=np.nan,
        upper_cl=np.nan,
        verdict_england=None,
    )


def _amounts(tables: Mapping[str, pd.DataFrame], shown: set[str]) -> pd.DataFrame:
    """Money of all body types together, with the population of the year.

    A gap in any body's amount is a gap of the sum: part of a place's money is never shown as all.
    """
    spend = tables["spend"]
    # England has its published row beside the sums of its bodies; only the first is shown.
    published = (spend["area_code"] != ENGLAND) | (spend["body_type"] == "all")
    spend = spend[spend["area_code"].isin(shown) & published]
    grouped = spend.groupby(AMOUNT_KEYS)
    sums = grouped["amount_gbp"].agg(lambda amounts: amounts.sum(skipna=False))
    gaps = spend[spend["amount_gbp"].isna()].groupby(AMOUNT_KEYS)["note"].agg(_join_notes)
    shared = (
        spend["method"]
        .str.contains("population")
        .groupby([spend[key] for key in AMOUNT_KEYS])
        .any()
    )
    frame = pd.concat([sums, gaps.rename("note"), shared.rename("shared")], axis=1).reset_index()
    frame["year"] = frame["financial_year"].str[:4].astype("int64")
    joined = frame.merge(
        tables["populations"][["area_code", "year", "population"]],
        on=["area_code", "year"],
        how="left",
        validate="many_to_one",
    )
    return joined.drop(columns="year")


def _join_notes(notes: pd.Series[str]) -> str:
    return "; ".join(sorted(set(notes.dropna())))


def _outcomes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    shown = set(_current(tables["areas"], ("england", *TIERS))["area_code"])
    places = set(tables["place_members"]["place_id"])
    everything = pd.concat([tables["observations"], place_observations(tables)], ignore_index=True)
    kinds = tables["indicators"].set_index("indicator")["rate_type"]
    counts = everything["indicator"].map(kinds) == "count"
    rows = everything[everything["area_code"].isin(shown | places) & ~counts]
    return rows.assign(
        measure=rows["indicator"] + ":" + rows["sex"], basis="as published", note=rows["method"]
    )


def _regional_per_head(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All public spending identified with a region, per person, and England's."""
    spend = tables["regional_spend"]
    frame = spend.assign(area_code=spend["region_code"], cash=spend["amount_gbp_per_head"])
    long = _in_both_bases(frame, deflators=tables["deflators"], keys=["function", "status"])
    return long.assign(measure="regional:" + long["function"], note=None)
