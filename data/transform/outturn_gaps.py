"""Decides which missing returns leave a hole in an area's figure and which cannot matter."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def mark_gaps(returns: pd.DataFrame, *, parents: Mapping[str, str | None]) -> pd.DataFrame:
    """Add `is_gap` to the returns and make a missing amount that cannot matter nought.

    A missing amount is a gap if the body reported anything but nought on that line in its nearest
    returned year (the earlier of two as near). A line the body never returned is judged by its
    parent line, and is a gap if that was never returned either. The total is always a gap.

    Args:
        returns: financial_year, ecode, service_line, amount_gbp (null if not returned).
        parents: service line -> the line it is part of, or None.
    """
    marked = returns.assign(is_gap=False)
    missing = marked["amount_gbp"].isna()
    bodies = set(marked.loc[missing, "ecode"])
    history: dict[tuple[str, str], dict[str, float]] = {}
    for one in marked[marked["ecode"].isin(bodies) & ~missing].to_dict("records"):
        key = (one["ecode"], one["service_line"])
        history.setdefault(key, {})[one["financial_year"]] = one["amount_gbp"]
    for index, row in marked[missing].iterrows():
        nearest = _nearest(
            history,
            ecode=row["ecode"],
            line=row["service_line"],
            year=int(row["financial_year"][:4]),
            parents=parents,
        )
        marked.loc[index, "is_gap"] = row["service_line"] == "total" or nearest != 0
    marked.loc[missing & ~marked["is_gap"], "amount_gbp"] = 0.0
    return marked


def _nearest(
    history: Mapping[tuple[str, str], dict[str, float]],
    *,
    ecode: str,
    line: str,
    year: int,
    parents: Mapping[str, str | None],
) -> float | None:
    """Return the amount of the nearest returned year, of the line or else of its parents."""
    asked: str | None = line
    while asked is not None:
        returned = history.get((ecode, asked))
        if returned:
            years = sorted(returned)
            return returned[min(years, key=lambda label: abs(int(label[:4]) - year))]
        asked = parents.get(asked)
    return None
