from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.own_table.cli import ALL, SOME, WRONG, main
from tests.unit.data.own_table.tables import resident_rows, residents, write_csv
from tests.unit.geo.test_standalone import FETCHED
from utils.palette import OUTCOME

HOSTILE = "=1+1 <img src=x onerror=alert(1)> {{ 7 * 19101 }} `${1}` \\u003ci\\u003e **a**"
EVERYTHING = {
    "areas.gpkg",
    "map.html",
    "map.png",
    "areas.csv",
    "unmatched.csv",
    "drawn.json",
    "report.json",
}


def read_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """The residents of every upper-tier area, with a published measure beside them."""
    folder = tmp_path_factory.mktemp("whole")
    path = write_csv(folder / "residents.csv", resident_rows("upper_tier"))
    out = folder / "out"
    code = main(
        [str(path), "--value=Residents", "--kind=count", f"--out={out}", "--measure=spend:total"]
    )
    return code, out


def test_all_files_are_written_and_the_code_says_that_every_row_was_matched(
    whole: tuple[int, Path],
) -> None:
    code, out = whole
    assert code == ALL
    assert {path.name for path in out.iterdir()} == EVERYTHING
    assert read_csv(out / "unmatched.csv").empty
    assert (out / "map.png").read_bytes().startswith(b"\x89PNG")


def test_the_geopackage_holds_every_figure_and_its_area(whole: tuple[int, Path]) -> None:
    areas = gpd.read_file(whole[1] / "areas.gpkg")
    wanted = residents("upper_tier")
    assert areas["area_code"].tolist() == wanted["area_code"].tolist()
    assert areas["value"].tolist() == wanted["residents"].tolist()
    assert areas.geometry.is_valid.all()
    assert areas["measure"].notna().sum() > 140


def test_files_name_the_source_of_the_measure_and_of_the_table(whole: tuple[int, Path]) -> None:
    report = json.loads((whole[1] / "report.json").read_text(encoding="utf-8"))
    assert "Ministry of Housing, Communities and Local Government" in report["measure"]["credit"]
    for text in (
        read_csv(whole[1] / "areas.csv")["Sources"][0],
        (whole[1] / "map.html").read_text(encoding="utf-8"),
    ):
        assert "the file residents.csv" in text
        assert "Ministry of Housing, Communities and Local Government" in text
        assert "Boundaries: Office for National Statistics" in text


def test_the_page_fetches_nothing_and_has_the_table_twin(whole: tuple[int, Path]) -> None:
    page = (whole[1] / "map.html").read_text(encoding="utf-8")
    assert FETCHED.findall(page) == []
    assert "user-scalable" not in page
    for name in residents("upper_tier")["area_name"]:
        assert name.replace("'", "&#x27;") in page
    assert page.index("folium-map") < page.index("The same as a table")


def test_areas_are_drawn_in_the_colours_of_their_classes(whole: tuple[int, Path]) -> None:
    drawn = json.loads((whole[1] / "drawn.json").read_text(encoding="utf-8"))
    colours = [feature["properties"]["colour"] for feature in drawn["areas"]["features"]]
    assert set(colours) == set(OUTCOME[5])
    least = residents("upper_tier")["residents"].idxmin()
    assert colours[least] == OUTCOME[5][0]


def test_rows_that_are_left_out_are_listed_and_said_by_the_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*resident_rows("upper_tier"), ["W06000015", 1], ["E10000006", 2]]
    path = write_csv(tmp_path / "t.csv", rows)
    assert main([str(path), "--value=Residents", f"--out={tmp_path / 'out'}"]) == SOME
    output = capsys.readouterr().out
    assert "153 of 155 rows are matched; 2 are not, and listed." in output
    listed = read_csv(tmp_path / "out" / "unmatched.csv")
    assert listed["Row"].tolist() == [155, 156]
    assert "is in Wales" in listed["Why"][0]


def test_nothing_is_written_where_nothing_can_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "t.csv", [["code", "n"], ["E08000035", 1], ["E08000032", 2]])
    out = tmp_path / "out"
    for wrong in (
        ["--value=m"],
        ["--value=n", "--measure=nothing"],
        ["--value=n", "--only=code", "--says=E0"],
        ["--value=n", "--only=code"],
        ["--value=n", "--kind=rate", "--duplicates=sum"],
        ["--value=n", "--measure=spend:total", "--period=1999"],
    ):
        assert main([str(path), f"--out={out}", *wrong]) == WRONG
        assert capsys.readouterr().err.startswith("error ")
        assert not out.exists()
    out.mkdir()
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    assert main([str(path), f"--out={out}"]) == WRONG
    assert [entry.name for entry in out.iterdir()] == ["mine.txt"]
    assert main([str(tmp_path / "none.csv"), f"--out={tmp_path / 'new'}"]) == WRONG


def test_text_of_the_file_is_never_a_formula_markup_or_a_template(tmp_path: Path) -> None:
    rows = [["code", HOSTILE], ["E08000035", 1], ["E08000032", 3], [HOSTILE, 2]]
    path = write_csv(tmp_path / "t.csv", rows)
    out = tmp_path / "out"
    assert main([str(path), f"--value={HOSTILE}", f"--out={out}"]) == SOME
    page = (out / "map.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "133707" not in page
    assert "\\u003ci\\u003e" not in page
    assert "`$" not in page.split("<h1>")[1].split("<script>")[0]
    assert "onerror=alert(1)&gt;" in page
    assert HOSTILE not in page
    for name in ("areas.csv", "unmatched.csv"):
        text = (out / name).read_text(encoding="utf-8-sig")
        assert not re.search(r"(^|,|\n)\"?=1\+1", text)
        assert "'=1+1" in text
    drawn = json.loads((out / "drawn.json").read_text(encoding="utf-8"))
    assert all("<img" not in feature["properties"]["tip"] for feature in drawn["areas"]["features"])
    assert "<img" not in json.loads((out / "report.json").read_text(encoding="utf-8"))["legend"]


def test_points_are_counted_and_shown(tmp_path: Path) -> None:
    rows = [["lat", "lon", "n"], [53.8, -1.55, 5], [53.81, -1.56, 6], [52.48, -1.9, 7]]
    path = write_csv(tmp_path / "t.csv", rows)
    assert main([str(path), f"--out={tmp_path / 'counted'}"]) == ALL
    counted = gpd.read_file(tmp_path / "counted" / "areas.gpkg")
    assert dict(zip(counted["area_name"], counted["value"], strict=True)) == {
        "Birmingham": 1,
        "Leeds": 2,
    }
    options = ["--value=n", "--kind=count", "--duplicates=sum"]
    assert main([str(path), f"--out={tmp_path / 'summed'}", *options]) == ALL
    drawn = json.loads((tmp_path / "summed" / "drawn.json").read_text(encoding="utf-8"))
    assert len(drawn["points"]["features"]) == 3
    assert main([str(path), f"--out={tmp_path / 'left'}", "--value=n", "--kind=count"]) == SOME


def test_only_rows_that_say_something_are_used(tmp_path: Path) -> None:
    rows = [["code", "year", "n"]]
    rows += [[code, year, 1] for year in (2019, 2020) for code in ("E08000035", "E08000032")]
    path = write_csv(tmp_path / "t.csv", rows)
    options = ["--value=n", "--only=year", "--says=2020", f"--out={tmp_path / 'out'}"]
    assert main([str(path), *options]) == ALL
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["title"] == "n, 2020"
    assert any("Only rows that say this are used: year: 2020." in note for note in report["notes"])
