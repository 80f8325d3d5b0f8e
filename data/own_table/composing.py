"""From a file and what is asked of it to a figure for each area, and a list of the other rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.own_table.beside import Beside, read_beside
from data.own_table.classes import Classes, make_classes
from data.own_table.gathering import AreaFigure, Gathered, count_rows, gather
from data.own_table.gazetteer import Gazetteer
from data.own_table.matching import Matching, Unmatched, match_rows
from data.own_table.numbers import read_number
from data.own_table.points import match_points
from data.own_table.reading import OwnTable, read_table
from data.own_table.recognise import POINT, Where, find_where
from data.own_table.request import ROWS_COUNTED, Request
from data.read.measures import MapReader
from utils.errors import InvalidInputError


@dataclass(frozen=True, kw_only=True)
class OwnMap:
    """A figure for each area, and everything that is said of it."""

    table: OwnTable
    request: Request
    where: Where
    level: str
    gathered: Gathered
    classes: Classes
    beside: Beside | None
    points: gpd.GeoDataFrame | None

    @property
    def title(self) -> str:
        """What the figures are, and of which rows if not of all."""
        asked = [text for _, text in self.request.only]
        return ", ".join([self.request.value or ROWS_COUNTED, *asked])

    @property
    def figures(self) -> dict[str, AreaFigure]:
        """Figure of each area by its code."""
        return {figure.code: figure for figure in self.gathered.figures}

    def frame(self, gazetteer: Gazetteer) -> pd.DataFrame:
        """A row for each area: area_code, area_name, value, rows, how, and the measure if any."""
        frame = pd.DataFrame(
            {
                "area_code": [figure.code for figure in self.gathered.figures],
                "area_name": [
                    gazetteer.area_names[figure.code] for figure in self.gathered.figures
                ],
                "value": [figure.value for figure in self.gathered.figures],
                "rows": [len(figure.rows) for figure in self.gathered.figures],
                "how": [figure.how for figure in self.gathered.figures],
            }
        )
        if self.beside is not None:
            frame["measure"] = frame["area_code"].map(self.beside.values)
        return frame


def read_rows(path: Path, request: Request) -> OwnTable:
    """Read the rows of a table that are asked for.

    Raises:
        LedgerError: the file is no table or is beyond a limit.
        InvalidInputError: there is no such sheet or column, or no row is left.
    """
    table = read_table(path, sheet=request.sheet)
    rows = table.only(request.only)
    if not rows.rows:
        asked = ", ".join(f"{column} = {text}" for column, text in request.only)
        raise InvalidInputError(
            argument="only", received=asked, expected="what at least one row says in these columns"
        )
    return rows


def place_rows(
    table: OwnTable, request: Request, gazetteer: Gazetteer
) -> tuple[Where, Matching, gpd.GeoDataFrame | None]:
    """Match the rows of a table to areas, by the columns asked for or found.

    Raises:
        InvalidInputError: no column says where a row is, or there is no such column or level.
    """
    where = find_where(
        table, gazetteer, code=request.code, name=request.name, points=request.points
    )
    if where.kind == POINT:
        return where, *match_points(table, where, gazetteer, level=request.level)
    return where, match_rows(table, where, gazetteer, level=request.level), None


def compose(path: Path, request: Request, gazetteer: Gazetteer, maps: MapReader) -> OwnMap:
    """Read a table, match its rows, gather its figures and class them.

    Raises:
        LedgerError: the file is no table or is beyond a limit.
        InvalidInputError: a column, level, measure or scheme is not there, or no area has a figure;
            then the reason of the first row is named.
    """
    table = read_rows(path, request)
    if request.value:
        table.place(request.value)
    where, matching, points = place_rows(table, request, gazetteer)
    gathered = _gather(table, request, matching, gazetteer)
    if not gathered.figures:
        raise InvalidInputError(
            argument=table.file,
            received=_usual_reason(gathered.unmatched),
            expected="at least one row with a figure for an area",
        )
    beside = None
    if request.measure:
        beside = read_beside(maps, matching.level, request.measure, period=request.period)
    return OwnMap(
        table=table,
        request=request,
        where=where,
        level=matching.level,
        gathered=gathered,
        classes=make_classes([figure.value for figure in gathered.figures], scheme=request.scheme),
        beside=beside,
        points=points,
    )


def _usual_reason(unmatched: Sequence[Unmatched]) -> str:
    """The reason of most rows, with the first row that has it; what differs comes before a ";"."""
    kinds = Counter(unplaced.reason.rpartition("; ")[2] for unplaced in unmatched)
    kind, times = kinds.most_common(1)[0]
    first = next(unplaced for unplaced in unmatched if unplaced.reason.endswith(kind))
    more = f", and {times - 1:,} more like it" if times > 1 else ""
    return f"row {first.row}, {first.text}: {first.reason}{more}"


def _gather(
    table: OwnTable, request: Request, matching: Matching, gazetteer: Gazetteer
) -> Gathered:
    if not request.value:
        return count_rows(matching)
    place = table.place(request.value)
    texts = {row.number: row.cells[place] for row in table.rows}
    values = {number: read_number(text) for number, text in texts.items()}
    return gather(matching, values, gazetteer, request.choices, texts=texts)
