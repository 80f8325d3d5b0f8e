"""Lines that no return has: a total less some of its parts, and what each total is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.transform.mhclg_revenue_outturn.declared import ServiceLine

DERIVED: Final = "derived"


def add_derived_lines(returns: pd.DataFrame, *, lines: Sequence[ServiceLine]) -> pd.DataFrame:
    """Add each derived line: its parent less the lines named in `less`.

    Args:
        returns: ecode, financial_year, service_line, amount_gbp and whatever belongs to a row; a
            derived line takes the rest of its row from its parent's.
        lines: the declared lines.

    Returns:
        The returns with the derived lines below; null where the parent or a part is missing.
    """
    keys = ["ecode", "financial_year"]
    parts = [returns]
    for line in lines:
        if line.form != DERIVED:
            continue
        whole = returns[returns["service_line"] == line.parent]
        taken = returns[returns["service_line"].isin(list(line.less))]
        less = taken.groupby(keys)["amount_gbp"].agg(lambda part: part.sum(skipna=False))
        left = less.reindex(pd.MultiIndex.from_frame(whole[keys])).to_numpy()
        rest = whole["amount_gbp"] - left
        parts.append(whole.assign(service_line=line.service_line, amount_gbp=rest))
    return pd.concat(parts, ignore_index=True)


def totals_of(lines: Sequence[ServiceLine]) -> list[str]:
    """The lines that add up others: those without a parent, and those derived from them."""
    return [line.service_line for line in lines if line.parent is None or line.form == DERIVED]


def components(lines: Sequence[ServiceLine]) -> pd.DataFrame:
    """What each line is made of: its parts, their parts and so on.

    A derived line is made of what its parent is, without the lines it leaves out and their parts.

    Returns:
        service_line, component.
    """
    parent = {
        service_line.service_line: service_line.parent
        for service_line in lines
        if service_line.form != DERIVED
    }
    pairs = []
    for line, first in parent.items():
        above = first
        while above is not None:
            pairs.append((above, line))
            above = parent[above]
    known = pd.DataFrame(pairs, columns=["service_line", "component"])
    for derived in lines:
        if derived.form == DERIVED:
            left_out = {
                *derived.less,
                *known.loc[known["service_line"].isin(derived.less), "component"],
            }
            whole = known[known["service_line"] == derived.parent]
            rest = whole[~whole["component"].isin(left_out)]
            known = pd.concat([known, rest.assign(service_line=derived.service_line)])
    return known.sort_values(["service_line", "component"], ignore_index=True)
