"""Indicators of the ONS Health Index for England that no other source here has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import observations
from utils.errors import SourceSchemaError

KEY: Final = "indicators"
INDICATORS: Final = {
    "Suicides": "suicide",
    "Personal crime": "personal_crime",
    "Low-level crime": "low_level_crime",
    "Rough sleeping": "rough_sleeping",
    "Air pollution": "air_pollution",
    "Private outdoor space": "private_outdoor_space",
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Read the wanted indicators and return `observations`; counties are approximated.

    Raises:
        SourceSchemaError: a column or a wanted indicator is missing, or a value is no number.
    """
    frame = read_csv(
        raw, KEY, required=["ltla21_code", "year", "indicator", "value"], text=["indicator"]
    )
    missing = set(INDICATORS) - set(frame["indicator"])
    if missing:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            column="indicator",
            received=f"no rows of {sorted(missing)}",
            expected="rows of every declared indicator",
        )
    rows = pd.DataFrame(
        {
            "indicator": frame["indicator"].map(INDICATORS),
            "area_code": frame["ltla21_code"],
            "period": frame["year"],
            "sex": "persons",
            "value": to_number(frame, "value", raw=raw, key=KEY, missing=()),
        }
    )
    wanted = rows[rows["indicator"].notna()]
    return {"observations": observations(wanted, raw=raw, built=built, key=KEY)}
