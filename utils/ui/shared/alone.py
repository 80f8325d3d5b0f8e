"""A figure alone, as another site shows it: title, finding, first notes and where it is from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from utils.config import APP_NAME
from utils.markdown import markdown_link, plain_notes, plain_text
from utils.narrative.sources import cite_row
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


def key_alone() -> str:
    """Name of what another site shows alone; nothing where a whole page is shown."""
    alone = _ALONE.get()
    return alone.asked.key if alone else ""


def show_alone(key: str, draw: Callable[[], Sequence[str]], *, named: Sequence[str] = ()) -> None:
    """Show a figure and nothing else if it is the one asked for alone; else do nothing.

    Args:
        key: its name.
        draw: draws it with its words, and returns its notes, of which those on sources are shown.
        named: short names of sources that its notes do not name.
    """
    alone = _ALONE.get()
    if alone is not None and alone.asked.key == key:
        _show(alone, draw, named)


def _show(alone: Alone, draw: Callable[[], Sequence[str]], named: Sequence[str]) -> NoReturn:
    alone.rest.empty()
    with alone.shown:
        sources = load_maps().sources
        notes = draw()
        _render_origin([*notes, *(cite_row(sources[name]) for name in dict.fromkeys(named))])
    st.stop()


def _render_origin(notes: Sequence[str]) -> None:
    """Where the figure is from, with a link to the page on which it is."""
    address = f"{page_address()}?{urlencode(dict(st.query_params.items()))}"
    sources = " ".join(note for note in notes if note.startswith("Source"))
    version = load_maps().store.version
    words = sources if version in sources else f"Data version {version}. {sources}"
    # Small, not pale as a caption is: there a link would be too pale to read.
    st.markdown(f":small[{markdown_link(APP_NAME, address)}. {plain_notes(words)}]")
