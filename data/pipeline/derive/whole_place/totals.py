"""Ranges of items, and their sums by block and in all."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from data.pipeline.derive.whole_place.errors import error_of
from utils.config import ENGLAND

TOTAL: Final = "total"
WITHOUT_ONE_OFF: Final = "total_without_one_off"
ONE_OFF: Final = "one_off"
KEYS: Final = ["area_code", "financial_year", "block"]
NUMBERS: Final = ["amount_gbp", "measured_gbp", "lower_gbp", "upper_gbp", "population"]


def add_ranges(shared: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    """Add `range_gbp`, how far an item may lie from its estimate either way.

    What is measured has no range; the rest has that of its driver's error.
    """
    estimated = (shared["amount_gbp"] - shared["measured_gbp"]).abs()
    return shared.assign(range_gbp=estimated * error_of(errors, shared["item"], shared["driver"]))


def add_up(items: pd.DataFrame) -> pd.DataFrame:
    """Add items up to blocks and to totals, with and without one-off support.

    Errors of items are taken as independent of each other, so ranges add up as squares do.

    Args:
        items: area_code, region_code, financial_year, block, amount_gbp, measured_gbp, range_gbp.

    Returns:
        area_code, financial_year, block, amount_gbp, measured_gbp, lower_gbp, upper_gbp: of areas,
        of regions and of England. A region's amount is the Treasury's own, so it has no range.
    """
    areas = _sums(items)
    areas["range_gbp"] = np.sqrt(areas.pop("squares"))
    above = [
        _sums(items.assign(area_code=code)).assign(range_gbp=0.0)
        for code in (items["region_code"], ENGLAND)
    ]
    rows = pd.concat([areas, *[part.drop(columns="squares") for part in above]], ignore_index=True)
    spread = rows.pop("range_gbp")
    return rows.assign(
        lower_gbp=rows["amount_gbp"] - spread, upper_gbp=rows["amount_gbp"] + spread
    ).sort_values(KEYS, ignore_index=True)


def _sums(items: pd.DataFrame) -> pd.DataFrame:
    rows = items.assign(squares=items["range_gbp"] ** 2)
    parts = [
        rows,
        rows.assign(block=TOTAL),
        rows[rows["block"] != ONE_OFF].assign(block=WITHOUT_ONE_OFF),
    ]
    columns = ["amount_gbp", "measured_gbp", "squares"]
    return pd.concat(parts).groupby(KEYS, as_index=False)[columns].sum()


def add_up_places(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Add areas up to places; a place has a figure only where every member has.

    Args:
        rows: area_code, financial_year, block and `NUMBERS`.
        members: place_id and area_code.

    Returns:
        place_id, financial_year, block and `NUMBERS`. Ranges of areas are added, as their errors
        may be alike.
    """
    keys = ["place_id", "financial_year", "block"]
    sizes = members.groupby("place_id")["area_code"].nunique()
    joined = members.merge(rows, on="area_code")
    sums = joined.groupby(keys)[NUMBERS].sum()
    found = sums.assign(found=joined.groupby(keys)["area_code"].nunique()).reset_index()
    return found[found["found"] == found["place_id"].map(sizes)].drop(columns="found")


def per_head(rows: pd.DataFrame, populations: pd.DataFrame) -> pd.DataFrame:
    """Add `population`, of the year's first calendar year, and `amount_gbp_per_head`."""
    people = populations.set_index(["area_code", "year"])["population"]
    years = rows["financial_year"].str[:4].astype("int64")
    population = people.reindex(pd.MultiIndex.from_arrays([rows["area_code"], years])).to_numpy()
    return rows.assign(population=population, amount_gbp_per_head=rows["amount_gbp"] / population)
