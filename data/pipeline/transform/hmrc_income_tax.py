"""Income tax of residents by upper-tier area, tax year 2021-22."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE, read_csv
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.recode import successors_of_same_area
from data.pipeline.transform.shared.upper_tier import (
    current_upper_tier,
    refuse_first,
    upper_tier_by_code,
)

KEY: Final = "councils"
YEAR: Final = "2021-22"
NOT_AVAILABLE: Final = "[Not available]"
#: The publisher's column, ours, and the units in one of theirs.
COLUMNS: Final = {
    "total_tax_amount": ("amount_gbp", 1e6),
    "total_tax_count": ("taxpayers", 1e3),
}
#: Metropolitan counties and regions hold what their councils have.
GROUPS: Final = ("E11", "E12")
REGION: Final = "E12"
#: Amounts have three figures, so a region and its parts agree within this share.
ROUNDING: Final = 0.01
WHOLE: Final = "As published, rounded to three figures."
SUMMED: Final = "Sum of the districts of the time, each rounded to three figures."
MISSING: Final = "The publisher gives no figure."


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `income_tax`, one row an upper-tier area; needs `areas` and `area_changes`.

    Raises:
        SourceSchemaError: a column is missing, an English council is unknown, a cell is no number,
            an area has no row, or a region's areas do not add up to it.
    """
    frame = read_csv(raw, KEY, required=["code", *COLUMNS], text=["code", *COLUMNS])
    place = place_of(raw, KEY)
    rows = frame[["code"]].assign(
        **{
            ours: _numbers(frame[theirs], place=place) * units
            for theirs, (ours, units) in COLUMNS.items()
        }
    )
    taxes = by_upper_tier(rows, built=built, place=place)
    check_regions(taxes, rows, areas=built["areas"], place=place)
    return {"income_tax": taxes.assign(financial_year=YEAR, source=raw.declaration.source)}


def _numbers(cells: pd.Series[str], *, place: Place) -> pd.Series[float]:
    """Numbers written with commas; null where the publisher has none."""
    absent = cells.eq(NOT_AVAILABLE)
    numbers = pd.to_numeric(cells.str.replace(",", "").mask(absent), errors="coerce")
    bad = numbers.isna() & ~absent
    refuse_first(cells, bad=bad, place=place, expected=f"a number or {NOT_AVAILABLE}")
    return numbers.astype("float64")


def by_upper_tier(
    rows: pd.DataFrame, *, built: Mapping[str, pd.DataFrame], place: Place
) -> pd.DataFrame:
    """The published figure of each area, or else the sum of its districts.

    Args:
        rows: code, amount_gbp, taxpayers; codes of 2021, of all the kingdom.
        built: holds `areas` and `area_changes`.
        place: the file, for the message.

    Returns:
        area_code, amount_gbp, taxpayers, status, method.

    Raises:
        SourceSchemaError: an English council is unknown, or an area has no row.
    """
    columns = ["amount_gbp", "taxpayers"]
    wanted = current_upper_tier(built["areas"])
    english = rows[rows["code"].str.startswith("E") & ~rows["code"].str.startswith(GROUPS)]
    known = {*built["areas"]["area_code"], *built["area_changes"]["old_code"]}
    refuse_first(
        english["code"], bad=~english["code"].isin(known), place=place, expected="a known council"
    )
    same = successors_of_same_area(built["area_changes"])
    now = english.assign(area_code=english["code"].replace(same))
    whole = now[now["area_code"].isin(wanted)].assign(method=WHOLE)
    upper = now["code"].map(upper_tier_by_code(built))
    districts = now.assign(area_code=upper)[~upper.isin(whole["area_code"]) & upper.notna()]
    summed = districts.groupby("area_code")[columns].sum(min_count=1).reset_index()
    taxes = pd.concat([whole, summed.assign(method=SUMMED)], ignore_index=True)
    lacking = sorted(wanted - set(taxes["area_code"]))
    if lacking:
        raise place.refuse(column="code", received=None, expected=f"rows of {lacking}")
    absent = taxes["amount_gbp"].isna()
    status = taxes["method"].map({WHOLE: "published", SUMMED: "computed"}).mask(absent, "missing")
    taxes = taxes.assign(status=status, method=taxes["method"].mask(absent, MISSING))
    return taxes[["area_code", *columns, "status", "method"]]


def check_regions(
    taxes: pd.DataFrame, rows: pd.DataFrame, *, areas: pd.DataFrame, place: Place
) -> None:
    """Set each region's printed amount beside the sum of its areas, where all have one.

    Raises:
        SourceSchemaError: they differ by more than rounding; names the region's row.
    """
    region = dict(zip(areas["area_code"], areas["region_code"], strict=True))
    sums = taxes.groupby(taxes["area_code"].map(region))["amount_gbp"].agg(
        lambda part: part.sum(skipna=False)
    )
    printed = rows[rows["code"].str.startswith(REGION)]
    for line, code, amount in zip(
        printed.index, printed["code"], printed["amount_gbp"], strict=True
    ):
        whole = sums.get(code)
        if whole is not None and abs(whole - amount) > ROUNDING * amount:
            raise place.refuse(
                row=int(line) + FIRST_DATA_LINE,
                column="total_tax_amount",
                received=amount,
                expected=f"about {whole:.0f}, the sum of the region's areas",
            )
