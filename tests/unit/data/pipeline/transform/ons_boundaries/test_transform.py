from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.ons_boundaries import files as boundary_files
from data.pipeline.transform.ons_boundaries.files import Lookup, index_payload, tiles_payload
from data.pipeline.transform.ons_boundaries.transform import GeometryReport, build_geometry
from data.versions.publish import Payload
from geo.tiles import HALF_WORLD, TILE_SIZE, WEB_MERCATOR_CRS
from tests.unit.geo.topology_reader import arc_numbers, decode
from utils.config import DISPLAY_CRS, STORAGE_CRS
from utils.errors import CheckFailedError, SourceSchemaError

SIDE = 10_000.0
EAST, NORTH = 400_000.0, 300_000.0
#: Small area, column, row, MSOA, lower tier, upper tier; two columns, three rows.
SMALL_AREAS = [
    ("E01000001", 0, 0, "E02000001", "E06000001", "E06000001"),
    ("E01000002", 1, 0, "E02000001", "E06000001", "E06000001"),
    ("E01000003", 0, 1, "E02000002", "E07000001", "E10000001"),
    ("E01000004", 1, 1, "E02000003", "E07000002", "E10000001"),
    ("E01000005", 0, 2, "E02000004", "E08000001", "E08000001"),
    ("E01000006", 1, 2, "E02000004", "E08000001", "E08000001"),
]
NAMES = ["Ash 001A", "Ash 001B", "Beech 001A", "Beech 002A", "Cedar 001A", "Cedar 001B"]
#: By how many metres the upper edge of a square is off: one lies over its neighbour, one below it.
FAULTS = {"E01000001": 2.0, "E01000004": -0.02}
REGIONS = {
    "E06000001": "E12000001",
    "E07000001": "E12000001",
    "E07000002": "E12000001",
    "E10000001": "E12000001",
    "E08000001": "E12000002",
}


def source_frame() -> gpd.GeoDataFrame:
    """Squares of 10 km as the publisher has them: in degrees, Wales too, in no order."""
    rows = [
        {
            "LSOA11CD": code,
            "LSOA11NM": name,
            "geometry": shapely.box(
                EAST + x * SIDE,
                NORTH + y * SIDE,
                EAST + (x + 1) * SIDE,
                NORTH + (y + 1) * SIDE + FAULTS.get(code, 0.0),
            ),
        }
        for (code, x, y, *_), name in zip(SMALL_AREAS, NAMES, strict=True)
    ]
    wales = {
        "LSOA11CD": "W01000001",
        "LSOA11NM": "Wales",
        "geometry": shapely.box(EAST - SIDE, NORTH, EAST, NORTH + SIDE),
    }
    return gpd.GeoDataFrame([*rows[::-1], wales], crs=STORAGE_CRS).to_crs(DISPLAY_CRS)


def raw_of(folder: Path, frame: gpd.GeoDataFrame) -> RawFiles:
    """The real declaration with a small file in the publisher's layout."""
    frame.to_file(folder / "lsoa.geojson", driver="GeoJSON")
    declaration = read_declarations()["ons_boundaries"]
    file = declaration.files["lsoa11"].model_copy(update={"path": "lsoa.geojson"})
    return RawFiles(declaration.model_copy(update={"files": {"lsoa11": file}}), folder)


def built_of() -> dict[str, pd.DataFrame]:
    parents = pd.DataFrame(
        SMALL_AREAS,
        columns=["area_code", "x", "y", "msoa_code", "lower_tier_code", "upper_tier_code"],
    ).assign(area_type="lsoa11")
    other = parents.assign(area_type="lsoa21", upper_tier_code="E09000001")
    areas = pd.DataFrame(
        [(code, f"Name of {code}", region) for code, region in REGIONS.items()]
        + [("E12000001", "North", None), ("E12000002", "South", None)],
        columns=["area_code", "area_name", "region_code"],
    )
    members = pd.DataFrame(
        [("union", "E06000001"), ("union", "E10000001"), ("alone", "E08000001")],
        columns=["place_id", "area_code"],
    )
    small = pd.concat([parents, other], ignore_index=True)
    # One neighbourhood has a name that people know.
    known = pd.DataFrame({"msoa_code": ["E02000001"], "name": ["Mill End"]})
    return {
        "small_area_parents": small,
        "areas": areas,
        "place_members": members,
        "neighbourhood_names": known,
    }


Geometry = tuple[dict[str, Payload], GeometryReport]


@pytest.fixture(scope="module")
def geometry(tmp_path_factory: pytest.TempPathFactory) -> Geometry:
    raw = raw_of(tmp_path_factory.mktemp("raw"), source_frame())
    payloads, report = build_geometry(raw, built_of())
    return {payload.name: payload for payload in payloads}, report


def topology_of(geometry: Geometry, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(gzip.decompress(geometry[0][f"geometry-{name}"].content))
    return read


def metres(shapes: dict[str, shapely.Geometry]) -> gpd.GeoSeries:
    return gpd.GeoSeries(shapes, crs=DISPLAY_CRS).to_crs(STORAGE_CRS)


LEVELS = {
    "region": ["E12000001", "E12000002"],
    "upper-tier": ["E06000001", "E08000001", "E10000001"],
    "lower-tier": ["E06000001", "E07000001", "E07000002", "E08000001"],
    "msoa": ["E02000001", "E02000002", "E02000003", "E02000004"],
    "lsoa-e06000001": ["E01000001", "E01000002"],
    "lsoa-e08000001": ["E01000005", "E01000006"],
    "lsoa-e10000001": ["E01000003", "E01000004"],
}


def test_there_is_a_file_a_level_and_one_an_authority(geometry: Geometry) -> None:
    names = [*LEVELS, "lsoa-index", "lsoa-tiles"]
    assert set(geometry[0]) == {f"geometry-{name}" for name in names}
    formats = {name: payload.description["format"] for name, payload in geometry[0].items()}
    assert formats.pop("geometry-lsoa-index") == "json"
    assert formats.pop("geometry-lsoa-tiles") == "zip"
    assert set(formats.values()) == {"topojson"}


def test_faults_are_counted_and_wales_left_out(geometry: Geometry) -> None:
    report = geometry[1].coverage
    assert report.areas == len(SMALL_AREAS)
    assert report.faulty_before >= 2
    assert abs(report.area_change_m2) < 3 * SIDE


@pytest.mark.parametrize("level", LEVELS)
def test_ids_are_the_codes_in_order(geometry: Geometry, level: str) -> None:
    areas = topology_of(geometry, level)["objects"]["areas"]["geometries"]
    assert [area["id"] for area in areas] == LEVELS[level] == sorted(LEVELS[level])
    assert geometry[0][f"geometry-{level}"].description["areas"] == len(LEVELS[level])


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_a_coverage_of_the_same_ground(geometry: Geometry, level: str) -> None:
    shapes = decode(topology_of(geometry, level), "areas")
    assert shapely.coverage_is_valid(list(shapes.values()))
    whole = 2 if level.startswith("lsoa") else len(SMALL_AREAS)
    assert metres(shapes).area.sum() == pytest.approx(whole * SIDE**2, rel=2e-3)


def test_levels_are_dissolved_from_the_small_areas(geometry: Geometry) -> None:
    upper = metres(decode(topology_of(geometry, "upper-tier"), "areas")).area / SIDE**2
    assert upper.round(2).to_dict() == {"E06000001": 2.0, "E08000001": 2.0, "E10000001": 2.0}
    lower = metres(decode(topology_of(geometry, "lower-tier"), "areas")).area / SIDE**2
    assert lower["E07000001"] == pytest.approx(1, rel=2e-3)
    region = metres(decode(topology_of(geometry, "region"), "areas")).area / SIDE**2
    assert region["E12000001"] == pytest.approx(4, rel=2e-3)


def test_names_stand_in_the_order_of_the_ids(geometry: Geometry) -> None:
    topology = topology_of(geometry, "upper-tier")
    assert topology["names"] == [f"Name of {code}" for code in LEVELS["upper-tier"]]
    assert topology_of(geometry, "region")["names"] == ["North", "South"]
    # A name of a small area without its letter, after the name that people know.
    assert topology_of(geometry, "msoa")["names"] == [
        "Mill End, Ash 001",
        "Beech 001",
        "Beech 002",
        "Cedar 001",
    ]
    assert topology_of(geometry, "lsoa-e10000001")["names"] == ["Beech 001A", "Beech 002A"]


UPPER = LEVELS["upper-tier"]


@pytest.mark.parametrize(
    ("level", "parents"), [("lower-tier", [0, 2, 2, 1]), ("msoa", [0, 2, 2, 1])]
)
def test_levels_below_know_their_upper_tier(
    geometry: Geometry, level: str, parents: list[int]
) -> None:
    topology = topology_of(geometry, level)
    assert (topology["within"], topology["parents"]) == (UPPER, parents)
    assert "within" not in topology_of(geometry, "upper-tier")


@pytest.mark.parametrize(
    ("authority", "rows"), [("e06000001", [0, 1]), ("e08000001", [4, 5]), ("e10000001", [2, 3])]
)
def test_small_areas_know_their_row_among_all(
    geometry: Geometry, authority: str, rows: list[int]
) -> None:
    assert topology_of(geometry, f"lsoa-{authority}")["rows"] == rows


def test_the_index_lists_all_small_areas_as_steps(geometry: Geometry) -> None:
    index = topology_of(geometry, "lsoa-index")
    assert index == {
        "codes": [1000001, 1, 1, 1, 1, 1],
        "names": ["Mill End, Ash 001A", "Mill End, Ash 001B", *NAMES[2:]],
        "within": UPPER,
        "parents": [0, 0, 2, 2, 1, 1],
    }
    assert geometry[0]["geometry-lsoa-index"].suffix == ".json.gz"
    codes = ["E01000003", "E01000010", "E01000011"]
    gaps = index_payload(codes, Lookup(pd.Series("Elm 001A", index=codes)))
    assert json.loads(gzip.decompress(gaps.content))["codes"] == [1000003, 7, 1]
    assert gaps.description["areas"] == 3


def test_tiles_hold_each_area_where_it_lies(geometry: Geometry) -> None:
    payload = geometry[0]["geometry-lsoa-tiles"]
    archive = zipfile.ZipFile(io.BytesIO(payload.content))
    names = archive.namelist()
    assert payload.description["tiles"] == len(names)
    assert payload.description["tile_size"] == TILE_SIZE
    assert payload.description["zooms"] == [5, 6, 7, 8, 9]
    assert {name.split("/")[0] for name in names} == {"5", "6", "7", "8", "9"}
    middles = gpd.GeoSeries(
        [
            shapely.Point(EAST + (x + 0.5) * SIDE, NORTH + (y + 0.5) * SIDE)
            for _, x, y, *_ in SMALL_AREAS
        ],
        crs=STORAGE_CRS,
    ).to_crs(WEB_MERCATOR_CRS)
    side = 2 * HALF_WORLD / 2**9
    for number, middle in enumerate(middles, start=1):
        across, down = (middle.x + HALF_WORLD) / side, (HALF_WORLD - middle.y) / side
        with Image.open(archive.open(f"9/{int(across)}/{int(down)}.png")) as image:
            assert image.size == (TILE_SIZE, TILE_SIZE)
            spot = int(across % 1 * TILE_SIZE), int(down % 1 * TILE_SIZE)
            assert image.convert("RGB").getpixel(spot) == (0, 0, number)
    assert geometry[1].without_pixel == 0


def test_areas_that_no_tile_shows_are_counted_and_too_many_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Ten boxes of a centimetre on a spot: the last one drawn hides the rest.
    spot = shapely.box(EAST, NORTH, EAST + 0.01, NORTH + 0.01)
    coverage = gpd.GeoSeries([spot] * 10, crs=STORAGE_CRS)
    with pytest.raises(CheckFailedError, match="9 of 10 areas have no pixel"):
        tiles_payload(coverage)
    monkeypatch.setattr(boundary_files, "MAX_SHARE_WITHOUT_PIXEL", 0.9)
    assert tiles_payload(coverage)[1] == 9


def test_a_number_of_no_area_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = boundary_files.rasterise

    def off_by_one(coverage: gpd.GeoSeries, *, zoom: int) -> object:
        raster = real(coverage, zoom=zoom)
        return type(raster)(
            raster.zoom, raster.left, raster.top, np.where(raster.pixels, raster.pixels + 1, 0)
        )

    monkeypatch.setattr(boundary_files, "rasterise", off_by_one)
    box = shapely.box(EAST, NORTH, EAST + SIDE, NORTH + SIDE)
    with pytest.raises(CheckFailedError, match="numbers outside 1 to 1"):
        tiles_payload(gpd.GeoSeries([box], crs=STORAGE_CRS))


@pytest.mark.parametrize(
    ("lookup", "lacking"),
    [
        (Lookup(pd.Series({"E01000001": ""})), "names"),
        (Lookup(pd.Series({"E01000002": "Ash 001A"})), "names"),
        (
            Lookup(pd.Series({"E01000001": "Ash 001A"}), pd.Series({"E01000002": "E06000001"})),
            "authorities",
        ),
    ],
)
def test_an_area_without_a_name_or_an_authority_is_refused(lookup: Lookup, lacking: str) -> None:
    with pytest.raises(CheckFailedError, match=rf"{lacking} are missing for \['E01000001'\]"):
        lookup.extras(["E01000001"])


def test_small_areas_of_one_msoa_with_two_names_are_refused(tmp_path: Path) -> None:
    frame = source_frame().replace({"LSOA11NM": {"Ash 001B": "Ash 002B"}})
    with pytest.raises(SourceSchemaError, match=r"'E02000001', 'Mill End, Ash 001'.*Ash 002"):
        build_geometry(raw_of(tmp_path, frame), built_of())


def test_outlines_of_places_are_made_of_the_areas_arcs(geometry: Geometry) -> None:
    topology = topology_of(geometry, "upper-tier")
    assert [
        geometry_of_place["id"] for geometry_of_place in topology["objects"]["places"]["geometries"]
    ] == ["alone", "union"]
    assert arc_numbers(topology, "places") <= arc_numbers(topology, "areas")
    areas, places = decode(topology, "areas"), decode(topology, "places")
    assert places["union"].equals(shapely.union(areas["E06000001"], areas["E10000001"]))
    assert places["alone"].equals(areas["E08000001"])
    assert "places" not in topology_of(geometry, "lower-tier")["objects"]


def test_the_same_source_gives_the_same_bytes(geometry: Geometry, tmp_path: Path) -> None:
    shuffled = source_frame().iloc[::-1].reset_index(drop=True)
    again, _ = build_geometry(raw_of(tmp_path, shuffled), built_of())
    assert {payload.path for payload in again} == {payload.path for payload in geometry[0].values()}
    assert {payload.content for payload in again} == {
        payload.content for payload in geometry[0].values()
    }


@pytest.mark.parametrize("column", ["LSOA11CD", "LSOA11NM"])
def test_another_layout_is_refused(tmp_path: Path, column: str) -> None:
    other = column.replace("11", "21")
    renamed = source_frame().rename(columns={column: other})
    with pytest.raises(SourceSchemaError, match=rf"column '{column}': got .*{other}"):
        build_geometry(raw_of(tmp_path, renamed), built_of())


def test_a_small_area_without_a_parent_is_refused(tmp_path: Path) -> None:
    built = built_of()
    parents = built["small_area_parents"]
    built["small_area_parents"] = parents[parents["area_code"] != "E01000003"]
    with pytest.raises(SourceSchemaError, match=r"got \['E01000003'\]"):
        build_geometry(raw_of(tmp_path, source_frame()), built)
