"""Age bands with their events, ready to be weighted with a standard population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError
from utils.stats.groups import Floats, Groups, group_rows
from utils.stats.preconditions import as_columns, refuse_rows, require_columns, with_numbers


@dataclass(frozen=True)
class BandColumns:
    """Columns of a frame of age bands; the last two only where events are not independent."""

    numerator: str
    denominator: str
    standard_population: str
    event_frequency: str | None
    age_band: str | None


@dataclass(frozen=True)
class Bands:
    """Age bands of each group.

    Attributes:
        groups: the group of each band.
        events: events in each band.
        variances: Poisson variance of each band's events, compound where persons had several.
        persons: persons or person-years in each band.
        standard: standard population of each band.
        standard_total: standard population of each group.
    """

    groups: Groups
    events: Floats
    variances: Floats
    persons: Floats
    standard: Floats
    standard_total: Floats


def read_bands(data: pd.DataFrame, columns: BandColumns, group_by: str | Sequence[str]) -> Bands:
    """Check the columns and make an entry of each age band.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    counts = [columns.numerator, columns.standard_population]
    optional = [
        column for column in (columns.event_frequency, columns.age_band) if column is not None
    ]
    require_columns(data, [*counts, columns.denominator, *optional, *as_columns(group_by)])
    data = with_numbers(data, counts, least=0)
    data = with_numbers(data, columns.denominator, above=0)
    if columns.event_frequency is None:
        events = variances = data[columns.numerator].to_numpy(np.float64)
        if columns.age_band is not None:
            _refuse_twice(data, [*as_columns(group_by), columns.age_band], columns.age_band)
    else:
        data, events, variances = _add_frequencies(data, columns, group_by)
    groups = group_rows(data, group_by)
    standard = data[columns.standard_population].to_numpy(np.float64)
    total = groups.sum(standard)
    groups.refuse(
        columns.standard_population,
        total == 0,
        received=total.item,
        expected="above 0 in one age band or more",
    )
    persons = data[columns.denominator].to_numpy(np.float64)
    return Bands(groups, events, variances, persons, standard, total)


def _add_frequencies(
    data: pd.DataFrame, columns: BandColumns, group_by: str | Sequence[str]
) -> tuple[pd.DataFrame, Floats, Floats]:
    """A row of each band, with its events and the variance of their number."""
    frequency, age_band = str(columns.event_frequency), columns.age_band
    if age_band is None:
        raise InvalidInputError(
            argument="age_band",
            received=None,
            expected="the column that names the age bands, needed with event_frequency",
        )
    data = with_numbers(data, frequency, least=0)
    times = data[frequency].to_numpy(np.float64)
    refuse_rows(data, frequency, times % 1 != 0, expected="a whole number")
    band = [*as_columns(group_by), age_band]
    _refuse_twice(data, [*band, frequency], frequency)
    bands = group_rows(data, band)
    for column in (columns.denominator, columns.standard_population):
        cells = data[column].to_numpy(np.float64)
        differs = cells != cells[bands.firsts][bands.codes]
        refuse_rows(data, column, differs, expected="the same in all rows of its age band")
    persons = data[columns.numerator].to_numpy(np.float64)
    own = data.iloc[bands.firsts]
    return own, bands.sum(times * persons), bands.sum(times**2 * persons)


def _refuse_twice(data: pd.DataFrame, columns: Sequence[str], named: str) -> None:
    again = data.duplicated(subset=list(columns))
    refuse_rows(data, named, again, expected="each once in its group")
