"""The panels of a map: rows of one or more measures in, coloured layers with a legend out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.read.measures import Measure
from data.read.statuses import mainly_measured_rows, noted_rows
from geo.classify import NO_DATA, classify, hold_all
from geo.layers import CLASSES, CROSS, WHERE, Layer, Legend, Panel
from geo.wire import Floats, as_shown
from utils import palette
from utils.formatting import affixes
from utils.narrative.map_summary import (
    class_counts,
    class_labels,
    decile_words,
    scale_words,
    write,
)
from utils.narrative.place import BASIS_WORDS, measure_title, price_words, unit_words

#: Classes of each of two measures that are crossed.
THIRDS: Final = 3
#: The scheme whose classes lie around England's value.
AROUND_ENGLAND: Final = "std"


@dataclass(frozen=True, kw_only=True)
class View:
    """A measure in a period with its class breaks, and its rows in the geometry's order.

    `rows` holds value, lower_cl, upper_cl, status and mainly_estimated.
    """

    measure: Measure
    period: str
    rows: pd.DataFrame
    breaks: Sequence[float] = ()
    scheme: str = ""

    @property
    def heading(self) -> str:
        """Name of the measure with its unit, the period and, of another year, the prices."""
        words = f"{self._with_unit}, {self.period}"
        prices = price_words(self.measure.basis, self.period)
        return f"{words}, {prices}" if prices else words

    @property
    def short_heading(self) -> str:
        """Name of the measure without its unit, and the period."""
        return f"{measure_title(self.measure)}, {self.period}"

    @property
    def _with_unit(self) -> str:
        """Name of the measure with its unit; no unit that the name has already."""
        title, unit = measure_title(self.measure), unit_words(self.measure.unit)
        return title if not unit or unit in title.lower() else f"{title}, {unit}"

    @property
    def what(self) -> str:
        """Name of the measure with its unit and price basis."""
        basis = BASIS_WORDS.get(self.measure.basis, "")
        return f"{self._with_unit}, {basis}" if basis else self._with_unit

    def numbers(self, column: str = "value") -> Floats:
        """Values or limits as they are shown."""
        found = self.rows[column].to_numpy(np.float64, na_value=np.nan)
        return as_shown(found, decimals=self.measure.decimals)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A measure with the threshold it must reach, or must not pass."""

    view: View
    threshold: float
    at_least: bool

    @property
    def words(self) -> str:
        """The condition in words."""
        sign = "at least" if self.at_least else "at most"
        measure = self.view.measure
        threshold = write(self.threshold, measure)
        return f"{self.view.short_heading} {sign} {threshold}{scale_words(measure)}"


def draw_classes(view: View) -> Panel:
    """A measure in classes."""
    counts, missing = class_counts(view.numbers(), view.breaks)
    return Panel(
        rule=CLASSES,
        heading=view.heading,
        layers=[_layer(view, limits=True)],
        colours=view_colours(view),
        legend=Legend(
            title=view.what,
            labels=class_labels(view.breaks, view.measure),
            counts=counts,
            missing=missing,
        ),
    )


def draw_cross(first: View, second: View) -> Panel:
    """Two measures in thirds of the areas each, as nine boxes."""
    cells = cross_cells(first, second)
    counts = np.bincount(cells, minlength=NO_DATA + 1)
    return Panel(
        rule=CROSS,
        heading=f"{first.short_heading}, by {second.short_heading}",
        layers=[_layer(first), _layer(second)],
        colours=palette.cross_colours(first=first.measure.dark_end, second=second.measure.dark_end),
        legend=Legend(
            title=(
                f"Rows: {first.what}, {first.period}. "
                f"Columns: {second.what}, {second.period}. Each box: number of areas."
            ),
            rows=_three_labels(first),
            columns=_three_labels(second),
            counts=[int(count) for count in counts[: THIRDS**2]],
            missing=int(counts[NO_DATA]),
        ),
    )


def cross_cells(first: View, second: View) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Box of each area: three times the first measure's class plus the second's."""
    first_class = classify(first.numbers(), breaks=list(first.breaks))
    other = classify(second.numbers(), breaks=list(second.breaks))
    known = (first_class != NO_DATA) & (other != NO_DATA)
    return np.where(known, THIRDS * first_class + other, NO_DATA).astype(np.uint8)


def draw_where(conditions: Sequence[Condition]) -> Panel:
    """The areas where all conditions hold."""
    held = where_cells(conditions)
    words = "; and ".join(condition.words for condition in conditions)
    return Panel(
        rule=WHERE,
        heading=f"Where {words}",
        layers=[
            _layer(condition.view, threshold=condition.threshold, at_least=condition.at_least)
            for condition in conditions
        ],
        colours=palette.WHERE,
        legend=Legend(
            title=f"Where {words}",
            labels=["not all conditions met", "all conditions met"],
            counts=[int((held == state).sum()) for state in (0, 1)],
            missing=int((held == NO_DATA).sum()),
        ),
    )


def where_cells(conditions: Sequence[Condition]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Where all conditions hold: 1 yes, 0 no, `NO_DATA` where it is not known."""
    return hold_all(
        [
            (condition.view.numbers(), condition.threshold, condition.at_least)
            for condition in conditions
        ]
    )


def view_colours(view: View) -> tuple[str, ...]:
    """A colour a class of a view, lowest class first."""
    breaks = view.breaks
    around = view.scheme == AROUND_ENGLAND and not view.measure.is_decile
    if not around and breaks and breaks[0] < 0 < breaks[-1]:
        return palette.zero_colours(breaks)
    return palette.class_colours(
        kind=view.measure.kind,
        classes=len(breaks) + 1,
        two_sided=around,
        dark_end=view.measure.dark_end,
    )


def _layer(
    view: View, *, limits: bool = False, threshold: float | None = None, at_least: bool = True
) -> Layer:
    before, after = affixes(view.measure.unit)
    return Layer(
        title=measure_title(view.measure),
        period=view.period,
        prefix=before,
        suffix=after,
        decimals=view.measure.decimals,
        values=view.numbers(),
        lower=_limits(view, "lower_cl") if limits else None,
        upper=_limits(view, "upper_cl") if limits else None,
        breaks=view.breaks,
        noted=noted_rows(view.rows["status"].tolist()) if limits else {},
        mainly_measured=mainly_measured_rows(view.rows["mainly_estimated"].tolist())
        if limits
        else None,
        threshold=threshold,
        at_least=at_least,
        words=decile_words(view.measure) if view.measure.is_decile else (),
    )


def _limits(view: View, column: str) -> Floats | None:
    """Limits as numbers, or nothing where no area has any: then nothing is sent."""
    numbers = view.numbers(column)
    return numbers if np.isfinite(numbers).any() else None


def _three_labels(view: View) -> list[str]:
    """Labels of the three classes; fewer breaks than two leave the upper boxes empty."""
    labels = class_labels(view.breaks, view.measure)
    return [*labels, *["no area"] * (THIRDS - len(labels))]
