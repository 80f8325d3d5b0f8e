"""What an address shows of which there is no page: that there is none, and the ways on."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from utils.ui.shared.no_place import render_no_place
from utils.ui.shared.prose import bullets, link, paragraph, render_prose
from utils.ui.shell.pages import FIRST_FILE, PLACE_PAGE, open_pages

MISSING: Final = "Page not found"
#: What can be the address of a page.
NAME: Final = re.compile(r"[\w-]{1,60}")
_KEPT: Final = "missing_page"


def missing_name(known: Collection[str]) -> str:
    """Address of the page that was asked for and does not exist; nothing where it does.

    It is kept for the visit, as a page that runs again is no longer asked for by its name.

    Args:
        known: addresses of the pages.
    """
    context = get_script_run_ctx()
    asked = (context.pages_manager.intended_page_name if context else "") or ""
    if asked and asked not in {*known, FIRST_FILE} and NAME.fullmatch(asked):
        st.session_state[_KEPT] = asked
    name: str = st.session_state.get(_KEPT, "")
    return name


def render_missing(name: str) -> None:
    """Say that there is no such page, and lead to the pages that there are."""
    st.title(MISSING)
    render_prose(
        paragraph(f"This atlas has no page at the address “{name}”. Its pages are:"),
        bullets(link(entry.title, entry.address or "./") for entry in open_pages()),
    )
    render_no_place(PLACE_PAGE.address)
