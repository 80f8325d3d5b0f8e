from __future__ import annotations

import base64
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest

from data.export.offline.folder import MARK_FILE
from data.read.whole_place import REAL
from geo.wire import read_array, read_header
from tests.unit.utils.ui.offline.small_copy import MEASURES
from utils.narrative.tiles import place_tiles
from utils.ui.offline.cli import main
from utils.ui.offline.contents import Copy
from utils.ui.shared.loaders import load_comparisons, load_places, load_whole_place

EMPLOYMENT = "employment_rate:persons"
LEEDS = "E08000035"


class Addresses(HTMLParser):
    """The addresses that a page names, and its own anchors."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.named: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the library's
        for name, value in attrs:
            if name in {"href", "src"}:
                self.named.append(value or "")
            if name == "id":
                self.anchors.add(value or "")


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def script_of(path: Path) -> Any:  # noqa: ANN401  # any JSON
    text = path.read_text(encoding="utf-8")
    return json.loads(text[re.search(r"[{]", text).start() : text.rindex("}") + 1])  # type: ignore[union-attr]


def test_every_link_leads_to_a_file_of_the_copy(small_copy: Path) -> None:
    pages = pages_of(small_copy)
    assert len(pages) > 10
    broken = []
    for page in pages:
        found = Addresses(page.read_text(encoding="utf-8"))
        for address in found.named:
            parts = urlsplit(address)
            assert parts.scheme in {"", "data"}, (page, address)
            target = page.parent / parts.path
            is_there = target.is_file() if parts.path else parts.fragment in found.anchors
            if parts.scheme == "" and not is_there:
                broken.append((page.name, address))
    assert broken == []


def test_every_page_says_when_it_was_made_and_from_what_and_loads_nothing_else(
    small_copy: Path,
) -> None:
    version = load_places().maps.store.version
    mark = json.loads((small_copy / MARK_FILE).read_text(encoding="utf-8"))
    assert mark["data_version"] == version
    for page in pages_of(small_copy):
        text = page.read_text(encoding="utf-8")
        assert f"Made on {mark['made']} from data version {version}." in text, page
        assert "default-src &#39;none&#39;" in text, page
        assert "unsafe" not in text.partition("<title>")[0], page


def test_a_place_says_what_its_tiles_say(small_copy: Path) -> None:
    reader = load_comparisons()
    tiles = place_tiles(
        reader.places, reader.comparators, load_whole_place(), reader.places.place(LEEDS)
    )
    page = (small_copy / "places" / LEEDS / "index.html").read_text(encoding="utf-8")
    assert len(tiles) > 2
    for tile in tiles:
        assert f"<li>{tile.label}: {tile.figure}. {tile.meaning}</li>" in page


@pytest.mark.parametrize("level", ["upper_tier", "lower_tier"])
def test_the_map_has_the_published_values_and_their_limits(small_copy: Path, level: str) -> None:
    maps = load_places().maps
    measure = maps.measure(measure=EMPLOYMENT, basis="as published", level=level)
    catalogue = script_of(small_copy / "data/catalogue.js")
    (entry,) = [entry for entry in catalogue["measures"] if entry["name"] == EMPLOYMENT]
    assert tuple(entry["levels"][level]["periods"]) == measure.periods
    held = script_of(small_copy / entry["file"])["levels"][level]["periods"]
    assert tuple(held) == measure.periods
    for period in measure.periods:
        message = base64.b64decode(held[period]["map"])
        (layer,) = read_header(message)["panels"][0]["layers"]
        for column, part in (("value", "value"), ("lower_cl", "lower"), ("upper_cl", "upper")):
            sent = read_array(message, layer[part], decimals=measure.decimals)
            np.testing.assert_allclose(sent, maps.numbers(measure, period=period, column=column))


def test_all_that_the_maps_ask_for_is_in_the_scripts(small_copy: Path) -> None:
    catalogue = script_of(small_copy / "data/catalogue.js")
    assert {entry["name"] for entry in catalogue["measures"]} == set(MEASURES)
    outlines = {
        level: set(script_of(small_copy / file)) for level, file in catalogue["geometry"].items()
    }
    for entry in catalogue["measures"]:
        for level, held in script_of(small_copy / entry["file"])["levels"].items():
            have = outlines["upper_tier"] | outlines[level] | set(held["files"])
            for period in held["periods"].values():
                header = read_header(base64.b64decode(period["map"]))
                geometry = header["geometry"]
                wanted = {geometry["page"], *geometry["areas"], header["series"]}
                wanted |= {geometry.get(name) for name in ("around", "index", "files")}
                assert wanted - {None} <= have
                tiles = geometry.get("tiles")
                assert tiles is None or any(name.startswith(tiles) for name in have)


def test_a_table_and_its_csv_have_every_period(small_copy: Path) -> None:
    maps = load_places().maps
    measure = maps.measure(measure="whole:total", basis=REAL, level="upper_tier")
    path = small_copy / "tables" / "whole-total-upper-tier.csv"
    rows = pd.read_csv(path)
    assert len(rows) == len(measure.periods) * 153
    newest = rows[rows["period"] == "2024 to 2025"].set_index("area_code")
    shown = maps.on_map(measure, period="2024-25").set_index("area_code")
    pd.testing.assert_series_equal(
        newest["value"], shown["value"], check_names=False, check_index_type=False
    )
    assert rows["licence"].iloc[0] == "OGL-UK-3.0"
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    (row,) = re.findall(r'<tr><th scope="row">Leeds</th>.*?</tr>', page)
    assert f"£{shown.loc[LEEDS, 'value']:,.0f} (£" in row
    assert row.count("<td") == len(measure.periods) + 1


def test_small_areas_of_a_place_are_listed_with_their_values(small_copy: Path) -> None:
    places = load_places()
    measure = places.maps.measure(measure="imd_decile:persons", basis="as published", level="lsoa")
    rows = pd.read_csv(small_copy / "areas" / f"{LEEDS}-lsoa.csv")
    inside = places.maps.geography.within("lsoa", (LEEDS,))
    expected = places.maps.on_map(measure, period="2019").iloc[inside]
    assert rows["GSS code"].tolist() == expected["area_code"].tolist()
    assert rows["Deprivation decile, 2019"].tolist() == expected["value"].tolist()


def test_every_table_of_all_measures_has_a_file_of_its_own() -> None:
    everything = Copy.of(wanted=[], measures=[], made=date(2026, 11, 24))
    stems = [table.stem for tables in everything.tables.values() for table in tables]
    assert len(stems) > 300
    assert len(set(stems)) == len(stems)
    # With the folder in which a copy lies, it must stay below 260 characters on some systems.
    assert max(map(len, stems)) < 90


@pytest.mark.parametrize(
    ("asked", "said"),
    [("--place=atlantis", "atlantis"), ("--measure=happiness", "happiness")],
)
def test_what_is_not_known_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    assert main([f"--out={tmp_path / 'atlas'}", asked]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    assert main([f"--out={tmp_path}"]) == 2
    assert "has something else" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
