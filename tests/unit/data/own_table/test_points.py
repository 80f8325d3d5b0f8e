from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest

from data.own_table.matching import Matching
from data.own_table.points import match_points
from data.own_table.reading import read_table
from data.own_table.recognise import find_where
from tests.unit.data.own_table.tables import gazetteer, residents, shapes, write_csv
from utils.config import DISPLAY_CRS, STORAGE_CRS
from utils.errors import InvalidInputError

WAYS = [(DISPLAY_CRS, "Longitude", "Latitude"), (STORAGE_CRS, "Easting", "Northing")]


def match(path: Path, *, level: str = "", points: tuple[str, ...] = ()) -> Matching:
    table = read_table(path)
    where = find_where(table, gazetteer(), points=points)
    return match_points(table, where, gazetteer(), level=level)[0]


@pytest.fixture(scope="module")
def inner() -> gpd.GeoDataFrame:
    """A point well inside each upper-tier area: the centre of one of its small areas."""
    small = shapes("lsoa")
    homes = small["area_code"].map(gazetteer().reader.upper_tier_of)
    first = small.assign(home=homes).drop_duplicates("home").sort_values("home")
    return first.set_geometry(first.to_crs(STORAGE_CRS).representative_point())


@pytest.mark.parametrize(("crs", "east", "north"), WAYS)
def test_points_of_both_systems_are_placed_in_every_area(
    tmp_path: Path, inner: gpd.GeoDataFrame, crs: str, east: str, north: str
) -> None:
    at = inner.to_crs(crs).geometry
    digits = 6 if crs == DISPLAY_CRS else 1
    rows = [[round(x, digits), round(y, digits)] for x, y in zip(at.x, at.y, strict=True)]
    matching = match(write_csv(tmp_path / "t.csv", [[east, north], *rows]))
    assert matching.unmatched == ()
    assert [placed.home for placed in matching.placed] == residents("upper_tier")[
        "area_code"
    ].tolist()


@pytest.mark.parametrize("level", ["region", "lower_tier", "msoa", "lsoa"])
def test_points_can_be_placed_at_every_level(
    tmp_path: Path, inner: gpd.GeoDataFrame, level: str
) -> None:
    at = inner.to_crs(DISPLAY_CRS).geometry.iloc[:5]
    rows = [[x, y] for x, y in zip(at.x, at.y, strict=True)]
    path = write_csv(tmp_path / "t.csv", [["lng", "lat"], *rows])
    matching = match(path, level=level)
    known = set(residents(level)["area_code"])
    assert len(matching.placed) == 5
    assert {placed.home for placed in matching.placed} <= known
    if level == "lsoa":
        assert [placed.home for placed in matching.placed] == inner["area_code"].iloc[:5].tolist()


def test_what_is_no_point_in_england_is_listed_with_the_reason(tmp_path: Path) -> None:
    rows = [
        ["name", "lat", "lon"],
        ["Leeds", 53.8, -1.55],
        ["Edinburgh", 55.95, -3.19],
        ["Cardiff", 51.48, -3.18],
        ["nowhere", "", -1.5],
        ["swapped", -1.55, 53.8],
        ["words", "north", -1.5],
        ["York", 53.96, -1.08],
        ["Hull", 53.75, -0.34],
        ["Luton", 51.88, -0.42],
    ]
    matching = match(write_csv(tmp_path / "t.csv", rows))
    reasons = {unmatched.row: unmatched.reason for unmatched in matching.unmatched}
    assert "outside England" in reasons[3]
    assert "outside England" in reasons[4]
    assert reasons[5] == "no latitude"
    assert reasons[6] == "longitude 53.8 is outside Great Britain; allowed: -9 to 3"
    assert reasons[7] == "'north' is not a latitude"
    assert [placed.row for placed in matching.placed] == [2, 8, 9, 10]


def test_named_columns_are_put_in_order_and_others_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [["a", "b"], [53.8, -1.55], [53.96, -1.08]])
    assert len(match(path, points=("a", "b")).placed) == 2
    assert len(match(path, points=("b", "a")).placed) == 2
    with pytest.raises(InvalidInputError, match="two columns of longitude"):
        match(path, points=("a",))
    with pytest.raises(InvalidInputError, match="allowed: upper_tier"):
        match(path, points=("a", "b"), level="ward")
