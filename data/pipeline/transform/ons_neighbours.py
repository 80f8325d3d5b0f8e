"""Statistical nearest neighbours of each upper-tier authority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from utils.errors import SourceSchemaError

CODE: Final = "Upper tier local authority code"
FIRST: Final = "Neighbour 1"


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `neighbours`: a row for each pair, nearest first."""
    wide = read_csv(raw, "neighbours", required=[CODE, FIRST])
    ordered = [column for column in wide.columns if column.startswith("Neighbour ")]
    long = wide.melt(id_vars=[CODE], value_vars=ordered, value_name="neighbour_code").dropna(
        subset="neighbour_code"
    )
    long = long.assign(
        area_code=long[CODE],
        neighbour_order=long["variable"].str.removeprefix("Neighbour ").astype("int64"),
        source=raw.declaration.source,
    )
    unknown = sorted(
        ({*long["area_code"], *long["neighbour_code"]}) - set(built["areas"]["area_code"])
    )
    if unknown:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files["neighbours"].path,
            received=unknown,
            expected="codes in the table of areas",
        )
    return {"neighbours": long[["area_code", "neighbour_code", "neighbour_order", "source"]]}
