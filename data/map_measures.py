"""What the map can show: spend per head and indicators, on upper-tier areas, with class breaks.

All of it is computed at build time, so that a page only reads the rows of one measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.map_places import place_amounts, place_observations
from geo.breaks import quantile_breaks
from utils.config import ENGLAND
from utils.stats.deflators import deflate_to_base_year

CLASSES: Final = 5
#: Authorities only: a place of several would count its members twice.
AUTHORITY: Final = "E(?:06|08|09|10)"
AMOUNT_KEYS: Final = ["area_code", "financial_year", "service_line"]
LEVELS: Final = ("upper_tier", "both", "england")
MEASURE_COLUMNS: Final = [
    "measure",
    "basis",
    "kind",
    "item",
    "sex",
    "name",
    "unit",
    "decimals",
    "polarity",
    "periods",
    "breaks",
    "source",
    "caveats",
]
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


def build_map_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `map_measures` (one row a measure and price basis) and `map_values`."""
    areas = tables["areas"]
    shown = set(areas.loc[areas["is_current"] & areas["level"].isin(LEVELS), "area_code"])
    spend = _spend_per_head(tables, shown)
    outcomes = _outcomes(
        pd.concat([tables["observations"], place_observations(tables)], ignore_index=True),
        shown | set(tables["place_members"]["place_id"]),
    )
    values = pd.concat([spend, outcomes], ignore_index=True)
    measures = pd.concat(
        [_spend_measures(tables, spend), _outcome_measures(tables, outcomes)],
        ignore_index=True,
    )
    local = values[values["area_code"].str.match(AUTHORITY) & values["value"].notna()]
    breaks, periods = _pooled_breaks(local), _periods(local)
    keys = list(zip(measures["measure"], measures["basis"], strict=True))
    # A line newer than the deflator has no value in real terms, and so is no measure there.
    measures = measures[[key in periods for key in keys]].assign(
        breaks=[";".join(str(one) for one in breaks[key]) for key in keys if key in periods],
        periods=[";".join(periods[key]) for key in keys if key in periods],
    )
    return {"map_measures": measures[MEASURE_COLUMNS], "map_values": values[VALUE_COLUMNS]}


def _spend_per_head(tables: Mapping[str, pd.DataFrame], shown: set[str]) -> pd.DataFrame:
    """Spend over the mid-year population, of areas and places, in cash and in real terms."""
    amounts = _amounts(tables, shown)
    frame = pd.concat([amounts, place_amounts(amounts, tables["place_members"])], ignore_index=True)
    frame["cash"] = frame["amount_gbp"] / frame["population"]
    frame["real"] = deflate_to_base_year(
        frame["cash"], financial_year=frame["financial_year"], deflators=tables["deflators"]
    )
    frame["status"] = np.where(frame["shared"], "apportioned in part", "computed")
    frame["period_start"] = frame["financial_year"].str[:4].astype("int64")
    long = frame.melt(
        id_vars=[*AMOUNT_KEYS, "period_start", "note", "status"],
        value_vars=["cash", "real"],
        var_name="basis",
        value_name="value",
    )
    return long.rename(columns={"financial_year": "period"}).assign(
        measure="spend:" + long["service_line"],
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


def _outcomes(observations: pd.DataFrame, shown: set[str]) -> pd.DataFrame:
    rows = observations[observations["area_code"].isin(shown)]
    return rows.assign(
        measure=rows["indicator"] + ":" + rows["sex"], basis="as published", note=rows["method"]
    )


def _spend_measures(tables: Mapping[str, pd.DataFrame], spend: pd.DataFrame) -> pd.DataFrame:
    present = spend[["measure", "basis", "service_line"]].drop_duplicates()
    sources = tables["spend"].groupby("service_line", as_index=False)["source"].first()
    rows = present.merge(tables["service_lines"], on="service_line", validate="many_to_one").merge(
        sources, on="service_line", validate="many_to_one"
    )
    return rows.assign(
        kind="spend",
        item=rows["service_line"],
        sex="persons",
        unit="GBP per person",
        decimals=0,
        polarity="neutral",
        caveats=rows["caution"],
    )


def _outcome_measures(tables: Mapping[str, pd.DataFrame], outcomes: pd.DataFrame) -> pd.DataFrame:
    present = outcomes[["measure", "basis", "indicator", "sex"]].drop_duplicates()
    rows = present.merge(tables["indicators"], on="indicator", validate="many_to_one")
    return rows.assign(kind="indicator", item=rows["indicator"])


def _pooled_breaks(local: pd.DataFrame) -> dict[tuple[str, str], list[float]]:
    """One set of breaks a measure over all its years, so that a colour means the same in each."""
    return {
        (str(measure), str(basis)): quantile_breaks(group.to_numpy(), classes=CLASSES)
        for (measure, basis), group in local.groupby(["measure", "basis"])["value"]
    }


def _periods(local: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Periods in which at least one authority has a value, oldest first."""
    ordered = local.sort_values(["period_start", "period"])
    return {
        (str(measure), str(basis)): list(dict.fromkeys(group))
        for (measure, basis), group in ordered.groupby(["measure", "basis"])["period"]
    }
