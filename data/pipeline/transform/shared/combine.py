"""Values of counties and new unitaries from the districts they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from pandas.core.groupby import DataFrameGroupBy

from utils.errors import InvalidInputError

WEIGHTED_METHOD: Final = "population-weighted mean of districts"
SUMMED_METHOD: Final = "sum of districts"


def counties_2024(areas: pd.DataFrame) -> pd.DataFrame:
    """Districts of each county of 2024: columns member, group, size (number of members)."""
    districts = areas[areas["is_current"].astype("bool") & (areas["level"] == "lower_tier")]
    pairs = pd.DataFrame({"member": districts["area_code"], "group": districts["upper_tier_code"]})
    return _with_size(pairs)


def merged_areas(changes: pd.DataFrame) -> pd.DataFrame:
    """Districts and unitaries that were merged into each new area: member, group, size."""
    merged = changes[
        (changes["change"] == "merged")
        & changes["old_code"].str.match(r"E0[6-9]")
        & changes["new_code"].str.match(r"E0[6-9]")
    ]
    pairs = pd.DataFrame({"member": merged["old_code"], "group": merged["new_code"]})
    return _with_size(pairs.drop_duplicates())


def membership(built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Members of every area of the upper tier of 2024 that was or is made of smaller ones."""
    areas, merged = built["areas"], merged_areas(built["area_changes"])
    upper = areas.loc[
        areas["is_current"].astype("bool") & areas["level"].isin(["upper_tier", "both"]),
        "area_code",
    ]
    return pd.concat([counties_2024(areas), merged[merged["group"].isin(upper)]], ignore_index=True)


def mean_population(populations: pd.DataFrame, *, periods: pd.DataFrame) -> pd.DataFrame:
    """Mean population over the years of each period for which it is published.

    A period that lies wholly after the last estimate is given the last estimate.

    Args:
        populations: area_code, year, population.
        periods: distinct period_start, period_end.

    Returns:
        area_code, period_start, period_end, weight (persons).
    """
    newest = int(populations["year"].max())
    years = pd.DataFrame(
        [
            (first, last, year)
            for first, last in zip(periods["period_start"], periods["period_end"], strict=True)
            for year in range(min(first, newest), last + 1)
        ],
        columns=["period_start", "period_end", "year"],
    )
    joined = years.merge(populations[["area_code", "year", "population"]], on="year")
    keys = ["area_code", "period_start", "period_end"]
    return joined.groupby(keys, as_index=False).agg(weight=("population", "mean"))


def weighted_means(
    frame: pd.DataFrame, *, members: pd.DataFrame, weights: pd.DataFrame, by: Sequence[str]
) -> pd.DataFrame:
    """Population-weighted mean of `value` for each group all of whose members have it.

    Args:
        frame: area_code, value, period_start, period_end and the columns of `by`.
        members: member, group, size as `membership` gives them.
        weights: area_code, period_start, period_end, weight, as `mean_population` gives them.
        by: columns that name a row beside the area, period_start and period_end among them.

    Returns:
        A row a group and combination of `by`: area_code, value. A group with a member's value
        or weight missing has no row.
    """
    weighed = frame.merge(weights, on=["area_code", "period_start", "period_end"])
    usable = weighed[weighed["value"].notna() & weighed["weight"].gt(0)]
    joined = members.merge(usable, left_on="member", right_on="area_code")
    joined["product"] = joined["value"] * joined["weight"]
    keys = ["group", *by]
    totals = joined.groupby(keys, as_index=False).agg(
        product=("product", "sum"),
        weight=("weight", "sum"),
        present=("member", "nunique"),
        size=("size", "first"),
    )
    whole = totals[totals["present"] == totals["size"]]
    result = whole.assign(area_code=whole["group"], value=whole["product"] / whole["weight"])
    return result[["area_code", *by, "value"]].reset_index(drop=True)


def summed_counts(
    frame: pd.DataFrame, *, members: pd.DataFrame, counts: Sequence[str], by: Sequence[str]
) -> pd.DataFrame:
    """Sum of count columns for each group all of whose members have all of them.

    Args:
        frame: area_code, the columns of `counts` and of `by`.
        members: member, group, size as `membership` gives them.
        counts: columns to add up, persons, households or events.
        by: columns that name a row beside the area.

    Raises:
        InvalidInputError: a count is negative.
    """
    numbers = frame[list(counts)].to_numpy(dtype="float64")
    if np.nanmin(numbers, initial=0) < 0:
        raise InvalidInputError(
            argument="counts", received=np.nanmin(numbers), expected="0 or more"
        )
    joined = members.merge(
        frame.dropna(subset=list(counts)), left_on="member", right_on="area_code"
    )
    aggregated = joined.groupby(["group", *by], as_index=False).agg(
        **{name: (name, "sum") for name in counts},
        present=("member", "nunique"),
        size=("size", "first"),
    )
    whole = aggregated[aggregated["present"] == aggregated["size"]]
    result = whole.assign(area_code=whole["group"])
    return result[["area_code", *by, *counts]].reset_index(drop=True)


def whole_sums(grouped: DataFrameGroupBy[Any, Any], columns: Sequence[str]) -> pd.DataFrame:
    """Sum of each column over each group; null where any part of it is null.

    >>> frame = pd.DataFrame({"group": ["a", "a", "b"], "amount": [1.0, None, 2.0]})
    >>> whole_sums(frame.groupby("group"), ["amount"])["amount"].to_dict()
    {'a': nan, 'b': 2.0}
    """
    parts = grouped[list(columns)]
    return parts.sum().where(parts.count().eq(grouped.size(), axis=0))


def _with_size(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.assign(size=pairs.groupby("group")["member"].transform("nunique"))
