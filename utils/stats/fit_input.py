"""What a fit over places asks of its rows, checked before any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.errors import InvalidInputError


def validated(
    frame: pd.DataFrame, predictors: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The design matrix with its intercept, and the values.

    Raises:
        InvalidInputError: a column is missing, a code comes twice, or a cell is no finite number.
    """
    wanted = ["area_code", "value", *predictors]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise InvalidInputError(
            argument="columns", received=list(frame.columns), expected=f"also {', '.join(missing)}"
        )
    twice = frame.index[frame["area_code"].duplicated()]
    if len(twice):
        raise InvalidInputError(
            argument=f"column 'area_code', row {twice[0]}",
            received=frame["area_code"][twice[0]],
            expected="each code once",
        )
    for name in wanted[1:]:
        _refuse_gaps(frame, name)
    points = frame[list(predictors)].to_numpy(dtype=np.float64)
    return np.column_stack([np.ones(len(frame)), points]), frame["value"].to_numpy(np.float64)


def _refuse_gaps(frame: pd.DataFrame, name: str) -> None:
    numbers = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    if wrong.size:
        raise InvalidInputError(
            argument=f"column {name!r}, row {wrong[0]}",
            received=frame[name].iloc[wrong[0]],
            expected="a finite number",
        )


def left_out_of_each(
    codes: NDArray[np.object_], observations: int, members: pd.DataFrame | None
) -> dict[str, NDArray[np.bool_]]:
    """Which observations of the fit have a part in each place, by its code.

    Args:
        codes: of the observations, then of the places of several.
        observations: how many of them are observations of the fit.
        members: `place_id` and `area_code` of the observations of such places.

    Raises:
        InvalidInputError: a place has no observation in the fit.
    """
    found = {code: codes[:observations] == code for code in codes}
    if members is not None:
        for place, part in members.groupby("place_id")["area_code"]:
            found[str(place)] = np.isin(codes[:observations], part.to_numpy())
    memberless = [code for code in codes if not found[code].any()]
    if memberless:
        raise InvalidInputError(
            argument="members", received=memberless, expected="places with an area of the fit"
        )
    return found
