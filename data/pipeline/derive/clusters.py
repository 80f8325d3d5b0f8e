"""Where small areas with like values lie together inside a place: local Moran and Getis-Ord."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from esda import G_Local, Moran_Local, fdr
from libpysal.graph import Graph
from numpy.typing import NDArray

from data.pipeline.derive.place_values import place_groups

Numbers = NDArray[np.float64]
#: Measures whose clusters are sought, each at a level and period.
MEASURES: Final = (
    ("imd_rank:persons", "lsoa", "2019"),
    ("life_expectancy_at_birth:female", "msoa", "2016-20"),
    ("life_expectancy_at_birth:male", "msoa", "2016-20"),
    ("mortality_ratio_under_75:persons", "msoa", "2015-19"),
)
FEWEST_AREAS: Final = 20
PERMUTATIONS: Final = 9_999
SEED: Final = 2010
#: By how much of the largest shuffled statistic two equal ones may differ on another processor.
TIED: Final = 1e-9
#: Share of false findings among all findings inside a place.
FALSE_SHARE: Final = 0.05
QUADRANTS: Final = {
    1: "high among high",
    2: "low among high",
    3: "low among low",
    4: "high among low",
}
NONE: Final = "not told from chance"
COLUMNS: Final = [
    "place_id",
    "measure",
    "period",
    "area_code",
    "moran",
    "moran_p",
    "getis_ord",
    "getis_ord_p",
]


def build_clusters(
    tables: Mapping[str, pd.DataFrame], borders: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Build `clusters` of each upper-tier authority and place of several.

    Neighbours share a border or a corner inside the place. Each area's statistic is set beside
    9,999 random shufflings of the others' values; p is two-sided, and what counts as distinct from
    chance is decided by Benjamini and Hochberg's way over all areas of the place.

    Args:
        tables: the built tables.
        borders: pairs of small areas of 2011 that touch, each in both orders: focal, neighbour.
    """
    parents = tables["small_area_parents"]
    lower = parents[parents["area_type"] == "lsoa11"].set_index("area_code")
    pairs = {"lsoa": borders, "msoa": _coarser(borders, lower["msoa_code"])}
    homes = {
        "lsoa": lower["upper_tier_code"],
        "msoa": lower.groupby("msoa_code")["upper_tier_code"].first(),
    }
    members = _members(tables, sorted(set(lower["upper_tier_code"])))
    values = tables["small_area_values"]
    parts = []
    for measure, level, period in MEASURES:
        rows = values[
            (values["measure"] == measure)
            & (values["level"] == level)
            & (values["period"] == period)
            & values["value"].notna()
        ].set_index("area_code")["value"]
        home = homes[level].reindex(rows.index)
        for place, codes in members.items():
            own = rows[home.isin(codes)]
            found = _of_place(own, pairs[level])
            if found is not None:
                parts.append(found.assign(place_id=place, measure=measure, period=period))
    return {"clusters": pd.concat(parts, ignore_index=True)[COLUMNS]}


def _members(tables: Mapping[str, pd.DataFrame], authorities: list[str]) -> dict[str, list[str]]:
    groups = place_groups(tables["place_members"])
    unions = {str(place): list(part["member"]) for place, part in groups.groupby("group")}
    return {code: [code] for code in authorities} | unions


def _coarser(borders: pd.DataFrame, parent: pd.Series[str]) -> pd.DataFrame:
    """Which areas touch whose parts touch."""
    pairs = pd.DataFrame({name: borders[name].map(parent) for name in ("focal", "neighbour")})
    return pairs[pairs["focal"] != pairs["neighbour"]].drop_duplicates(ignore_index=True)


def _of_place(values: pd.Series[float], pairs: pd.DataFrame) -> pd.DataFrame | None:
    """Both statistics of each area of a place; None where too few areas touch another."""
    own = pairs[pairs["focal"].isin(values.index) & pairs["neighbour"].isin(values.index)]
    touching = values[values.index.isin(own["focal"])].sort_index()
    if len(touching) < FEWEST_AREAS or touching.min() == touching.max():
        return None
    graph = _graph(own, touching.index)
    common: dict[str, Any] = {
        "permutations": PERMUTATIONS,
        "keep_simulations": True,
        "n_jobs": 1,
        "seed": SEED,
    }
    numbers = touching.to_numpy(np.float64)
    with warnings.catch_warnings():
        # The library's p is of one side, which it says will change; ours is counted from its draws.
        warnings.filterwarnings("ignore", "The alternative hypothesis", DeprecationWarning)
        moran = Moran_Local(numbers, graph, **common)
        # The statistic with a star counts the area itself too.
        getis = G_Local(numbers, graph.assign_self_weight(1.0), star=True, **common)
    moran_p = _two_sided(moran.Is, moran.rlisas)
    getis_p = _two_sided(getis.Gs, getis.rGs)
    warm = np.where(getis.Zs > 0, "high", "low")
    return pd.DataFrame(
        {
            "area_code": touching.index,
            "moran": _told(moran_p, [QUADRANTS[quadrant] for quadrant in moran.q]),
            "moran_p": moran_p,
            "getis_ord": _told(getis_p, list(warm)),
            "getis_ord_p": getis_p,
        }
    )


def _two_sided(observed: Numbers, shuffled: Numbers) -> Numbers:
    """Two-sided p of each area: twice the share of shufflings on the rarer side of its statistic.

    A shuffling that equals the statistic is on both sides. It may differ in its last digits, which
    depend on the processor, and counts as equal then too.

    Args:
        observed: a statistic an area.
        shuffled: the same of each shuffling, a row for each area.
    """
    near = TIED * np.abs(shuffled).max(axis=1)
    at_least = (shuffled >= (observed - near)[:, np.newaxis]).sum(axis=1)
    at_most = (shuffled <= (observed + near)[:, np.newaxis]).sum(axis=1)
    rarer = np.minimum(at_least, at_most)
    p: Numbers = np.minimum(1.0, 2 * (rarer + 1) / (PERMUTATIONS + 1))
    return p


def _graph(pairs: pd.DataFrame, codes: pd.Index[str]) -> Graph:
    order = {code: number for number, code in enumerate(codes)}
    sorted_pairs = pairs.assign(
        first=pairs["focal"].map(order), second=pairs["neighbour"].map(order)
    ).sort_values(["first", "second"])
    return Graph.from_arrays(
        sorted_pairs["first"].to_numpy(),
        sorted_pairs["second"].to_numpy(),
        np.ones(len(sorted_pairs)),
    )


def _told(p: np.ndarray[tuple[int], np.dtype[np.float64]], labels: list[str]) -> list[str]:
    """The label of each area whose p passes; the rest cannot be distinguished from chance."""
    threshold = fdr(p, FALSE_SHARE)
    return [label if chance <= threshold else NONE for chance, label in zip(p, labels, strict=True)]
