"""What a statistic asks of its input, checked and made into numbers before any arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Final, TypeGuard

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.errors import InvalidInputError

#: Kinds of numpy's whole and floating-point numbers.
PLAIN: Final = "iuf"


def require_columns(data: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a frame without rows or without any of the columns.

    Raises:
        InvalidInputError: names the missing columns and those present.
    """
    missing = [column for column in columns if column not in data.columns]
    if missing:
        raise InvalidInputError(
            argument="data",
            received=f"columns {', '.join(map(str, data.columns))}",
            expected=f"a frame that also has {', '.join(missing)}",
        )
    if data.empty:
        raise InvalidInputError(argument="data", received="no rows", expected="one row or more")


def with_numbers(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    above: float | None = None,
    least: float | None = None,
    gaps: bool = False,
) -> pd.DataFrame:
    """The frame with its columns as numbers; digits held as text are read.

    Args:
        data: the frame.
        columns: its column or columns.
        above: every number must be larger than this.
        least: every number must be at least this.
        gaps: whether a number may be missing or endless; then no other rule is looked at.

    Raises:
        InvalidInputError: names the column, the first row that breaks a rule, and the rule.
    """
    read: dict[str, pd.Series[float]] = {}
    for column in as_columns(columns):
        cells = data[column]
        numbers = cells if _are_plain(cells) else _read(data, column, gaps=gaps)
        if not gaps:
            _require_range(data, column, np.asarray(numbers), above=above, least=least)
        if numbers is not cells:
            read[column] = numbers
    return data.assign(**read) if read else data


def _require_range(
    data: pd.DataFrame,
    column: str,
    values: NDArray[np.float64],
    *,
    above: float | None,
    least: float | None,
) -> None:
    """The ends are looked at first, because rows rarely break a rule and there may be many."""
    lowest, highest = values.min(), values.max()
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        refuse_rows(data, column, ~np.isfinite(values), expected="a number")
    if above is not None and not lowest > above:
        refuse_rows(data, column, values <= above, expected=f"above {above:g}")
    if least is not None and not lowest >= least:
        refuse_rows(data, column, values < least, expected=f"{least:g} or more")


def _are_plain(cells: pd.Series[float]) -> bool:
    return isinstance(cells.dtype, np.dtype) and cells.dtype.kind in PLAIN


def _read(data: pd.DataFrame, column: str, *, gaps: bool) -> pd.Series[float]:
    cells = data[column]
    if pd.api.types.is_datetime64_any_dtype(cells) or pd.api.types.is_timedelta64_dtype(cells):
        refuse_rows(data, column, np.ones(len(data), dtype=bool), expected="a number")
    read = pd.to_numeric(cells.astype(object), errors="coerce").astype("float64")
    unread = read.isna() & cells.notna() if gaps else read.isna()
    refuse_rows(data, column, unread, expected="a number or nothing" if gaps else "a number")
    return read


def refuse_rows(
    data: pd.DataFrame, column: str, bad: pd.Series[bool] | NDArray[np.bool_], *, expected: str
) -> None:
    """Refuse a column where rows break a rule.

    Raises:
        InvalidInputError: names the column, the first such row by its label, and the rule.
    """
    broken = np.asarray(bad, dtype=bool)
    if broken.any():
        place = int(broken.argmax())
        cell = data[column].iloc[place]
        raise InvalidInputError(
            argument=f"column {column!r}, row {data.index[place]!r}",
            received=cell.item() if isinstance(cell, np.generic) else cell,
            expected=expected,
        )


def require_groups(data: pd.DataFrame, group_by: str | Sequence[str]) -> None:
    """Refuse rows that belong to no group, because what names it is missing.

    Raises:
        InvalidInputError: names the column and the first such row.
    """
    for column in as_columns(group_by):
        if data[column].hasnans:
            refuse_rows(data, column, data[column].isna(), expected="the name of a group")


def require_number(
    argument: str,
    value: object,
    *,
    above: float = -math.inf,
    least: float = -math.inf,
    below: float = math.inf,
    most: float = math.inf,
    expected: str = "a number",
) -> None:
    """Refuse a setting that is no single finite number, or is outside its limits.

    Raises:
        InvalidInputError: names the argument, what came and the rule.
    """
    if _is_number(value):
        number = float(value)
        if math.isfinite(number) and above < number < below and least <= number <= most:
            return
    raise InvalidInputError(argument=argument, received=value, expected=expected)


def require_number_or_nothing(argument: str, value: object) -> None:
    """Refuse what is neither a number, finite or not, nor None.

    Raises:
        InvalidInputError: names the argument and what came.
    """
    if value is not None and not _is_number(value):
        raise InvalidInputError(argument=argument, received=value, expected="a number or nothing")


def _is_number(value: object) -> TypeGuard[Real | Decimal]:
    return isinstance(value, Real | Decimal) and not isinstance(value, bool)


def require_confidence(confidence: object) -> None:
    """Refuse a confidence that is no share.

    Raises:
        InvalidInputError: it is not one number between 0 and 1.
    """
    require_number(
        "confidence",
        confidence,
        above=0,
        below=1,
        expected="one number between 0 and 1, such as 0.95",
    )


def require_multiplier(multiplier: object) -> None:
    """Refuse a multiplier that is not one number above 0.

    Raises:
        InvalidInputError: names what came.
    """
    require_number("multiplier", multiplier, above=0, expected="one number above 0")


def require_choice(argument: str, received: object, choices: Sequence[str]) -> None:
    """Refuse a setting that is none of the choices.

    Raises:
        InvalidInputError: names the argument, what came and the choices.
    """
    if not isinstance(received, str) or received not in choices:
        two = len(choices) == 2  # noqa: PLR2004 - read as a sentence
        expected = " or ".join(choices) if two else f"one of {', '.join(choices)}"
        raise InvalidInputError(argument=argument, received=received, expected=expected)


def as_columns(columns: str | Sequence[str]) -> list[str]:
    """Columns as a list; a single name is allowed."""
    return [columns] if isinstance(columns, str) else list(columns)
