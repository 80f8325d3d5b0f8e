"""Says what share of each body's return belongs to each of today's upper-tier areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from data.pipeline.transform.mhclg_revenue_outturn.declared import WiderBody, financial_years
from utils.config import FIRST_FINANCIAL_YEAR
from utils.errors import MissingPopulationError

DORSET, BOURNEMOUTH_CHRISTCHURCH_POOLE = "E06000059", "E06000058"
#: The county of Dorset ended at the sea towns: only Christchurch lies in the second area now.
DORSET_COUNTY = "E1221"
SPLIT = "split by population"
SUMMED = "summed"
APPORTIONED = "apportioned by population"
SHARE_COLUMNS = [
    "body",
    "financial_year",
    "area_code",
    "share",
    "body_type",
    "method",
    "share_note",
]


def council_shares(
    lookup: pd.DataFrame, *, populations: pd.DataFrame, christchurch_share: float
) -> pd.DataFrame:
    """Give each council's shares: 1 in its area, or split between the areas that succeeded it.

    Args:
        lookup: ecode, authority_name_latest, constant_area_2024_ons_code (codes joined by "|").
        populations: area_code, year, population.
        christchurch_share: Christchurch's part of the people of its present area.

    Raises:
        MissingPopulationError: a successor has no population in a year.
    """
    named = zip(
        lookup["ecode"],
        lookup["authority_name_latest"],
        lookup["constant_area_2024_ons_code"].str.split("|"),
        strict=True,
    )
    parts = []
    for ecode, name, areas in named:
        factors = {BOURNEMOUTH_CHRISTCHURCH_POOLE: christchurch_share}
        shares = population_shares(
            areas,
            populations=populations,
            factors=factors if ecode == DORSET_COUNTY else {},
        )
        split = len(areas) > 1
        parts.append(
            shares.assign(
                body=ecode,
                body_type="council",
                method=SPLIT if split else SUMMED,
                share_note=_split_note(ecode, name) if split else None,
            )
        )
    return pd.concat(parts, ignore_index=True)[SHARE_COLUMNS]


def wider_shares(
    bodies: Sequence[WiderBody],
    *,
    populations: pd.DataFrame,
    police_areas: Mapping[str, Sequence[str]],
    fire_areas: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """Give each wider body's shares in the areas it serves, by population of the year.

    The Greater London Authority has two rows of shares: all areas for most of its lines, and the
    areas of its police force (all but the City) under the body name "E5100/police".

    Raises:
        MissingPopulationError: an area has no population in a year.
    """
    parts = []
    for body in bodies:
        for key, areas in _memberships(body, police_areas=police_areas, fire_areas=fire_areas):
            shares = population_shares(areas, populations=populations)
            years = shares["financial_year"]
            in_force = (years >= body.first_year) & (years <= (body.last_year or years.max()))
            parts.append(
                shares[in_force].assign(
                    body=key,
                    body_type=body.body_type,
                    method=APPORTIONED,
                    share_note=f"Share of {body.name}" + (f" ({body.note})" if body.note else ""),
                )
            )
    return pd.concat(parts, ignore_index=True)[SHARE_COLUMNS]


def population_shares(
    areas: Sequence[str],
    *,
    populations: pd.DataFrame,
    factors: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Share one among areas by mid-year population, each weighed by its factor if it has any.

    The years are those from `FIRST_FINANCIAL_YEAR` to the newest population.

    Returns:
        area_code, financial_year, share; the shares of a year add up to one.

    Raises:
        MissingPopulationError: an area among several has no population in a year.
    """
    years = range(FIRST_FINANCIAL_YEAR, int(populations["year"].max()) + 1)
    labels = financial_years(FIRST_FINANCIAL_YEAR, years[-1])
    if len(areas) == 1:
        return pd.DataFrame({"area_code": areas[0], "financial_year": labels, "share": 1.0})
    people = populations[populations["area_code"].isin(areas)].pivot_table(
        index="year", columns="area_code", values="population"
    )
    people = people.reindex(index=years, columns=list(areas))
    if people.isna().any(axis=None):
        lacking = people.columns[people.isna().any()].tolist()
        raise MissingPopulationError(f"No population of {lacking} for every year of {years}.")
    people = people.mul(pd.Series(factors or {}, dtype="float64").reindex(list(areas)).fillna(1.0))
    shares = people.div(people.sum(axis=1), axis=0).set_axis(labels, axis=0)
    shares = shares.rename_axis(index="financial_year", columns=None).reset_index()
    return shares.melt("financial_year", list(areas), "area_code", "share")


def members_by_code(
    lookup: pd.DataFrame, *, code: str, upper_tier: Mapping[str, str]
) -> dict[str, list[str]]:
    """List the upper-tier areas of each police or fire area of England.

    Args:
        lookup: `ltla24_code` and a column of police or fire area codes.
        code: the name of that column.
        upper_tier: district or unitary -> upper-tier area; areas of other countries are not in it.
    """
    english = lookup[lookup["ltla24_code"].isin(list(upper_tier))]
    upper = english["ltla24_code"].map(upper_tier)
    return {str(key): sorted(set(group)) for key, group in upper.groupby(english[code], sort=True)}


def _memberships(
    body: WiderBody,
    *,
    police_areas: Mapping[str, Sequence[str]],
    fire_areas: Mapping[str, Sequence[str]],
) -> list[tuple[str, Sequence[str]]]:
    if body.body_type == "park":
        return []
    if body.body_type == "gla":
        police = police_areas[str(body.police_area)]
        return [(body.ecode, body.areas), (f"{body.ecode}/police", police)]
    if body.police_area is not None:
        return [(body.ecode, police_areas[body.police_area])]
    if body.fire_area is not None:
        return [(body.ecode, fire_areas[body.fire_area])]
    return [(body.ecode, body.areas)]


def _split_note(ecode: str, name: str) -> str:
    note = f"Holds a part of {name}, split between its successors by their population of the year"
    if ecode == DORSET_COUNTY:
        note += (
            "; Christchurch is counted by its mid-2017 part of the people of Bournemouth, "
            "Christchurch and Poole"
        )
    return note
