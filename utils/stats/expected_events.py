"""Events that a reference's rates would give, and what was observed over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from utils.stats.groups import Floats, group_rows
from utils.stats.intervals import byars_interval, name_limits
from utils.stats.preconditions import (
    as_columns,
    refuse_rows,
    require_columns,
    with_numbers,
)


class ReferenceColumns(NamedTuple):
    """Columns of an area's age bands and of the reference's."""

    numerator: str
    denominator: str
    reference_numerator: str
    reference_denominator: str


def observed_and_expected(
    data: pd.DataFrame, columns: ReferenceColumns, group_by: str | Sequence[str]
) -> tuple[pd.DataFrame, Floats]:
    """Events observed and expected in each group, and the reference's crude rate there.

    A band without persons expects no events, whatever the reference's rate.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    data = _checked(data, columns, group_by)
    events, persons, reference_events, reference_persons = (
        data[column].to_numpy(np.float64) for column in columns
    )
    rates = np.divide(
        reference_events,
        reference_persons,
        out=np.zeros(len(data)),
        where=reference_persons > 0,
    )
    groups = group_rows(data, group_by)
    expected = groups.sum(persons * rates)
    groups.refuse("expected", expected == 0, received=expected.item, expected="above 0")
    crude = groups.sum(reference_events) / groups.sum(reference_persons)
    return groups.names.assign(observed=groups.sum(events), expected=expected), crude


def _checked(
    data: pd.DataFrame, columns: ReferenceColumns, group_by: str | Sequence[str]
) -> pd.DataFrame:
    require_columns(data, [*columns, *as_columns(group_by)])
    data = with_numbers(data, columns, least=0)
    empty = data[columns.reference_denominator].to_numpy() == 0
    if empty.any():
        people, cases = columns.denominator, columns.reference_numerator
        for column in (people, cases):
            bad = empty & (data[column].to_numpy() > 0)
            rule = f"0 in an age band in which {columns.reference_denominator} is 0"
            refuse_rows(data, column, bad, expected=rule)
    return data


def ratio_to_expected(
    found: pd.DataFrame,
    scale: float | Floats,
    *,
    statistic: str,
    multiplier: float,
    confidence: float,
) -> pd.DataFrame:
    """Observed over expected times the scale, with Byar's limits, exact below ten events."""
    limits = byars_interval(
        count=found["observed"], denominator=found["expected"], confidence=confidence
    )
    return found.assign(
        value=found["observed"] / found["expected"] * scale * multiplier,
        lower_cl=limits.lower * scale * multiplier,
        upper_cl=limits.upper * scale * multiplier,
        confidence=confidence,
        statistic=statistic,
        method=name_limits(found["observed"]),
    )
