"""Checks on built tables; a failed check stops the publication and says which it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.versions.checks import CheckResult

#: Published facts about the geography of 2024.
AREA_COUNTS: Final = {"england": 1, "region": 9, "upper_tier": 153, "lower_tier": 296}
PILOTS: Final = 13
MIN_INDICATORS: Final = 35
SMALL_AREA_COUNTS: Final = {"msoa": 6_791, "lsoa": 32_844}
#: At most 4.1% are known: areas too small for a life expectancy; of other vintages, 2.6% are split.
MAX_SMALL_AREA_GAPS: Final = 0.05
#: Bodies in a fit of spend, and pounds by which rounding may set its parts apart.
FITTED_BODIES: Final = (30, 153)
ROUNDING: Final = 0.011
#: By how much rounding may set the parts of Theil's index apart.
THEIL_ROUNDING: Final = 1e-8
#: One in twenty lies outside its limits by the way they are made.
OUTSIDE: Final = (0.03, 0.07)
#: By how much rounding may set the parts of a gap apart from it, in years.
GAP_ROUNDING: Final = 1e-6
AREA_COLUMNS: Final = ("observations", "spend", "populations", "place_members")


def check_area_counts(areas: pd.DataFrame) -> CheckResult:
    """Compare the number of current areas of each level with the published number."""
    current = areas[areas["is_current"]]
    tiers = current["level"].value_counts()
    both = int(tiers.get("both", 0))
    seen = {
        level: int(tiers.get(level, 0)) + both * level.endswith("tier") for level in AREA_COUNTS
    }
    return CheckResult("areas of 2024", seen == AREA_COUNTS, f"{seen}, expected {AREA_COUNTS}")


def check_known_areas(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Find area codes that the table of areas does not have."""
    known = set(tables["areas"]["area_code"])
    unknown = {
        name: sorted(set(tables[name]["area_code"]) - known)[:5]
        for name in AREA_COLUMNS
        if name in tables and not set(tables[name]["area_code"]) <= known
    }
    return CheckResult("area codes are known", not unknown, f"unknown: {unknown or 'none'}")


def check_population_sums(
    populations: pd.DataFrame, areas: pd.DataFrame, *, england: str
) -> CheckResult:
    """Compare the sum of the upper-tier populations with England's, year by year."""
    current = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    parts = populations[populations["area_code"].isin(current["area_code"])]
    sums = parts.groupby("year")["population"].sum()
    whole = populations[populations["area_code"] == england].set_index("year")["population"]
    worst = float((sums - whole).abs().max())
    return CheckResult(
        "upper-tier populations add up to England", worst == 0, f"greatest difference {worst:.0f}"
    )


def check_programme(places: pd.DataFrame, members: pd.DataFrame) -> CheckResult:
    """All thirteen pilots are there, each with at least one authority."""
    pilots = set(places.loc[places["kind"] == "pilot", "place_id"])
    empty = sorted(pilots - set(members["place_id"]))
    return CheckResult(
        "thirteen pilots with members",
        len(pilots) == PILOTS and not empty,
        f"{len(pilots)} pilots, without members: {empty or 'none'}",
    )


def check_indicators(indicators: pd.DataFrame, observations: pd.DataFrame) -> CheckResult:
    """Every declared indicator has observations, and there are enough of them."""
    silent = sorted(set(indicators["indicator"]) - set(observations["indicator"]))
    enough = len(indicators) >= MIN_INDICATORS
    return CheckResult(
        "indicators have observations",
        enough and not silent,
        f"{len(indicators)} indicators, without observations: {silent or 'none'}",
    )


def check_verdicts(indicators: pd.DataFrame, observations: pd.DataFrame) -> CheckResult:
    """No neutral indicator is better or worse; models and full counts have no limits or verdict."""
    meanings = indicators.set_index("indicator")
    neutral = observations["indicator"].map(meanings["polarity"]) == "neutral"
    judged = observations[neutral & observations["verdict_england"].isin(["better", "worse"])]
    no_chance = observations["indicator"].map(meanings["limits"]) != "chance"
    columns = ["lower_cl", "upper_cl", "verdict_england"]
    tested = observations[no_chance & observations[columns].notna().any(axis=1)]
    first = sorted({*judged["indicator"], *tested["indicator"]})
    return CheckResult(
        "verdicts are as declared",
        judged.empty and tested.empty,
        f"{len(judged)} neutral rows better or worse, {len(tested)} rows with limits or a verdict "
        f"that are modelled or counted in full: {first or 'none'}",
    )


def check_older_series(indicators: pd.DataFrame) -> CheckResult:
    """Every older series names an indicator that is declared and is no older series itself."""
    older = indicators.set_index("indicator")["older_series_of"].dropna()
    newest = set(indicators["indicator"]) - set(older.index)
    wrong = sorted(older[~older.isin(list(newest))].index)
    return CheckResult(
        "older series name a newer one", not wrong, f"{len(older)}, wrong: {wrong or 'none'}"
    )


def check_theme_items(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Every item that a theme names exists and is of the kind it is said to be."""
    measures = tables["map_measures"][["kind", "item"]].drop_duplicates()
    known = {
        *(("service_line", line) for line in tables["service_lines"]["service_line"]),
        *(("indicator", indicator) for indicator in tables["indicators"]["indicator"]),
        *(("headline", indicator) for indicator in tables["indicators"]["indicator"]),
        *zip(measures["kind"], measures["item"], strict=True),
    }
    items = tables["theme_items"]
    unknown = sorted(set(zip(items["item_kind"], items["item"], strict=True)) - known)
    return CheckResult("items of themes are known", not unknown, f"unknown: {unknown or 'none'}")


def check_small_area_values(values: pd.DataFrame) -> CheckResult:
    """Every period has a row for each small area, few of them gaps, and each gap says why."""
    keys = ["level", "measure", "period"]
    rows = values.groupby(keys)["value"].agg(["size", "count"]).reset_index()
    short = rows[rows["size"] != rows["level"].map(SMALL_AREA_COUNTS)]
    gaps = 1 - rows["count"] / rows["size"]
    silent = int((values["value"].isna() & values["note"].isna()).sum())
    passed = short.empty and bool((gaps <= MAX_SMALL_AREA_GAPS).all()) and not silent
    return CheckResult(
        "small areas are complete",
        passed,
        f"wrong numbers of areas: {short[keys].to_numpy().tolist()[:3] or 'none'}, "
        f"greatest share of gaps {gaps.max():.3f}, gaps without a reason {silent}",
    )


def check_similar_spend(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Fits have enough bodies, all say why they are shown or not, and no spend expected is below 0.

    One place in twenty lies outside its limits by the way they are made.
    """
    fits, rows = tables["similar_fits"], tables["similar_spend"]
    made = fits["r_squared"].notna()
    small = int((~fits.loc[made, "n"].between(*FITTED_BODIES)).sum())
    silent = int(fits["reason"].isna().sum())
    known = rows.dropna(subset=["expected"])
    unequal = int(((known["value"] - known["expected"] - known["residual"]).abs() > ROUNDING).sum())
    negative = int((known["expected"] < 0).sum())
    outside = float(((known["lower_cl"] > 0) | (known["upper_cl"] < 0)).mean())
    sound = OUTSIDE[0] < outside < OUTSIDE[1]
    return CheckResult(
        "spend beside similar places is sound",
        not (small or silent or unequal or negative) and bool(made.any()) and sound,
        f"{int(made.sum())} fits, {small} with too few or too many bodies, {silent} without a "
        f"reason, {unequal} rows that do not add up, {negative} expected below 0, {outside:.1%} of "
        "places outside their limits",
    )


def check_inequality(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Indices lie inside their limits, gaps say why, and Theil's parts add up."""
    rows = tables["inequality_indices"]
    given = rows.dropna(subset=["value"])
    outside = int((~given["value"].between(given["lower_cl"], given["upper_cl"])).sum())
    silent = int((rows["value"].isna() & rows["note"].isna()).sum())
    parts = tables["theil_parts"].pivot_table(
        index=["measure", "period", "grouping"], columns="part", values="value"
    )
    unequal = int(
        ((parts["between"] + parts["within"] - parts["all"]).abs() > THEIL_ROUNDING).sum()
    )
    return CheckResult(
        "indices of inequality are sound",
        not (outside or silent or unequal) and len(given) > 0,
        f"{len(given)} indices, {outside} outside their limits, {silent} gaps without a reason, "
        f"{unequal} of Theil's that do not add up",
    )


def check_place_names(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Every authority and every place of several has one official name, and no other place any."""
    names, areas, members = tables["place_names"], tables["areas"], tables["place_members"]
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    size = members.groupby("place_id")["area_code"].nunique()
    wanted = sorted([*upper["area_code"], *size.index[size > 1]])
    official = sorted(names.loc[names["kind"] == "official", "place_id"])
    unknown = sorted(set(names["place_id"]) - set(wanted))
    return CheckResult(
        "places have one official name",
        official == wanted and not unknown,
        f"{len(official)} official names of {len(wanted)} places, unknown: {unknown or 'none'}",
    )


def check_limits(observations: pd.DataFrame) -> CheckResult:
    """Lower limits are not above upper ones, and values lie between."""
    limits = observations.dropna(subset=["value", "lower_cl", "upper_cl"])
    wrong = limits[
        (limits["lower_cl"] > limits["upper_cl"])
        | (limits["value"] < limits["lower_cl"])
        | (limits["value"] > limits["upper_cl"])
    ]
    first = wrong.iloc[0].to_dict() if len(wrong) else "none"
    return CheckResult(
        "values lie between their limits", wrong.empty, f"{len(wrong)} rows: {first}"
    )


def check_gap_parts(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Parts add up to the gap in life expectancy, the least deprived tenth less the most."""
    parts = tables["gap_parts"].groupby(["sex", "period"])["years"].sum()
    ends = tables["national_tenths"].pivot_table(
        index=["sex", "period"], columns="national_tenth", values="value"
    )
    apart = (ends[10] - ends[1] - parts).abs()
    return CheckResult(
        "parts of the gap add up to it",
        len(apart) > 0 and bool((apart <= GAP_ROUNDING).all()),
        f"apart by {apart.max():.1g} years at most",
    )
