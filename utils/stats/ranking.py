"""Rows in the order of a rank: equal ranks taken together, groups that lack a rank set aside."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError, MissingQuantileWarning
from utils.stats.groups import Floats, Groups, Places

#: Whole ranks from 1 to at most this are taken for quantiles, which every group should have.
MOST_QUANTILES: Final = 20


@dataclass(frozen=True)
class Ranked:
    """Rows of one rank taken together, in the order of their ranks within each group.

    Attributes:
        groups: the group of each rank.
        people: population of each rank.
        held: what the people of each rank hold together.
        places: for each row that went in, its rank's place in the arrays above.
    """

    groups: Groups
    people: Floats
    held: Floats
    places: Places

    @property
    def shares(self) -> Floats:
        """Share of each rank in its group's people."""
        return self.people / self.groups.sum(self.people)[self.groups.codes]


def rank_rows(groups: Groups, *, rank: Floats, people: Floats, values: Floats) -> Ranked:
    """Order rows by rank and add up those of one rank, so that the order of rows is no matter."""
    order = groups.sort(rank)
    codes, ranks = groups.codes[order], rank[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (codes[1:] != codes[:-1]) | (ranks[1:] != ranks[:-1])
    starts = np.flatnonzero(new)
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.cumsum(new) - 1
    return Ranked(
        Groups(groups.names, codes[starts]),
        np.add.reduceat(people[order], starts),
        np.add.reduceat((people * values)[order], starts),
        places,
    )


def keep_complete(
    data: pd.DataFrame, groups: Groups, rank: str, *, same_ranks: bool | None
) -> pd.DataFrame:
    """The rows of groups that have every rank; a warning names each other group and its gaps.

    Args:
        data: the rows.
        groups: the group of each row.
        rank: column of numbers.
        same_ranks: whether every group should have the same ranks; None where that is so if the
            ranks are the whole numbers from 1 to at most 20, as quantiles are.

    Raises:
        InvalidInputError: no group has every rank.
    """
    if len(groups.names) == 1 or same_ranks is False:
        return data
    places, known = pd.factorize(data[rank], sort=True)
    ranks = np.asarray(known, dtype=np.float64)
    if same_ranks is None and not _are_quantiles(ranks):
        return data
    has = np.zeros((len(groups.names), len(ranks)), dtype=bool)
    has[groups.codes, places] = True
    complete = np.asarray(has.all(axis=1))
    if complete.all():
        return data
    expected = f"all of {_listed(ranks)} in one group or more"
    if not complete.any():
        raise InvalidInputError(
            argument=f"column {rank!r}", received="gaps in all", expected=expected
        )
    for group in np.flatnonzero(~complete):
        gaps = _listed(ranks[~has[group]])
        text = f"{groups.whom(int(group))} is left out: column {rank!r} lacks {gaps}."
        warnings.warn(text, MissingQuantileWarning, stacklevel=3)
    return data[complete[groups.codes]]


def _are_quantiles(ranks: Floats) -> bool:
    whole = np.arange(1, len(ranks) + 1)
    return 1 < len(ranks) <= MOST_QUANTILES and bool((ranks == whole).all())


def _listed(ranks: Floats) -> str:
    return ", ".join(f"{rank:g}" for rank in ranks)
