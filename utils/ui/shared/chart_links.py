"""Links to a chart and to its data, and the text that shows it inside another page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from typing import Final, NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from utils.config import ANY_SITE, embed_sites
from utils.formatting import join_words
from utils.markdown import plain_text
from utils.ui.server.base_path import base_path, below_base
from utils.ui.shared.asked_chart import mark_figure, parts_around
from utils.ui.shared.prose import Html, join, link
from utils.ui.shared.state import CHART, OPEN_PARTS

#: Height in pixels of the words around a chart, in a narrow frame.
WORDS_HEIGHT: Final = 340
#: Streamlit's own parameter of a page inside another.
EMBED: Final[Mapping[str, str]] = {"embed": "true"}
#: How data are written, by the ending of their address.
ENDINGS: Final = ("csv", "json")
#: The page whose address is that of the site.
FIRST_PAGE: Final = "map"


@dataclass(frozen=True)
class ChartLink:
    """What a link to a chart needs.

    Attributes:
        key: name of the chart's widgets.
        title: what is drawn.
        height: of the frame, in pixels.
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
            f'height="{self.height}" loading="lazy" style="border:0"></iframe>'
        )

    def _asked(self, choices: Mapping[str, str]) -> dict[str, str]:
        asked = {**choices, CHART: self.key, OPEN_PARTS: ",".join(self.parts)}
        return {name: value for name, value in asked.items() if value}

    def render(self, page: str, choices: Mapping[str, str]) -> None:
        """Show the link, the text of the frame and the address of the data."""
        _popover("Link", ":material/link:", self.link(page, choices), None)
        if embed_sites():
            _popover("Embed", ":material/code:", self.frame(page, choices), "html")
        st.html(data_line(self.key, page, choices))

    def render_codes(self, page: str, choices: Mapping[str, str]) -> None:
        """Show the link and the text of the frame, where there is room for them."""
        st.markdown("**Link**")
        st.code(self.link(page, choices), language=None, wrap_lines=True)
        st.markdown("**For a page of your own (HTML)**")
        if embed_sites():
            st.code(self.frame(page, choices), language="html", wrap_lines=True)
        st.caption(plain_text(embed_words(embed_sites())))


#: Draws links with the address of the page and what is chosen there.
Draw = Callable[[str, Mapping[str, str]], None]
Slot = tuple[DeltaGenerator, Draw]
_SLOTS: Final[ContextVar[list[Slot]]] = ContextVar("chart_links")


@dataclass
class KeptPart:
    """A part of a page that is drawn once and then sent again.

    Attributes:
        choices: all choices of the page, as parameters of its address.
        tables: names of the tables in it whose data have an address.
    """

    choices: Mapping[str, str]
    tables: list[str] = field(default_factory=list)


_KEPT: Final[ContextVar[KeptPart | None]] = ContextVar("kept_part", default=None)


def collect_links() -> None:
    """Begin to collect the links of a run."""
    _SLOTS.set([])


def offer_link(key: str, *, title: str, height: int) -> None:
    """Offer a link to a chart here, once the choices of the page are in the address.

    Args:
        key: name of the chart's widgets.
        title: what is drawn.
        height: of the drawing, in pixels.
    """
    chart = ChartLink(key, title, height + WORDS_HEIGHT, parts_around())
    _SLOTS.get().append((st.container(horizontal=True, width="content"), chart.render))


class Frame(NamedTuple):
    """What can be shown alone on another site: its name, title and height in pixels."""

    key: str
    title: str
    height: int


def offer_codes(label: str, frames: Sequence[Frame], *, key: str) -> None:
    """Offer links and texts of frames behind a button, made and sent once it is opened.

    Args:
        label: words of the button.
        frames: what can be shown; where there are several, one is chosen.
        key: name of the button.
    """
    opened = st.popover(plain_text(label), icon=":material/share:", key=key, on_change="rerun")
    if not opened.open:
        return
    with opened:
        by_key = {frame.key: frame for frame in frames}
        chosen = st.selectbox(
            "Which", list(by_key), format_func=lambda name: by_key[name].title, key=f"{key}_which"
        )
        slot = st.container()
    _SLOTS.get().append((slot, ChartLink(*by_key[chosen]).render_codes))


def embed_words(sites: Sequence[str]) -> str:
    """Which sites may show a figure inside a page of theirs."""
    if not sites:
        return "This server lets no other site show its figures."
    if ANY_SITE in sites:
        return "Any site may show it. The text works without a script of your own."
    return f"These sites may show it: {join_words(list(sites))}."


@contextmanager
def inside_kept_part(choices: Mapping[str, str]) -> Iterator[KeptPart]:
    """What is drawn here is sent again later, so its links can't wait for the end of the run."""
    part = KeptPart(choices)
    before = _KEPT.set(part)
    try:
        yield part
    finally:
        _KEPT.reset(before)


def offer_data_address(key: str) -> None:
    """Offer the address of the data of a table here, once the choices are in the address.

    Args:
        key: name of the table.
    """
    kept = _KEPT.get()
    if kept is not None:
        kept.tables.append(key)
        with mark_figure(key):
            # Without the host: other visitors may know the server by another name.
            st.html(data_line(key, urlsplit(page_address()).path, kept.choices))
        return

    def draw(page: str, choices: Mapping[str, str]) -> None:
        st.html(data_line(key, page, choices))

    _SLOTS.get().append((mark_figure(key), draw))


def render_links() -> None:
    """Show the links that were offered; to be called when the choices are in the address."""
    page, choices = page_address(), dict(st.query_params.items())
    for slot, draw in _SLOTS.get():
        with slot:
            draw(page, choices)
    collect_links()


def page_address() -> str:
    """Address of the open page as the visitor's browser names it, without its choices."""
    return whole_address(st.context.url or "")


def whole_address(url: str) -> str:
    """An address of a page; that of the site itself ends in a slash, without which it leads on.

    >>> whole_address("https://a.example"), whole_address("https://a.example/profile")
    ('https://a.example/', 'https://a.example/profile')
    """
    parts, base = urlsplit(url), base_path()
    is_site = below_base(parts.path, base) == "/"
    return urlunsplit(parts._replace(path=f"{base}/")) if is_site else url


def data_line(key: str, page: str, choices: Mapping[str, str]) -> Html:
    """Where a program reads the data of a chart or a table."""
    links = [link(ending.upper(), data_address(key, ending, page, choices)) for ending in ENDINGS]
    shown = join("Address of these data: ", Html(", ").join(links))
    return Html('<p class="data-line">{}</p>').format(shown)


def data_address(key: str, ending: str, page: str, choices: Mapping[str, str]) -> str:
    """Address of the data of a chart or a table.

    Args:
        key: its name.
        ending: how the data are written.
        page: address of the page without its choices.
        choices: what is chosen there.

    >>> data_address("ages", "csv", "https://a.example/profile", {"place": "kent"})
    'https://a.example/profile.csv?place=kent&chart=ages'
    >>> data_address("map", "json", "https://a.example/", {})
    'https://a.example/map.json?chart=map'
    """
    parts, base = urlsplit(page), base_path()
    path = parts.path
    if below_base(path, base) in {"/", None}:
        path = f"{base}/{FIRST_PAGE}"
    asked = {
        **{name: value for name, value in choices.items() if name not in {OPEN_PARTS, *EMBED}},
        CHART: key,
    }
    return urlunsplit(parts._replace(path=f"{path}.{ending}", query=urlencode(asked)))


def _popover(label: str, icon: str, text: str, language: str | None) -> None:
    with st.popover(plain_text(label), icon=icon):
        st.code(text, language=language, wrap_lines=True)
