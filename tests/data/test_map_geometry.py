"""Boundaries, the index of small areas and their tiles, as published."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image

from data.read.store import Store
from tests.data.published import BIRMINGHAM, published, upper_tier

AREAS = {"region": 9, "upper-tier": 153, "lower-tier": 296, "msoa": 6_791}
SMALL_AREAS = 32_844
TILES = "geometry-lsoa-tiles"


@cache
def content_of(name: str) -> Any:  # noqa: ANN401 - a JSON document
    return json.loads(gzip.decompress(Store().path(f"geometry-{name}").read_bytes()))


def codes_of(name: str) -> list[str]:
    return [geometry["id"] for geometry in content_of(name)["objects"]["areas"]["geometries"]]


def codes_of_index() -> list[str]:
    return [f"E0{number}" for number in np.cumsum(content_of("lsoa-index")["codes"])]


@pytest.mark.parametrize(("level", "number"), AREAS.items())
def test_every_area_has_a_name(level: str, number: int) -> None:
    names = content_of(level)["names"]
    assert len(names) == len(codes_of(level)) == number
    assert all(names)


@pytest.mark.parametrize("level", ["lower-tier", "msoa"])
def test_areas_below_lie_in_an_upper_tier_area(level: str) -> None:
    topology = content_of(level)
    assert topology["within"] == sorted(upper_tier())
    assert len(topology["parents"]) == AREAS[level]
    assert set(topology["parents"]) == set(range(153))


def test_an_msoa_has_its_name_and_authority() -> None:
    topology = content_of("msoa")
    place = topology["names"].index("Yardley East, Birmingham 067")
    assert topology["within"][topology["parents"][place]] == BIRMINGHAM


def test_the_index_has_all_small_areas_in_the_order_of_their_values() -> None:
    index, codes = content_of("lsoa-index"), codes_of_index()
    assert len(codes) == len(index["names"]) == len(index["parents"]) == SMALL_AREAS
    values = published("small_area_values")
    deciles = values[(values["measure"] == "imd_decile:persons") & (values["period"] == "2019")]
    assert codes == list(deciles["area_code"])
    row = codes.index("E01008881")
    assert index["names"][row] == "Yardley East, Birmingham 067A"
    assert index["within"][index["parents"][row]] == BIRMINGHAM


def test_files_of_small_areas_know_their_rows() -> None:
    codes, index = codes_of_index(), content_of("lsoa-index")
    seen = []
    for authority in sorted(upper_tier()):
        name = f"lsoa-{authority.lower()}"
        rows = content_of(name)["rows"]
        assert [codes[row] for row in rows] == codes_of(name)
        assert [index["names"][row] for row in rows] == content_of(name)["names"]
        assert {index["within"][index["parents"][row]] for row in rows} == {authority}
        seen += rows
    assert sorted(seen) == list(range(SMALL_AREAS))


def test_tiles_show_every_small_area_and_nothing_else() -> None:
    description = Store().resources[TILES]
    size, zooms = description["tile_size"], description["zooms"]
    assert (size, zooms) == (512, [5, 6, 7, 8, 9])
    seen: set[int] = set()
    with zipfile.ZipFile(io.BytesIO(Store().path(TILES).read_bytes())) as archive:
        names = archive.namelist()
        assert len(names) == description["tiles"]
        assert sorted({int(name.split("/")[0]) for name in names}) == zooms
        for name in names:
            with Image.open(archive.open(name)) as image:
                rgb = np.asarray(image.convert("RGB"), dtype=np.int64)
            assert rgb.shape == (size, size, 3)
            numbers = np.unique(rgb @ np.array([65_536, 256, 1]))
            assert numbers.max() >= 1, "a tile without an area"
            if name.startswith("9/"):
                seen |= set(numbers.tolist()) - {0}
            assert numbers.max() <= SMALL_AREAS
    assert seen == set(range(1, SMALL_AREAS + 1))
