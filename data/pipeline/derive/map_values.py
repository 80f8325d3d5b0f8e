"""Values the map shows, a row for each area: spend per head, indicators, all public spending."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.pipeline.derive.map_whole import whole_values
from data.pipeline.derive.place_values import place_amounts, place_observations
from data.pipeline.derive.spend_gaps import bodies_of, gap_rows, judge_lines, with_gaps
from data.pipeline.transform.mhclg_revenue_outturn.apportion import LINE_KEYS
from data.pipeline.transform.mhclg_revenue_outturn.gaps import ESTIMATE_COLUMNS
from data.pipeline.transform.shared.combine import whole_sums
from utils.config import ENGLAND
from utils.stats.deflators import deflate_to_base_year

#: Kind of an indicator that is a number of people or events: no map can show it fairly.
COUNT: Final = "count"
MONEY_LEVELS: Final = ("upper_tier", "both", "england")
#: An area that is its own upper and lower tier has a row, which serves both levels.
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


def build_values(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build `map_values` and `spend_gaps`.

    The first holds every measure of areas of 2024, England, regions and places; the second, what is
    known of the lines of which a part is missing.
    """
    lines = _spend_lines(tables)
    values = pd.concat(
        [
            _spend_per_head(lines, tables),
            _outcomes(tables),
            _regional_per_head(tables),
            whole_values(tables),
        ],
        ignore_index=True,
    )
    return values[VALUE_COLUMNS], gap_rows(lines)


def levels_of_areas(areas: pd.DataFrame) -> pd.DataFrame:
    """The level or levels at which each current area is shown: area_code, level."""
    current = areas.loc[areas["is_current"] & areas["level"].isin(list(TIERS))]
    pairs = current[["area_code", "level"]].assign(level=current["level"].map(TIERS))
    return pairs.explode("level", ignore_index=True)


def _current(areas: pd.DataFrame, levels: tuple[str, ...]) -> pd.DataFrame:
    return areas[areas["is_current"] & areas["level"].isin(list(levels))]


def _spend_lines(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Money of areas, regions and places by line and year, with what is missing and doubtful."""
    shown = _current(tables["areas"], MONEY_LEVELS)
    amounts = _amounts(tables, set(shown["area_code"]))
    groups = pd.concat([tables["place_members"], _region_members(shown)], ignore_index=True)
    lines = pd.concat([amounts, place_amounts(amounts, groups)], ignore_index=True)
    return judge_lines(lines, doubts=tables["doubtful_returns"])


def _spend_per_head(lines: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Spend over the mid-year population, in both price bases."""
    long = _in_both_bases(
        lines.assign(cash=lines["amount_gbp"] / lines["population"]),
        deflators=tables["deflators"],
        keys=["service_line", "note", "status"],
    )
    return long.assign(measure="spend:" + long["service_line"])


def _region_members(shown: pd.DataFrame) -> pd.DataFrame:
    """Upper-tier areas of each region, as the members of a place are named."""
    members = shown[shown["region_code"].notna() & (shown["level"] != "england")]
    return members[["area_code"]].assign(place_id=members["region_code"])


def _in_both_bases(
    frame: pd.DataFrame, *, deflators: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """A row for each price basis from `cash` and its financial year; money has no limits."""
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
    """Money of all body types together, with what is missing and the population of the year."""
    spend = tables["spend"]
    # England has its published row beside the sums of its bodies; only the first is shown.
    published = (spend["area_code"] != ENGLAND) | (spend["body_type"] == "all")
    spend = with_gaps(spend[spend["area_code"].isin(shown) & published])
    spend["shared"] = spend["method"].str.contains("population")
    grouped = spend.groupby(LINE_KEYS)
    sums = whole_sums(grouped, ["known_gbp", *ESTIMATE_COLUMNS])
    frame = sums.assign(
        is_gap=grouped["is_gap"].any(),
        whole=True,
        shared=grouped["shared"].any(),
        bodies=bodies_of(tables["missing_returns"]).reindex(sums.index).fillna(""),
    ).reset_index()
    frame["members"] = frame["area_code"].map(lambda code: (code,))
    frame["year"] = frame["financial_year"].str[:4].astype("int64")
    joined = frame.merge(
        tables["populations"][["area_code", "year", "population"]],
        on=["area_code", "year"],
        how="left",
        validate="many_to_one",
    )
    return joined.drop(columns="year")


def _outcomes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    shown = set(_current(tables["areas"], ("england", *TIERS))["area_code"])
    places = set(tables["place_members"]["place_id"])
    everything = pd.concat([tables["observations"], place_observations(tables)], ignore_index=True)
    kinds = tables["indicators"].set_index("indicator")["rate_type"]
    counts = everything["indicator"].map(kinds) == COUNT
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
