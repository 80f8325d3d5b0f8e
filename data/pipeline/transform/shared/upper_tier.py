"""Carries authorities of any vintage to the upper-tier areas of 2024, and shapes what is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE
from data.pipeline.transform.shared.place import Place

ACCOUNT_COLUMNS: Final = [
    "area_code",
    "financial_year",
    "body_group",
    "item",
    "amount_gbp",
    "money_basis",
    "people",
    "grade",
    "note",
    "source",
]
DRIVER_COLUMNS: Final = ["area_code", "driver", "year", "value", "unit", "method", "source"]
MoneyBasis = Literal["allocation", "expenditure", "grant"]
People = Literal["registered", "resident"]
Grade = Literal["measured", "secondary"]


def current_upper_tier(areas: pd.DataFrame) -> set[str]:
    """Codes of the upper-tier areas of 2024: counties, and authorities that are of both tiers."""
    shown = areas["is_current"].astype("bool") & areas["level"].isin(["upper_tier", "both"])
    return set(areas.loc[shown, "area_code"])


def upper_tier_by_code(built: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Upper tier of 2024 of every authority, current, abolished or since recoded.

    A county that was split among several has none and is not in the mapping.

    Args:
        built: holds `areas` and `area_changes`.
    """
    areas, changes = built["areas"], built["area_changes"]
    known = areas.dropna(subset=["upper_tier_code"])
    upper = dict(zip(known["area_code"], known["upper_tier_code"], strict=True))
    recoded = changes[changes["change"] == "recoded"]
    for old, new in zip(recoded["old_code"], recoded["new_code"], strict=True):
        if new in upper:
            upper.setdefault(old, upper[new])
    return upper


def to_upper_tier(
    codes: pd.Series[str],
    *,
    built: Mapping[str, pd.DataFrame],
    place: Place,
    left_out: Collection[str] = (),
) -> pd.Series[str]:
    """Write upper tiers of 2024 for codes of any vintage; those left out become null.

    Args:
        codes: a column as read, its index still that of the file's rows.
        built: holds `areas` and `area_changes`.
        place: the file, for the message.
        left_out: codes that have no one upper tier, or are left out on purpose.

    Raises:
        SourceSchemaError: a code is none of an English authority; names row and column.
    """
    upper = codes.map(upper_tier_by_code(built))
    bad = upper.isna() & ~codes.isin(list(left_out))
    expected = "a code of an English authority that lies in one upper tier"
    refuse_first(codes, bad=bad, place=place, expected=expected)
    return upper


def small_to_upper_tier(
    codes: pd.Series[str], *, area_type: str, built: Mapping[str, pd.DataFrame], place: Place
) -> pd.Series[str]:
    """Write the upper tier of 2024 for each small area of one vintage.

    Args:
        codes: a column as read.
        area_type: lsoa01, lsoa11, lsoa21 or msoa11.
        built: holds `small_area_parents`.
        place: the file, for the message.

    Raises:
        SourceSchemaError: a small area is unknown; names row and column.
    """
    parents = built["small_area_parents"]
    rows = parents[parents["area_type"] == area_type]
    upper = codes.map(dict(zip(rows["area_code"], rows["upper_tier_code"], strict=True)))
    refuse_first(codes, bad=upper.isna(), place=place, expected=f"a known area of type {area_type}")
    return upper


def refuse_first(values: pd.Series, *, bad: pd.Series[bool], place: Place, expected: str) -> None:
    """Refuse a column of a CSV file by the first of its bad values, if any.

    Raises:
        SourceSchemaError: names row and column.
    """
    if bad.any():
        first = int(bad.to_numpy().argmax())
        raise place.refuse(
            row=int(values.index[first]) + FIRST_DATA_LINE,
            column=str(values.name),
            received=values.iloc[first],
            expected=expected,
        )


def account_rows(
    amounts: pd.DataFrame,
    *,
    raw: RawFiles,
    body_group: str,
    money_basis: MoneyBasis,
    people: People,
    grade: Grade,
) -> pd.DataFrame:
    """Complete rows of `place_accounts`.

    Args:
        amounts: area_code, financial_year, item, amount_gbp (GBP), note (may be null).
        raw: its declaration names the source.
        body_group: who spends the money: nhs, schools or benefits.
        money_basis: what the amounts are.
        people: whose money it is: of those registered with practices of the area, or resident.
        grade: measured, or had from a table that others compiled.
    """
    return amounts.assign(
        body_group=body_group,
        money_basis=money_basis,
        people=people,
        grade=grade,
        source=raw.declaration.source,
    )[ACCOUNT_COLUMNS]


def driver_rows(
    values: pd.DataFrame, *, raw: RawFiles, driver: str, unit: str, method: str | None = None
) -> pd.DataFrame:
    """Complete rows of `driver_values`.

    Args:
        values: area_code, year, value and, where no one method is given, method.
        raw: its declaration names the source.
        driver: short name of the driver.
        unit: people, households or ratio.
        method: how every value was made.
    """
    rows = values if method is None else values.assign(method=method)
    return rows.assign(driver=driver, unit=unit, source=raw.declaration.source)[DRIVER_COLUMNS]
