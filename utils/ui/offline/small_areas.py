"""Neighbourhoods and small areas of an authority as tables: a page and two CSVs an authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from data.export.neutral import write_safe_csv
from data.export.offline.page import Imprint, compose_page, render
from data.read.areas import SMALL_LEVELS
from data.read.measures import NUMBER_COLUMNS, Measure
from data.read.places import PlaceReader
from utils.charts.area_map import View
from utils.formatting import format_interval, format_value
from utils.ui.offline.tables import cite, say_once

FOLDER: Final = "areas"
WORDS: Final = {"msoa": "Neighbourhoods (MSOAs of 2011)", "lsoa": "Small areas (LSOAs of 2011)"}
#: A page of every edition would be too wide to read.
TEXTS: Final = (
    "The newest edition of each measure. The CSVs have every edition.",
    "Ranges in brackets: 95% confidence interval, where there is one.",
)
#: Endings of the names of columns, by what they hold.
PARTS: Final = {"value": "", "lower_cl": ", lower", "upper_cl": ", upper"}


@dataclass(frozen=True)
class SmallAreaTables:
    """The small areas of authorities, all measures side by side.

    Attributes:
        places: the reader of places.
        measures: those in the tables.
    """

    places: PlaceReader
    measures: Sequence[Measure]

    def files(self, code: str, imprint: Imprint) -> Iterator[tuple[str, bytes]]:
        """The page and the CSVs of an authority, each with its address from the top of the copy.

        Args:
            code: GSS code of the authority.
            imprint: who made it, when and from what.
        """
        name = self.places.place(code).name
        heading = f"Neighbourhoods and small areas of {name}"
        tables, links = [], {}
        for level, (numbers, shown) in self._tables.items():
            rows = self.places.maps.geography.within(level, (code,))
            address = f"{FOLDER}/{code}-{level}.csv"
            caption = f"{WORDS[level]} of {name}"
            tables.append(_part(caption, shown.iloc[rows]))
            links[f"../{address}"] = f"{WORDS[level]}, as CSV"
            words = {"table": caption, "sources": " | ".join(self._notes)}
            yield (
                address,
                write_safe_csv(say_once(numbers.iloc[rows].reset_index(drop=True), words)),
            )
        body = render(
            "values.html.jinja", texts=TEXTS, links=links, tables=tables, notes=self._notes
        )
        yield (
            page_address(code),
            compose_page(heading, body, imprint=imprint, top="../"),
        )

    @cached_property
    def _tables(self) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
        """Numbers, and the same as they are shown, of all areas of each level."""
        return {
            level: self._table([measure for measure in self.measures if measure.level == level])
            for level in SMALL_LEVELS
            if any(measure.level == level for measure in self.measures)
        }

    def _table(self, measures: Sequence[Measure]) -> tuple[pd.DataFrame, pd.DataFrame]:
        areas = self.places.maps.geography.areas(measures[0].level)
        names = {"Area": areas["area_name"], "GSS code": areas["area_code"]}
        numbers, shown = dict(names), {"Area": areas["area_name"]}
        for measure in measures:
            for period in reversed(measure.periods):
                rows = self.places.maps.on_map(measure, period=period)
                title = View(measure=measure, period=period, rows=rows).heading
                for column, ending in PARTS.items():
                    if column == "value" or rows[column].notna().any():
                        numbers[title + ending] = rows[column]
                if period == measure.periods[-1]:
                    shown[title] = pd.Series(_cells(rows, measure))
        return pd.DataFrame(numbers), pd.DataFrame({**shown, "GSS code": areas["area_code"]})

    @cached_property
    def _notes(self) -> list[str]:
        """What to know of the measures, and where they are from."""
        sources = self.places.maps.sources
        caveats = [
            f"{measure.name}: {text}" for measure in self.measures for text in measure.caveats
        ]
        rows = [
            sources[source] for source in dict.fromkeys(found.source for found in self.measures)
        ]
        return list(dict.fromkeys([*caveats, *map(cite, rows)]))


def page_address(code: str) -> str:
    """Address of the page of an authority's small areas from the top of the copy."""
    return f"{FOLDER}/{code}.html"


def _cells(rows: pd.DataFrame, measure: Measure) -> list[str]:
    """Figures as they are shown, with their limits where there are any."""
    columns = (
        rows[column].astype(object).where(rows[column].notna(), None) for column in NUMBER_COLUMNS
    )
    return [_cell(*numbers, measure=measure) for numbers in zip(*columns, strict=True)]


def _cell(
    value: float | None, lower: float | None, upper: float | None, *, measure: Measure
) -> str:
    shown = format_value(value, unit=measure.unit, decimals=measure.decimals)
    limits = format_interval(lower, upper, unit=measure.unit, decimals=measure.decimals)
    return f"{shown} ({limits})" if limits else shown


def _part(caption: str, rows: pd.DataFrame) -> Mapping[str, Any]:
    return {
        "caption": caption,
        "columns": list(rows.columns),
        "rows": rows.to_numpy().tolist(),
        "numeric": [False, *[True] * (len(rows.columns) - 1)],
    }
