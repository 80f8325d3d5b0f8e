"""The chart that a link asks for, and the parts of the page that are open for it.

Both are in the address until the visitor's next choice, so that Share and Back keep them till then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from utils.formatting import shorten
from utils.ui.shared.state import CHART, LINKED_CHART, OPEN_PARTS, PARAMETERS, pop_query_param

#: Characters of a name, and parts around a chart, at most.
LONGEST_NAME: Final = 120
MOST_PARTS: Final = 6
_OPENED: Final[ContextVar[tuple[str, ...]]] = ContextVar("opened_parts", default=())


@dataclass
class AskedChart:
    """What a link asks for.

    Attributes:
        key: name of the chart's widgets.
        parts: names of the parts of the page in which it is.
        is_found: whether it was drawn.
    """

    key: str
    parts: tuple[str, ...] = ()
    is_found: bool = field(default=False, compare=False)


def take_asked_chart(*, stays: bool) -> AskedChart | None:
    """Take the chart from the address; to be called once in a run, before anything is drawn.

    Args:
        stays: whether the chart of an earlier run counts where the address asks for none anew.
    """
    key, parts = pop_query_param(CHART), pop_query_param(OPEN_PARTS)
    if key:
        names = (parts or "").split(",")[:MOST_PARTS]
        known = tuple(name for name in names if 0 < len(name) <= LONGEST_NAME)
        st.session_state[LINKED_CHART] = AskedChart(key, known)
        for name in known:
            st.session_state[part_key(name)] = True
    elif not stays:
        st.session_state[LINKED_CHART] = None
    return asked_chart()


def asked_chart() -> AskedChart | None:
    """The chart that the address asked for in this run."""
    found: AskedChart | None = st.session_state.get(LINKED_CHART)
    return found


def mark_figure(key: str) -> DeltaGenerator:
    """The part of the page to which a link to a chart or a table leads.

    Args:
        key: name of its widgets.
    """
    mark_found(key)
    return st.container(key=f"figure_{key}")


def mark_found(key: str) -> None:
    """Note that what a link asks for is on the page, if that is it."""
    asked = asked_chart()
    if asked is not None and asked.key == key:
        asked.is_found = True


def missing_words(asked: AskedChart) -> str:
    """Says that a chart is not on the page, and which one."""
    if len(asked.key) > LONGEST_NAME:
        return (
            f"The link asks for a {PARAMETERS[CHART]} with a name of {len(asked.key):,} "
            f"characters; names have at most {LONGEST_NAME}."
        )
    return (
        f"The link asks for the {PARAMETERS[CHART]} “{shorten(asked.key)}”, which is not on this "
        "page with these choices."
    )


def part_key(part: str) -> str:
    """Name of the widget of a part that is drawn when it is opened."""
    return f"more_{part}"


@contextmanager
def inside_part(part: str) -> Iterator[None]:
    """What is drawn here is inside a part of the page."""
    before = _OPENED.set((*_OPENED.get(), part))
    try:
        yield
    finally:
        _OPENED.reset(before)


def parts_around() -> tuple[str, ...]:
    """The parts of the page inside which is drawn, the outermost first."""
    return _OPENED.get()
