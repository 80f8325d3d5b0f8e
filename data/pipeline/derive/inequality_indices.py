"""How unequal health is inside each place: slope, relative and concentration indices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from data.pipeline.derive.place_values import place_groups
from utils.stats.concentration import calculate_concentration_index
from utils.stats.slope_index import calculate_rii, calculate_sii

TENTHS: Final = "local tenths"
SMALL_AREAS: Final = "small areas"
LIFE: Final = "life_expectancy_at_birth"
#: The edition of the deprivation score by which the small areas of a period are ranked.
EDITIONS: Final = {"2009-13": "2010", "2015-19": "2019", "2016-20": "2019"}
DEPRIVATION: Final = "imd_score"
#: Measures of small areas by what a concentration index means for them.
MEASURES: Final = {
    LIFE: "high_is_good",
    "healthy_life_expectancy": "high_is_good",
    "disability_free_life_expectancy": "high_is_good",
    "mortality_ratio_under_75": "low_is_good",
    "preventable_mortality_ratio_under_75": "low_is_good",
}
#: Names under which indicators of authorities mean the same.
INDICATORS: Final = {
    "healthy_life_expectancy": "healthy_life_expectancy_census",
    "disability_free_life_expectancy": "disability_free_life_expectancy_census",
}
FEWEST_AREAS: Final = 5
LEAST_COVERAGE: Final = 0.9
#: A line through many small areas needs fewer repetitions than a line through ten tenths.
REPETITIONS: Final = {TENTHS: 20_000, SMALL_AREAS: 5_000}
Z_95: Final = 1.959963984540054
NUMBERS: Final = ["value", "lower_cl", "upper_cl"]
COLUMNS: Final = [
    "area_code",
    "measure",
    "period",
    "grouping",
    "statistic",
    *NUMBERS,
    "confidence",
    "n",
    "coverage",
    "method",
    "note",
    "source",
]


def build_inequality(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `inequality_indices`: of every authority with tenths, and of places over small areas.

    A place too small or with too many gaps has a row with the reason and no number.
    """
    rows = [*_over_tenths(tables["local_deciles"]), *_over_small_areas(tables)]
    frame = pd.concat(rows, ignore_index=True).reindex(columns=COLUMNS)
    numbers = frame[[*NUMBERS, "coverage"]].astype("float64")
    return {"inequality_indices": frame.assign(**numbers)}


def _over_tenths(deciles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Indices over the tenths of each authority."""
    keys = ["area_code", "sex", "period", "source"]
    complete = deciles.groupby(keys)["value"].transform("count") == 10  # noqa: PLR2004
    common: dict[str, Any] = {"data": deciles[complete], "group_by": keys, "rank": "decile"}
    for name, found in {
        "sii": calculate_sii(**common, repetitions=REPETITIONS[TENTHS]),
        "rii": calculate_rii(**common, repetitions=REPETITIONS[TENTHS]),
        "concentration": calculate_concentration_index(**common),
    }.items():
        yield found.assign(
            measure=LIFE + ":" + found["sex"],
            grouping=TENTHS,
            statistic=name,
            n=10,
            coverage=1.0,
            note=None,
        )


def _over_small_areas(tables: Mapping[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Indices over the small areas of each upper-tier authority and place of several."""
    areas = small_areas_of_places(tables)
    small = tables["small_areas"]
    small = small[small["area_type"] == "msoa11"]
    scores = small[small["measure"] == DEPRIVATION].pivot_table(
        index="area_code", columns="period", values="value"
    )
    people = small[small["measure"] == "population"].set_index("area_code")["value"]
    wanted = small[small["measure"].isin(list(MEASURES))]
    for key, part in wanted.groupby(["measure", "period", "sex", "source"]):
        measure, period, sex, source = map(str, key)
        # Equal scores are separated by code, so that each small area has a rank of its own.
        score = scores[EDITIONS[period]].rename_axis("area_code").reset_index(name="score")
        order = score.sort_values(["score", "area_code"], ascending=[False, True])
        ranks = pd.Series(range(1, len(order) + 1), index=order["area_code"])
        values = part.set_index("area_code")[["value", "lower_cl", "upper_cl"]]
        frame = areas.join(values, on="msoa").assign(
            rank=areas["msoa"].map(ranks), population=areas["msoa"].map(people)
        )
        frame["standard_error"] = (frame["upper_cl"] - frame["lower_cl"]) / (2 * Z_95)
        item = INDICATORS.get(measure, measure)
        for found in _indices(frame, polarity=MEASURES[measure]):
            yield found.assign(
                measure=f"{item}:{sex}", period=period, grouping=SMALL_AREAS, source=source
            )


def small_areas_of_places(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Middle-layer areas of each upper-tier authority and of each place of several: two columns.

    Returns:
        area_code (of the authority, or the place's id) and msoa.
    """
    parents = tables["small_area_parents"]
    own = parents.loc[parents["area_type"] == "msoa11", ["upper_tier_code", "area_code"]]
    own = own.set_axis(["area_code", "msoa"], axis=1)
    groups = place_groups(tables["place_members"]).rename(columns={"member": "area_code"})
    unions = groups.merge(own, on="area_code").assign(area_code=lambda rows: rows["group"])
    found = pd.concat([own, unions[["area_code", "msoa"]]], ignore_index=True)
    return found.sort_values(["area_code", "msoa"], ignore_index=True)


def _indices(frame: pd.DataFrame, *, polarity: str) -> Iterator[pd.DataFrame]:
    """The indices of a measure in a period, and rows that say why a place has none."""
    known = frame[frame["value"].notna()]
    total = frame.groupby("area_code")["population"].sum()
    share = (known.groupby("area_code")["population"].sum() / total).fillna(0).reindex(total.index)
    count = known.groupby("area_code").size().reindex(total.index).fillna(0).astype(int)
    reasons = pd.Series(
        [_reason(n, part) for n, part in zip(count, share, strict=True)], index=total.index
    )
    usable = known[known["area_code"].map(reasons) == ""]
    common: dict[str, Any] = {"data": usable, "group_by": "area_code", "same_ranks": False}
    lines = {**common, "polarity": polarity, "repetitions": REPETITIONS[SMALL_AREAS]}
    ways: dict[str, Callable[[], pd.DataFrame]] = {
        "concentration": lambda: calculate_concentration_index(**common)
    }
    if known["standard_error"].notna().all():
        ways |= {"sii": lambda: calculate_sii(**lines), "rii": lambda: calculate_rii(**lines)}
    none = reasons[reasons != ""]
    for name, way in ways.items():
        if len(usable):
            rows = way()
            codes = rows["area_code"]
            yield rows.assign(
                statistic=name, n=codes.map(count), coverage=codes.map(share), note=None
            )
        yield pd.DataFrame(
            {
                "area_code": none.index,
                "statistic": name,
                "n": count[none.index].to_numpy(),
                "coverage": share[none.index].to_numpy(),
                "note": none.to_numpy(),
            }
        )


def _reason(count: int, share: float) -> str:
    """Why a place has no index; nothing where it has an index."""
    if count < FEWEST_AREAS:
        return f"{count} of its small areas have a figure, and {FEWEST_AREAS} are needed."
    if share < LEAST_COVERAGE:
        return (
            f"Figures are published for small areas with {share:.1%} of its residents, and "
            f"{LEAST_COVERAGE:.0%} are needed."
        )
    return ""
