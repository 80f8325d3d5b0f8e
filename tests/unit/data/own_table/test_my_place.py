from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.own_table.cli import ALL, SOME, WRONG, main
from data.own_table.shapes import read_shapes
from tests.unit.data.own_table.tables import gazetteer, residents, write_csv
from utils.config import STORAGE_CRS

BIRMINGHAM, COVENTRY, SOLIHULL, LEEDS = "E08000025", "E08000026", "E08000029", "E08000035"


def make(folder: Path, codes: list[str]) -> tuple[int, gpd.GeoDataFrame, dict[str, object]]:
    path = write_csv(folder / "t.csv", [["code"], *([area] for area in codes)])
    out = folder / "out"
    code = main([str(path), "--place=Our place", f"--out={out}"])
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return code, gpd.read_file(out / "areas.gpkg"), report


def test_authorities_become_one_outline_with_their_residents(tmp_path: Path) -> None:
    code, place, report = make(tmp_path, [BIRMINGHAM, SOLIHULL, COVENTRY, SOLIHULL])
    assert code == ALL
    assert (len(place), place["areas"][0], place["name"][0]) == (1, 3, "Our place")
    assert place.geometry[0].geom_type == "Polygon"
    assert len(place.geometry[0].interiors) == 0
    shapes = read_shapes(gazetteer().store, "upper_tier").set_index("area_code")
    parts = shapes.loc[[BIRMINGHAM, SOLIHULL, COVENTRY]].to_crs(STORAGE_CRS).area.sum()
    assert place.to_crs(STORAGE_CRS).area[0] == pytest.approx(parts, rel=1e-4)
    rows = gazetteer().store.read("populations")
    newest = rows[rows["area_code"].isin([BIRMINGHAM, SOLIHULL, COVENTRY])]
    people = newest[newest["year"] == newest["year"].max()]["population"].sum()
    assert place["residents"][0] == people
    assert f"{people:,.0f} residents in mid-{newest['year'].max()}" in str(report["words"])


def test_all_small_areas_of_a_city_are_the_city(tmp_path: Path) -> None:
    areas = gazetteer().reader.areas("lsoa")
    codes = areas[areas["upper_tier_code"].isin([BIRMINGHAM, SOLIHULL])]["area_code"].tolist()
    code, place, _ = make(tmp_path, codes)
    assert code == ALL
    # Borders of two authorities are rounded apart; no sliver between them is left.
    outline = place.to_crs(STORAGE_CRS).geometry[0]
    assert outline.geom_type == "Polygon"
    assert shapely.get_num_interior_rings(outline) == 0
    people = residents("lsoa").set_index("area_code")["residents"].loc[codes].sum()
    assert place["residents"][0] == people


def test_rows_that_name_no_whole_area_are_listed(tmp_path: Path) -> None:
    code, place, report = make(tmp_path, [LEEDS, "E07000026", "E06000999"])
    assert code == SOME
    assert place["areas"][0] == 1
    reasons = [row["reason"] for row in report["unmatched"]]  # type: ignore[attr-defined]
    assert "is now a part of Cumberland (E06000063)" in reasons[0]
    assert "is not in the published lists" in reasons[1]


def test_a_place_is_drawn_among_its_neighbours(tmp_path: Path) -> None:
    make(tmp_path, [LEEDS])
    drawn = json.loads((tmp_path / "out" / "drawn.json").read_text(encoding="utf-8"))
    (own,) = drawn["areas"]["features"]
    assert own["properties"]["tip"].startswith("Our place: 1 county, city or borough, ")
    names = {feature["properties"]["tip"] for feature in drawn["around"]["features"]}
    assert {"Bradford", "Wakefield", "North Yorkshire"} <= names
    assert "Kent" not in names


def test_a_place_without_an_area_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "t.csv", [["code"], ["E07000026"]])
    assert main([str(path), "--place=x", f"--out={tmp_path / 'out'}"]) == WRONG
    assert "at least one authority or small area" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
