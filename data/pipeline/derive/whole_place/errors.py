"""How far a driver's shares lie from the truth, where the truth is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.pipeline.derive.whole_place.amounts import Tables, Values, read_values
from data.pipeline.derive.whole_place.share_out import Ground
from data.pipeline.derive.whole_place.shares import find_shares

#: The error of a driver is what this share of all areas and years stays within. In a test on nine
#: lines of council accounts, ranges made so held the truth in 90 to 94 of 100 areas.
HELD: Final = 0.95
DEFAULT: Final = "residents"
ANY: Final = "any"
#: Fewer comparisons say nothing of a driver.
FEWEST: Final = 2
#: Lines of accounts whose shares are known everywhere, so that others can be set against them.
LINES: Final = (
    "outturn_adult_social_care",
    "outturn_children_social_care",
    "outturn_education",
    "outturn_public_health",
    "outturn_environment",
    "outturn_culture",
    "accounts_housing_benefit",
    "outturn_police",
    "outturn_fire",
)
SCHOOLS: Final = "place_accounts:dsg_schools_maintained;place_accounts:dsg_schools_academies"
NHS: Final = "nhs"
NHS_RECORDED: Final = "place_accounts:nhs"
COLUMNS: Final = ["item", "driver", "error", "comparisons", "places_compared", "evidence"]


def measure_errors(tables: Tables, ground: Ground, shared: pd.DataFrame) -> pd.DataFrame:
    """The error of each driver that could be set against a truth.

    Args:
        tables: The built tables.
        ground: Areas, drivers and accounts.
        shared: What `share_out` gave.

    Returns:
        item (`any` for every item), driver, error (a share of the estimate), comparisons,
        places_compared, evidence.
    """
    found = [*_against_accounts(ground), *_against_tables(tables, ground)]
    found += list(_against_benefits(ground, shared))
    rows = [
        {
            "item": item,
            "driver": driver,
            "error": float(np.quantile(errors.abs(), HELD)),
            "comparisons": len(errors),
            "places_compared": errors.index.nunique(),
            "evidence": evidence,
        }
        for item, driver, evidence, errors in found
        if len(errors) >= FEWEST
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["item", "driver"], ignore_index=True)


Evidence = tuple[str, str, str, "pd.Series[float]"]


def _against_accounts(ground: Ground) -> Iterator[Evidence]:
    """Residents against nine lines of accounts, low income against housing benefit."""
    lines = [_compare(ground, DEFAULT, ground.drivers[line]) for line in LINES]
    yield ANY, DEFAULT, "nine lines of the accounts of councils, police and fire", pd.concat(lines)
    low_income = "income_deprived_people"
    benefit = _compare(ground, low_income, ground.drivers["accounts_housing_benefit"])
    yield ANY, low_income, "housing benefit in council accounts", benefit


def _against_tables(tables: Tables, ground: Ground) -> Iterator[Evidence]:
    areas = ground.drivers[DEFAULT].index
    schools = read_values(SCHOOLS, tables, areas=areas)
    pupils = "ages_5_to_14"
    yield (
        ANY,
        pupils,
        "the schools grant before and after academies",
        _compare(ground, pupils, schools),
    )
    recorded = read_values(NHS_RECORDED, tables, areas=areas)
    yield (
        NHS,
        "nhs_need",
        "NHS money by practice, for registered patients",
        _compare(ground, "nhs_need", recorded),
    )
    yield (
        NHS,
        DEFAULT,
        "residents weighted by need for health care",
        _compare(ground, DEFAULT, ground.drivers["nhs_need"]),
    )


def _against_benefits(ground: Ground, shared: pd.DataFrame) -> Iterator[Evidence]:
    """Each driver of a benefit against what an area is known to have received."""
    whole = ground.items.index[ground.items["account_covers"] == "all"]
    known = shared[shared["item"].isin(whole) & (shared["measured_gbp"] == shared["amount_gbp"])]
    known = known[known["amount_gbp"] > 0].set_index("area_code")
    errors = known["shared_gbp"] / known["amount_gbp"] - 1
    for (item, driver), part in errors.groupby([known["item"], known["driver"]]):
        yield str(item), str(driver), "the benefit's own table by council", part


def held_share(ground: Ground, errors: pd.DataFrame) -> float:
    """Share of areas and years in which a range made of these errors holds the truth.

    Nine lines of accounts are shared out by residents, with ranges that add up as squares do, and
    the sum of each area is set beside its accounts.
    """
    known = errors.set_index(["item", "driver"])["error"]
    error = float(known[ANY, DEFAULT])
    of_lines = [set(map(int, ground.drivers[line].columns)) for line in LINES]
    years = sorted(set.intersection(*of_lines))
    held = [
        found
        for year in years
        for areas in ground.regions.values()
        if (found := _held(ground, areas, year, error)) is not None
    ]
    return float(np.concatenate(held).mean())


def _held(
    ground: Ground, areas: list[str], year: int, error: float
) -> npt.NDArray[np.bool_] | None:
    truth = pd.DataFrame({line: ground.drivers[line].loc[areas, year] for line in LINES})
    if truth.isna().any(axis=None):
        return None
    people = ground.drivers[DEFAULT].loc[areas, year]
    shares = (people / people.sum()).to_numpy()
    estimates = np.outer(shares, truth.sum().to_numpy())
    spread = np.sqrt(((estimates * error) ** 2).sum(axis=1))
    apart = np.abs(estimates.sum(axis=1) - truth.sum(axis=1).to_numpy())
    return np.asarray(apart <= spread)


def _compare(ground: Ground, driver: str, truth: Values) -> pd.Series[float]:
    """Relative errors of a driver's shares, area by area, in every year that both have."""
    values = ground.drivers[driver]
    years = values.columns.intersection(truth.columns)
    errors = [
        found
        for areas in ground.regions.values()
        for year in years
        if (found := _errors(values.loc[areas], truth.loc[areas], int(year))) is not None
    ]
    joined = pd.concat(errors) if errors else pd.Series(dtype="float64")
    finite: pd.Series[float] = joined[np.isfinite(joined)]
    return finite


def _errors(values: Values, truth: Values, year: int) -> pd.Series[float] | None:
    if values[year].isna().any() or truth[year].isna().any():
        return None
    estimated, known = find_shares(values, year=year), find_shares(truth, year=year)
    return None if estimated is None or known is None else estimated[0] / known[0] - 1


def error_of(
    errors: pd.DataFrame, items: pd.Series[str], drivers: pd.Series[str]
) -> pd.Series[float]:
    """The error of each pair: that of the item by its driver, of the driver, or of residents."""
    known = errors.set_index(["item", "driver"])["error"]
    own = known.reindex(pd.MultiIndex.from_arrays([items, drivers])).to_numpy()
    general = known.loc[[ANY]].droplevel("item")
    of_driver = drivers.map(general).to_numpy()
    found = pd.Series(own, index=items.index).fillna(pd.Series(of_driver, index=items.index))
    return found.fillna(float(general[DEFAULT]))
