"""Groups of equal size by a value, and how far a value lies from those of a reference group."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from utils.errors import InvalidInputError
from utils.stats.preconditions import as_columns, groups_of, require_columns, require_numbers


def assign_quantile(
    *,
    data: pd.DataFrame,
    value: str = "value",
    quantiles: int = 10,
    group_by: str | Sequence[str] = (),
    highest_first: bool = False,
) -> pd.DataFrame:
    """Give each row the number of its quantile within its group, 1 for the lowest values.

    Calculation: of n rows with a value the one of rank r (from 1) is in quantile
    floor((r - 1) quantiles / n) + 1, as the Office for Health Improvement and Disparities assigns
    deprivation categories. Rows with equal values have the lowest of their ranks and so stay
    together; where no two are equal, sizes differ by one at the most.

    Args:
        data: the rows.
        value: column of numbers; a missing one gets no quantile.
        quantiles: how many, 2 or more.
        group_by: columns, or one column, that name the groups.
        highest_first: number from the highest values, as where 1 is the most deprived.

    Returns:
        The rows in their order with a column quantile (whole number; null without a value).

    Raises:
        InvalidInputError: there are fewer than 2 quantiles, or a group has fewer values.
    """
    require_columns(data, [value, *as_columns(group_by)])
    if quantiles < 2:  # noqa: PLR2004 - one quantile parts nothing
        raise InvalidInputError(argument="quantiles", came=quantiles, allowed="2 or more")
    parts: list[pd.Series[float]] = []
    for names, part in groups_of(data, group_by):
        known = part[value].dropna()
        if len(known) < quantiles:
            whom = ", ".join(f"{key} {one}" for key, one in names.items()) or "the data"
            raise InvalidInputError(
                argument=f"column {value!r} of {whom}",
                came=f"{len(known)} values",
                allowed=f"{quantiles} or more",
            )
        ranks = known.rank(method="min", ascending=not highest_first)
        parts.append(((ranks - 1) * quantiles // len(known)) + 1)
    return data.assign(quantile=pd.concat(parts).reindex(data.index).astype("Int64"))


def calculate_z_scores(
    *, data: pd.DataFrame, reference: pd.DataFrame, value: str = "value"
) -> pd.DataFrame:
    """How many standard deviations each value lies from the mean of a reference group.

    Calculation: (value - mean) / standard deviation, both of the reference, with n - 1.

    Args:
        data: the rows to place.
        reference: rows of the group, such as statistical neighbours; two or more.
        value: column of numbers in both.

    Returns:
        The rows with reference_mean, reference_sd and z_score.

    Raises:
        InvalidInputError: a value is missing, or the reference's values do not differ.
    """
    for frame in (data, reference):
        require_columns(frame, [value])
        require_numbers(frame, value)
    mean, spread = float(reference[value].mean()), float(reference[value].std(ddof=1))
    if not spread > 0:
        raise InvalidInputError(
            argument="reference", came=f"spread {spread:g}", allowed="two different values or more"
        )
    return data.assign(
        reference_mean=mean, reference_sd=spread, z_score=(data[value] - mean) / spread
    )
