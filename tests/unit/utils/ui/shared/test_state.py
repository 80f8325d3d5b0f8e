from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import notices
from utils.config import ROOT
from utils.ui.shared import state


def ask_for_colour() -> None:
    """A page with a choice that lives in the address."""
    import streamlit as st  # noqa: PLC0415  # AppTest runs the body as a script of its own

    from utils.ui.shared import state  # noqa: PLC0415

    options = st.session_state.get("test_options", ["red", "blue"])
    chosen = state.choose("theme", options, default="red", words="Red")
    state.show_notices()
    st.selectbox("Colour", options, key="theme")
    st.markdown(chosen)
    state.write_address({"theme": chosen, "place": ""}, defaults={"theme": "red"})


def open_page(**address: str) -> AppTest:
    app = AppTest.from_function(ask_for_colour, default_timeout=20)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def address(app: AppTest) -> dict[str, str]:
    return {
        name: value[0] if isinstance(value, list) else value
        for name, value in dict(app.query_params).items()
    }


def test_default_is_chosen_and_stays_out_of_the_address() -> None:
    app = open_page()
    assert app.markdown[0].value == "red"
    assert address(app) == {}


def test_value_of_the_address_is_taken_over_and_kept_there() -> None:
    app = open_page(theme="blue")
    assert app.markdown[0].value == "blue"
    assert app.selectbox[0].value == "blue"
    assert address(app) == {"theme": "blue"}


@pytest.mark.parametrize("bad", ["green", "", "BLUE", "<script>"])
def test_value_that_is_not_allowed_falls_back_and_is_named(bad: str) -> None:
    app = open_page(theme=bad)
    assert app.markdown[0].value == "red"
    assert notices(app) == [f"The link asks for the theme “{bad}”, which is not here; showing Red."]
    assert address(app) == {}


def test_parameter_that_is_not_known_is_named_once() -> None:
    app = open_page(theme="blue", other="1")
    assert notices(app) == [
        "The link includes “other”, which this atlas does not know; it was left out."
    ]
    assert address(app) == {"theme": "blue"}
    assert list(app.run().warning) == []


def test_what_the_visitor_chooses_outranks_the_address() -> None:
    app = open_page(theme="blue")
    app.selectbox[0].select("red").run()
    assert app.markdown[0].value == "red"
    assert address(app) == {}


def test_choice_that_is_no_longer_an_option_falls_back_without_a_word() -> None:
    app = open_page(theme="blue")
    app.session_state["test_options"] = ["red", "yellow"]
    app.run()
    assert app.markdown[0].value == "red"
    assert list(app.warning) == []


def test_names_of_an_address_stay_those_that_people_have_shared() -> None:
    assert set(state.PARAMETERS) == {
        "theme",
        "for",
        "show",
        "year",
        "basis",
        "programme",
        "place",
        "level",
        "inside",
        "area",
        "view",
        "show2",
        "year2",
        "classes",
        "mark",
        "where",
        "whole_year",
        "places",
        "against",
        "set",
        "outcome",
        "money_year",
        "since",
        "part",
        "sex",
        "small",
        "inner",
        "of",
        "over",
        "line",
        "adjust",
        "near",
        "when",
        "record",
        "topic",
        "shelf",
        "arranged",
        "row",
        "kind",
        "paid",
        "q",
        "look",
        "one_off",
        "beside",
        "drawn",
        "strand",
        "category",
        "at",
        "asked",
        "question",
        "answer",
        "treated",
        "effect",
        "start",
        "pool",
        "until",
        "joint",
        "about",
        "chart",
        "more",
        "tab",
        "do",
        "numbers",
        "horizon",
    }


def take_twice() -> None:
    """A page that takes a part of the address by itself."""
    import streamlit as st  # noqa: PLC0415

    from utils.ui.shared import state  # noqa: PLC0415

    st.markdown(repr(state.pop_query_param("where")))
    st.markdown(repr(state.pop_query_param("where")))


def test_a_part_of_the_address_is_taken_once() -> None:
    app = AppTest.from_function(take_twice, default_timeout=20)
    app.query_params["where"] = "a~ge~1"
    assert [text.value for text in app.run().markdown] == ["'a~ge~1'", "None"]
    assert [text.value for text in app.run().markdown] == ["None", "None"]


def choose_anew() -> None:
    """A page that a visitor came back to, or on which a link was followed."""
    import streamlit as st  # noqa: PLC0415  # AppTest runs the body as a script of its own

    from utils.ui.shared import state  # noqa: PLC0415

    if st.session_state.pop("test_forget", False):
        state.forget_choices()
    if st.session_state.pop("test_take", False):
        state.take_choices({"theme": "blue", "colour": "red"})
    chosen = state.choose("theme", ["red", "blue"], default="red", words="Red")
    state.show_notices()
    st.selectbox("Colour", ["red", "blue"], key="theme")
    st.markdown(chosen)


def test_a_link_that_is_followed_overrides_what_was_chosen_and_reports_what_is_not_known() -> None:
    app = AppTest.from_function(choose_anew, default_timeout=20).run()
    assert app.selectbox[0].value == "red"
    app.session_state["test_take"] = True
    app.run()
    assert app.selectbox[0].value == "blue"
    assert "“colour”" in app.warning[0].value


def test_when_choices_are_forgotten_the_address_alone_counts() -> None:
    app = AppTest.from_function(choose_anew, default_timeout=20).run()
    app.selectbox[0].set_value("blue").run()
    app.session_state["test_forget"] = True
    app.run()
    assert app.selectbox[0].value == "red"
    app.selectbox[0].set_value("red").run()
    app.query_params["theme"] = "blue"
    app.session_state["test_forget"] = True
    app.run()
    assert app.selectbox[0].value == "blue"


@pytest.mark.parametrize(
    "hostile", ["![x](http://evil/a)", "[click](https://evil)", "www.evil.example"]
)
def test_an_address_never_becomes_a_picture_or_a_link(hostile: str) -> None:
    (shown,) = (warning.value for warning in open_page(theme=hostile).warning)
    assert "](" not in shown.replace("\\](", "")
    assert not re.search(r"(https?|www)[:.]", shown)


def test_a_position_of_the_map_that_is_none_is_named_and_left_out() -> None:
    app = open_page(at="abc")
    (said,) = (warning.value for warning in app.warning)
    assert said.startswith("The link asks for the position of the map “abc”, which is not here;")
    assert address(app) == {}
    assert address(open_page(at="7,52.483,-1.89")) == {"at": "7,52.483,-1.89"}


def test_bounds_of_positions_are_those_of_the_map() -> None:
    source = (ROOT / "geo" / "assets" / "map" / "panel.js").read_text(encoding="utf-8")
    south, north, west, east = state.BOUNDS
    assert f"const ENGLAND = [[{south}, {west}], [{north}, {east}]];" in source
