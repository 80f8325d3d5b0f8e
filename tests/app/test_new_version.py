"""What visitors see while another version of the data is published under them."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from data.versions.publication import accept
from data.versions.stage import stage_tables
from tests.app.reading import choose, map_header, map_values, open_app, proses, shown_text
from tests.unit.utils.ui.asgi_client import ask
from utils.config import PUBLISHED_DIR
from utils.ui.server import map_files, routes
from utils.ui.server.addresses import data_url, geometry_url, series_url
from utils.ui.server.routes import build_routes
from utils.ui.shared import versions
from utils.ui.shared.loaders import load_places
from utils.ui.shared.versions import VERSIONS, Versions
from utils.ui.shell import footer as navigation_parts
from utils.ui.shell import version_notice

NEWER = "New figures were published on"
MOVED = "This page now shows the figures that were published on"
Publish = Callable[[float], None]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Versions]:
    """A server of a copy of the published data."""
    folder = tmp_path / "published"
    shutil.copytree(PUBLISHED_DIR, folder, copy_function=os.link)
    made = Versions(folder)
    made.forgetters = VERSIONS.forgetters
    assert made.newest.version
    for module in (versions, version_notice, routes, map_files):
        monkeypatch.setattr(module, "VERSIONS", made)
    yield made
    for forget in VERSIONS.forgetters:
        forget(frozenset({VERSIONS.newest.version}))


@pytest.fixture
def publish(held: Versions) -> Publish:
    """Publishes a version in which all values of the map are so many times those of the first."""
    first = held.newest.read("map_values")

    def act(times: float) -> None:
        values = first.assign(value=first["value"] * times)
        stage_tables({"map_values": values}, made_by="a test", folder=held.folder)
        accept(held.folder)
        assert held.follow(load_places)

    return act


def version_of(app: AppTest) -> str:
    """The version that the foot of the page names."""
    bodies = [part.proto.body for part in app.get("html")]
    (foot,) = (body for body in bodies if 'class="shell-foot"' in body)
    found = re.search(r"Data version (\w+)", foot)
    assert found
    return found[1]


OTHER = "life_expectancy_at_birth_ohid:female"


def test_a_visit_keeps_its_version_is_told_and_later_moves_as_a_whole(
    held: Versions, publish: Publish
) -> None:
    first = held.newest.version
    app = open_app()
    values = map_values(app)
    assert version_of(app) == first
    assert NEWER not in shown_text(app)

    publish(2.0)
    second = held.newest.version
    app = app.run()
    assert NEWER in shown_text(app)
    assert "until then all of it shows the figures from before" in shown_text(app)
    assert map_values(app) == pytest.approx(values, nan_ok=True)
    newer = open_app()
    assert version_of(newer) == second
    assert NEWER not in shown_text(newer)
    assert map_values(newer) == pytest.approx(values * 2, rel=1e-3, nan_ok=True)

    # What nobody has looked at yet is read from the version before too.
    app, newer = choose(app, "show", OTHER), choose(newer, "show", OTHER)
    assert version_of(app) == first
    assert map_values(newer) == pytest.approx(map_values(app) * 2, rel=1e-3, nan_ok=True)
    assert f"/{first}/" in str(map_header(app))
    assert f"/{second}/" not in str(map_header(app))

    publish(3.0)
    third = held.newest.version
    assert NEWER in shown_text(newer.run())
    assert version_of(newer) == second
    app = app.run()
    assert MOVED in shown_text(app)
    assert version_of(app) == third
    assert MOVED not in shown_text(app.run())
    assert NEWER not in "".join(proses(app))


def test_a_press_after_the_version_has_gone_is_answered_from_the_newest(
    held: Versions, publish: Publish
) -> None:
    app = open_app()
    for times in (2.0, 3.0):
        publish(times)
    # What a press does comes before the page is drawn again.
    app.session_state["shell"] = {"act": {"find": "Leeds", "nth": "0"}}
    app = choose(app, "show", OTHER)
    assert not app.exception
    assert MOVED in shown_text(app)
    assert version_of(app) == held.newest.version


def test_a_page_whose_version_goes_while_it_is_drawn_is_drawn_again_as_a_whole(
    held: Versions, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    first = held.newest.version
    real = navigation_parts.render_footer
    drawn: list[str] = []

    def draw_slowly() -> None:
        real()
        drawn.append(versions.shown_store().version)
        if len(drawn) == 1:
            publish(2.0)
            publish(3.0)

    monkeypatch.setattr(navigation_parts, "render_footer", draw_slowly)
    app = app.run()
    third = held.newest.version
    assert drawn == [first, third]
    assert version_of(app) == third
    assert MOVED in shown_text(app)


def test_the_server_answers_for_each_version_that_visits_show(
    held: Versions, publish: Publish
) -> None:
    first = held.newest
    publish(2.0)
    second = held.newest
    server = Starlette(routes=build_routes())
    for store in (first, second):
        page = json.loads(ask(server, f"/{data_url(store, 'page')}").content)
        assert store.version in page["made"]
        url = series_url(store, measure=OTHER, basis="as published", level="upper_tier", inside="")
        assert ask(server, "/" + url.replace("%20", " ").replace("%3A", ":")).status == 200
        assert ask(server, f"/{geometry_url(store, 'upper-tier')}").status == 200
        assert ask(server, f"/atlas/find/{store.version}", query="text=Leeds").status == 200
    health = json.loads(ask(server, "/atlas/health").content)
    assert health["data_version"] == second.version
    publish(3.0)
    assert ask(server, f"/{data_url(first, 'page')}").status == 404
    # A search in a page that is older still is answered from the newest.
    assert ask(server, f"/atlas/find/{first.version}", query="text=Leeds").status == 200
