from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.clusters import MEASURES, NONE, build_clusters

SIDE = 8


def grid(values: dict[tuple[int, int], float]) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Small areas on a square grid in an authority, with their values and borders."""
    codes = {(x, y): f"L{x}{y}" for x in range(SIDE) for y in range(SIDE)}
    pairs = [
        (codes[x, y], codes[near])
        for x, y in codes
        for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1))
        if near in codes
    ]
    parents = pd.DataFrame(
        {
            "area_code": list(codes.values()),
            "area_type": "lsoa11",
            "msoa_code": list(codes.values()),
            "upper_tier_code": "A",
        }
    )
    rows = [
        {
            "measure": measure,
            "level": level,
            "period": period,
            "area_code": code,
            "value": values.get(place, 1.0 + 0.01 * (place[0] * 7 + place[1] * 3 % 5)),
        }
        for measure, level, period in MEASURES
        for place, code in codes.items()
    ]
    tables = {
        "small_area_parents": parents,
        "small_area_values": pd.DataFrame(rows),
        "place_members": pd.DataFrame({"place_id": ["one"], "area_code": ["A"]}),
    }
    return tables, pd.DataFrame(pairs, columns=["focal", "neighbour"])


CORNER = {(x, y): 100.0 + x + y for x in range(4) for y in range(4)}


@pytest.fixture(scope="module")
def built() -> pd.DataFrame:
    return build_clusters(*grid(CORNER))["clusters"]


def test_a_corner_of_high_values_is_a_cluster(built: pd.DataFrame) -> None:
    own = built[built["measure"] == MEASURES[0][0]].set_index("area_code")
    assert own.loc["L11", "moran"] == "high among high"
    assert own.loc["L11", "getis_ord"] == "high"
    assert own.loc["L77", "moran"] in {NONE, "low among low"}
    assert own["moran_p"].between(0, 1).all()


def test_equal_seeds_find_the_same(built: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(built, build_clusters(*grid(CORNER))["clusters"])


def test_a_place_of_one_value_has_no_clusters() -> None:
    tables, borders = grid({})
    flat = tables["small_area_values"].assign(value=1.0)
    steep = grid(CORNER)[0]["small_area_values"]
    first = steep["measure"] == MEASURES[0][0]
    tables["small_area_values"] = pd.concat([flat[~first], steep[first]])
    found = build_clusters(tables, borders)["clusters"]
    assert set(found["measure"]) == {MEASURES[0][0]}
