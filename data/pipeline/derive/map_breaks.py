"""Class breaks of every measure, level and period, in every scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.read.measures import ALL_PERIODS, FIXED
from geo.breaks import SCHEMES, begin_at_zero, class_breaks, discrete_breaks
from utils.config import ENGLAND

#: The scheme that makes one set of breaks over all years, so that a colour means the same in each.
FIXED_FROM: Final = "quantile"
#: The unit of measures whose values are ten classes already; only thirds make fewer of them.
DECILE: Final = "decile"
MERGED: Final = "tercile"
KEYS: Final = ["measure", "basis", "level"]
COLUMNS: Final = [*KEYS, "scheme", "period", "breaks"]


def build_breaks(
    local: pd.DataFrame, *, measures: pd.DataFrame, values: pd.DataFrame
) -> pd.DataFrame:
    """Build `map_breaks`.

    Args:
        local: measure, basis, level, period and value of single areas: neither England nor a place,
            which would count its members twice.
        measures: `map_measures`, for the decimals with which values are shown.
        values: `map_values`, for England's value, around which standard deviations are counted;
            where there is none, or it is a total, they are counted around the areas' mean.
    """
    decimals = measures.set_index(KEYS)["decimals"].astype("int64").to_dict()
    units = measures.set_index(KEYS)["unit"].to_dict()
    england = values[(values["area_code"] == ENGLAND) & values["value"].notna()]
    centres = england.set_index(["measure", "basis", "period"])["value"].to_dict()
    rows: list[tuple[str, ...]] = []
    for names, group in local.groupby(KEYS):
        measure, basis, level = map(str, names)
        of_england = {
            period: centres.get((measure, basis, period)) for period in group["period"].unique()
        }
        for scheme, period, breaks in _of_measure(
            group,
            decimals=decimals[measure, basis, level],
            discrete=units[measure, basis, level] == DECILE,
            centres=of_england,
        ):
            text = ";".join(str(bound) for bound in breaks)
            rows.append((measure, basis, level, scheme, period, text))
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_measure(
    group: pd.DataFrame, *, decimals: int, discrete: bool, centres: Mapping[str, float | None]
) -> Iterator[tuple[str, str, list[float]]]:
    """Scheme, period and breaks of a measure at a level."""
    pooled = group["value"].to_numpy(dtype=np.float64)
    each = discrete_breaks(pooled, decimals=decimals) if discrete else None
    fixed = class_breaks(pooled, scheme=FIXED_FROM, decimals=decimals) if each is None else each
    yield FIXED, ALL_PERIODS, begin_at_zero(fixed, scheme=FIXED_FROM)
    for period, part in group.groupby("period")["value"]:
        numbers = part.to_numpy(dtype=np.float64)
        centre = centres.get(str(period))
        # What does not lie among the areas is no average of them but a total.
        if centre is not None and not numbers.min() <= centre <= numbers.max():
            centre = None
        for scheme in SCHEMES:
            if each is not None and scheme != MERGED:
                yield scheme, str(period), each
                continue
            breaks = class_breaks(numbers, scheme=scheme, decimals=decimals, centre=centre)
            yield scheme, str(period), begin_at_zero(breaks, scheme=scheme)
