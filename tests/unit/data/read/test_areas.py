from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from data.read.areas import LEVELS, AreaReader, read_json
from data.read.store import Store
from utils.config import ENGLAND
from utils.errors import InvalidInputError

STORE = Store()
READER = AreaReader(STORE)
COUNTS = {"region": 9, "upper_tier": 153, "lower_tier": 296, "msoa": 6_791, "lsoa": 32_844}
BIRMINGHAM, WARWICKSHIRE = "E08000025", "E10000031"


def topology_of(name: str) -> dict[str, Any]:
    packed = STORE.path(f"geometry-{name}").read_bytes()
    topology: dict[str, Any] = json.loads(gzip.decompress(packed))
    return topology


@pytest.mark.parametrize(("level", "count"), COUNTS.items())
def test_every_level_has_all_its_areas_once_with_a_name(level: str, count: int) -> None:
    areas = READER.areas(level)
    assert list(areas.columns) == ["area_code", "area_name", "upper_tier_code"]
    assert len(areas) == areas["area_code"].nunique() == len(READER.codes(level)) == count
    assert areas["area_name"].str.len().gt(0).all()


@pytest.mark.parametrize("level", ["region", "upper_tier", "lower_tier", "msoa"])
def test_areas_are_in_the_order_of_the_geometry(level: str) -> None:
    topology, areas = topology_of(level.replace("_", "-")), READER.areas(level)
    drawn = [geometry["id"] for geometry in topology["objects"]["areas"]["geometries"]]
    assert list(areas["area_code"]) == drawn
    assert list(areas["area_name"]) == topology["names"]
    if "within" in topology:
        homes = [topology["within"][parent] for parent in topology["parents"]]
        assert list(areas["upper_tier_code"]) == homes


@pytest.mark.parametrize("authority", [BIRMINGHAM, WARWICKSHIRE])
def test_small_areas_of_an_authority_are_in_the_order_of_its_file(authority: str) -> None:
    topology = topology_of(f"lsoa-{authority.lower()}")
    rows = READER.within("lsoa", (authority,))
    assert rows == topology["rows"]
    inside = READER.areas("lsoa").iloc[rows]
    drawn = [geometry["id"] for geometry in topology["objects"]["areas"]["geometries"]]
    assert list(inside["area_code"]) == drawn
    assert list(inside["area_name"]) == topology["names"]
    assert set(inside["upper_tier_code"]) == {authority}


def test_small_areas_of_two_authorities_follow_one_another_in_the_order_asked_for() -> None:
    first, second = READER.within("lsoa", (BIRMINGHAM,)), READER.within("lsoa", (WARWICKSHIRE,))
    assert READER.within("lsoa", (BIRMINGHAM, WARWICKSHIRE)) == first + second
    assert READER.within("lsoa", (WARWICKSHIRE, BIRMINGHAM)) == second + first
    assert READER.within("lsoa", ()) == READER.within("lsoa", ("E99999999",)) == []


def test_an_unknown_level_is_refused_and_the_levels_are_named() -> None:
    with pytest.raises(InvalidInputError, match=r"'ward'.*region, upper_tier, lower_tier"):
        READER.areas("ward")


@pytest.mark.parametrize("level", ["region", "upper_tier", "lower_tier"])
def test_people_of_a_level_are_all_of_england(level: str) -> None:
    people = READER.population(level)
    assert len(people) == COUNTS[level]
    assert people.gt(0).all()
    rows = STORE.read("populations", where=[("area_code", "==", ENGLAND), ("year", "==", 2020)])
    assert people.sum() == rows["population"].item()


@pytest.mark.parametrize("level", ["msoa", "lsoa"])
def test_people_of_small_areas_are_all_of_england_as_first_published(level: str) -> None:
    people = READER.population(level)
    assert len(people) == COUNTS[level]
    assert people.gt(0).all()
    assert people.sum() == READER.population("lsoa").sum()
    # Later rebased to the census of 2021.
    assert people.sum() == pytest.approx(READER.population("region").sum(), rel=0.005)


def test_people_are_those_of_their_area() -> None:
    published = STORE.read(
        "populations", where=[("area_code", "==", BIRMINGHAM), ("year", "==", 2020)]
    )["population"].item()
    row = list(READER.areas("upper_tier")["area_code"]).index(BIRMINGHAM)
    assert READER.population("upper_tier")[row] == published
    inside = READER.population("lsoa").iloc[READER.within("lsoa", (BIRMINGHAM,))]
    assert inside.sum() == pytest.approx(published, rel=0.01)


def test_every_finer_area_lies_in_one_authority() -> None:
    homes = READER.upper_tier_of
    authorities = READER.codes("upper_tier")
    assert set(homes.values()) == authorities
    assert all(homes[code] == code for code in authorities)
    assert set().union(*(READER.codes(level) for level in LEVELS[1:])) == set(homes)
    assert homes["E01008881"] == BIRMINGHAM
    assert homes["E07000222"] == WARWICKSHIRE
    assert not READER.codes("region") & set(homes)


def test_neighbourhoods_are_named_as_their_small_areas_are() -> None:
    names = READER.areas("msoa").set_index("area_code")["area_name"]
    assert ", Birmingham " in names["E02001827"]
    small = READER.areas("lsoa").set_index("area_code")["area_name"]
    assert small["E01008881"] == "Yardley East, Birmingham 067A"
    assert "Yardley East, Birmingham 067" in set(names)


def test_equal_data_are_equal_readers() -> None:
    assert hash(READER) == hash(AreaReader(Store()))
    assert AreaReader(Store()) == READER


def test_a_compressed_table_is_read() -> None:
    assert len(read_json(STORE, "geometry-lsoa-index")["names"]) == COUNTS["lsoa"]
