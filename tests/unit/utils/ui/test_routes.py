from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from data.map_reader import MapReader
from data.store import Store
from tests.unit.utils.ui.asgi_client import Answer, ask
from utils.ui.routes import (
    ASSETS,
    IMMUTABLE,
    SECURITY_HEADERS,
    SecurityHeaders,
    asset_url,
    build_routes,
    geometry_url,
    series_url,
)

STORE = Store()
READER = MapReader(STORE)
MEASURE = "healthy_life_expectancy:male"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return Starlette(routes=build_routes(STORE, READER), middleware=[Middleware(SecurityHeaders)])


def path_of(url: str) -> str:
    """The path that a component's frame asks for."""
    assert url.startswith("../../atlas/")
    return url.removeprefix("../..").replace("%3A", ":").replace("%20", " ")


def check_immutable(answer: Answer) -> None:
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("name", ASSETS)
def test_asset_is_sent_whole_and_may_be_kept_for_ever(app: ASGIApp, name: str) -> None:
    file, media_type = ASSETS[name]
    plain = ask(app, path_of(asset_url(name)))
    packed = ask(app, path_of(asset_url(name)), accept_encoding="gzip, br")
    for answer in (plain, packed):
        check_immutable(answer)
        assert answer.headers["content-type"].startswith(media_type)
        assert answer.content == file.read_bytes()
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body)


@pytest.mark.parametrize(
    "path",
    [
        "/atlas/assets/000000000000/secret.js",
        "/atlas/assets/000000000000/../../app.py",
        "/atlas/geometry/geometry-upper-tier.topojson.gz",
        "/atlas/geometry/datapackage.json",
        "/atlas/geometry/..%2Fdatapackage.json",
        "/atlas/series/000000000000/spend:total/cash",
        "/atlas/nothing",
    ],
)
def test_anything_else_is_not_found(app: ASGIApp, path: str) -> None:
    assert ask(app, path).status == 404


def test_geometry_is_served_by_the_name_that_holds_its_hash(app: ASGIApp) -> None:
    answer = ask(app, path_of(geometry_url(STORE, "upper-tier")), accept_encoding="gzip")
    check_immutable(answer)
    assert answer.body == STORE.path("geometry-upper-tier").read_bytes()
    topology = json.loads(answer.content)
    drawn = [one["id"] for one in topology["objects"]["areas"]["geometries"]]
    assert drawn == list(READER.areas["area_code"])
    assert topology["names"] == list(READER.areas["area_name"])


def test_geometry_is_unpacked_for_a_client_that_takes_no_gzip(app: ASGIApp) -> None:
    answer = ask(app, path_of(geometry_url(STORE, "upper-tier")))
    assert "content-encoding" not in answer.headers
    assert json.loads(answer.body)["type"] == "Topology"


def test_series_holds_the_published_values_of_every_period(app: ASGIApp) -> None:
    url = series_url(STORE, measure=MEASURE, basis="as published")
    answer = ask(app, path_of(url), accept_encoding="gzip")
    check_immutable(answer)
    series = json.loads(answer.content)
    measure = READER.measure(measure=MEASURE, basis="as published")
    assert series["periods"] == list(measure.periods)
    for period in measure.periods:
        packed = base64.b64decode(series["values"][period])
        published = READER.on_map(measure, period=period)["value"].to_numpy(
            dtype=np.float32, na_value=np.nan
        )
        np.testing.assert_array_equal(np.frombuffer(packed, dtype="<f4"), published)


@pytest.mark.parametrize(("measure", "basis"), [("spend:nonsense", "cash"), (MEASURE, "cash")])
def test_series_of_an_unknown_measure_or_basis_is_not_found(
    app: ASGIApp, measure: str, basis: str
) -> None:
    assert ask(app, path_of(series_url(STORE, measure=measure, basis=basis))).status == 404


def test_series_of_another_data_version_is_not_found(app: ASGIApp) -> None:
    right = path_of(series_url(STORE, measure=MEASURE, basis="as published"))
    assert ask(app, right).status == 200
    assert ask(app, right.replace(STORE.version, "0" * len(STORE.version))).status == 404


def test_health_says_ok_with_the_data_version(app: ASGIApp) -> None:
    answer = ask(app, "/atlas/health")
    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "data_version": STORE.version}
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/atlas/health", "/atlas/nothing"])
def test_every_answer_carries_the_protective_headers(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers
    for name, value in SECURITY_HEADERS.items():
        assert headers[name.lower()] == value
