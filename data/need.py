"""Spend beside need: a fit for every service line and year, made when the tables are built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from data.map_places import place_groups
from utils.stats.need_adjustment import NeedAdjustment, calculate_need_adjustment

BASIS: Final = "cash"
DEPRIVATION: Final = "deprivation_score:persons"
UNDER_20: Final = ("0-4", "5-9", "10-14", "15-19")
OVER_64: Final = ("65-69", "70-74", "75-79", "80-84", "85-89", "90+")
PREDICTORS: Final = ["deprivation_score", "share_under_20", "share_65_and_over"]
#: Leaves out the City of London (15,111 residents at most) and the Isles of Scilly, and no other
#: area: the next smallest had 34,598.
SMALLEST_POPULATION: Final = 20_000
FEWEST_AREAS: Final = 100
#: Above this share of areas with a figure in common a fit says so.
SHARED_FIGURES: Final = 0.1
METHOD: Final = (
    "Least squares over upper-tier areas of at least 20,000 residents, each counting alike, on the "
    "deprivation score and the shares of residents under 20 and 65 and over. Each place is left "
    "out of the fit that judges it."
)
FIT_COLUMNS: Final = [
    "measure",
    "basis",
    "period",
    "n",
    "degrees_of_freedom",
    "r_squared",
    "adjusted_r_squared",
    "residual_sd",
    "mean",
    "confidence",
    "deprivation_edition",
    "age_year",
    "method",
    "note",
    "source",
]
PENCE: Final = 2
FINE: Final = 6


@dataclass(frozen=True)
class _Need:
    """What need is told by, for areas and for places of several areas.

    Attributes:
        deprivation: score by area_code and edition.
        ages: shares in per cent by area_code and year: share_under_20, share_65_and_over.
        residents: population by area_code and year.
        areas: codes of the upper-tier areas of 2024.
        members: place_id and area_code of the places of several areas.
    """

    deprivation: pd.DataFrame
    ages: pd.DataFrame
    residents: pd.DataFrame
    areas: frozenset[str]
    members: pd.DataFrame


def build_need_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `need_fits`, `need_terms` and `need_adjusted` from the built tables.

    All of it is in cash. Real terms are the same times one factor a year, and so is every part of
    a fit that is money, as a least-squares fit is linear in the values.
    """
    need = _need(tables)
    values = tables["map_values"]
    spend = values[values["measure"].str.startswith("spend:") & (values["basis"] == BASIS)]
    named = tables["map_measures"].drop_duplicates("measure")
    sources = dict(zip(named["measure"], named["source"], strict=True))
    fits, terms, adjusted = [], [], []
    for (measure, period), part in spend.groupby(["measure", "period"]):
        if not part["area_code"].isin(need.areas).any():
            continue
        keys = {"measure": str(measure), "basis": BASIS, "period": str(period)}
        row, found = _one_fit(part, need, year=int(str(period)[:4]))
        fits.append({**keys, **row, "method": METHOD, "source": sources[measure]})
        if found is not None:
            terms.append(found.terms.assign(**keys))
            adjusted.append(found.places.assign(**keys))
    return {
        "need_fits": _rounded(pd.DataFrame(fits, columns=FIT_COLUMNS), ["residual_sd", "mean"]),
        "need_terms": _rounded(pd.concat(terms, ignore_index=True), []),
        "need_adjusted": _rounded(
            pd.concat(adjusted, ignore_index=True),
            ["value", "expected", "residual", "lower_cl", "upper_cl"],
        ),
    }


def _rounded(frame: pd.DataFrame, money: Sequence[str]) -> pd.DataFrame:
    """Round money to pence and the rest finely, so that every machine builds the same bytes."""
    digits = {
        name: PENCE if name in money else FINE for name in frame.select_dtypes("float").columns
    }
    # Adding nothing turns a minus nought into a plain one.
    return frame.round(digits).assign(
        **{name: frame[name].round(digits[name]) + 0.0 for name in digits}
    )


def _need(tables: Mapping[str, pd.DataFrame]) -> _Need:
    areas = tables["areas"]
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    values = tables["map_values"]
    scores = values[values["measure"] == DEPRIVATION]
    groups = place_groups(tables["place_members"])
    members = groups.rename(columns={"group": "place_id", "member": "area_code"})
    return _Need(
        deprivation=scores.pivot_table(index="area_code", columns="period_start", values="value"),
        ages=_age_shares(tables["population_ages"], members),
        residents=tables["populations"].pivot_table(
            index="area_code", columns="year", values="population"
        ),
        areas=frozenset(upper["area_code"]),
        members=members[["place_id", "area_code"]],
    )


def _age_shares(ages: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
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


def _one_fit(
    part: pd.DataFrame, need: _Need, *, year: int
) -> tuple[dict[str, Any], NeedAdjustment | None]:
    """The row of one line and year, and its fit, or none and the reason."""
    edition = nearest(year, [int(one) for one in need.deprivation.columns])
    age_year = nearest(year, need.ages.index.get_level_values("year").unique().tolist())
    known = part[["area_code", "value"]].join(
        need.deprivation[edition].rename(PREDICTORS[0]), "area_code"
    )
    known = known.join(need.ages.xs(age_year, level="year"), "area_code").dropna()
    residents = known["area_code"].map(need.residents[year])
    areas = known[known["area_code"].isin(need.areas) & (residents >= SMALLEST_POPULATION)]
    basics = {"n": len(areas), "deprivation_edition": str(edition), "age_year": age_year}
    reason = _why_none(areas)
    if reason:
        return {**basics, "note": reason}, None
    found = calculate_need_adjustment(
        data=areas.sort_values("area_code", ignore_index=True),
        predictors=PREDICTORS,
        places=known[known["area_code"].isin(need.members["place_id"])].sort_values("area_code"),
        members=need.members,
    )
    fit = {name: getattr(found, name) for name in FIT_COLUMNS[3:10]}
    return {**basics, **fit, "note": _note(areas, found)}, found


def nearest(year: int, years: Iterable[int]) -> int:
    """The year at hand that is nearest; of two as near, the earlier.

    >>> nearest(2022, [2019, 2025])
    2019
    """
    return min(years, key=lambda one: (abs(one - year), one))


def _why_none(areas: pd.DataFrame) -> str:
    if len(areas) < FEWEST_AREAS:
        return f"No fit: {len(areas)} areas have a figure, and {FEWEST_AREAS} are needed."
    if areas["value"].min() == areas["value"].max():
        return "No fit: every area has the same figure."
    return ""


def _note(areas: pd.DataFrame, found: NeedAdjustment) -> str | None:
    """What is odd about a fit, so that no one takes its limits for more than they are."""
    shared = int(_shared(areas["value"]).sum())
    # Income may exceed spend on a line; only where it never does is less than nothing odd.
    negative = int((found.places["expected"] < 0).sum()) if areas["value"].min() >= 0 else 0
    notes = []
    if shared > SHARED_FIGURES * len(areas):
        notes.append(
            f"{shared} of {len(areas)} areas have a figure in common with another, as it is shared "
            "out from a wider body; they are not independent, so the limits are too narrow."
        )
    if negative:
        notes.append(
            f"The expected spend of {negative} {'place' if negative == 1 else 'places'} is below "
            "nothing, which a straight line cannot rule out."
        )
    return " ".join(notes) or None


def _shared(values: pd.Series[float]) -> pd.Series[bool]:
    """Which areas have the very figure of another; to spend nothing is no figure in common."""
    exact = values.round(FINE)
    return exact.duplicated(keep=False) & (exact != 0)
