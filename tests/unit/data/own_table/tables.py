"""Tables made from the published ones, as files that a person might bring."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.own_table.gazetteer import Gazetteer
from data.own_table.shapes import read_shapes
from data.read.store import Store


@cache
def gazetteer() -> Gazetteer:
    """The areas as published."""
    return Gazetteer(Store())


@cache
def residents(level: str) -> pd.DataFrame:
    """area_code, area_name and residents of 2020 of the areas of a level, as published."""
    reader = gazetteer().reader
    people = reader.population(level)
    return reader.areas(level)[["area_code", "area_name"]].assign(residents=people)


@cache
def shapes(level: str) -> gpd.GeoDataFrame:
    """The areas of a level as polygons, as published."""
    return read_shapes(gazetteer().store, level)


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def resident_rows(level: str, *, column: str = "area_code") -> list[list[object]]:
    """A header and a row an area: its code or name, and its residents."""
    frame = residents(level)
    return [[column, "Residents"], *frame[[column, "residents"]].to_numpy().tolist()]
