"""Deaths under 75 against England, 2015 to 2019, from OHID Local Health."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import observations
from data.pipeline.transform.shared.small_areas import Measure, catalogue, small_area_rows

#: Deaths alone carry a known period; the admissions in these files do not, and are left out.
PERIOD: Final = "2015-19"
COLUMNS: Final = {
    "Deaths from causes considered preventable, under 75 years, SMR": (
        "preventable_mortality_ratio_under_75"
    ),
    "Deaths from all causes, under 75 years": "mortality_ratio_under_75",
}
AUTHORITY_FILES: Final = ("upper_tier", "lower_tier")
RATIO_CAVEAT: Final = (
    "Observed deaths over those expected at England's rates. Compare an area with England, not two "
    "areas with each other."
)
MEASURES: Final = {
    "preventable_mortality_ratio_under_75": Measure(
        "Preventable deaths under 75 compared with England (100 = the same)",
        "ratio",
        "low_is_good",
        0,
        RATIO_CAVEAT,
    ),
    "mortality_ratio_under_75": Measure(
        "Deaths under 75 compared with England (100 = the same)",
        "ratio",
        "low_is_good",
        0,
        RATIO_CAVEAT,
    ),
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `observations`, `small_areas` (MSOA 2011) and `small_area_measures`.

    Raises:
        SourceSchemaError: a column is missing or a value is no number.
    """
    both = pd.concat([_read(raw, key) for key in AUTHORITY_FILES], ignore_index=True)
    # Unitaries stand in both files with the same figures.
    once = both.drop_duplicates(["indicator", "area_code"])
    rows = once.assign(period=PERIOD, sex="persons")
    small = _read(raw, "msoa")
    parts = [
        small_area_rows(
            part, raw=raw, measure=str(name), area_type="msoa11", period=PERIOD, sex="persons"
        )
        for name, part in small.groupby("indicator")
    ]
    described = [(measure, "msoa11", what) for measure, what in MEASURES.items()]
    return {
        "observations": observations(rows, raw=raw, built=built, key="upper_tier"),
        "small_areas": pd.concat(parts, ignore_index=True),
        "small_area_measures": catalogue(described, raw=raw),
    }


def _read(raw: RawFiles, key: str) -> pd.DataFrame:
    frame = read_csv(raw, key, required=["Code", *COLUMNS])
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "indicator": ours,
                    "area_code": frame["Code"],
                    "value": to_number(frame, theirs, raw=raw, key=key, missing=()),
                }
            )
            for theirs, ours in COLUMNS.items()
        ],
        ignore_index=True,
    )
