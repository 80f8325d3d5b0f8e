"""The head of every page: a component whose program is fetched once, and what is done in it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

import streamlit as st

from utils.config import APP_NAME
from utils.ui.server.addresses import find_url, glossary_url, queue_url, shell_url
from utils.ui.shared.state import forget_choices, take_choices
from utils.ui.shell.find import nth_candidate
from utils.ui.shell.found import choose_found
from utils.ui.shell.pages import HELP_PAGE, MAIN, PageEntry, open_pages
from utils.ui.shell.program import PAGE_STYLE

PURPOSE: Final = "Public money and health, place by place"
KEY: Final = "shell"
_OPEN: Final = "page_to_open"
# As with the map, the text only fetches the program; its line break shows that it is no path.
LOADER: Final = (
    'const f=c=>AtlasShell.show(c.parentElement,c.data,v=>c.setTriggerValue("act",v)).remove;\n'
    "export default c=>window.AtlasShell?f(c):"
    'import(new URL("{url}",document.baseURI).href).then(()=>f(c))'
)
_shell = st.components.v2.component(
    "shell", js=LOADER.format(url=shell_url()), isolate_styles=False
)


def render_header(current: PageEntry, *, chart: str = "") -> None:
    """Show the head of a page and take over what a visitor did in it.

    Args:
        current: the page that is open.
        chart: name of the chart that is to be brought into sight; nothing if none.
    """
    st.html(PAGE_STYLE)

    def take() -> None:
        event = st.session_state.get(KEY, {}).get("act")
        if isinstance(event, dict):
            _follow(event, current)

    _shell(key=KEY, data={**_state(current), "chart": chart}, on_act_change=take)


def page_to_open() -> str | None:
    """Address of the page that a visitor chose in the head; None if none."""
    address: str | None = st.session_state.pop(_OPEN, None)
    return address


def _follow(event: dict[str, Any], current: PageEntry) -> None:
    """Take over a press on a page's name or on a place found; anything else is left alone."""
    page, query = event.get("page"), event.get("query")
    if page in [entry.address for entry in open_pages()]:
        if page != current.address:
            st.session_state[_OPEN] = page
        if event.get("fresh"):
            forget_choices()
        take_choices(dict(parse_qsl(query)) if isinstance(query, str) else {})
        return
    candidate = nth_candidate(str(event.get("find", "")), str(event.get("nth", "")))
    if candidate is not None:
        shown = choose_found(candidate, current)
        if shown != current:
            st.session_state[_OPEN] = shown.address


def _state(current: PageEntry) -> dict[str, Any]:
    main = [_words(entry) for entry in MAIN]
    more = [_words(entry) for entry in open_pages() if entry not in MAIN and entry != HELP_PAGE]
    return {
        "name": APP_NAME,
        "purpose": PURPOSE,
        "current": current.address,
        "pages": main,
        "more": more,
        "find": find_url(),
        "glossary": glossary_url(),
        "queue": queue_url(),
        "help": {"address": HELP_PAGE.address, "title": "Help"},
    }


def _words(entry: PageEntry) -> dict[str, str]:
    return {"address": entry.address, "title": entry.title}
