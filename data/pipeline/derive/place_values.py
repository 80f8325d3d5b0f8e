"""Values of places that are unions of several authorities, from their members' own figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.derive.spend_gaps import join_bodies
from data.pipeline.transform.mhclg_revenue_outturn.gaps import ESTIMATE_COLUMNS
from data.pipeline.transform.shared.combine import (
    mean_population,
    summed_counts,
    weighted_means,
    whole_sums,
)
from data.pipeline.transform.shared.rates import part_with_rate

BY: Final = ["indicator", "period", "period_start", "period_end", "sex"]
WEIGHTED_METHOD: Final = "population-weighted mean of the place's authorities"
SUMMED_METHOD: Final = "sum of the place's authorities"


def place_groups(members: pd.DataFrame) -> pd.DataFrame:
    """Members of each place of several authorities: member, group, size."""
    size = members.groupby("place_id")["area_code"].transform("nunique")
    pairs = members.assign(member=members["area_code"], group=members["place_id"], size=size)
    return pairs.loc[size > 1, ["member", "group", "size"]]


def place_amounts(amounts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Add up money and people over each place's authorities.

    Args:
        amounts: area_code, financial_year, service_line, known_gbp, estimate_gbp, lower_gbp,
            upper_gbp, is_gap, whole, shared, population, bodies and members of single areas.
        members: place_id, area_code.

    Returns:
        The same columns with the place's id as area_code. A place is not whole on a line that any
        member lacks: part of a place is never shown as the whole.
    """
    groups = place_groups(members)
    joined = groups.merge(amounts, left_on="member", right_on="area_code")
    grouped = joined.groupby(["group", "financial_year", "service_line"])
    sums = whole_sums(grouped, ["known_gbp", *ESTIMATE_COLUMNS, "population"])
    summed = sums.assign(
        is_gap=grouped["is_gap"].any(),
        whole=grouped["whole"].all() & (grouped["member"].nunique() == grouped["size"].first()),
        shared=grouped["shared"].any(),
        bodies=grouped["bodies"].agg(join_bodies),
        members=grouped["member"].agg(tuple),
    )
    named = summed.reset_index().rename(columns={"group": "area_code"})
    return named[list(amounts.columns)]


def place_observations(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Outcomes of places of several authorities, as each indicator may be combined.

    Counts are added and the rate made anew with its limits; other indicators that may be averaged
    get a population-weighted mean marked approximate, without limits; the rest get no row.
    """
    observations = tables["observations"]
    groups = place_groups(tables["place_members"])
    rows = observations[observations["area_code"].isin(groups["member"])]
    indicators = tables["indicators"].set_index("indicator")
    rate_types, units = indicators["rate_type"].to_dict(), indicators["unit"].to_dict()
    limits = indicators["limits"].to_dict()
    ways = rows["indicator"].map(indicators["aggregation"])
    averaged = rows[ways == "population_weighted"]
    weights = mean_population(
        tables["populations"], periods=averaged[["period_start", "period_end"]].drop_duplicates()
    )
    means = weighted_means(averaged, members=groups, weights=weights, by=BY)
    sums = summed_counts(
        rows[ways == "sum_counts"], members=groups, counts=["numerator", "denominator"], by=BY
    )
    rates = [
        part_with_rate(
            part,
            rate_type=rate_types[name],
            unit=units[name],
            limits=limits[name],
            origin=SUMMED_METHOD,
        )
        for name, part in sums.groupby("indicator")
    ]
    combined = [means.assign(status="approximate", method=WEIGHTED_METHOD), *rates]
    return pd.concat(combined, ignore_index=True).reindex(columns=observations.columns)
