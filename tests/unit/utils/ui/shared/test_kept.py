from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from utils.ui.shared import kept

#: Counts in a module of its own, as a script begins anew with each run.
SCRIPT = """
import streamlit as st
from tests.unit.utils.ui.shared.test_kept import draw
from utils.ui.shared.kept import draw_kept

place = st.selectbox("Place", ["Kent", "Luton"])
with st.container(key="around"):
    found = draw_kept("part of a test", {"place": place}, lambda: draw(place))
found.append("changed")
st.text(len(found))
"""
DRAWN: list[str] = []


def draw(place: str) -> list[str]:
    DRAWN.append(place)
    left, right = st.columns(2)
    left.write(f"About {place}")
    right.write("More")
    return [place]


@pytest.fixture(autouse=True)
def _nothing_drawn() -> None:
    DRAWN.clear()
    kept._kept.clear()


def shown(app: AppTest) -> list[str]:
    assert not app.exception
    return [text.value for text in app.markdown]


def test_a_part_is_drawn_once_for_each_choice_and_shown_each_time() -> None:
    app = AppTest.from_string(SCRIPT).run()
    for place in ("Kent", "Luton", "Kent", "Luton"):
        app.selectbox[0].set_value(place).run()
        assert shown(app) == [f"About {place}", "More"]
        assert [len(column.markdown) for column in app.columns] == [1, 1]
    assert DRAWN == ["Kent", "Luton"]
    # Another visit has what the first one made.
    assert shown(AppTest.from_string(SCRIPT).run()) == ["About Kent", "More"]
    assert DRAWN == ["Kent", "Luton"]


def test_what_is_done_with_a_copy_does_not_change_the_next() -> None:
    app = AppTest.from_string(SCRIPT).run()
    assert app.text[0].value == app.run().text[0].value == "2"


def test_another_version_of_the_data_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    class Maps:
        class store:  # noqa: N801 - as the reader names it
            version = "another"

    AppTest.from_string(SCRIPT).run()
    monkeypatch.setattr(kept, "load_maps", Maps)
    AppTest.from_string(SCRIPT).run()
    assert DRAWN == ["Kent", "Kent"]


def test_after_very_many_parts_all_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_MADE", 1)
    app = AppTest.from_string(SCRIPT).run()
    app.selectbox[0].set_value("Luton").run()
    app.selectbox[0].set_value("Kent").run()
    assert DRAWN == ["Kent", "Luton", "Kent"]
