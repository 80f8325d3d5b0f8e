"""Reads what a declared driver or account is made of, as one table of areas by years."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Final

import pandas as pd

from utils.errors import InvalidInputError

Tables = Mapping[str, pd.DataFrame]
#: A driver's or an account's values: one row an area, one column a year (its first calendar year).
Values = pd.DataFrame
BAND: Final = re.compile(r"^(\d+)(?:-(\d+)|\+)$")
NHS_WEIGHT: Final = ("nhs_weighted_population", "nhs_registered_population")
PER_CENT: Final = 100


def read_values(made_of: str, tables: Tables, *, areas: pd.Index[str]) -> Values:
    """Values of a driver or an account; a gap is null.

    Args:
        made_of: As declared: `residents`, `nhs_need`, `claimants`,
            `disability_benefit_claims`, `ages:65+`, or parts of the form
            `table:what`, added up where a semicolon joins them, the first that is known where a
            bar does.
        tables: The built tables.
        areas: Upper-tier areas.

    Returns:
        One row an area, in the order of `areas`; one column a year that any area has.

    Raises:
        InvalidInputError: the declaration is none of these.
    """
    choices = [
        reduce(_add, [_read(part, tables) for part in choice.split(";")])
        for choice in made_of.split("|")
    ]
    return reduce(lambda first, then: first.combine_first(then), choices).reindex(areas)


def _add(left: Values, right: Values) -> Values:
    """Add two parts; a year counts where both have it, and an area where either has."""
    years = left.columns.intersection(right.columns)
    return left[years].add(right[years], fill_value=0)


def _read(part: str, tables: Tables) -> Values:
    kind, _, what = part.partition(":")
    whole: dict[str, Callable[[Tables], Values]] = {
        "residents": _residents,
        "nhs_need": _nhs_need,
        "claimants": _claimants,
        "disability_benefit_claims": _disability_benefit_claims,
    }
    of_table: dict[str, Callable[[Tables, str], Values]] = {
        "spend": _outturn("spend", "service_line"),
        "money_flows": _outturn("money_flows", "flow"),
        "driver_values": _driver,
        "place_accounts": _account,
        "ages": _ages,
    }
    if kind in whole:
        return whole[kind](tables)
    if kind in of_table:
        return of_table[kind](tables, what)
    raise InvalidInputError(
        argument="made_of", received=part, expected=", ".join([*whole, *of_table])
    )


def _wide(rows: pd.DataFrame, *, year: str, value: str) -> Values:
    sums = rows.groupby(["area_code", year], as_index=False)[value].sum(min_count=1)
    wide: Values = sums.pivot_table(index="area_code", columns=year, values=value)
    return wide


def _residents(tables: Tables) -> Values:
    return _wide(tables["populations"], year="year", value="population")


def _ages(tables: Tables, band: str) -> Values:
    """Residents of an age band that five-year bands make up, such as 65+ or 5-14."""
    found = BAND.match(band)
    if found is None:
        raise InvalidInputError(argument="ages", received=band, expected="65+ or 5-14")
    lowest, highest = int(found[1]), int(found[2] or 200)
    rows = tables["population_ages"]
    starts = rows["age_band"].str.extract(r"^(\d+)", expand=False).astype("int64")
    rows = rows[starts.between(lowest, highest)]
    persons = rows[rows["sex"] == "persons"]
    # Editions before 2024 have the sexes and no sum.
    without = rows[~rows["year"].isin(persons["year"].unique())]
    return _wide(pd.concat([persons, without]), year="year", value="population")


def _outturn(table: str, line: str) -> Callable[[Tables, str], Values]:
    def read(tables: Tables, what: str) -> Values:
        rows = tables[table]
        rows = rows[rows[line] == what]
        gap = rows["amount_gbp"].isna()
        known = rows[~gap.groupby([rows["area_code"], rows["financial_year"]]).transform("any")]
        known = known.assign(year=known["financial_year"].str[:4].astype("int64"))
        # Income above spending would give an area less than nothing of a region's money.
        return _wide(known, year="year", value="amount_gbp").clip(lower=0)

    return read


def _driver(tables: Tables, what: str) -> Values:
    rows = tables["driver_values"]
    return _wide(rows[rows["driver"] == what], year="year", value="value")


def _account(tables: Tables, what: str) -> Values:
    rows = tables["place_accounts"]
    rows = rows[(rows["item"] == what) | (rows["body_group"] == what)]
    rows = rows.assign(year=rows["financial_year"].str[:4].astype("int64"))
    return _wide(rows, year="year", value="amount_gbp")


def _nhs_need(tables: Tables) -> Values:
    """Residents times the weight per patient of the practices in the area."""
    weighted, registered = (_driver(tables, name) for name in NHS_WEIGHT)
    residents = _residents(tables)
    years = weighted.columns.intersection(residents.columns)
    return (weighted / registered)[years] * residents[years]


def _disability_benefit_claims(tables: Tables) -> Values:
    """Residents times the ratio of people on disability and health benefits to those expected."""
    ratios = _driver(tables, "comparative_illness_and_disability_ratio")
    residents = _residents(tables)
    return ratios * residents[ratios.columns]


def _claimants(tables: Tables) -> Values:
    """Residents times the rate of people who claim unemployment benefits."""
    rows = tables["observations"]
    rows = rows[(rows["indicator"] == "claimant_count") & (rows["sex"] == "persons")]
    rows = rows.assign(year=rows["period"].str[:4].astype("int64"))
    rates = _wide(rows, year="year", value="value") / PER_CENT
    people = _residents(tables)
    years = rates.columns.intersection(people.columns)
    return rates[years] * people[years]
