"""Homelessness duties and temporary accommodation, October to December 2022."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import observations
from data.pipeline.transform.shared.rates import part_with_rate
from data.pipeline.transform.shared.recode import keep_english_areas

KEY: Final = "quarter"
#: An authority that made no return.
NO_RETURN: Final = ".."
#: Our indicator and the publisher's count.
COUNTS: Final = {
    "households_owed_homelessness_duty": "owed_duty_total",
    "households_in_temporary_accommodation": "households_in_ta",
}
HOUSEHOLDS: Final = "households_000s"
THOUSAND: Final = 1_000


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `observations`: households per 1,000, with their counts.

    Raises:
        SourceSchemaError: a column is missing or a value is neither a number nor "..".
    """
    frame = read_csv(
        raw,
        KEY,
        required=["area_code", "quarter", HOUSEHOLDS, *COUNTS.values()],
        text=["area_code", "quarter", *COUNTS.values()],
    )
    rows = [_rates(frame, indicator, count, raw=raw) for indicator, count in COUNTS.items()]
    # The publisher's table names London several times over.
    table = pd.concat(rows, ignore_index=True).drop_duplicates()
    return {"observations": observations(table, raw=raw, built=built, key=KEY)}


def _rates(frame: pd.DataFrame, indicator: str, count: str, *, raw: RawFiles) -> pd.DataFrame:
    households = to_number(frame, HOUSEHOLDS, raw=raw, key=KEY, missing=())
    part = pd.DataFrame(
        {
            "indicator": indicator,
            "area_code": frame["area_code"],
            "period": frame["quarter"],
            "sex": "persons",
            "numerator": to_number(frame, count, raw=raw, key=KEY, missing=(NO_RETURN,)),
            "denominator": households * THOUSAND,
        }
    )
    declared = raw.declaration.indicators[indicator]
    return part_with_rate(
        keep_english_areas(part),
        rate_type=declared.rate_type,
        unit=declared.unit,
        limits=declared.limits,
    )
