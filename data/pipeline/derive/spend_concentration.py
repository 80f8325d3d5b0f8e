"""How each line's money lies over deprivation, year by year, beside what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.derive.similar_places import DEPRIVATION, nearest
from data.pipeline.derive.similar_spend import EXPECTED
from utils.stats.inequity import calculate_inequity

ENGLAND, PILOTS, PARALLEL, REST = "england", "pilots", "parallel", "rest"
GROUPS: Final = (ENGLAND, PILOTS, PARALLEL, REST)
FEWEST_AREAS: Final = 10
NUMBERS: Final = ["value", "lower_cl", "upper_cl"]
COLUMNS: Final = ["measure", "period", "group_name", "statistic", *NUMBERS, "n", "note"]
NEGATIVE: Final = "Some places have more income than spending on this line."
#: What is shown in the table under a name of its own.
STATISTICS: Final = {"spend": "spend", "need": "expected", "inequity": "difference"}


def build_spend_concentration(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `spend_concentration` from spend beside similar places.

    Areas are those of at least 20,000 residents. Where expected spend is shown, its index and the
    difference go beside that of spend. Cash and real terms give the same indices, as both scale all
    areas of a year alike.
    """
    values = tables["map_values"]
    scores = values[values["measure"] == DEPRIVATION].pivot_table(
        index="area_code", columns="period_start", values="value"
    )
    people = tables["populations"].set_index(["area_code", "year"])["population"]
    roles = _roles(tables)
    fits = tables["similar_fits"]
    shown = set(
        fits.loc[fits["shown"] == EXPECTED, ["measure", "period"]].itertuples(
            index=False, name=None
        )
    )
    spend = tables["similar_spend"]
    single = spend[spend["area_code"].isin(scores.index[scores.index.str.startswith("E")])]
    rows = []
    for (measure, period), part in single.groupby(["measure", "period"]):
        year = int(str(period)[:4])
        score = scores[nearest(year, [int(column) for column in scores.columns])]
        known = part.assign(
            rank=-part["area_code"].map(score),
            population=people.reindex(
                pd.MultiIndex.from_product([part["area_code"], [year]])
            ).to_numpy(),
            role=part["area_code"].map(roles).fillna(REST),
        )
        for group in GROUPS:
            own = known if group == ENGLAND else known[known["role"] == group]
            found = _of_group(own, group, with_expected=(measure, period) in shown)
            rows.append(found.assign(measure=str(measure), period=str(period)))
    frame = pd.concat(rows, ignore_index=True).reindex(columns=COLUMNS)
    numbers = {name: frame[name].astype("float64") for name in NUMBERS}
    return {"spend_concentration": frame.assign(**numbers)}


def _of_group(part: pd.DataFrame, group: str, *, with_expected: bool) -> pd.DataFrame:
    """The indices of a group, or a row that says why there are none."""
    reason = _reason(part)
    if reason:
        gap = {"group_name": group, "statistic": "spend", "n": len(part), "note": reason}
        return pd.DataFrame([gap])
    comparable = with_expected and bool((part["expected"] > 0).all())
    found = calculate_inequity(data=part, need="expected" if comparable else "value")
    found["statistic"] = found["statistic"].map(STATISTICS)
    # Without expected spend only the index of spend itself means anything.
    return (found if comparable else found.head(1)).assign(group_name=group, note=None)


def _reason(part: pd.DataFrame) -> str:
    if len(part) < FEWEST_AREAS:
        return f"{len(part)} areas have a figure, and {FEWEST_AREAS} are needed."
    if (part["value"] < 0).any():
        return NEGATIVE
    if part["value"].sum() == 0:
        return "No area spends anything on this line."
    return ""


def _roles(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Pilot or parallel, for the authorities that are; a pilot is never parallel too."""
    kinds = tables["places"].set_index("place_id")["kind"]
    members = tables["place_members"].assign(kind=lambda rows: rows["place_id"].map(kinds))
    found: dict[str, str] = {}
    for kind, name in (("parallel", PARALLEL), ("pilot", PILOTS)):
        found |= dict.fromkeys(members.loc[members["kind"] == kind, "area_code"], name)
    return found
