"""The title of a browser's tab: which page is open, and of which place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from utils.config import APP_NAME
from utils.formatting import join_words

_NAMED: Final = "named_tab"


def name_page(page: str, names: Sequence[str] = ()) -> None:
    """Name the tab after the page and the places on it.

    Args:
        page: what the page is called in the head.
        names: names of the places shown; none where all of England is.
    """
    title = compose_title(page, names)
    context = get_script_run_ctx()
    # A part of a page that runs again need not name the tab as it is named already.
    is_part = context is not None and bool(context.fragment_ids_this_run)
    if is_part and st.session_state.get(_NAMED) == title:
        return
    st.session_state[_NAMED] = title
    st.set_page_config(page_title=title)


def compose_title(page: str, names: Sequence[str]) -> str:
    """The title of a tab; the place comes first, as tabs are narrow.

    >>> compose_title("Compare", ["Kent", "Luton"])
    'Kent and Luton: Compare - Total Place Atlas'
    """
    place = f"{join_words(list(names))}: " if names else ""
    return f"{place}{page} - {APP_NAME}"
