"""The message that colours the map: layers of values, panels of layers, and what lies over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from geo.wire import Arrays, Floats

#: How a panel's layers give the number of a colour; the browser knows each by this name.
CLASSES: Final = "classes"
CROSS: Final = "cross"
WHERE: Final = "where"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Values of a measure and period, a value for each area in the order of the geometry.

    `breaks` are inner class breaks; a value on a break belongs to the class above. `threshold`
    and `at_least` make the layer a condition instead. With `words` the values are places in them.
    `noted` names rows whose value needs a note, by what is to be known of it. Of estimates,
    `mainly_measured` are the rows of which accounts show at least half: all others are marked.
    """

    title: str
    period: str
    prefix: str
    suffix: str
    decimals: int
    values: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    breaks: Sequence[float] = ()
    threshold: float | None = None
    at_least: bool = True
    words: Sequence[str] = ()
    noted: Mapping[str, Sequence[int]] = field(default_factory=dict)
    mainly_measured: Sequence[int] | None = None

    def describe(self, arrays: Arrays) -> dict[str, Any]:
        """The layer as the browser reads it; its values go to `arrays`."""

        def add(values: Floats | None) -> dict[str, Any] | None:
            return None if values is None else arrays.add(values, decimals=self.decimals)

        described = {
            "title": self.title,
            "period": self.period,
            "prefix": self.prefix,
            "suffix": self.suffix,
            "decimals": self.decimals,
            "breaks": list(self.breaks),
            "value": add(self.values),
            "lower": add(self.lower),
            "upper": add(self.upper),
        }
        if self.words:
            described |= {"words": list(self.words)}
        if self.noted:
            described |= {"noted": _lists(self.noted)}
        if self.mainly_measured is not None:
            described |= {"mainly_measured": list(self.mainly_measured)}
        if self.threshold is not None:
            described |= {"threshold": self.threshold, "at_least": self.at_least}
        return described


@dataclass(frozen=True, kw_only=True)
class Legend:
    """A legend: a label and a number of areas for each colour, and the areas without data.

    Of two measures crossed, `rows` and `columns` label three classes each, and `counts` holds nine
    numbers, row by row.
    """

    title: str
    counts: Sequence[int]
    missing: int
    labels: Sequence[str] = ()
    rows: Sequence[str] = ()
    columns: Sequence[str] = ()

    def describe(self) -> dict[str, Any]:
        """The legend as the browser reads it."""
        words = {"labels": self.labels, "rows": self.rows, "columns": self.columns}
        return {
            "title": self.title,
            "counts": list(self.counts),
            "missing": self.missing,
            **{name: list(part) for name, part in words.items() if part},
        }


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A map: how its layers give colours (`rule`), the colours and the legend."""

    rule: str
    heading: str
    layers: Sequence[Layer]
    colours: Sequence[str]
    legend: Legend

    def describe(self, arrays: Arrays) -> dict[str, Any]:
        """The panel as the browser reads it."""
        return {
            "rule": self.rule,
            "heading": self.heading,
            "layers": [layer.describe(arrays) for layer in self.layers],
            "colours": list(self.colours),
            "legend": self.legend.describe(),
        }


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """Where the browser finds what it draws on; `key` names the scene, so that it is built once.

    `areas` are topologies whose areas follow each other in the order of the values; `around` is
    the upper tier with the places' outlines, where the areas are not that; `page` has the places'
    names and the words of the tools. For all small areas of England there are `tiles` in place of
    `areas`, with `index` for their names and `files` for the outlines that take over when one
    comes near.
    """

    key: str
    areas: Sequence[str]
    page: str
    count: int
    around: str | None = None
    tiles: str | None = None
    index: str | None = None
    files: str | None = None


@dataclass(frozen=True, kw_only=True)
class MapMessage:
    """What a switch sends; words that are the same in all messages are fetched once instead.

    Attributes:
        level: level of the areas.
        levels: levels that may be chosen.
        chosen: what is chosen with the map's tools, by their names; a tool left out is not there.
        inside: upper-tier codes of the place looked into; the rest steps back.
        geometry: where the outlines are.
        panels: one or two maps.
        periods: periods that may be chosen, oldest first.
        period: the chosen period.
        series: address of all periods, or None where playing them makes no sense.
        outlined: kinds of programme place to outline.
        selected: code of the chosen area or id of the chosen place, if any.
        source: short name of the source of the figures.
    """

    level: str
    levels: Sequence[str]
    chosen: Mapping[str, str]
    inside: Sequence[str]
    geometry: Geometry
    panels: Sequence[Panel]
    periods: Sequence[str]
    period: str
    series: str | None
    outlined: Sequence[str]
    selected: Sequence[str]
    source: str

    def pack(self) -> bytes:
        """The message as the browser reads it."""
        arrays = Arrays()
        own = {name: _plain(value) for name, value in vars(self).items()}
        geometry = {name: value for name, value in vars(self.geometry).items() if value is not None}
        panels = [panel.describe(arrays) for panel in self.panels]
        return arrays.pack(own | {"geometry": geometry, "panels": panels})


def _lists(noted: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    return {words: list(rows) for words, rows in noted.items()}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def pack_series(
    periods: Mapping[str, Floats],
    *,
    decimals: int,
    breaks: Mapping[str, Sequence[float]],
    noted: Mapping[str, Mapping[str, Sequence[int]]],
    mainly_measured: Mapping[str, Sequence[int] | None],
) -> bytes:
    """Pack all periods of a measure for playing.

    Args:
        periods: values by period, oldest first.
        decimals: decimals in which they are shown.
        breaks: class breaks by period.
        noted: rows that need a note by period, by what is to be known of them.
        mainly_measured: rows of which accounts show at least half by period; None where no row is
            marked.
    """
    arrays = Arrays()
    frames = [
        {
            "period": period,
            "decimals": decimals,
            "breaks": list(breaks[period]),
            "value": arrays.add(values, decimals=decimals),
            "noted": _lists(noted[period]),
            "mainly_measured": mainly_measured[period],
        }
        for period, values in periods.items()
    ]
    return arrays.pack({"periods": frames})
