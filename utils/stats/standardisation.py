"""Rates and ratios standardised for age: direct and indirect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from utils.stats.age_bands import BandColumns, Bands, read_bands
from utils.stats.expected_events import (
    ReferenceColumns,
    observed_and_expected,
    ratio_to_expected,
)
from utils.stats.groups import Floats
from utils.stats.intervals import SMALL_COUNT, byars_interval
from utils.stats.preconditions import require_confidence, require_multiplier

TOO_FEW: Final = f"not given: fewer than {SMALL_COUNT} events"
DOBSON: Final = "Dobson's, on Byar's limits of the count"
REPEATED: Final = f"{DOBSON}, with the compound Poisson variance"


def calculate_dsr(  # noqa: PLR0913 - columns and settings, each by its name
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    standard_population: str = "standard_population",
    event_frequency: str | None = None,
    age_band: str | None = None,
    group_by: str | Sequence[str] = (),
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Directly standardised rates with Dobson's limits.

    Calculation: with weights w (standard population over its sum), events x and persons n,
    rate = sum(w x / n); variance = sum(w^2 x / n^2). Limits carry Byar's limits of the count
    X = sum(x) over to the rate: rate + sqrt(variance / X) (limit(X) - X).

    Events that are not independent, such as admissions to hospital of which a person may have
    several: with `event_frequency` a row counts the persons c who had f events each, so that
    x = sum(f c) in an age band. Their number is then compound Poisson, with variance sum(f^2 c),
    which takes the place of x in the variance of the rate. Byar's limits have the Poisson variance
    X, so they are scaled by sqrt(variance / X) here too: limits are as wide as with single events
    where every f is 1, and wider otherwise.

    Transformation: none.

    Warning: with fewer than 10 events neither rate nor limits are given, as the Office for Health
    Improvement and Disparities does; `method` then says so.

    References: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), pages 457
    to 462; OHID, technical guide on confidence intervals, and public health technical guidance on
    directly standardised rates (events that are not independent); Kegler, Epidemiologic
    Perspectives and Innovations 4 (2007), article 1, on the compound Poisson variance.

    Args:
        data: a row for each age band of each group, or a frequency of events in it.
        numerator: column of events, or of persons by their number of events, 0 or more.
        denominator: column of persons or person-years in the age band, above 0.
        standard_population: column of the standard population, 0 or more; `ESP_2013` for England.
        event_frequency: column of the events each counted person had, whole numbers.
        age_band: column that names the age bands, needed with `event_frequency`; the denominator
            and the standard population are the same in all rows of a band.
        group_by: columns, or a column, that name the groups.
        multiplier: persons the rate is given for.
        confidence: confidence level of the limits.

    Returns:
        A row for each group: its names, numerator (events), denominator, value, lower_cl, upper_cl,
        confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_multiplier(multiplier)
    require_confidence(confidence)
    columns = BandColumns(numerator, denominator, standard_population, event_frequency, age_band)
    bands = read_bands(data, columns, group_by)
    total = bands.groups.sum(bands.events)
    given = DOBSON if event_frequency is None else REPEATED
    return bands.groups.names.assign(
        **{numerator: total, denominator: bands.groups.sum(bands.persons)},
        **_dobson(bands, total, multiplier, confidence),
        confidence=confidence,
        statistic=f"directly standardised rate per {multiplier:,.0f}",
        method=np.where(total < SMALL_COUNT, TOO_FEW, given),
    )


def _dobson(bands: Bands, total: Floats, multiplier: float, confidence: float) -> dict[str, Floats]:
    each = bands.standard / bands.persons
    rate = bands.groups.sum(each * bands.events) / bands.standard_total
    variance = bands.groups.sum(each * each * bands.variances) / bands.standard_total**2
    count = np.where(total < SMALL_COUNT, np.nan, total)
    scale = np.sqrt(variance / count)
    limits = byars_interval(count=count, confidence=confidence)
    return {
        "value": np.where(np.isnan(count), np.nan, rate) * multiplier,
        "lower_cl": (rate + scale * (limits.lower - count)) * multiplier,
        "upper_cl": (rate + scale * (limits.upper - count)) * multiplier,
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

    A band without persons expects nothing, and needs no persons in the reference either.

    Warning: ratios of two areas are not comparable with each other, only with the reference.

    References: Breslow and Day, Statistical Methods in Cancer Research, volume II (1987), chapter
    2; OHID, technical guide on confidence intervals.

    Args:
        data: a row for each age band of each group.
        numerator: column of observed events, 0 or more.
        denominator: column of persons, 0 or more.
        reference_numerator: column of the reference's events, 0 or more.
        reference_denominator: column of the reference's persons, 0 or more; above 0 in a band in
            which the area has persons or the reference has events.
        group_by: columns, or a column, that name the groups.
        multiplier: 1, or 100 to give the reference the value 100.
        confidence: confidence level of the limits.

    Returns:
        A row for each group: its names, observed, expected, value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_multiplier(multiplier)
    require_confidence(confidence)
    columns = ReferenceColumns(numerator, denominator, reference_numerator, reference_denominator)
    found, _ = observed_and_expected(data, columns, group_by)
    return ratio_to_expected(
        found,
        1,
        statistic=f"indirectly standardised ratio x {multiplier:g}",
        multiplier=multiplier,
        confidence=confidence,
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

    Args, Returns and Raises: as `calculate_isr`; the rate is given for `multiplier` persons, and
    reference_rate is the reference's crude rate for a person.
    """
    require_multiplier(multiplier)
    require_confidence(confidence)
    columns = ReferenceColumns(numerator, denominator, reference_numerator, reference_denominator)
    found, reference_rate = observed_and_expected(data, columns, group_by)
    return ratio_to_expected(
        found.assign(reference_rate=reference_rate),
        reference_rate,
        statistic=f"indirectly standardised rate per {multiplier:,.0f}",
        multiplier=multiplier,
        confidence=confidence,
    )
