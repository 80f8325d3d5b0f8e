"""What primary care trusts spent or were allocated, as ministers answered in Parliament."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.upper_tier import current_upper_tier, refuse_first

KEY: Final = "facts"
TEXT: Final = ["year", "body", "council_area", "measure", "unit", "source", "url"]
#: Measures in GBP thousand, and what the money is.
MONEY: Final = {"net operating cost": "expenditure", "revenue allocation": "allocation"}
#: Given of England, or of trusts that are compared with no council.
NO_AREA: Final = ("revenue allocation per head",)
UNIT: Final = "GBP thousand"
GBP_PER_UNIT: Final = 1e3
#: Names that the answers give otherwise than the ONS.
NAMES: Final = {"Bristol": "Bristol, City of"}
KEYS: Final = ["area_code", "financial_year", "money_basis"]


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `trust_money`; needs `areas`.

    Trusts of one council are added up: the file names a council only where its trusts cover it and
    nothing else.

    Raises:
        SourceSchemaError: a column is missing, or a measure, unit, council or amount is unknown.
    """
    frame = read_csv(raw, KEY, required=[*TEXT, "value"], text=TEXT)
    place = place_of(raw, KEY)
    known = [*MONEY, *NO_AREA]
    refuse_first(
        frame["measure"], bad=~frame["measure"].isin(known), place=place, expected=f"one of {known}"
    )
    amounts = to_number(frame, "value", raw=raw, key=KEY, missing=())
    rows = frame.assign(amount_gbp=amounts * GBP_PER_UNIT)[frame["measure"].isin(MONEY)]
    refuse_first(rows["unit"], bad=rows["unit"] != UNIT, place=place, expected=UNIT)
    refuse_first(rows["value"], bad=rows["amount_gbp"].isna(), place=place, expected="an amount")
    coded = rows.assign(
        area_code=_code(rows["council_area"], areas=built["areas"], place=place),
        financial_year=rows["year"],
        money_basis=rows["measure"].map(MONEY),
    )
    return {"trust_money": add_up_trusts(coded).assign(source=raw.declaration.source)}


def add_up_trusts(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the trusts of each area, year and kind of money, and name them.

    Args:
        rows: area_code, financial_year, money_basis, body, amount_gbp, url.
    """
    return rows.groupby(KEYS, as_index=False).agg(
        trusts=("body", "; ".join), amount_gbp=("amount_gbp", "sum"), source_url=("url", "first")
    )


def _code(names: pd.Series[str], *, areas: pd.DataFrame, place: Place) -> pd.Series[str]:
    shown = areas[areas["area_code"].isin(current_upper_tier(areas))]
    codes = dict(zip(shown["area_name"], shown["area_code"], strict=True))
    coded = names.replace(NAMES).map(codes)
    refuse_first(names, bad=coded.isna(), place=place, expected="the name of a council of 2024")
    return coded
