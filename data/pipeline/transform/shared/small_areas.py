"""Brings measures of small areas from any source into `small_areas` and its catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from data.pipeline.extract.declarations import DarkEnd
from data.pipeline.extract.raw import RawFiles

COLUMNS: Final = [
    "measure",
    "area_code",
    "area_type",
    "period",
    "sex",
    "value",
    "lower_cl",
    "upper_cl",
    "source",
]


class Measure(NamedTuple):
    """What a measure of small areas is."""

    name: str
    unit: str
    polarity: str
    decimals: int
    caveat: str
    dark_end: DarkEnd = "high"
    #: What the lowest and the highest values are called.
    ends: tuple[str, ...] = ()


def small_area_rows(
    values: pd.DataFrame, *, raw: RawFiles, measure: str, area_type: str, period: str, sex: str
) -> pd.DataFrame:
    """Complete the rows of a measure; areas without a value have no row.

    Args:
        values: area_code, value and, where published, lower_cl and upper_cl.
        raw: its declaration names the source.
        measure: id of the measure.
        area_type: lsoa01, lsoa11, lsoa21 or msoa11.
        period: label of the year or years.
        sex: persons, male or female.
    """
    rows = values[values["value"].notna()].assign(
        measure=measure,
        area_type=area_type,
        period=period,
        sex=sex,
        source=raw.declaration.source,
    )
    for limit in ("lower_cl", "upper_cl"):
        rows[limit] = rows[limit].astype("float64") if limit in rows else np.nan
    return rows[COLUMNS].astype({"value": "float64"})


def catalogue(measures: Sequence[tuple[str, str, Measure]], *, raw: RawFiles) -> pd.DataFrame:
    """Rows of `small_area_measures`.

    Args:
        measures: id, area type and description of each measure.
        raw: its declaration names the source.
    """
    return pd.DataFrame(
        [
            {
                "measure": measure,
                "name": what.name,
                "unit": what.unit,
                "polarity": what.polarity,
                "decimals": what.decimals,
                "dark_end": what.dark_end,
                "ends": ";".join(what.ends) or None,
                "area_type": area_type,
                "caveat": what.caveat,
                "source": raw.declaration.source,
            }
            for measure, area_type, what in measures
        ]
    )
