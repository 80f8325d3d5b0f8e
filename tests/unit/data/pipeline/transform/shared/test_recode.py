from __future__ import annotations

import pandas as pd

from data.pipeline.transform.shared.recode import (
    keep_english_areas,
    recode_areas,
    successors_of_same_area,
)
from tests.unit.data.pipeline.transform.health_built import built_tables

KEYS = ["area_code", "year"]


def test_keeps_england_alone() -> None:
    codes = ["E92000001", "E12000005", "E06000059", "E10000031", "E07000218", "E08000025"]
    others = ["W06000001", "S12000005", "K02000001", "E05000820", "E47000001", "E11000005", "TLC1"]
    frame = pd.DataFrame({"area_code": codes + others})
    assert list(keep_english_areas(frame)["area_code"]) == codes


def test_maps_only_areas_that_are_the_same() -> None:
    mapping = successors_of_same_area(built_tables()["area_changes"])
    assert mapping == {
        "E08000020": "E08000037",
        "E08000038": "E08000016",
        "E10000023": "E06000065",
    }


def test_follows_a_chain_of_recodings() -> None:
    changes = pd.DataFrame(
        [("E08000001", "E08000002", "recoded"), ("E08000002", "E08000003", "recoded")],
        columns=["old_code", "new_code", "change"],
    )
    assert successors_of_same_area(changes)["E08000001"] == "E08000003"


def test_recodes_and_leaves_merged_areas_alone() -> None:
    frame = pd.DataFrame(
        {"area_code": ["E08000020", "E07000026", "E10000009"], "year": [2010, 2010, 2010]}
    )
    recoded = recode_areas(frame, built=built_tables(), keys=KEYS)
    assert list(recoded["area_code"]) == ["E08000037", "E07000026", "E10000009"]


def test_the_row_under_the_new_code_stays() -> None:
    frame = pd.DataFrame(
        {
            "area_code": ["E08000020", "E08000037", "E08000020"],
            "year": [2012, 2012, 2011],
            "value": [1.0, 2.0, 3.0],
        }
    )
    recoded = recode_areas(frame, built=built_tables(), keys=KEYS)
    assert recoded[["year", "value"]].to_numpy().tolist() == [[2012, 2.0], [2011, 3.0]]
