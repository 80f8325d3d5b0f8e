"""Rates and ratios standardised for age: direct and indirect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from utils.stats.intervals import SMALL_COUNT, byars_interval
from utils.stats.preconditions import (
    as_columns,
    groups_of,
    require_columns,
    require_confidence,
    require_numbers,
)

TOO_FEW: Final = f"not given: fewer than {SMALL_COUNT} events"


def calculate_dsr(
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    standard_population: str = "standard_population",
    group_by: str | Sequence[str] = (),
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Directly standardised rates with Dobson's limits.

    Calculation: with weights w (standard population over its sum), events x and persons n,
    rate = sum(w x / n); variance = sum(w^2 x / n^2). Limits carry Byar's limits of the count
    X = sum(x) over to the rate: rate + sqrt(variance / X) (limit(X) - X).

    Transformation: none.

    Warning: with fewer than 10 events neither rate nor limits are given, as the Office for Health
    Improvement and Disparities does; `method` then says so.

    References: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), pages 457
    to 462; OHID, technical guide on confidence intervals.

    Args:
        data: one row an age band of each group.
        numerator: column of events, 0 or more.
        denominator: column of persons or person-years, above 0.
        standard_population: column of the standard population, 0 or more; `ESP_2013` for England.
        group_by: columns, or one column, that name the groups.
        multiplier: persons the rate is given for.
        confidence: confidence level of the limits.

    Returns:
        One row a group: its names, numerator, denominator, value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [numerator, denominator, standard_population, *as_columns(group_by)])
    require_numbers(data, numerator, least=0)
    require_numbers(data, denominator, above=0)
    require_numbers(data, standard_population, least=0)
    require_confidence(confidence)
    rows = []
    for names, part in groups_of(data, group_by):
        events, persons = (part[one].to_numpy(np.float64) for one in (numerator, denominator))
        weights = part[standard_population].to_numpy(np.float64)
        weights = weights / weights.sum()
        rate = float((weights * events / persons).sum())
        variance = float((weights**2 * events / persons**2).sum())
        rows.append(
            {
                **names,
                numerator: events.sum(),
                denominator: persons.sum(),
                **_dobson(events.sum(), rate, variance, multiplier, confidence),
            }
        )
    return pd.DataFrame(rows).assign(
        confidence=confidence, statistic=f"directly standardised rate per {multiplier:,.0f}"
    )


def _dobson(
    total: float, rate: float, variance: float, multiplier: float, confidence: float
) -> dict[str, object]:
    if total < SMALL_COUNT:
        return {"value": np.nan, "lower_cl": np.nan, "upper_cl": np.nan, "method": TOO_FEW}
    limits = byars_interval(count=total, confidence=confidence)
    scale = (variance / total) ** 0.5
    return {
        "value": rate * multiplier,
        "lower_cl": (rate + scale * (float(limits.lower) - total)) * multiplier,
        "upper_cl": (rate + scale * (float(limits.upper) - total)) * multiplier,
        "method": "Dobson's, on Byar's limits of the count",
    }


def calculate_isr(
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    reference_numerator: str = "reference_numerator",
    reference_denominator: str = "reference_denominator",
    group_by: str | Sequence[str] = (),
    multiplier: float = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Indirectly standardised ratios: events observed over events expected.

    Calculation: expected = sum(n X / N) with persons n and the reference's events X and persons N
    in each age band; ratio = observed / expected * multiplier. Limits are Byar's limits of the
    observed count (exact below 10) over the expected.

    Warning: ratios of two areas are not comparable with each other, only with the reference.

    References: Breslow and Day, Statistical Methods in Cancer Research, volume II (1987), chapter
    2; OHID, technical guide on confidence intervals.

    Args:
        data: one row an age band of each group.
        numerator: column of observed events, 0 or more.
        denominator: column of persons, above 0.
        reference_numerator: column of the reference's events, 0 or more.
        reference_denominator: column of the reference's persons, above 0.
        group_by: columns, or one column, that name the groups.
        multiplier: 1, or 100 to give the reference the value 100.
        confidence: confidence level of the limits.

    Returns:
        One row a group: its names, observed, expected, value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    found = _observed_and_expected(
        data,
        (numerator, denominator, reference_numerator, reference_denominator),
        group_by,
        confidence,
    )
    return _ratio(found.drop(columns="reference_rate"), multiplier, confidence).assign(
        confidence=confidence, statistic=f"indirectly standardised ratio x {multiplier:g}"
    )


def calculate_israte(
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    reference_numerator: str = "reference_numerator",
    reference_denominator: str = "reference_denominator",
    group_by: str | Sequence[str] = (),
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Indirectly standardised rates: the ratio times the reference's crude rate.

    Args, Returns and Raises: as `calculate_isr`; the rate is given for `multiplier` persons.
    """
    found = _observed_and_expected(
        data,
        (numerator, denominator, reference_numerator, reference_denominator),
        group_by,
        confidence,
    )
    scale = found["reference_rate"] * multiplier
    return _ratio(found, scale, confidence).assign(
        confidence=confidence, statistic=f"indirectly standardised rate per {multiplier:,.0f}"
    )


def _observed_and_expected(
    data: pd.DataFrame,
    columns: tuple[str, str, str, str],
    group_by: str | Sequence[str],
    confidence: float,
) -> pd.DataFrame:
    events, persons, reference_events, reference_persons = columns
    require_columns(data, [*columns, *as_columns(group_by)])
    for column in (events, reference_events):
        require_numbers(data, column, least=0)
    for column in (persons, reference_persons):
        require_numbers(data, column, above=0)
    require_confidence(confidence)
    rows = [
        {
            **names,
            "observed": float(part[events].sum()),
            "expected": float(
                (part[persons] * part[reference_events] / part[reference_persons]).sum()
            ),
            "reference_rate": float(part[reference_events].sum() / part[reference_persons].sum()),
        }
        for names, part in groups_of(data, group_by)
    ]
    found = pd.DataFrame(rows)
    require_numbers(found, "expected", above=0)
    return found


def _ratio(
    found: pd.DataFrame, multiplier: float | pd.Series[float], confidence: float
) -> pd.DataFrame:
    limits = byars_interval(
        count=found["observed"], denominator=found["expected"], confidence=confidence
    )
    return found.assign(
        value=found["observed"] / found["expected"] * multiplier,
        lower_cl=limits.lower * multiplier,
        upper_cl=limits.upper * multiplier,
        method=np.where(found["observed"] < SMALL_COUNT, "exact (chi-squared)", "Byar's"),
    )
