"""Measures of small areas for the map: a value, or a gap, for every area of 2011."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.pipeline.derive.map_vintages import vintage_links

LEVELS: Final = {"msoa11": "msoa", "lsoa11": "lsoa", "lsoa01": "lsoa", "lsoa21": "lsoa"}
#: The vintage in which each level is drawn.
DRAWN: Final = {"msoa": "msoa11", "lsoa": "lsoa11"}
#: Small-area measures that mean the same as an indicator of authorities.
INDICATORS: Final = {
    "imd_score": "deprivation_score",
    "life_expectancy_at_birth": "life_expectancy_at_birth",
    "healthy_life_expectancy": "healthy_life_expectancy_census",
    "disability_free_life_expectancy": "disability_free_life_expectancy_census",
    "mortality_ratio_under_75": "mortality_ratio_under_75",
    "preventable_mortality_ratio_under_75": "preventable_mortality_ratio_under_75",
}
#: Numbers of residents are no measure of a place's wellbeing; they are weights.
LEFT_OUT: Final = ("population",)
BASIS: Final = "as published"
#: What is true of limits and verdicts of every small area: none is tested by its publisher.
PLAIN: Final[dict[str, Any]] = {
    "limits": "chance",
    "verdict_confidence": 0.95,
    "older_series_of": None,
}
NO_VALUE: Final = "No value is published for this area."
OTHER_VINTAGES: Final = (
    "Values published for areas of another census are shown where the area of 2011 is unchanged or "
    "lies wholly in one of them; elsewhere there is a gap."
)
COLUMNS: Final = [
    "measure",
    "level",
    "period",
    "area_code",
    "value",
    "lower_cl",
    "upper_cl",
    "note",
]


def small_area_values(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Build `small_area_values`: a row for each period and area, in the geometry's order."""
    parents = tables["small_area_parents"]
    codes = {
        level: pd.Index(sorted(parents.loc[parents["area_type"] == kind, "area_code"]))
        for level, kind in DRAWN.items()
    }
    links = {
        kind: vintage_links(tables["lsoa_links"], area_type=kind, codes=codes[level])
        for kind, level in LEVELS.items()
        if kind != DRAWN[level]
    }
    rows = tables["small_areas"]
    rows = rows[~rows["measure"].isin(LEFT_OUT)]
    parts = []
    for key, part in rows.groupby(["measure", "area_type", "period", "sex"]):
        measure, kind, period, sex = map(str, key)
        level = LEVELS[kind]
        whole = _on_every_area(part, codes=codes[level], links=links.get(kind))
        item = INDICATORS.get(measure, measure)
        parts.append(whole.assign(measure=f"{item}:{sex}", level=level, period=period))
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _on_every_area(
    part: pd.DataFrame, *, codes: pd.Index[str], links: pd.DataFrame | None
) -> pd.DataFrame:
    """The values of a period on the areas that are drawn, each with a note where it needs it."""
    values = part.set_index("area_code")[["value", "lower_cl", "upper_cl"]]
    if links is None:
        found = values.reindex(codes).assign(note=pd.Series(pd.NA, index=codes, dtype="str"))
        gap = found["value"].isna()
    else:
        found = values.reindex(links["origin"]).set_axis(codes).assign(note=links["note"])
        gap = found["value"].isna() & links["origin"].notna()
    found["note"] = found["note"].mask(gap, NO_VALUE)
    return found.rename_axis("area_code").reset_index()


def small_area_measures(tables: Mapping[str, pd.DataFrame], values: pd.DataFrame) -> pd.DataFrame:
    """Describe each measure of small areas at each level, with its own caveats and source.

    A measure that means the same as an indicator has the indicator's unit and decimals, but its own
    name, as the indicator's may hold the years of another level's figures.
    """
    described = tables["small_area_measures"]
    described = described[~described["measure"].isin(LEFT_OUT)]
    described = described.assign(
        level=described["area_type"].map(LEVELS),
        item=described["measure"].map(lambda value: INDICATORS.get(value, value)),
        kind=described["measure"]
        .isin(list(INDICATORS))
        .map({True: "indicator", False: "small_area"}),
    )
    caveats = described.groupby(["item", "level"])[["caveat", "area_type"]].apply(_caveats)
    once = described.drop_duplicates(["item", "level"]).merge(
        caveats.rename("caveats").reset_index(), on=["item", "level"], validate="one_to_one"
    )
    meanings = tables["indicators"].set_index("indicator")
    for column in ("unit", "decimals", "polarity", "dark_end", "ends"):
        once[column] = once["item"].map(meanings[column]).fillna(once[column])
    once["decimals"] = once["decimals"].astype("int64")
    once = once.assign(**PLAIN)
    present = values.loc[values["value"].notna(), ["measure", "level"]].drop_duplicates()
    present[["item", "sex"]] = present["measure"].str.split(":", n=1, expand=True)
    return present.merge(
        once.drop(columns="measure"), on=["item", "level"], validate="many_to_one"
    ).assign(basis=BASIS)


def _caveats(rows: pd.DataFrame) -> str:
    lines = list(dict.fromkeys(rows["caveat"]))
    if not set(rows["area_type"]) <= set(DRAWN.values()):
        lines.append(OTHER_VINTAGES)
    return "\n".join(lines)
