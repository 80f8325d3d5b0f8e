"""What places are like: deprivation, ages, London, and their statistical neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.pipeline.derive.place_values import place_groups
from data.read.comparators import NEIGHBOURS

DEPRIVATION: Final = "deprivation_score:persons"
LONDON_REGION: Final = "E12000007"
UNDER_20: Final = ("0-4", "5-9", "10-14", "15-19")
OVER_64: Final = ("65-69", "70-74", "75-79", "80-84", "85-89", "90+")
LONDON: Final = "london"
PREDICTORS: Final = ["deprivation_score", "share_under_20", "share_65_and_over", LONDON]


@dataclass(frozen=True)
class SimilarPlaces:
    """What areas and places of several areas are like.

    Attributes:
        deprivation: score by area_code and edition.
        ages: shares in per cent by area_code and year: share_under_20, share_65_and_over.
        london: 1 for an area or place in London, else 0.
        residents: population by area_code and year.
        areas: codes of the upper-tier areas of 2024.
        members: place_id and area_code of the places of several areas.
        neighbours: the most alike areas of each area or place.
    """

    deprivation: pd.DataFrame
    ages: pd.DataFrame
    london: pd.Series[float]
    residents: pd.DataFrame
    areas: frozenset[str]
    members: pd.DataFrame
    neighbours: Mapping[str, list[str]]

    def edition(self, year: int) -> int:
        """Edition of the deprivation score nearest to a year."""
        return nearest(year, [int(column) for column in self.deprivation.columns])

    def age_year(self, year: int) -> int:
        """Year of the age shares nearest to a year."""
        return nearest(year, self.ages.index.get_level_values("year").unique().tolist())

    def describe(self, rows: pd.DataFrame, year: int) -> pd.DataFrame:
        """Rows of `area_code` with the predictors of a year; those without them are left out."""
        scores = self.deprivation[self.edition(year)].rename(PREDICTORS[0])
        ages = self.ages.xs(self.age_year(year), level="year")
        known = rows.join(scores, "area_code").join(ages, "area_code")
        return known.join(self.london.rename(LONDON), "area_code").dropna()


def describe_places(tables: Mapping[str, pd.DataFrame]) -> SimilarPlaces:
    """Collect from the built tables what places are like."""
    areas = tables["areas"]
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    values = tables["map_values"]
    scores = values[values["measure"] == DEPRIVATION]
    groups = place_groups(tables["place_members"])
    members = groups.rename(columns={"group": "place_id", "member": "area_code"})
    return SimilarPlaces(
        deprivation=scores.pivot_table(index="area_code", columns="period_start", values="value"),
        ages=age_shares(tables["population_ages"], members),
        london=_london(upper, members),
        residents=tables["populations"].pivot_table(
            index="area_code", columns="year", values="population"
        ),
        areas=frozenset(upper["area_code"]),
        members=members[["place_id", "area_code"]],
        neighbours=_neighbours(tables["neighbours"], members),
    )


def _neighbours(neighbours: pd.DataFrame, members: pd.DataFrame) -> dict[str, list[str]]:
    """The most alike areas of each area; of a place, those of any of its areas but its own."""
    nearest_first = neighbours.sort_values("neighbour_order", kind="stable")
    found = {
        str(code): list(part)[:NEIGHBOURS]
        for code, part in nearest_first.groupby("area_code")["neighbour_code"]
    }
    for place, part in members.groupby("place_id")["area_code"]:
        near = dict.fromkeys(neighbour for code in part for neighbour in found.get(code, ()))
        found[str(place)] = [neighbour for neighbour in near if neighbour not in set(part)]
    return found


def _london(upper: pd.DataFrame, members: pd.DataFrame) -> pd.Series[float]:
    """1 in London and 0 elsewhere; a place of several is in London where all of it is."""
    inside = (upper.set_index("area_code")["region_code"] == LONDON_REGION).astype("float64")
    places = members["area_code"].map(inside).groupby(members["place_id"]).min()
    return pd.concat([inside, places])


def age_shares(ages: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Shares of residents by area or place and year, in per cent; a place's from its counts."""
    people = ages[ages["sex"] == "persons"]
    places = people.merge(members, on="area_code").assign(area_code=lambda rows: rows["place_id"])
    everyone = pd.concat([people, places])
    counts = everyone.pivot_table(
        index=["area_code", "year"], columns="age_band", values="population", aggfunc="sum"
    )
    total = counts.sum(axis=1, min_count=counts.shape[1])
    return pd.DataFrame(
        {
            "share_under_20": counts[list(UNDER_20)].sum(axis=1) / total * 100,
            "share_65_and_over": counts[list(OVER_64)].sum(axis=1) / total * 100,
        }
    )


def nearest(year: int, years: Iterable[int]) -> int:
    """The nearest of some years; of two as near, the earlier.

    >>> nearest(2022, [2019, 2025])
    2019
    """
    return min(years, key=lambda candidate: (abs(candidate - year), candidate))
