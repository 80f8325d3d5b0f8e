"""A link to each chart opens the page with the chart on it; alone it is all that is shown."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, notices, open_app
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
