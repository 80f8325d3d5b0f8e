"""Households in fuel poverty in 2020, by authority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import observations
from data.pipeline.transform.shared.recode import keep_english_areas

KEY: Final = "authorities"


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `observations`: the published percentage and its counts.

    Raises:
        SourceSchemaError: a column is missing or a value is no number.
    """
    frame = read_csv(
        raw,
        KEY,
        required=["area_code", "year", "households", "households_fuel_poor", "fuel_poor_pct"],
    )
    numbers = {
        ours: to_number(frame, theirs, raw=raw, key=KEY, missing=())
        for ours, theirs in {
            "value": "fuel_poor_pct",
            "numerator": "households_fuel_poor",
            "denominator": "households",
        }.items()
    }
    rows = keep_english_areas(frame.assign(**numbers)).reset_index(drop=True)
    rows = rows.rename(columns={"year": "period"}).assign(indicator="fuel_poverty", sex="persons")
    return {"observations": observations(rows, raw=raw, built=built, key=KEY)}
