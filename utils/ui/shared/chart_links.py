"""A link to a chart, and the text that shows it inside another page."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from utils.markdown import plain_text
from utils.ui.shared.asked_chart import parts_around
from utils.ui.shared.state import CHART, OPEN_PARTS

#: Height in pixels of the words around a chart, in a narrow frame.
WORDS_HEIGHT: Final = 340
#: Streamlit's own parameter of a page inside another.
EMBED: Final[Mapping[str, str]] = {"embed": "true"}


@dataclass(frozen=True)
class ChartLink:
    """What a link to a chart needs.

    Attributes:
        key: name of the chart's widgets.
        title: what is drawn.
        height: of the drawing, in pixels.
        parts: names of the parts of the page in which it is.
    """

    key: str
    title: str
    height: int
    parts: tuple[str, ...] = ()

    def link(self, page: str, choices: Mapping[str, str]) -> str:
        """Address of the page with this chart in sight.

        Args:
            page: address of the page without its choices.
            choices: what is chosen there.
        """
        return f"{page}?{urlencode(self._asked(choices))}"

    def frame(self, page: str, choices: Mapping[str, str]) -> str:
        """HTML that shows this chart alone inside another page."""
        address = f"{page}?{urlencode({**self._asked(choices), **EMBED})}"
        return (
            f'<iframe src="{escape(address)}" title="{escape(self.title)}" width="100%" '
            f'height="{self.height + WORDS_HEIGHT}" loading="lazy" style="border:0"></iframe>'
        )

    def _asked(self, choices: Mapping[str, str]) -> dict[str, str]:
        asked = {**choices, CHART: self.key, OPEN_PARTS: ",".join(self.parts)}
        return {name: value for name, value in asked.items() if value}


Slot = tuple[DeltaGenerator, ChartLink]
_SLOTS: Final[ContextVar[list[Slot]]] = ContextVar("chart_links")


def collect_links() -> None:
    """Begin to collect the charts of a run to which links are offered."""
    _SLOTS.set([])


def offer_link(key: str, *, title: str, height: int) -> None:
    """Offer a link to a chart here, once the choices of the page are in the address.

    Args:
        key: name of the chart's widgets.
        title: what is drawn.
        height: of the drawing, in pixels.
    """
    link = ChartLink(key, title, height, parts_around())
    _SLOTS.get().append((st.container(horizontal=True, width="content"), link))


def render_links() -> None:
    """Show the links that were offered; to be called at the end of a page."""
    page, choices = page_address(), dict(st.query_params.items())
    for slot, link in _SLOTS.get():
        with slot:
            _popover("Link", ":material/link:", link.link(page, choices), None)
            _popover("Embed", ":material/code:", link.frame(page, choices), "html")


def page_address() -> str:
    """Address of the open page as the visitor's browser names it, without its choices."""
    return st.context.url or ""


def _popover(label: str, icon: str, text: str, language: str | None) -> None:
    with st.popover(plain_text(label), icon=icon):
        st.code(text, language=language, wrap_lines=True)
