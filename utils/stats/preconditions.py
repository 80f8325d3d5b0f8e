"""What a statistic asks of its input, checked before any arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError


def require_columns(data: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a frame without rows or without one of the columns.

    Raises:
        InvalidInputError: names the missing columns and those present.
    """
    missing = [one for one in columns if one not in data.columns]
    if missing:
        raise InvalidInputError(
            argument="data",
            came=f"columns {', '.join(map(str, data.columns))}",
            allowed=f"a frame that also has {', '.join(missing)}",
        )
    if data.empty:
        raise InvalidInputError(argument="data", came="no rows", allowed="one row or more")


def require_numbers(
    data: pd.DataFrame, column: str, *, above: float | None = None, least: float | None = None
) -> None:
    """Refuse a column with a missing, endless or too small number.

    Args:
        data: the frame.
        column: its column.
        above: every number must be larger than this.
        least: every number must be at least this.

    Raises:
        InvalidInputError: names the column, the first such row and the rule.
    """
    numbers = pd.to_numeric(data[column], errors="coerce")
    finite = pd.Series(np.isfinite(numbers.to_numpy(dtype=np.float64)), index=data.index)
    refuse_rows(data, column, ~finite, allowed="a number")
    if above is not None:
        refuse_rows(data, column, numbers <= above, allowed=f"above {above:g}")
    if least is not None:
        refuse_rows(data, column, numbers < least, allowed=f"{least:g} or more")


def refuse_rows(data: pd.DataFrame, column: str, bad: pd.Series[bool], *, allowed: str) -> None:
    """Refuse a column where rows break a rule.

    Raises:
        InvalidInputError: names the column, the first such row by its label, and the rule.
    """
    if bad.any():
        place = int(bad.to_numpy().argmax())
        cell = data[column].iloc[place]
        raise InvalidInputError(
            argument=f"column {column!r}, row {data.index[place]!r}",
            came=cell.item() if isinstance(cell, np.generic) else cell,
            allowed=allowed,
        )


def require_confidence(confidence: float) -> None:
    """Refuse a confidence that is no share.

    Raises:
        InvalidInputError: it is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise InvalidInputError(
            argument="confidence", came=confidence, allowed="between 0 and 1, such as 0.95"
        )


def as_columns(group_by: str | Sequence[str]) -> list[str]:
    """Columns that part a frame; one may be named alone."""
    return [group_by] if isinstance(group_by, str) else list(group_by)


def groups_of(
    data: pd.DataFrame, group_by: str | Sequence[str]
) -> list[tuple[dict[str, object], pd.DataFrame]]:
    """Parts of a frame with the values that name each; the whole where nothing parts it."""
    names = as_columns(group_by)
    if not names:
        return [({}, data)]
    grouped = data.groupby(names, sort=False, dropna=False)
    return [(dict(zip(names, values, strict=True)), part) for values, part in grouped]
