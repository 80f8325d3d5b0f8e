"""The files that the page offers, read back."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

from data.export.described import plain_range
from geo.layers import MapMessage
from geo.wire import read_array, read_header
from tests.app.reading import open_app
from tests.unit.utils.ui.choices import PLACES, choices_of
from utils.charts.area_map import View
from utils.ui.map.choices import MapChoices
from utils.ui.map.downloads import (
    EXPORT_COLUMNS,
    SAME,
    describe_view,
    export_areas,
    export_csv,
    export_page,
    file_stem,
    geometry_names,
)
from utils.ui.map.scene import compose_message, main_view, panels_of
from utils.ui.shared.words import CAVEAT

STORE = PLACES.maps.store
UNION = "central_bedfordshire_and_luton"
SMALL: dict[str, Any] = {"show": "imd_decile:persons", "basis": "as published", "level": "lsoa"}
WHOLE: dict[str, Any] = {"show": "whole:total", "basis": "cash"}
LIFE: dict[str, Any] = {"show": "healthy_life_expectancy:male", "basis": "as published"}


def shown(choices: MapChoices) -> tuple[View, MapMessage]:
    """What a map shows: the rows behind it, and its message."""
    message = compose_message(PLACES, choices, panels_of(PLACES, choices, []))
    return main_view(PLACES, choices), message


def read_csv(choices: MapChoices) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The download read back, beside the rows it was made of."""
    view, _ = shown(choices)
    content = export_csv(PLACES, view)
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig"), view.rows


@pytest.mark.parametrize(
    ("asked", "period", "unit", "publisher"),
    [
        (
            {"basis": "cash"},
            "2010-11",
            "£ per person",
            "Ministry of Housing, Communities and Local Government",
        ),
        (LIFE, "2022-24", "years", "Office for National Statistics"),
    ],
)
def test_download_reads_back_with_its_values_unit_and_source(
    asked: dict[str, Any], period: str, unit: str, publisher: str
) -> None:
    back, rows = read_csv(choices_of(**asked, year=period))
    assert len(back) == 153
    assert list(back["area_code"]) == list(rows["area_code"])
    pd.testing.assert_series_equal(back["value"], rows["value"].astype("float64"))
    prices = "in cash" if asked["basis"] == "cash" else ""
    same = {"unit": unit, "period": plain_range(period), "prices": prices}
    for column, words in same.items():
        assert set(back[column].fillna("")) == {words}
    assert set(back["area_type"]) == {"Counties, cities and boroughs"}
    assert list(back.columns[:12]) == [
        "area_code",
        "area_name",
        "area_type",
        "measure",
        "unit",
        "prices",
        "period",
        "value",
        "lower",
        "upper",
        "status",
        "note",
    ]
    assert set(back["publisher"]) == {publisher}
    assert set(back["licence"]) == {"OGL-UK-3.0"}
    attribution = back["attribution"].iloc[0]
    assert "Open Government Licence v3.0" in attribution
    assert "Contains OS data © Crown copyright" in attribution
    assert set(back["data_version"]) == {STORE.version}
    assert back["source_page"].str.startswith("https://").all()


def test_gap_stays_empty_in_the_download_with_its_reason() -> None:
    back, _ = read_csv(choices_of(year="2023-24"))
    birmingham = back.set_index("area_code").loc["E08000025"]
    assert pd.isna(birmingham["value"])
    assert birmingham["status"] == "missing"
    assert birmingham["note"] == "No return from Birmingham"


def test_limits_are_in_the_download_of_an_outcome() -> None:
    back, _ = read_csv(choices_of(**LIFE, year="2022-24"))
    known = back.dropna(subset=["value", "lower", "upper"])
    assert len(known) > 100
    assert ((known["lower"] <= known["value"]) & (known["value"] <= known["upper"])).all()


def test_an_estimate_is_in_the_download_with_its_range_and_caveats() -> None:
    back, _ = read_csv(choices_of(**WHOLE, year="2022-23"))
    assert ((back["lower"] < back["value"]) & (back["value"] < back["upper"])).all()
    assert back["lower_and_upper"].str.startswith("range of the estimate").all()
    assert back["caveats"].str.contains("The Treasury publishes regions only").all()
    assert back["note"].str.endswith("measured in accounts of the area.").all()
    assert set(back["publisher"]) == {"HM Treasury"}


@pytest.mark.parametrize("kind", ["geojson", "gpkg"])
@pytest.mark.parametrize("level", ["upper_tier", "region"])
def test_areas_of_an_estimate_read_back_with_its_range_and_caveats(
    kind: str, level: str, tmp_path: Path
) -> None:
    view, message = shown(choices_of(**WHOLE, level=level))
    path = tmp_path / f"areas.{kind}"
    path.write_bytes(export_areas(PLACES, view, message=message, kind=kind))
    back = gpd.read_file(path)
    has_range = back["lower"].notna() & back["upper"].notna()
    assert has_range.all() if level == "upper_tier" else not has_range.any()
    if kind == "geojson":
        words = json.loads(path.read_bytes())["metadata"]
    else:
        words = pyogrio.read_info(path)["layer_metadata"]
    assert words["lower_and_upper"].startswith("range of the estimate")
    assert "The Treasury publishes regions only" in words["caveats"]


def test_the_page_that_works_offline_says_what_an_estimate_is() -> None:
    view, message = shown(choices_of(**WHOLE, place="E08000025"))
    page = export_page(PLACES, view, message=message).decode()
    assert "The Treasury publishes regions only" in page
    assert "part estimated" in page
    sent = kept_message(page)
    (layer,) = read_header(sent)["panels"][0]["layers"]
    values = read_array(sent, layer["value"], decimals=layer["decimals"])
    np.testing.assert_array_equal(values, view.numbers())


def test_caveats_are_not_repeated_in_each_of_many_small_areas() -> None:
    back, _ = read_csv(choices_of(**SMALL, inside=UNION))
    assert "caveats" not in back.columns


def test_the_download_inside_a_place_holds_its_small_areas_alone() -> None:
    back, _ = read_csv(choices_of(**SMALL, inside=UNION))
    rows = PLACES.rows_inside(UNION, level="lsoa")
    assert rows is not None
    codes = PLACES.maps.geography.areas("lsoa")["area_code"].iloc[rows]
    assert list(back["area_code"]) == list(codes)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["geometry-upper-tier"]),
        ({"level": "region"}, ["geometry-region"]),
        (SMALL | {"inside": UNION}, ["geometry-lsoa-e06000032", "geometry-lsoa-e06000056"]),
    ],
)
def test_geometry_of_a_file_is_that_of_the_areas_shown(
    asked: dict[str, Any], names: list[str]
) -> None:
    _, message = shown(choices_of(**asked))
    assert sorted(geometry_names(PLACES, message)) == names


def test_all_small_areas_are_in_one_file_an_authority() -> None:
    _, message = shown(choices_of(**SMALL))
    names = geometry_names(PLACES, message)
    assert len(names) == len(set(names)) == 153


@pytest.mark.parametrize("kind", ["geojson", "gpkg"])
@pytest.mark.parametrize(
    "asked", [{"level": "region"}, SMALL | {"inside": UNION}], ids=["region", "place"]
)
def test_areas_read_back_with_their_values(
    asked: dict[str, Any], kind: str, tmp_path: Path
) -> None:
    view, message = shown(choices_of(**asked))
    path = tmp_path / f"areas.{kind}"
    path.write_bytes(export_areas(PLACES, view, message=message, kind=kind))
    back = gpd.read_file(path).set_index("area_code")
    rows = view.rows.set_index("area_code")
    assert set(back.index) == set(rows.index)
    np.testing.assert_allclose(
        back["value"].reindex(rows.index).astype("float64"), rows["value"], rtol=1e-9
    )
    assert {*EXPORT_COLUMNS.values(), *SAME} <= {*back.columns, "area_code"}
    # A year by itself is text too.
    assert set(back["period"]) == {plain_range(view.period)}
    assert back.geometry.is_valid.all()


def test_geojson_says_what_it_holds_and_where_it_is_from() -> None:
    view, message = shown(choices_of(level="region"))
    document = json.loads(export_areas(PLACES, view, message=message, kind="geojson"))
    assert document["metadata"] == describe_view(PLACES, view)
    assert document["metadata"]["measure"] == "Local services, without education"
    assert document["metadata"]["licence"] == "OGL-UK-3.0"
    assert document["metadata"]["data_version"] == STORE.version


def kept_files(page: str) -> dict[str, bytes]:
    found = re.search(r"window\.ATLAS_FILES = (\{.*?\});", page)
    assert found is not None
    kept: dict[str, str] = json.loads(found.group(1))
    return {url: base64.b64decode(content) for url, content in kept.items()}


def kept_message(page: str) -> bytes:
    found = re.search(r'AtlasMap\.embed\(map_\w+, "([^"]+)"\);', page)
    assert found is not None
    return base64.b64decode(found.group(1))


@pytest.mark.parametrize(
    "asked",
    [{"year": "2015-16"}, {"level": "region"}, SMALL | {"inside": UNION}],
    ids=["upper tier", "region", "place"],
)
def test_the_page_that_works_offline_holds_the_map_and_all_it_needs(asked: dict[str, Any]) -> None:
    view, message = shown(choices_of(**asked))
    page = export_page(PLACES, view, message=message).decode()
    sent, files = kept_message(page), kept_files(page)
    header = read_header(sent)
    geometry = header["geometry"]
    needed = {*geometry["areas"], geometry["page"]} | {
        geometry[name] for name in ("around", "index") if name in geometry
    }
    assert set(files) == needed
    assert all(content[:2] == b"\x1f\x8b" for content in files.values())
    assert header["series"] is None
    (layer,) = header["panels"][0]["layers"]
    values = read_array(sent, layer["value"], decimals=layer["decimals"])
    np.testing.assert_array_equal(values, view.numbers())
    assert f"<h1>{view.heading}</h1>" in page
    assert CAVEAT in page
    assert "Contains OS data © Crown copyright" in page
    assert PLACES.maps.sources[view.measure.source]["publisher"] in page
    summary = "Areas in each decile" if view.measure.is_decile else "half of the"
    assert summary in page


def test_the_page_of_all_small_areas_holds_their_tiles() -> None:
    view, message = shown(choices_of(**SMALL))
    page = export_page(PLACES, view, message=message).decode()
    header, files = read_header(kept_message(page)), kept_files(page)
    tiles = [url for url in files if url.startswith(header["geometry"]["tiles"])]
    assert len(tiles) == STORE.resources["geometry-lsoa-tiles"]["tiles"]
    assert "files" not in header["geometry"]
    assert header["geometry"]["index"] in files


@pytest.mark.parametrize(
    ("asked", "stem"),
    [
        (
            {"year": "2015-16"},
            (
                "total-place-atlas_local-services-without-education-gbp-per-person-in-2024-to-2025-"
                "prices_counties-cities-and-boroughs_2015-to-2016"
            ),
        ),
        (SMALL | {"year": "2019"}, "total-place-atlas_deprivation-decile_small-areas_2019"),
        (
            SMALL | {"year": "2019", "inside": UNION},
            (
                "total-place-atlas_deprivation-decile_small-areas-in-"
                "central-bedfordshire-and-luton_2019"
            ),
        ),
    ],
)
def test_a_file_is_called_by_what_it_holds(asked: dict[str, Any], stem: str) -> None:
    view, message = shown(choices_of(**asked))
    assert file_stem(PLACES, view, inside=message.inside) == stem


def test_a_file_of_any_place_looked_into_has_its_name() -> None:
    view, _ = shown(choices_of(**SMALL, year="2019"))
    for place in PLACES.places.values():
        stem = file_stem(PLACES, view, inside=place.members)
        what, where, period = stem.removeprefix("total-place-atlas_").split("_")
        assert (what, period) == ("deprivation-decile", "2019")
        assert re.fullmatch(r"small-areas-in-[a-z0-9-]+", where)


def test_the_page_offers_each_measure_as_values_and_areas_and_the_map_once() -> None:
    app = open_app(view="pair", show2="spend:education")
    labels = [button.label for button in app.get("download_button")]
    assert labels.count("CSV") == labels.count("GeoJSON") == labels.count("GeoPackage") == 2
    assert sum("HTML" in label for label in labels) == 1
