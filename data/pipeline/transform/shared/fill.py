"""Rows for upper-tier areas which a source leaves out but whose districts it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.declarations import SourceDeclaration
from data.pipeline.transform.shared.combine import (
    SUMMED_METHOD,
    WEIGHTED_METHOD,
    mean_population,
    membership,
    summed_counts,
    weighted_means,
)
from data.pipeline.transform.shared.rates import part_with_rate

BY: Final = ["indicator", "period", "period_start", "period_end", "sex"]


def fill_upper_tier(
    rows: pd.DataFrame, *, declaration: SourceDeclaration, built: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Compute rows of counties and new unitaries from all their districts.

    Indicators declared `sum_counts` are recomputed from summed numerators and denominators with
    limits; `population_weighted` ones are averaged, without limits and marked approximate; those
    declared `none` get no row.

    Args:
        rows: observations with codes of 2024 and periods.
        declaration: names each indicator's `aggregation`.
        built: areas, area_changes and populations.

    Returns:
        Rows in the columns of `rows` that are known; the caller keeps those it has not.
    """
    ways = rows["indicator"].map(
        {name: item.aggregation for name, item in declaration.indicators.items()}
    )
    members = membership(built)
    weighted = _weighted_rows(rows[ways == "population_weighted"], members=members, built=built)
    summed = _summed_rows(rows[ways == "sum_counts"], members=members, declaration=declaration)
    return pd.concat([weighted, summed], ignore_index=True).assign(source=declaration.source)


def _weighted_rows(
    rows: pd.DataFrame, *, members: pd.DataFrame, built: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    periods = rows[["period_start", "period_end"]].drop_duplicates()
    weights = mean_population(built["populations"], periods=periods)
    means = weighted_means(rows, members=members, weights=weights, by=BY)
    return means.assign(status="approximate", method=WEIGHTED_METHOD)


def _summed_rows(
    rows: pd.DataFrame, *, members: pd.DataFrame, declaration: SourceDeclaration
) -> pd.DataFrame:
    sums = summed_counts(rows, members=members, counts=["numerator", "denominator"], by=BY)
    parts = [
        part_with_rate(
            part,
            rate_type=declaration.indicators[str(name)].rate_type,
            unit=declaration.indicators[str(name)].unit,
            limits=declaration.indicators[str(name)].limits,
            origin=SUMMED_METHOD,
        )
        for name, part in sums.groupby("indicator")
    ]
    return pd.concat(parts, ignore_index=True) if parts else sums
