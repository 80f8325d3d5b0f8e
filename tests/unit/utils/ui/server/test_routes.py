from __future__ import annotations

import gzip
import io
import json
import re

import numpy as np
import pytest
import streamlit as st
from PIL import Image
from starlette.applications import Starlette
from starlette.types import ASGIApp

from geo.layers import MapMessage
from geo.script import map_script
from geo.wire import read_array, read_header
from tests.unit.utils.ui.asgi_client import Answer, ask
from tests.unit.utils.ui.choices import PLACES, choices_of
from utils.ui.map.scene import compose_message, panels_of
from utils.ui.server.addresses import (
    EVERYWHERE,
    PREFIX,
    data_url,
    geometry_url,
    script_url,
    script_version,
    series_url,
    tiles_url,
)
from utils.ui.server.headers import IMMUTABLE
from utils.ui.server.map_files import read_resource, tile_files
from utils.ui.server.readiness import READINESS, State
from utils.ui.server.routes import build_routes
from utils.ui.shared.words import CAVEAT, LEVEL_WORDS, TOOLS

READER = PLACES.maps
STORE = READER.store
MEASURE = "healthy_life_expectancy:male"
BIRMINGHAM = "E08000025"
LUTON = "central_bedfordshire_and_luton"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return Starlette(routes=build_routes())


def path_of(url: str) -> str:
    """The path a browser asks for, from a page at the top of the site."""
    assert url.startswith(f"{PREFIX}/")
    return "/" + url.replace("%3A", ":").replace("%20", " ")


def check_immutable(answer: Answer) -> None:
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert "Accept-Encoding" in answer.headers["vary"]


def test_the_program_is_sent_whole_and_may_be_kept_for_ever(app: ASGIApp) -> None:
    plain = ask(app, path_of(script_url()))
    packed = ask(app, path_of(script_url()), accept_encoding="gzip, br")
    for answer in (plain, packed):
        check_immutable(answer)
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.content.decode() == map_script()
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2


def test_the_address_of_the_program_holds_its_hash(app: ASGIApp) -> None:
    assert re.fullmatch(r"atlas/script/[0-9a-f]{12}/map\.js", script_url())
    assert script_version() in script_url()
    assert ask(app, path_of(script_url()).replace(script_version(), "0" * 12)).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/atlas/script/000000000000/secret.js",
        "/atlas/script/000000000000/../../app.py",
        "/atlas/geometry/geometry-upper-tier.topojson.gz",
        "/atlas/geometry/datapackage.json",
        "/atlas/geometry/..%2Fdatapackage.json",
        "/atlas/tiles/geometry-lsoa-tiles/5/15/10.png",
        "/atlas/tiles/..%2F..%2Fspend/5/15/10.png",
        "/atlas/data/000000000000/page.json",
        "/atlas/series/000000000000/spend:total/cash/upper_tier/england",
        "/atlas/nothing",
    ],
)
def test_anything_else_is_not_found(app: ASGIApp, path: str) -> None:
    assert ask(app, path).status == 404


@pytest.mark.parametrize(
    "name", ["region", "upper-tier", "lower-tier", "msoa", "lsoa-e08000025", "lsoa-index"]
)
def test_geometry_is_served_by_the_name_that_holds_its_hash(app: ASGIApp, name: str) -> None:
    answer = ask(app, path_of(geometry_url(STORE, name)), accept_encoding="gzip")
    check_immutable(answer)
    assert answer.body == STORE.path(f"geometry-{name}").read_bytes()


@pytest.mark.parametrize(("name", "level"), [("upper-tier", "upper_tier"), ("region", "region")])
def test_areas_are_drawn_in_the_order_of_their_values(app: ASGIApp, name: str, level: str) -> None:
    topology = json.loads(ask(app, path_of(geometry_url(STORE, name))).content)
    drawn = [geometry["id"] for geometry in topology["objects"]["areas"]["geometries"]]
    areas = READER.geography.areas(level)
    assert drawn == list(areas["area_code"])
    assert topology["names"] == list(areas["area_name"])


def test_geometry_is_unpacked_for_a_client_that_takes_no_gzip(app: ASGIApp) -> None:
    answer = ask(app, path_of(geometry_url(STORE, "upper-tier")))
    assert "content-encoding" not in answer.headers
    assert json.loads(answer.body)["type"] == "Topology"


def test_a_tile_is_a_picture_of_numbers_and_may_be_kept_for_ever(app: ASGIApp) -> None:
    name, content = next((name, path) for name, path in tile_files(STORE).items() if "/9/" in name)
    answer = ask(app, path_of(name))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.body == content
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.size == (512, 512)


def test_a_tile_of_the_sea_has_no_content(app: ASGIApp) -> None:
    answer = ask(app, path_of(f"{tiles_url(STORE)}5/0/0.png"))
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["cache-control"] == IMMUTABLE
    assert ask(app, path_of(f"{tiles_url(STORE)}5/x/0.png")).status == 404


def read_table(app: ASGIApp, name: str) -> dict[str, object]:
    answer = ask(app, path_of(data_url(STORE, name)), accept_encoding="gzip")
    check_immutable(answer)
    table: dict[str, object] = json.loads(answer.content)
    return table


def test_words_that_do_not_change_are_fetched_once(app: ASGIApp) -> None:
    page = read_table(app, "page")
    assert page["places"] == PLACES.outlines()
    assert page["levels"] == dict(LEVEL_WORDS)
    assert page["options"] == {name: dict(tool) for name, tool in TOOLS.items()}
    assert page["caveat"] == CAVEAT
    sources = page["sources"]
    assert isinstance(sources, dict)
    assert {measure.source for measure in READER.measures.values()} <= set(sources)
    assert "Contains OS data © Crown copyright" in str(page["attribution"])
    assert STORE.version in str(page["made"])


def test_every_authority_has_a_file_of_its_small_areas(app: ASGIApp) -> None:
    files = read_table(app, "files")
    assert set(files) == READER.geography.codes("upper_tier")
    answer = ask(app, path_of(str(files[BIRMINGHAM])), accept_encoding="gzip")
    assert answer.body == STORE.path("geometry-lsoa-e08000025").read_bytes()


def test_a_table_that_is_not_there_is_not_found(app: ASGIApp) -> None:
    assert ask(app, path_of(data_url(STORE, "secrets"))).status == 404


def url_of(measure: str = MEASURE, **columns: str) -> str:
    given = {"basis": "as published", "level": "upper_tier", "inside": ""}
    return series_url(STORE, measure=measure, **(given | columns))


def test_series_holds_the_published_values_of_every_period(app: ASGIApp) -> None:
    answer = ask(app, path_of(url_of()), accept_encoding="gzip")
    check_immutable(answer)
    assert answer.headers["content-type"] == "application/octet-stream"
    message = answer.content
    measure = READER.measure(measure=MEASURE, basis="as published")
    frames = read_header(message)["periods"]
    assert [frame["period"] for frame in frames] == list(measure.periods)
    for frame in frames:
        published = READER.on_map(measure, period=frame["period"])["value"].round(measure.decimals)
        sent = read_array(message, frame["value"], decimals=frame["decimals"])
        np.testing.assert_allclose(sent, published, rtol=1e-12)


def test_series_inside_a_place_has_its_small_areas(app: ASGIApp) -> None:
    url = url_of("imd_decile:persons", level="lsoa", inside=LUTON)
    message = ask(app, path_of(url)).content
    rows = PLACES.rows_inside(LUTON, level="lsoa")
    assert rows is not None
    assert {period["value"]["n"] for period in read_header(message)["periods"]} == {len(rows)}
    whole = ask(app, path_of(url_of("imd_decile:persons", level="lsoa"))).content
    assert {period["value"]["n"] for period in read_header(whole)["periods"]} == {32_844}


@pytest.mark.parametrize(
    ("measure", "columns"),
    [
        ("spend:nonsense", {"basis": "cash"}),
        (MEASURE, {"basis": "cash"}),
        (MEASURE, {"level": "lsoa"}),
        (MEASURE, {"level": "galaxy"}),
        ("imd_decile:persons", {"level": "lsoa", "inside": "atlantis"}),
    ],
)
def test_series_of_what_is_not_there_is_not_found(
    app: ASGIApp, measure: str, columns: dict[str, str]
) -> None:
    assert ask(app, path_of(url_of(measure, **columns))).status == 404


def test_series_of_another_data_version_is_not_found(app: ASGIApp) -> None:
    right = path_of(url_of())
    assert right.endswith(EVERYWHERE)
    assert ask(app, right).status == 200
    assert ask(app, right.replace(STORE.version, "0" * len(STORE.version))).status == 404


def read_health(app: ASGIApp, path: str) -> tuple[int, bool, bool]:
    answer = ask(app, path)
    content = json.loads(answer.body)
    assert content["data_version"] == STORE.version
    assert answer.headers["cache-control"] == "no-store"
    return answer.status, content["live"], content["ready"]


@pytest.mark.parametrize(
    ("state", "status"), [(State.STARTING, 503), (State.READY, 200), (State.DRAINING, 503)]
)
def test_health_says_whether_the_server_lives_and_separately_whether_it_wants_visitors(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, state: State, status: int
) -> None:
    monkeypatch.setattr(READINESS, "state", state)
    is_ready = status == 200
    assert read_health(app, "/atlas/health") == (200, True, is_ready)
    assert read_health(app, "/atlas/health/ready") == (status, True, is_ready)


def test_a_site_below_a_path_answers_there_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", lambda _: "/place-atlas/")
    app = Starlette(routes=build_routes())
    assert ask(app, "/place-atlas/atlas/health").status == 200
    assert ask(app, "/atlas/health").status == 404


def message_of(level: str, inside: str = "") -> MapMessage:
    show = {"lsoa": "imd_decile:persons", "msoa": "life_expectancy_at_birth:male"}.get(level)
    choices = (
        choices_of(show=show, basis="as published", level=level, inside=inside)
        if show
        else choices_of(level=level)
    )
    return compose_message(PLACES, choices, panels_of(PLACES, choices, []))


@pytest.mark.parametrize(
    ("level", "inside"),
    [("region", ""), ("upper_tier", ""), ("msoa", ""), ("lsoa", ""), ("lsoa", LUTON)],
)
def test_everything_a_message_names_is_served(app: ASGIApp, level: str, inside: str) -> None:
    message = message_of(level, inside)
    geometry = message.geometry
    named = [*geometry.areas, geometry.page, geometry.around, geometry.index, geometry.files]
    named = [address for address in [*named, message.series] if address]
    for url in named:
        assert ask(app, path_of(url)).status == 200, url
    if geometry.tiles:
        assert ask(app, path_of(f"{geometry.tiles}5/0/0.png")).status == 204


def test_a_resource_is_read_by_its_address_as_it_is_served(app: ASGIApp) -> None:
    for url in (geometry_url(STORE, "region"), data_url(STORE, "page")):
        served = ask(app, path_of(url), accept_encoding="gzip")
        assert read_resource(PLACES, url) == served.body
        assert gzip.decompress(read_resource(PLACES, url)) == served.content
