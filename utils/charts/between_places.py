"""The charts of unequal health between places, made once for all visitors who look at them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import pandas as pd

from data.read.comparisons import CompareReader
from data.read.inequality import InequalityReader
from data.read.measures import Measure
from utils.charts.chart import Chart
from utils.charts.gaps import groups_chart, theil_chart
from utils.narrative.gaps import fifths_sentence, programme_sentence, theil_sentence
from utils.narrative.sources import source_note

KEPT: Final = 32
FIFTHS: Final = {
    "1": "most deprived fifth of authorities",
    "2": "second fifth",
    "3": "middle fifth",
    "4": "fourth fifth",
    "5": "least deprived fifth",
}
#: Drawn where there are several periods, so that the lines do not cover each other.
ENDS: Final = ("1", "3", "5")
ROLES: Final = {"pilots": "authorities of the 13 pilots", "the rest": "all other authorities"}
SPLITS: Final = {"region": "regions", "programme": "pilots and the rest"}
FIFTHS_NOTE: Final = (
    "Fifths of the upper-tier authorities by the deprivation score of 2019, the same authorities "
    "in all years."
)


class BetweenParts(NamedTuple):
    """The published parts of an outcome between places, and what is said of them.

    Attributes:
        fifths: means of fifths of deprivation by period.
        roles: means of pilots and of the rest by period.
        splits: Theil's index and its parts by what it is split by; none where it has none.
        sentences: the answer, before any chart.
    """

    fifths: pd.DataFrame
    roles: pd.DataFrame
    splits: Mapping[str, pd.DataFrame]
    sentences: tuple[str, ...]


class BetweenCharts(NamedTuple):
    """The charts of an outcome between places; no parts where it has none."""

    fifths: Chart
    roles: Chart
    theil: tuple[Chart, ...]


@lru_cache(maxsize=KEPT)
def between_parts(inequality: InequalityReader, measure: Measure) -> BetweenParts:
    """What is said of an outcome of authorities: made first, so read first."""
    rows = inequality.group_values(measure.measure)
    fifths = rows[rows["grouping"] == "deprivation fifth"]
    roles = rows[rows["grouping"] == "programme"]
    theil = inequality.theil(measure.measure)
    splits = {
        what: part
        for grouping, what in SPLITS.items()
        if len(part := theil[theil["grouping"] == grouping])
    }
    first_split = [theil_sentence(part, what=what) for what, part in list(splits.items())[:1]]
    said = (fifths_sentence(fifths, measure), programme_sentence(roles, measure), *first_split)
    return BetweenParts(fifths, roles, splits, said)


@lru_cache(maxsize=KEPT)
def between_charts(
    reader: CompareReader, inequality: InequalityReader, measure: Measure
) -> BetweenCharts:
    """The charts of an outcome of authorities."""
    fifths, roles, splits, said = between_parts(inequality, measure)
    notes = (*measure.caveats, source_note(reader, measure))
    several = len(set(fifths["period"])) > 1
    return BetweenCharts(
        groups_chart(
            fifths,
            measure,
            groups={end: FIFTHS[end] for end in ENDS} if several else FIFTHS,
            what="fifths of authorities by deprivation",
            finding=said[0],
            notes=(FIFTHS_NOTE, *notes),
        ),
        groups_chart(
            roles, measure, groups=ROLES, what="pilots and the rest", finding=said[1], notes=notes
        ),
        tuple(
            theil_chart(
                part,
                measure,
                what=what,
                finding=theil_sentence(part, what=what),
                notes=notes[-1:],
            )
            for what, part in splits.items()
        ),
    )
