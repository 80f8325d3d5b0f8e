"""Says what a body that made no return might add, and when that is too much to be estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from data.read.statuses import ESTIMATED, MISSING

#: Returns this many years before or after a missing return say how large it may be.
WITNESS_YEARS: Final = 3
#: The largest part of an area's line that is estimated; above it the line is a gap.
LARGEST_SHARE: Final = 0.05
METHOD: Final = (
    "estimated as the mean of its returns of up to three years before and after, or its budget "
    "where there are none"
)
ESTIMATE_COLUMNS: Final = ["estimate_gbp", "lower_gbp", "upper_gbp"]


class Estimate(NamedTuple):
    """What a missing amount may be, in GBP; all three are null where nothing says."""

    estimate: float
    lower: float
    upper: float


UNKNOWN: Final = Estimate(float("nan"), float("nan"), float("nan"))
NEVER_REPORTED: Final = Estimate(0.0, 0.0, 0.0)


def mark_gaps(
    returns: pd.DataFrame,
    *,
    parents: Mapping[str, str | None],
    totals: Sequence[str] = ("total",),
    budgets: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Mark every missing amount that may matter, with an estimate of it and its range.

    A missing amount is estimated from the body's own returns of the line up to three years before
    and after (failing those, the nearest); its budget widens the range, and is the estimate where
    there is no return. A body that reported nothing on a line in any year leaves no gap: its
    amount becomes zero, with a note that says so. A line the body never returned is judged by its
    parent line: nothing where that was nothing in every year, else at most what the parent is
    estimated at. A total is always a gap.

    Args:
        returns: body, financial_year, name, service_line and amount_gbp (null if not returned).
        parents: service line -> the line it is part of, or None.
        totals: lines that no body can be without.
        budgets: ecode (the body), financial_year, service_line, amount_gbp; None if there are none.

    Returns:
        The returns with is_gap, idle_note (where a body never reported the line) and, in GBP,
        estimate_gbp, lower_gbp and upper_gbp (null where there is no gap, or where nothing says how
        large it is).
    """
    missing = returns["amount_gbp"].isna()
    unknown = dict.fromkeys(ESTIMATE_COLUMNS, float("nan"))
    marked = returns.assign(is_gap=False, idle_note=None, **unknown)
    history = _history(returns[returns["body"].isin(set(returns.loc[missing, "body"]))])
    planned = _amounts(budgets) if budgets is not None else {}
    for index, row in returns[missing].iterrows():
        line, year = row["service_line"], row["financial_year"]
        found = _estimate(history, planned, body=row["body"], line=line, year=year)
        is_unknown = bool(np.isnan(found.estimate))
        if is_unknown and _parent_is_idle(history, row["body"], line, parents):
            found = NEVER_REPORTED
        elif is_unknown:
            found = _bounded_by_parent(history, planned, parents, row["body"], line, year)
        if found == NEVER_REPORTED and line not in totals:
            marked.loc[index, "amount_gbp"] = 0.0
            marked.loc[index, "idle_note"] = (
                f"No return from {row['name']}, which reported nothing on this line in any year"
            )
        else:
            marked.loc[index, ["is_gap", *ESTIMATE_COLUMNS]] = (True, *found)
    return marked


def judge_gaps(rows: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Fill in the amounts of lines of which a small part is missing; leave the others empty.

    The estimated part of a line is held against all of it, over every row of a group. Where it is
    at most `LARGEST_SHARE`, rows with a gap get what is known and the estimate as their amount and
    the status "partly estimated"; else they have no amount and the status "missing".

    Args:
        rows: known_gbp, estimate_gbp (null where unknown), is_gap, status and the columns of `by`.
        by: the columns that name a line of an area and year.

    Returns:
        The rows with amount_gbp, status and estimated_share (of the whole line; null where no
        part is missing, or where nothing says how large it is).
    """
    size = rows.assign(
        known=rows["known_gbp"], silent=rows["estimate_gbp"].abs().where(rows["is_gap"], 0.0)
    )
    grouped = size.groupby(list(by))
    unknown = size["silent"].isna().groupby([size[column] for column in by]).transform("any")
    sums = grouped[["known", "silent"]].transform("sum")
    any_gap = rows.groupby(list(by))["is_gap"].transform("any")
    whole = (sums["known"].abs() + sums["silent"]).mask(unknown)
    # A line of nothing of which nothing is estimated is whole.
    share = (sums["silent"] / whole.where(whole > 0)).mask((whole == 0) & any_gap, 0.0)
    share = share.where(any_gap)
    small = rows["is_gap"] & (share <= LARGEST_SHARE)
    amount = rows["known_gbp"].mask(rows["is_gap"])
    return rows.assign(
        amount_gbp=amount.mask(small, rows["known_gbp"] + rows["estimate_gbp"]),
        status=rows["status"].mask(rows["is_gap"], MISSING).mask(small, ESTIMATED),
        estimated_share=share,
    )


def _history(returns: pd.DataFrame) -> dict[tuple[str, str], dict[int, float]]:
    """Amounts returned by body and line, by the year in which the financial year begins."""
    history: dict[tuple[str, str], dict[int, float]] = {}
    known = returns.dropna(subset="amount_gbp")
    columns = ("body", "service_line", "financial_year", "amount_gbp")
    for body, line, year, amount in zip(*(known[column] for column in columns), strict=True):
        history.setdefault((body, line), {})[int(year[:4])] = float(amount)
    return history


def _amounts(budgets: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    known = budgets.dropna(subset="amount_gbp")
    keys = zip(known["ecode"], known["service_line"], known["financial_year"], strict=True)
    return dict(zip(keys, known["amount_gbp"].astype("float64"), strict=True))


def _estimate(
    history: Mapping[tuple[str, str], Mapping[int, float]],
    planned: Mapping[tuple[str, str, str], float],
    *,
    body: str,
    line: str,
    year: str,
) -> Estimate:
    returned = history.get((body, line), {})
    budget = planned.get((body, line, year))
    if returned and not any(returned.values()) and not budget:
        return NEVER_REPORTED
    witnesses = _witnesses(returned, year=int(year[:4]))
    everything = [*witnesses, *([] if budget is None else [budget])]
    if not everything:
        return UNKNOWN
    central = fmean(witnesses) if witnesses else everything[0]
    return Estimate(central, min(everything), max(everything))


def _witnesses(returned: Mapping[int, float], *, year: int) -> list[float]:
    near = [amount for other, amount in returned.items() if abs(other - year) <= WITNESS_YEARS]
    if near or not returned:
        return near
    return [returned[min(returned, key=lambda candidate: (abs(candidate - year), candidate))]]


def _bounded_by_parent(
    history: Mapping[tuple[str, str], Mapping[int, float]],
    planned: Mapping[tuple[str, str, str], float],
    parents: Mapping[str, str | None],
    body: str,
    line: str,
    year: str,
) -> Estimate:
    """All of the nearest line above of which something is known: a part is no larger than it."""
    above = parents.get(line)
    while above is not None and parents.get(above) is not None:
        found = _estimate(history, planned, body=body, line=above, year=year)
        if not np.isnan(found.estimate):
            return Estimate(found.estimate, min(found.lower, 0.0), max(found.upper, 0.0))
        above = parents.get(above)
    return UNKNOWN


def _parent_is_idle(
    history: Mapping[tuple[str, str], Mapping[int, float]],
    body: str,
    line: str,
    parents: Mapping[str, str | None],
) -> bool:
    """Whether the nearest line above that the body ever returned was nothing in every year."""
    asked = parents.get(line)
    while asked is not None:
        returned = history.get((body, asked))
        if returned:
            return not any(returned.values())
        asked = parents.get(asked)
    return False
