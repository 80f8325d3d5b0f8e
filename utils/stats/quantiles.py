"""Groups of equal size by a value, and how far a value lies from those of a reference group."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError, MissingQuantileWarning
from utils.stats.groups import Floats, Groups, Places, group_rows
from utils.stats.preconditions import as_columns, require_columns, require_number, with_numbers


def assign_quantile(
    *,
    data: pd.DataFrame,
    value: str = "value",
    quantiles: int = 10,
    group_by: str | Sequence[str] = (),
    highest_first: bool = False,
) -> pd.DataFrame:
    """Give each row the number of its quantile within its group, 1 for the lowest values.

    Calculation: of n rows with a value that of rank r (from 1) is in quantile
    floor((r - 1) quantiles / n) + 1, as the Office for Health Improvement and Disparities assigns
    deprivation categories. Rows with equal values have the lowest of their ranks and so stay
    together; where no two are equal, sizes differ by one at the most.

    Args:
        data: the rows.
        value: column of numbers; a missing value gets no quantile.
        quantiles: how many, 2 or more.
        group_by: columns, or a column, that name the groups.
        highest_first: number from the highest values, as where 1 is the most deprived.

    Returns:
        The rows in their order with a column quantile (whole number; null without a value, and in
        a group with too few of them).

    Raises:
        InvalidInputError: a value is no number, there are fewer than 2 quantiles, or every group
            has fewer values than that.

    Warns:
        MissingQuantileWarning: names a group with fewer values than quantiles, where others have
            enough.
    """
    require_columns(data, [value, *as_columns(group_by)])
    expected = "one whole number, 2 or more"
    require_number("quantiles", quantiles, least=2, expected=expected)
    if quantiles % 1:
        raise InvalidInputError(argument="quantiles", received=quantiles, expected=expected)
    data = with_numbers(data, value, gaps=True)
    groups = group_rows(data, group_by)
    values = data[value].astype("float64")
    count = groups.sum(values.notna().to_numpy().astype(np.float64)).astype(np.intp)
    few = count < quantiles
    _require_enough(groups, value, count=count, quantiles=quantiles)
    before = _rows_before(groups, np.asarray(-values if highest_first else values))
    numbers = before * quantiles // np.maximum(count, 1)[groups.codes] + 1
    known = values.notna() & ~few[groups.codes]
    return data.assign(quantile=pd.Series(numbers, data.index, dtype="Int64").where(known))


def _rows_before(groups: Groups, values: Floats) -> Places:
    """How many rows of its group come before each row; equal values count from the first."""
    order = groups.sort(values)
    codes, ordered = groups.codes[order], values[order]
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = codes[1:] != codes[:-1]
    new = starts.copy()
    new[1:] |= ordered[1:] != ordered[:-1]
    places = np.arange(len(order))
    first = np.maximum.accumulate(np.where(new, places, 0))
    before = np.empty(len(order), dtype=np.intp)
    before[order] = first - np.maximum.accumulate(np.where(starts, places, 0))
    return before


def _require_enough(groups: Groups, value: str, *, count: Places, quantiles: int) -> None:
    few = count < quantiles
    if few.all():
        groups.refuse(
            value,
            few,
            received=lambda group: f"{count[group]} values",
            expected=f"{quantiles} or more",
        )
    for group in np.flatnonzero(few):
        text = (
            f"{groups.whom(int(group))} gets no quantiles: column {value!r} has {count[group]} "
            f"values, and quantiles 1 to {quantiles} need {quantiles}."
        )
        warnings.warn(text, MissingQuantileWarning, stacklevel=3)


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
    data, known = with_numbers(data, value), with_numbers(reference, value)[value]
    mean, spread = float(known.mean()), float(known.std(ddof=1))
    if known.min() == known.max():
        raise InvalidInputError(
            argument="reference",
            received=f"{len(known)} times {mean:g}",
            expected="two different values or more",
        )
    return data.assign(
        reference_mean=mean, reference_sd=spread, z_score=(data[value] - mean) / spread
    )
