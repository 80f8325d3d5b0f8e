"""Shares each region's money out between its areas, to the pound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.pipeline.derive.whole_place.amounts import Tables, Values, read_values
from data.pipeline.derive.whole_place.shares import Shares, share_out_by
from data.pipeline.transform.shared.whole_place import read_declared

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """What money is shared out on: areas by region, values of drivers and accounts, the chain."""

    regions: dict[str, list[str]]
    drivers: dict[str, Values]
    accounts: dict[str, Values]
    chain: dict[str, str]
    items: pd.DataFrame


def read_ground(tables: Tables) -> Ground:
    """Read the declared drivers and accounts for every current upper-tier area."""
    areas = tables["areas"]
    upper = areas[areas["level"].isin(["upper_tier", "both"]) & areas["is_current"]]
    codes = pd.Index(sorted(upper["area_code"]))
    drivers = read_declared("drivers").set_index("driver")
    items = read_declared("items").set_index("item")
    accounts = items.loc[items["account"] != "", "account"]
    return Ground(
        regions={
            str(region): sorted(part["area_code"]) for region, part in upper.groupby("region_code")
        },
        drivers={
            str(name): read_values(made_of, tables, areas=codes)
            for name, made_of in drivers["made_of"].items()
        },
        accounts={
            str(name): read_values(made_of, tables, areas=codes)
            for name, made_of in accounts.items()
        },
        chain={str(name): following for name, following in drivers["next_driver"].items()},
        items=items,
    )


def share_out(segments: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Share out every item of every region and year.

    Args:
        segments: region_code, financial_year, item, amount_gbp.
        ground: What it is shared out on.

    Returns:
        area_code, region_code, financial_year, item, amount_gbp (whole pounds), measured_gbp,
        shared_gbp (what the driver alone gives), driver, driver_year.

    Raises:
        AtlasError: an area has no driver; it is named.
    """
    keys = ["region_code", "financial_year", "item"]
    sums = segments.groupby(keys, as_index=False)["amount_gbp"].sum()
    totals = sums.assign(amount_gbp=sums["amount_gbp"].round().astype("int64"))
    columns: dict[str, list[npt.NDArray[Any]]] = {}
    for values in _parts(totals[totals["amount_gbp"] != 0], ground):
        for name, column in values.items():
            columns.setdefault(name, []).append(column)
    return pd.DataFrame({name: np.concatenate(parts) for name, parts in columns.items()})


def _parts(totals: pd.DataFrame, ground: Ground) -> Iterator[dict[str, npt.NDArray[Any]]]:
    found: dict[tuple[str, str, int], Shares] = {}
    declared = ground.items.to_dict("index")
    columns = ["region_code", "financial_year", "item", "amount_gbp"]
    for region, year, item, total in zip(*(totals[name] for name in columns), strict=True):
        first, driver = int(str(year)[:4]), declared[item]["driver"]
        areas = ground.regions[region]
        if (region, driver, first) not in found:
            found[region, driver, first] = share_out_by(
                ground.chain, ground.drivers, driver=driver, year=first, areas=areas
            )
        shared = share_item(
            total,
            found[region, driver, first],
            account=_account(ground, item, first, areas),
            covers_all=declared[item]["account_covers"] == "all",
        )
        labels = {"region_code": region, "financial_year": year, "item": item}
        yield shared | {name: np.full(len(areas), label) for name, label in labels.items()}


def _account(ground: Ground, item: str, year: int, areas: list[str]) -> Numbers:
    values = ground.accounts.get(item)
    if values is None or year not in values.columns:
        return np.full(len(areas), np.nan)
    return values.loc[areas, year].to_numpy(dtype="float64")


def share_item(
    total: int, shares: Shares, *, account: Numbers, covers_all: bool
) -> dict[str, npt.NDArray[Any]]:
    """Share one item of one region out; columns by name.

    Where an area's account covers all of the item, the area has what the account says, and the
    others share the rest. Elsewhere an account is a part of what the driver gives: what is measured
    is never more than the area's amount.
    """
    portions = shares.shares.to_numpy()
    shared = round_to_total(total, portions)
    amounts = shared
    known = ~np.isnan(account)
    if covers_all and known.any() and not known.all() and account[known].sum() <= total:
        amounts = np.zeros_like(shared)
        amounts[known] = account[known].round()
        others = portions[~known] / portions[~known].sum()
        amounts[~known] = round_to_total(total - int(amounts.sum()), others)
    measured = np.minimum(np.nan_to_num(account), amounts.clip(min=0)).round().astype("int64")
    return {
        "area_code": shares.shares.index.to_numpy(),
        "amount_gbp": amounts,
        "measured_gbp": measured,
        "shared_gbp": shared,
        "driver": np.full(len(shared), shares.driver),
        "driver_year": shares.basis.to_numpy(),
    }


def round_to_total(total: int, portions: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Whole pounds by portion that add up to the total: the largest remainders are rounded up."""
    exact = portions * total
    whole: npt.NDArray[np.int64] = np.floor(exact).astype("int64")
    left = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:left]] += 1
    return whole
