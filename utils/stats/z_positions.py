"""Where places stand on two measures at once, in standard deviations of a group of places."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.errors import InvalidInputError
from utils.stats.preconditions import refuse_rows, require_columns, with_numbers

FEWEST: Final = 5
#: What a place is called by which sides of the mean it is told to lie on, the first axis first.
SIDES: Final = {
    (1, 1): "high, high",
    (1, -1): "high, low",
    (-1, 1): "low, high",
    (-1, -1): "low, low",
}
CANNOT_TELL: Final = "cannot tell"


def calculate_positions(*, data: pd.DataFrame, reference: pd.Series[bool]) -> pd.DataFrame:
    """Z-scores on two axes with their limits, and the quadrant where both can be told.

    Calculation: z = (value - mean) / sd, each limit alike, with mean and standard deviation
    (n - 1) of the reference places. A place is in a quadrant only where the limits on both axes
    leave out 0.

    Args:
        data: one row a place: x, x_lower, x_upper, y, y_lower, y_upper; limits may be missing,
            and then nothing can be told on that axis.
        reference: which rows are the places whose mean and spread are taken; five or more.

    Returns:
        The rows with each column as a z-score, and quadrant (one of `SIDES`, or "cannot tell").

    Raises:
        InvalidInputError: a column is missing, x or y is no number, a limit is neither a number nor
            missing, the reference does not say yes or no of each row, there are too few reference
            places, or they do not differ.
    """
    columns = [f"{axis}{end}" for axis in ("x", "y") for end in ("", "_lower", "_upper")]
    require_columns(data, columns)
    chosen = _chosen(data, reference)
    few = np.full(len(data), int(chosen.sum()) < FEWEST)
    refuse_rows(data, "x", few, allowed=f"{FEWEST} reference places or more")
    data = with_numbers(with_numbers(data, ["x", "y"]), columns, gaps=True)
    found = data.copy()
    for axis in ("x", "y"):
        group = data.loc[chosen, axis]
        same = np.full(len(data), group.min() == group.max())
        refuse_rows(data, axis, same, allowed="reference places that differ")
        spread = float(group.std(ddof=1))
        for column in (axis, f"{axis}_lower", f"{axis}_upper"):
            found[column] = (data[column].astype("float64") - group.mean()) / spread
    sides = {axis: _side(found[f"{axis}_lower"], found[f"{axis}_upper"]) for axis in ("x", "y")}
    pairs = zip(sides["x"], sides["y"], strict=True)
    return found.assign(quadrant=[SIDES.get(pair, CANNOT_TELL) for pair in pairs])


def _chosen(data: pd.DataFrame, reference: pd.Series[bool]) -> NDArray[np.bool_]:
    marks = pd.Series(reference)
    if len(marks) != len(data) or not marks.index.equals(data.index):
        raise InvalidInputError(
            argument="reference",
            came=f"{len(marks)} rows",
            allowed=f"one mark for each of the {len(data)} rows, with the same index",
        )
    if not pd.api.types.is_bool_dtype(marks) or marks.hasnans:
        raise InvalidInputError(
            argument="reference", came=marks.dtype.name, allowed="true or false in each row"
        )
    return marks.to_numpy(np.bool_)


def _side(lower: pd.Series[float], upper: pd.Series[float]) -> list[int]:
    """1 where the limits lie above 0, -1 where below, 0 where they hold it or are missing."""
    sides: list[int] = np.where(lower > 0, 1, np.where(upper < 0, -1, 0)).tolist()
    return sides
