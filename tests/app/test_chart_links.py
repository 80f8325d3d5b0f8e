"""A link to each chart opens the page with the chart on it; alone it is all that is shown."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, map_header, notices, open_app, shown_text
from tests.app.test_chart_files import BIRMINGHAM, VISITS
from utils.ui.shared import alone, chart_view
from utils.ui.shared.asked_chart import LONGEST_NAME, parts_around

PAGES: list[tuple[str, dict[str, Any]]] = [
    *VISITS,
    ("count.py", {"place": BIRMINGHAM, "look": "money"}),
    ("deep_dives.py", {"shelf": "figures"}),
    ("barriers.py", {}),
]


def open_ages(chart: str = "ages", **asked: str) -> AppTest:
    """Open a link to a chart of a place that is behind "more"."""
    return open_app(page="profile.py", more=False, place=BIRMINGHAM, chart=chart, **asked)


def titles(app: AppTest) -> list[str]:
    return [str(text.value) for text in app.get("markdown")]


@pytest.mark.parametrize(("page", "asked"), PAGES, ids=str)
def test_a_link_to_a_chart_opens_what_it_is_in(
    page: str, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: dict[tuple[str, ...], str] = {}
    draw = chart_view.mark_figure

    def note(key: str) -> DeltaGenerator:
        parts.setdefault(parts_around(), key)
        return draw(key)

    with monkeypatch.context() as patched:
        patched.setattr(chart_view, "mark_figure", note)
        open_app(page=page, **asked)
    assert parts
    # A chart of each part is enough, as a part opens with all of its charts.
    for around, key in parts.items():
        app = open_app(page=page, more=False, chart=key, parts=",".join(around), **asked)
        assert not app.exception
        assert notices(app) == []
        assert app.session_state["linked_chart"].is_found
        assert address(app)["chart"] == key


def test_the_chart_stays_in_the_address_until_the_next_choice() -> None:
    app = open_ages(parts="people")
    assert address(app) == {"place": BIRMINGHAM, "chart": "ages", "more": "people"}
    choose(app, "theme", "housing_and_regeneration")
    assert address(app) == {"place": BIRMINGHAM, "theme": "housing_and_regeneration"}
    assert any(title.startswith("**Residents by age") for title in titles(app))


@pytest.mark.parametrize("chart", ["ages", "nonsense", "![x](http://evil.example)", "<b>x</b>"])
def test_a_chart_that_is_not_there_is_named_as_plain_text(chart: str) -> None:
    app = open_ages(chart)
    assert notices(app)[0].startswith(f"The link asks for the chart “{chart}”")
    assert "](http:" not in app.warning[0].value


def test_a_name_that_is_too_long_is_not_repeated() -> None:
    (words,) = notices(open_ages("x" * (LONGEST_NAME + 1)))
    assert "a name of 121 characters" in words
    assert "xxx" not in words


def test_link_and_frame_are_beside_the_files() -> None:
    app = open_ages(parts="people")
    app.session_state["twin_ages"] = True
    link, frame = (code.value for code in app.run().code)
    assert link.endswith(f"?place={BIRMINGHAM}&chart=ages&more=people")
    assert frame.startswith('<iframe src="')
    assert "chart=ages&amp;more=people&amp;embed=true" in frame
    assert 'title="Residents by age, mid-2024 (% of all residents)"' in frame


def test_alone_nothing_but_the_chart_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "is_alone", lambda: True)
    app = open_ages(parts="people")
    title, origin = titles(app)
    assert title == "**Residents by age, mid-2024 (% of all residents)**"
    assert [len(app.get(kind)) for kind in ("vega_lite_chart", "title", "expander")] == [1, 0, 0]
    assert "[Total Place Atlas](" in origin
    assert "Source: Office for National Statistics" in origin
    assert address(app) == {"place": BIRMINGHAM, "chart": "ages", "more": "people"}
    # A later run, as when the reader's theme changes, shows it too.
    assert titles(app.run()) == [title, origin]


def test_alone_a_chart_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "is_alone", lambda: True)
    app = open_ages("nonsense")
    assert "“nonsense”" in notices(app)[0]
    assert app.get("title") == []


def bodies(app: AppTest) -> list[str]:
    return [str(block.proto.body) for block in app.get("html")]


MONEY = "tile_public_money_per_person"


def test_a_tile_and_the_map_have_a_text_for_other_sites_once_asked_for() -> None:
    app = open_app(place=BIRMINGHAM)
    assert app.code.len == 0
    app.session_state["share_map"] = True
    link, frame = (code.value for code in app.run().code)
    assert link.endswith(f"place={BIRMINGHAM}&chart=map")
    assert "chart=map&amp;embed=true" in frame
    choose(app, "share_map_which", MONEY)
    link, frame = (code.value for code in app.code)
    assert link.endswith(f"chart={MONEY}")
    assert 'title="Birmingham: Public money per person, 2024-25"' in frame


def test_where_no_site_may_show_figures_no_text_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EMBEDDED_BY", "none")
    app = open_app(place=BIRMINGHAM)
    app.session_state["share_map"] = True
    (link,) = (code.value for code in app.run().code)
    assert link.endswith("chart=map")
    assert "This server lets no other site show its figures." in shown_text(app)
    ages = open_ages(parts="people")
    ages.session_state["twin_ages"] = True
    assert len(ages.run().code) == 1


@pytest.mark.parametrize(("page", "place"), [("", BIRMINGHAM), ("profile.py", "kent"), ("", "")])
def test_alone_a_tile_has_its_place_its_words_and_its_source(
    monkeypatch: pytest.MonkeyPatch, page: str, place: str
) -> None:
    monkeypatch.setattr(alone, "is_alone", lambda: True)
    app = open_app(page=page, more=False, chart=MONEY, **({"place": place} if place else {}))
    name, origin = titles(app)
    assert name == {BIRMINGHAM: "**Birmingham**", "kent": "**Kent**", "": "**England**"}[place]
    assert "Source: HM Treasury" in origin
    (tile,) = (text for text in bodies(app) if '"tile-figure"' in text)
    assert "Public money per person" in tile
    assert "<a " not in tile
    assert app.get("title") == []


def test_alone_the_map_has_its_words_and_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "is_alone", lambda: True)
    app = open_app(more=False, chart="map", show="spend:total")
    assert map_header(app)["panels"][0]["heading"].startswith("Local services")
    assert "Areas by class" in shown_text(app)
    assert "Source: Ministry of Housing" in titles(app)[-1]
    assert [len(app.get(kind)) for kind in ("title", "expander", "selectbox")] == [0, 0, 0]


def test_the_address_of_data_is_beside_the_files() -> None:
    app = open_app(page="profile.py", place=BIRMINGHAM)
    (line,) = (text for text in bodies(app) if "chart=outcomes" in text)
    assert "Address of these data: <a href=" in line
    assert ".csv?" in line
    assert ".json?" in line
    on_map = "".join(bodies(open_app(place=BIRMINGHAM)))
    assert "chart=map" in on_map
    assert "atlas/api/values.json?measure=" in on_map
