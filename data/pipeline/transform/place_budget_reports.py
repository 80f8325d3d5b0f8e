"""What was reported of place-based budgets since the pilots: one figure a row, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE, read_csv
from data.pipeline.transform.shared.place import place_of

KEY: Final = "facts"
COLUMNS: Final[Mapping[str, str]] = {
    "programme": "budget_programme",
    "place": "place_words",
    "measure": "reported",
    "value": "reported_value",
    "unit": "unit",
    "period": "period",
    "source": "source_title",
    "url": "source_url",
}
#: What a row may lack.
OPTIONAL: Final = "url"


def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `place_budgets` in the order of the file.

    Raises:
        SourceSchemaError: a column is missing, or a row lacks anything but an address.
    """
    frame = read_csv(raw, KEY, required=list(COLUMNS), text=list(COLUMNS))
    for column in COLUMNS:
        bad = frame[column].isna() & (column != OPTIONAL)
        if bad.any():
            first = int(bad.to_numpy().argmax())
            raise place_of(raw, KEY).refuse(
                row=first + FIRST_DATA_LINE, column=column, received="nothing", expected="text"
            )
    rows = frame[list(COLUMNS)].rename(columns=COLUMNS)
    numbered = rows.assign(
        line=[f"budget-{number:03d}" for number in range(1, len(rows) + 1)],
        source=raw.declaration.source,
    )
    return {"place_budgets": numbered}
