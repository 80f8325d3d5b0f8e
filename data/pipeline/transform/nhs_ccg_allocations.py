"""Money of clinical commissioning groups, for the areas that groups of known bounds cover whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.upper_tier import (
    account_rows,
    refuse_first,
    small_to_upper_tier,
)

KEY: Final = "allocations"
CODES_KEY: Final = "codes_2013"
BOUNDS_KEY: Final = "small_areas_2021"
AMOUNT: Final = "allocation_gbp_k"
ITEM: Final = "nhs_ccg_programme"
#: What NHS England published, against which the table that others compiled is checked.
PUBLISHED: Final = {"2014-15": (211, 64.3e9)}
PUBLISHED_ROUNDING: Final = 0.1e9
#: Share of an area's residents that mapped groups must cover; the rest is rounding of bounds.
WHOLE: Final = 0.999
NOTE: Final = (
    "Core programme allocation of the groups that cover the area, a group over several areas "
    "spread by residents of mid-2020. Primary medical care, running costs, specialised services "
    "and public health are left out, so it does not compare with the years from 2022-23. "
    "Secondary: from a researcher's table of what NHS England published."
)


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `place_accounts`; needs `small_area_parents` and `small_areas` with population.

    Groups had other bounds before they merged, which are not known here. A group is used if its
    code, or else its name, is still among the groups of 2021; an area if such groups cover it.

    Raises:
        SourceSchemaError: a column or small area is unknown, an amount is no number, a group has
            two amounts in a year, or the groups are not those that were published.
    """
    groups = read_groups(raw)
    people = _people(raw, built)
    groups = groups.assign(bounds=bounds_of(groups, _codes(raw), _names(raw)))
    amounts = spread_over_areas(groups, people)
    return {
        "place_accounts": account_rows(
            amounts.assign(item=ITEM, note=NOTE),
            raw=raw,
            body_group="nhs",
            money_basis="allocation",
            people="registered",
            grade="secondary",
        )
    }


def read_groups(raw: RawFiles) -> pd.DataFrame:
    """Every group and year: financial_year, code, name, amount_gbp."""
    text = ["fy", "ccg_ods_code", "ccg_name"]
    frame = read_csv(raw, KEY, required=[*text, AMOUNT], text=text)
    place = place_of(raw, KEY)
    pounds = to_number(frame, AMOUNT, raw=raw, key=KEY, missing=()) * 1e3
    refuse_first(frame[AMOUNT], bad=~(pounds > 0), place=place, expected="an amount above 0")
    twice = frame.duplicated(["fy", "ccg_ods_code"])
    expected = "each group once a year"
    refuse_first(frame["ccg_ods_code"], bad=twice, place=place, expected=expected)
    renamed = frame[text].set_axis(["financial_year", "code", "name"], axis=1)
    groups = renamed.assign(amount_gbp=pounds)
    check_published(groups, place=place)
    return groups


def check_published(groups: pd.DataFrame, *, place: Place) -> None:
    """The number of groups and their money are what was published.

    Raises:
        SourceSchemaError: they are not; names the year.
    """
    for year, (number, pounds) in PUBLISHED.items():
        rows = groups[groups["financial_year"] == year]
        total = rows["amount_gbp"].sum()
        if len(rows) != number or abs(total - pounds) > PUBLISHED_ROUNDING:
            raise place.refuse(
                column=AMOUNT,
                received=f"{len(rows)} groups and {total:.0f} in {year}",
                expected=f"{number} groups and about {pounds:.0f}",
            )


def bounds_of(
    groups: pd.DataFrame, codes: Mapping[str, str], names: Mapping[str, str]
) -> pd.Series[str]:
    """The group of 2021 that has a group's code, or else its name; null where none has.

    Args:
        groups: code of the NHS and name.
        codes: ONS code of 2013 by code of the NHS.
        names: ONS code by plain name, of the groups of 2021.
    """
    by_code = groups["code"].map(codes)
    by_name = groups["name"].map(plain_name).map(names)
    return by_code.where(by_code.isin(list(names.values())), by_name)


def spread_over_areas(groups: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Spread groups by residents, and keep the areas that groups of the year cover whole.

    Args:
        groups: financial_year, bounds (null where unknown), amount_gbp.
        people: bounds, area_code, residents: every group of 2021 and area.

    Returns:
        area_code, financial_year, amount_gbp.
    """
    of_group = people.groupby("bounds")["residents"].transform("sum")
    shares = people.assign(share=people["residents"] / of_group)
    joined = groups.dropna(subset=["bounds"]).merge(shares, on="bounds")
    joined["amount_gbp"] *= joined["share"]
    keys = ["area_code", "financial_year"]
    sums = joined.groupby(keys, as_index=False)[["amount_gbp", "residents"]].sum()
    residents = people.groupby("area_code")["residents"].sum()
    covered = sums["residents"] / sums["area_code"].map(residents)
    kept: pd.DataFrame = sums.loc[covered >= WHOLE, [*keys, "amount_gbp"]]
    return kept


def plain_name(name: str) -> str:
    """A group's name without what is written in different ways.

    >>> plain_name("NHS Bath, North & East CCG")
    'BATH NORTH AND EAST'
    """
    text = name.upper().removeprefix("NHS ").removesuffix(" CCG")
    return " ".join(text.replace("&", "AND").replace(",", "").replace("'", "").split())


def _codes(raw: RawFiles) -> dict[str, str]:
    text = ["ccg_nhs_code", "ccg_ons_code"]
    frame = read_csv(raw, CODES_KEY, required=text, text=text).drop_duplicates(text)
    return dict(zip(frame["ccg_nhs_code"], frame["ccg_ons_code"], strict=True))


def _names(raw: RawFiles) -> dict[str, str]:
    text = ["ccg21_name", "ccg21_code"]
    frame = read_csv(raw, BOUNDS_KEY, required=text, text=text).drop_duplicates(text)
    return dict(zip(frame["ccg21_name"].map(plain_name), frame["ccg21_code"], strict=True))


def _people(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Residents of mid-2020 of every group of 2021 and upper-tier area."""
    text = ["lsoa11_code", "ccg21_code"]
    frame = read_csv(raw, BOUNDS_KEY, required=text, text=text)
    place, codes = place_of(raw, BOUNDS_KEY), frame["lsoa11_code"]
    small = built["small_areas"]
    rows = small[(small["measure"] == "population") & (small["area_type"] == "lsoa11")]
    residents = codes.map(dict(zip(rows["area_code"], rows["value"], strict=True)))
    refuse_first(codes, bad=residents.isna(), place=place, expected="an area with residents")
    located = pd.DataFrame(
        {
            "bounds": frame["ccg21_code"],
            "area_code": small_to_upper_tier(codes, area_type="lsoa11", built=built, place=place),
            "residents": residents,
        }
    )
    return located.groupby(["bounds", "area_code"], as_index=False).agg(
        residents=("residents", "sum")
    )
