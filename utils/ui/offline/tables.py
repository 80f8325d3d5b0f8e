"""The same as the map in tables: a page and a CSV for each measure and level, of all periods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import pandas as pd

from data.export.described import plain_range
from data.export.neutral import write_safe_csv
from data.export.offline.page import Imprint, compose_page, render
from data.read.measures import FIXED, Measure, ValueRow
from data.read.places import PlaceReader
from data.read.rows import SourcesRow
from data.read.statuses import NOTED_WORDS
from utils.charts.area_map import View
from utils.config import ENGLAND
from utils.formatting import MISSING
from utils.narrative.compare import shown_value
from utils.ui.map.downloads import EXPORT_COLUMNS, area_type, describe_view

FOLDER: Final = "tables"
#: Levels with few enough areas for a table of all of them.
LEVELS: Final = ("region", "upper_tier", "lower_tier")
#: What the map says of a figure of which accounts show less than half.
MAINLY_ESTIMATED: Final = "less than half measured"


@dataclass(frozen=True)
class MeasureTable:
    """A measure at a level as a page and as CSV.

    Attributes:
        places: the reader of places.
        measure: the measure at its level.
    """

    places: PlaceReader
    measure: Measure

    @property
    def view(self) -> View:
        """The measure as the map shows it first."""
        maps, period = self.places.maps, self.measure.opening_period
        return View(
            measure=self.measure,
            period=period,
            rows=maps.on_map(self.measure, period=period),
            breaks=maps.breaks(self.measure, scheme=FIXED, period=period),
        )

    @property
    def stem(self) -> str:
        """Address of its files from the top of the copy, without their ending.

        It is short, as some systems open no file below a long path.
        """
        parts = (self.measure.measure, self.measure.level)
        return f"{FOLDER}/{'-'.join(re.findall(r'[a-z0-9]+', ' '.join(parts)))}"

    def page(self, imprint: Imprint) -> bytes:
        """Write the page: a row an area, a column a period, newest first."""
        maps, words = self.places.maps, describe_view(self.places, self.view)
        what = f"{self.view.what}: {area_type(self.view)}"
        periods = self.measure.periods[::-1]
        table = {
            "caption": what,
            "columns": ["Area", *periods, "GSS code"],
            "rows": self._rows(periods),
            "numeric": [False, *[True for _ in periods], True],
        }
        notes = [
            f"Ranges in brackets: {words['lower_and_upper']}.",
            *self.measure.caveats,
            cite(maps.sources[self.measure.source]),
            words["attribution"],
        ]
        body = render(
            "values.html.jinja",
            texts=[],
            links={f"../{self.stem}.csv": "This table as CSV"},
            tables=[table],
            notes=notes,
        )
        return compose_page(
            what,
            body,
            imprint=imprint,
            top="../",
        )

    def _rows(self, periods: Sequence[str]) -> list[list[str]]:
        maps = self.places.maps
        areas = maps.geography.areas(self.measure.level)
        columns = [self._cells(period) for period in periods]
        england = [
            shown_value(maps.values(self.measure).row(when, ENGLAND), self.measure)
            for when in periods
        ]
        names = zip(areas["area_name"], areas["area_code"], strict=True)
        rows = [[name, *cells, code] for (name, code), *cells in zip(names, *columns, strict=True)]
        return [["England", *england, ENGLAND], *sorted(rows)]

    def _cells(self, period: str) -> list[str]:
        """A figure for each area, with its limits and what is to be known of it."""
        rows = self.places.maps.on_map(self.measure, period=period)
        plain = rows.astype(object).where(rows.notna(), None)
        records = cast("list[dict[str, Any]]", plain.to_dict("records"))
        return [_cell(row, self.measure) for row in records]

    def csv(self) -> bytes:
        """Write a row an area and period; the first also says where the figures are from."""
        words = describe_view(self.places, self.view)
        parts = []
        for period in self.measure.periods:
            rows = self.places.maps.on_map(self.measure, period=period)
            part = rows[list(EXPORT_COLUMNS)].rename(columns=EXPORT_COLUMNS)
            part.insert(2, "period", plain_range(period))
            parts.append(part)
        return write_safe_csv(say_once(pd.concat(parts, ignore_index=True), words))


def cite(source: SourcesRow) -> str:
    """Name a source with its licence and where it is published."""
    return (
        f"Source: {source['publisher']}, {source['title']}. Licence: {source['licence']}. "
        f"{source['landing_page']}"
    )


def _cell(row: Mapping[str, Any], measure: Measure) -> str:
    if row["value"] is None:
        return MISSING
    shown = shown_value(cast("ValueRow", row), measure)
    noted = NOTED_WORDS.get(row["status"]) if row["status"] else None
    parts = [noted] if noted else []
    parts += [MAINLY_ESTIMATED] if row["mainly_estimated"] else []
    return f"{shown}; {'; '.join(parts)}" if parts else shown


def say_once(rows: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    """Rows whose first also has what is the same in all: in each it would outweigh the figures."""
    first = {
        name: [text, *[""] * (len(rows) - 1)] for name, text in words.items() if name not in rows
    }
    return rows.assign(**first)
