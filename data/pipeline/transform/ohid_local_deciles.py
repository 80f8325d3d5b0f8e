"""Life expectancy by deprivation tenth inside each authority, 2014 to 2016."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE, read_csv, to_number
from data.pipeline.transform.shared.observations import SEXES, mapped
from data.pipeline.transform.shared.recode import keep_english_areas, recode_areas
from utils.errors import SourceSchemaError

KEY: Final = "local_deciles"
PERIOD: Final = "2014-16"
DECILES: Final = range(1, 11)
NUMBERS: Final = {
    "population_3yr": "population",
    "deaths_3yr": "deaths",
    "life_expectancy": "value",
    "se": "standard_error",
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `local_deciles`: a row an area, sex and tenth (1 = most deprived inside the area).

    Columns area_code, sex, decile, period, value (years), standard_error (years), deaths and
    population (person-years over three years), source. Areas without all ten tenths for a sex
    (the Isles of Scilly) are left out, since no slope can be drawn through them.

    Raises:
        SourceSchemaError: a column is missing, a value is no number, or a decile is not 1 to 10.
    """
    frame = read_csv(raw, KEY, required=["area_code", "sex", "local_imd_decile", *NUMBERS])
    _refuse_unknown_deciles(frame, raw=raw)
    numbers = {
        ours: to_number(frame, theirs, raw=raw, key=KEY, missing=())
        for theirs, ours in NUMBERS.items()
    }
    rows = pd.DataFrame(
        {
            "area_code": frame["area_code"],
            "sex": mapped(frame["sex"], SEXES, raw=raw, key=KEY),
            "decile": frame["local_imd_decile"].astype("int64"),
            "period": PERIOD,
            **numbers,
            "source": raw.declaration.source,
        }
    )
    keys = ["area_code", "sex", "decile"]
    recoded = recode_areas(keep_english_areas(rows), built=built, keys=keys)
    whole = recoded.groupby(["area_code", "sex"])["decile"].transform("nunique") == len(DECILES)
    return {"local_deciles": recoded[whole].sort_values(keys, ignore_index=True)}


def _refuse_unknown_deciles(frame: pd.DataFrame, *, raw: RawFiles) -> None:
    unknown = ~frame["local_imd_decile"].isin(DECILES)
    if unknown.any():
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            column="local_imd_decile",
            row=int(frame.index[unknown][0]) + FIRST_DATA_LINE,
            received=str(frame.loc[unknown, "local_imd_decile"].iloc[0]),
            expected="1 to 10",
        )
