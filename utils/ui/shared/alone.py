"""A chart alone, as another site shows it: its title, finding, first notes and where it is from."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from utils.config import APP_NAME
from utils.markdown import markdown_link, plain_text
from utils.ui.shared.asked_chart import AskedChart, missing_words
from utils.ui.shared.chart_links import page_address
from utils.ui.shared.loaders import load_maps

#: What is drawn on the way to the chart is not shown; the page's style says so.
HIDDEN: Final = "not_alone"


@dataclass(frozen=True)
class Alone:
    """A page of which a single chart is shown.

    Attributes:
        asked: the chart.
        shown: where it is drawn.
        rest: what else the page draws until it comes to the chart.
    """

    asked: AskedChart
    shown: DeltaGenerator
    rest: DeltaGenerator


_ALONE: Final[ContextVar[Alone | None]] = ContextVar("alone", default=None)


def is_alone() -> bool:
    """Whether the page is shown inside that of another site."""
    return bool(st.context.is_embedded)


def render_alone(asked: AskedChart, draw_page: Callable[[], None]) -> None:
    """Draw a page up to a chart, and show that chart alone; say so where it is not there.

    Args:
        asked: the chart.
        draw_page: draws the page.
    """
    alone = Alone(asked, st.container(), st.empty())
    before = _ALONE.set(alone)
    try:
        with alone.rest.container(key=HIDDEN):
            draw_page()
    finally:
        _ALONE.reset(before)
    alone.rest.empty()
    with alone.shown:
        st.warning(plain_text(missing_words(asked)))
        _render_origin(())


def show_alone(key: str, draw: Callable[[], tuple[str, ...]]) -> None:
    """Show a chart and nothing else if it is the one asked for alone; else do nothing.

    Args:
        key: name of the chart's widgets.
        draw: draws it with its words, and returns its notes, of which those on sources are shown.
    """
    alone = _ALONE.get()
    if alone is not None and alone.asked.key == key:
        _show(alone, draw)


def _show(alone: Alone, draw: Callable[[], tuple[str, ...]]) -> NoReturn:
    alone.rest.empty()
    with alone.shown:
        _render_origin(draw())
    st.stop()


def _render_origin(notes: tuple[str, ...]) -> None:
    """Where the chart is from, with a link to the page on which it is."""
    address = f"{page_address()}?{urlencode(dict(st.query_params.items()))}"
    sources = " ".join(note for note in notes if note.startswith("Source"))
    version = load_maps().store.version
    words = sources if version in sources else f"Data version {version}. {sources}"
    # Small, not pale as a caption is: there a link would be too pale to read.
    st.markdown(f":small[{markdown_link(APP_NAME, address)}. {plain_text(words)}]")
