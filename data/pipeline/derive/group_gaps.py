"""Outcomes between places: fifths of deprivation, pilots and the rest, and Theil's parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from utils.stats.dispersion import calculate_theil
from utils.stats.group_means import calculate_group_means
from utils.stats.quantiles import assign_quantile

DEPRIVATION: Final = "deprivation_score:persons"
#: The same edition for all years, so that the same authorities are followed.
EDITION: Final = "2019"
FIFTH, PROGRAMME, REGION = "deprivation fifth", "programme", "region"
PILOT, REST = "pilots", "the rest"
FIFTHS: Final = 5
FEWEST_AREAS: Final = 100
NUMBERS: Final = ["value", "lower_cl", "upper_cl"]


def build_group_gaps(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `area_groups`, `group_values` and `theil_parts`.

    Areas are the upper tier of 2024. A measure and period counts where 100 of them have a figure.
    """
    groups = area_groups(tables)
    rows = _values(tables, groups)
    means, theil = [], []
    for (measure, period), part in rows.groupby(["measure", "period"]):
        keys = {"measure": str(measure), "period": str(period)}
        means += [_means(part, grouping).assign(**keys) for grouping in (FIFTH, PROGRAMME)]
        if (part["value"] > 0).all():
            theil += [_theil(part, grouping).assign(**keys) for grouping in (REGION, PROGRAMME)]
    return {
        "area_groups": groups.rename(columns={FIFTH: "fifth"})[
            ["area_code", "fifth", "programme", "region"]
        ].rename(columns={"region": "region_code"}),
        "group_values": pd.concat(means, ignore_index=True),
        "theil_parts": pd.concat(theil, ignore_index=True),
    }


def area_groups(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The fifth of deprivation (1 is the most deprived), role and region of every authority.

    Returns:
        area_code, deprivation fifth (null where no score is published), programme, region.
    """
    areas = tables["areas"]
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    values = tables["map_values"]
    scores = values[(values["measure"] == DEPRIVATION) & (values["period"] == EDITION)]
    known = upper[["area_code", "region_code"]].merge(
        scores[["area_code", "value"]], on="area_code", how="left", validate="one_to_one"
    )
    ranked = assign_quantile(
        data=known.dropna(subset=["value"]), value="value", quantiles=FIFTHS, highest_first=True
    )
    fifths = pd.Series(ranked["quantile"].to_numpy(), index=ranked["area_code"])
    members, places = tables["place_members"], tables["places"]
    pilots = members[members["place_id"].isin(places.loc[places["kind"] == "pilot", "place_id"])]
    return pd.DataFrame(
        {
            "area_code": known["area_code"],
            FIFTH: known["area_code"].map(fifths).astype("Int64"),
            PROGRAMME: known["area_code"].isin(pilots["area_code"]).map({True: PILOT, False: REST}),
            REGION: known["region_code"],
        }
    ).sort_values("area_code", ignore_index=True)


def _values(tables: Mapping[str, pd.DataFrame], groups: pd.DataFrame) -> pd.DataFrame:
    """Figures of every outcome at each authority, with its residents and groups."""
    measures = tables["map_measures"]
    outcomes = measures[(measures["kind"] == "indicator") & (measures["level"] == "upper_tier")]
    values = tables["map_values"]
    rows = values[values["measure"].isin(outcomes["measure"]) & values["value"].notna()]
    rows = rows.merge(groups.dropna(subset=[FIFTH]), on="area_code", validate="many_to_one")
    people = tables["populations"].set_index(["area_code", "year"])["population"]
    newest = int(tables["populations"]["year"].max())
    years = rows["period_start"].clip(upper=newest).astype(int)
    index = pd.MultiIndex.from_arrays([rows["area_code"], years])
    rows = rows.assign(population=people.reindex(index).to_numpy()).dropna(subset=["population"])
    count = rows.groupby(["measure", "period"])["area_code"].transform("size")
    return rows[count >= FEWEST_AREAS]


def _means(part: pd.DataFrame, grouping: str) -> pd.DataFrame:
    found = calculate_group_means(data=part, group_by=grouping)
    names = found[grouping].astype(str)
    return found.assign(grouping=grouping, group_name=names)[
        ["grouping", "group_name", *NUMBERS, "n"]
    ].sort_values("group_name")


def _theil(part: pd.DataFrame, grouping: str) -> pd.DataFrame:
    found = calculate_theil(data=part, part_by=grouping)
    return found.assign(grouping=grouping)[["grouping", "part", *NUMBERS]]
