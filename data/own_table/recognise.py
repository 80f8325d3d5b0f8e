"""Guesses which columns say where a row is, and which hold numbers, from what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from data.own_table.gazetteer import Gazetteer, looks_like_code
from data.own_table.numbers import read_number
from data.own_table.reading import OwnTable
from utils.config import DISPLAY_CRS, STORAGE_CRS
from utils.errors import InvalidInputError

CODE, NAME, POINT = "code", "name", "point"
#: Cells from which a column is judged, and the share of them that must agree.
SAMPLE: Final = 400
SHARE: Final = 0.5
#: First and second column of points by the words of their header, in each system.
POINT_WORDS: Final = {
    DISPLAY_CRS: (r"long|lng|lon|longitude|x", r"lat|latitude|y"),
    STORAGE_CRS: (r"easting|eastings|oseast\w*|x", r"northing|northings|osnrth\w*|y"),
}
#: Least and greatest of both coordinates around Great Britain.
BOUNDS: Final = {
    DISPLAY_CRS: ((-9.0, 3.0), (49.0, 62.0)),
    STORAGE_CRS: ((0.0, 700_000.0), (0.0, 1_300_000.0)),
}


@dataclass(frozen=True)
class Where:
    """What says where a row is.

    Attributes:
        kind: "code", "name" or "point".
        columns: a column; of points that eastwards, then that northwards.
        crs: system of the coordinates of points; else "".
    """

    kind: str
    columns: tuple[str, ...]
    crs: str = ""

    @property
    def words(self) -> str:
        """The choice in words."""
        if self.kind != POINT:
            return f"{self.columns[0]} (area {self.kind}s)"
        system = "longitude and latitude" if self.crs == DISPLAY_CRS else "eastings and northings"
        return f"{self.columns[0]} and {self.columns[1]} ({system})"


def guess_where(table: OwnTable, gazetteer: Gazetteer) -> list[Where]:
    """Ways to place the rows that the columns allow, the surest first: codes, points, names."""
    codes = _ranked(
        table, CODE, looks_like_code, lambda cell: frozenset({gazetteer.coded(cell)[0]}) - {""}
    )
    names = _ranked(table, NAME, lambda cell: bool(gazetteer.named(cell)), gazetteer.named)
    return [*codes, *_points(table), *names]


def _ranked(
    table: OwnTable,
    kind: str,
    holds: Callable[[str], bool],
    areas: Callable[[str], frozenset[str]],
) -> list[Where]:
    """Columns of a kind, that with the most different areas first: others name their parents."""
    fitting = [name for name in table.columns if _share(table, name, holds)]
    different = {
        name: len({code for cell in set(table.column(name)) for code in areas(cell)})
        for name in fitting
    }
    return [Where(kind, (name,)) for name in sorted(fitting, key=lambda column: -different[column])]


def number_columns(table: OwnTable, where: Where | None = None) -> list[str]:
    """Columns of which most cells that are not blank are numbers, without those of points."""
    taken = set(where.columns) if where is not None else set()
    return [
        name
        for name in table.columns
        if name not in taken and _share(table, name, lambda cell: read_number(cell) is not None)
    ]


def find_where(
    table: OwnTable,
    gazetteer: Gazetteer,
    *,
    code: str = "",
    name: str = "",
    points: Sequence[str] = (),
) -> Where:
    """The columns that are named, or else the surest guess.

    Raises:
        InvalidInputError: the table has no such column, points are no two columns or their numbers
            fit neither system, or no column says where a row is.
    """
    for kind, column in ((CODE, code), (NAME, name)):
        if column:
            table.place(column)
            return Where(kind, (column,))
    if points:
        return _named_points(table, points)
    guessed = guess_where(table, gazetteer)
    if not guessed:
        raise InvalidInputError(
            argument=f"columns of {table.file}",
            received=", ".join(table.columns),
            expected="one of area codes or of area names, or two of coordinates (latitude and "
            "longitude, or easting and northing)",
        )
    return guessed[0]


def _named_points(table: OwnTable, points: Sequence[str]) -> Where:
    if len(points) == 2:  # noqa: PLR2004 - east and north
        for pair in (tuple(points), tuple(reversed(points))):
            for crs in BOUNDS:
                if _fits(table, pair, crs):
                    return Where(POINT, pair, crs)
    raise InvalidInputError(
        argument="points",
        received=", ".join(points),
        expected="two columns of longitude and latitude, or of eastings and northings, with most "
        "rows in Great Britain",
    )


def _points(table: OwnTable) -> list[Where]:
    found = []
    for crs, patterns in POINT_WORDS.items():
        east, north = (
            [column for column in table.columns if re.fullmatch(pattern, _plain(column))]
            for pattern in patterns
        )
        found += [
            Where(POINT, pair, crs)
            for pair in zip(east, north, strict=False)
            if _fits(table, pair, crs)
        ]
    return found


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())


def _fits(table: OwnTable, pair: Sequence[str], crs: str) -> bool:
    return all(_mostly_within(table, *bounded) for bounded in zip(pair, BOUNDS[crs], strict=True))


def _mostly_within(table: OwnTable, column: str, bounds: tuple[float, float]) -> bool:
    return _share(table, column, lambda cell: within(read_number(cell), bounds))


def within(number: float | None, bounds: tuple[float, float]) -> bool:
    """Whether a number lies between bounds."""
    return number is not None and bounds[0] <= number <= bounds[1]


def _share(table: OwnTable, column: str, holds: Callable[[str], bool]) -> bool:
    cells = [cell for cell in table.column(column) if cell][:SAMPLE]
    return bool(cells) and sum(map(holds, cells)) >= SHARE * len(cells)
