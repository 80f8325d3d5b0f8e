"""What is known of a line of which a part is missing, and what is doubtful, of areas and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.transform.mhclg_revenue_outturn.apportion import LINE_KEYS
from data.pipeline.transform.mhclg_revenue_outturn.doubts import rules
from data.pipeline.transform.mhclg_revenue_outturn.gaps import ESTIMATE_COLUMNS, judge_gaps
from data.read.statuses import (
    APPORTIONED,
    BETWEEN,
    COMPUTED,
    DOUBTFUL,
    ESTIMATED,
    MISSING,
    words_for_bodies,
)

#: A smaller share would be written as 0.0%.
SMALLEST_SHOWN: Final = 0.0005
GAP_COLUMNS: Final = [
    *LINE_KEYS,
    "status",
    "known_gbp",
    *ESTIMATE_COLUMNS,
    "estimated_share",
    "population",
    "bodies",
]


def with_gaps(spend: pd.DataFrame) -> pd.DataFrame:
    """Add what is known and what is estimated of each row, nothing being estimated of most.

    Args:
        spend: amount_gbp, known_gbp, estimate_gbp, lower_gbp, upper_gbp and status.

    Returns:
        The rows with is_gap; known_gbp is never null, and the estimate is zero where no part is
        missing.
    """
    is_gap = spend["status"].isin([MISSING, ESTIMATED])
    estimates = spend[ESTIMATE_COLUMNS].mask(~is_gap, 0.0)
    known = spend["known_gbp"].fillna(spend["amount_gbp"]).fillna(0.0)
    return spend.assign(is_gap=is_gap, known_gbp=known, **estimates)


def judge_lines(lines: pd.DataFrame, *, doubts: pd.DataFrame) -> pd.DataFrame:
    """Decide what is shown of each line, and say in its note what a reader must know.

    Args:
        lines: a row for each area or place, year and line: LINE_KEYS, known_gbp, estimate_gbp,
            lower_gbp, upper_gbp, is_gap, whole (whether every member has the line), shared
            (apportioned in part), population, bodies (names, separated) and members (codes).
        doubts: `doubtful_returns`.

    Returns:
        The lines with amount_gbp (null for a gap), status, estimated_share and note.
    """
    judged = judge_gaps(lines.assign(status=COMPUTED), by=LINE_KEYS)
    judged["amount_gbp"] = judged["amount_gbp"].where(judged["whole"])
    judged["status"] = judged["status"].mask(~judged["whole"], MISSING)
    shown = judged["status"] == COMPUTED
    judged["status"] = judged["status"].mask(shown & judged["shared"], APPORTIONED)
    judged["note"] = [
        _gap_note(*row)
        for row in judged[["status", "estimated_share", "bodies"]].itertuples(index=False)
    ]
    doubt = _doubt_notes(judged, doubts)
    doubtful = doubt.notna() & judged["amount_gbp"].notna()
    return judged.assign(
        status=judged["status"].mask(doubtful, DOUBTFUL),
        note=judged["note"].mask(doubtful, doubt),
    )


def gap_rows(judged: pd.DataFrame) -> pd.DataFrame:
    """Build `spend_gaps`: the lines of which a part is missing."""
    rows = judged[judged["is_gap"]]
    status = rows["status"].where(rows["amount_gbp"].isna(), ESTIMATED)
    return rows.assign(status=status)[GAP_COLUMNS].sort_values(LINE_KEYS, ignore_index=True)


def bodies_of(missing: pd.DataFrame) -> pd.Series[str]:
    """Names of the bodies without a return by area, year and line, separated."""
    return missing.groupby(LINE_KEYS)["body"].agg(lambda names: BETWEEN.join(sorted(set(names))))


def join_bodies(names: pd.Series[str]) -> str:
    """The different bodies of several areas, separated."""
    different = {name for part in names.dropna() for name in part.split(BETWEEN)}
    return BETWEEN.join(sorted(different - {""}))


def _gap_note(status: str, share: float, bodies: str) -> str | None:
    if status not in {MISSING, ESTIMATED} or not bodies:
        return None
    names = words_for_bodies(bodies)
    if status == MISSING:
        return f"No return from {names}"
    size = "Less than 0.1%" if share < SMALLEST_SHOWN else f"{share:.1%}"
    return f"{size} of it is estimated, as there is no return from {names}"


def _doubt_notes(judged: pd.DataFrame, doubts: pd.DataFrame) -> pd.Series[str]:
    """Why a line is doubtful; null where it is not.

    A place of several authorities is doubtful only where the doubt is a noticeable share of its
    own amount.
    """
    keys = LINE_KEYS[1:]
    members = judged[[*LINE_KEYS, "amount_gbp", "members"]].explode("members")
    known = doubts.rename(columns={"area_code": "members"})[["members", *keys, "apart_gbp", "note"]]
    found = members.reset_index().merge(known, on=["members", *keys])
    sums = found.groupby("index").agg(apart=("apart_gbp", "sum"), note=("note", " ".join))
    amounts = judged["amount_gbp"].abs().reindex(sums.index)
    single = judged["members"].map(len).reindex(sums.index) == 1
    large = single | (sums["apart"] >= rules().share_of_total * amounts)
    notes: pd.Series[str] = sums["note"].where(large).reindex(judged.index)
    return notes


def opening_periods(
    values: pd.DataFrame, *, populations: pd.DataFrame, coverage: float
) -> Mapping[tuple[str, str], str]:
    """The newest period of each measure and basis that has a figure for enough people.

    Args:
        values: measure, basis, period, period_start, area_code and value of upper-tier areas; those
            of them that ever have a value are all that can be covered.
        populations: area_code, year, population.
        coverage: the share of people that is enough.

    Returns:
        Period by measure and basis; nothing for a measure that never covers enough.
    """
    people = populations[populations["area_code"].isin(values["area_code"].unique())]
    everyone = people.groupby("year")["population"].sum()
    known = values[values["value"].notna()].merge(
        people.rename(columns={"year": "period_start"}), on=["area_code", "period_start"]
    )
    keys = ["measure", "basis", "period_start", "period"]
    covered = known.groupby(keys)["population"].sum().reset_index()
    enough = covered[
        covered["population"] >= coverage * covered["period_start"].map(everyone)
    ].sort_values("period_start")
    newest = enough.drop_duplicates(["measure", "basis"], keep="last")
    keys_of = zip(newest["measure"], newest["basis"], strict=True)
    return dict(zip(keys_of, newest["period"], strict=True))
