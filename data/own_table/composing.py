"""From a file and what is asked of it to one figure for each area, and a list of the other rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.own_table.beside import Beside, read_beside
from data.own_table.classes import DEFAULT_SCHEME, Classes, make_classes
from data.own_table.gathering import AreaFigure, Choices, Gathered, count_rows, gather
from data.own_table.gazetteer import Gazetteer
from data.own_table.matching import Matching, match_rows
from data.own_table.numbers import read_number
from data.own_table.points import match_points
from data.own_table.reading import OwnTable, read_table
from data.own_table.recognise import POINT, Where, find_where
from data.read.measures import MapReader
from utils.errors import InvalidInputError

ROWS_COUNTED = "Number of rows"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of a table.

    Attributes:
        value: column of the figures; "" to count rows.
        sheet: sheet of a workbook; "" for the first.
        code: column of codes, `name` of names, `points` two of coordinates; found if none is given.
        level: level of the areas; "" for the one that fits.
        choices: how rows of one area are gathered.
        scheme: how classes are made.
        measure: a published measure to set beside it, and `period`; "" for none.
    """

    value: str = ""
    sheet: str = ""
    code: str = ""
    name: str = ""
    points: tuple[str, ...] = ()
    level: str = ""
    choices: Choices = Choices()
    scheme: str = DEFAULT_SCHEME
    measure: str = ""
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnMap:
    """One figure for each area, and everything that is said of it."""

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
        """What the figures are."""
        return self.request.value or ROWS_COUNTED

    @property
    def figures(self) -> dict[str, AreaFigure]:
        """Figure of each area by its code."""
        return {one.code: one for one in self.gathered.figures}

    def frame(self, gazetteer: Gazetteer) -> pd.DataFrame:
        """One row an area with a figure: area_code, area_name, value, rows, how, and the measure."""
        frame = pd.DataFrame(
            {
                "area_code": [one.code for one in self.gathered.figures],
                "area_name": [gazetteer.area_names[one.code] for one in self.gathered.figures],
                "value": [one.value for one in self.gathered.figures],
                "rows": [len(one.rows) for one in self.gathered.figures],
                "how": [one.how for one in self.gathered.figures],
            }
        )
        if self.beside is not None:
            frame["measure"] = frame["area_code"].map(self.beside.values)
        return frame


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
    table = read_table(path, sheet=request.sheet)
    if request.value:
        table.place(request.value)
    where, matching, points = place_rows(table, request, gazetteer)
    gathered = _gather(table, request, matching, gazetteer)
    if not gathered.figures:
        first = gathered.unmatched[0]
        raise InvalidInputError(
            argument=f"{table.file}, row {first.row}",
            came=first.text,
            allowed=f"at least one row with a figure for an area (here: {first.reason})",
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
        classes=make_classes([one.value for one in gathered.figures], scheme=request.scheme),
        beside=beside,
        points=points,
    )


def _gather(
    table: OwnTable, request: Request, matching: Matching, gazetteer: Gazetteer
) -> Gathered:
    if not request.value:
        return count_rows(matching)
    place = table.place(request.value)
    texts = {row.number: row.cells[place] for row in table.rows}
    values = {number: read_number(text) for number, text in texts.items()}
    return gather(matching, values, gazetteer, request.choices, texts=texts)
