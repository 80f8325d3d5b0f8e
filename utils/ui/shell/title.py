"""The title of a browser's tab: which page is open, and of which place."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from utils.config import APP_NAME
from utils.formatting import join_words


def name_page(page: str, names: Sequence[str] = ()) -> None:
    """Name the tab after the page and the places on it.

    Args:
        page: what the page is called in the head.
        names: names of the places shown; none where all of England is.
    """
    st.set_page_config(page_title=compose_title(page, names))


def compose_title(page: str, names: Sequence[str]) -> str:
    """The title of a tab; the place comes first, as tabs are narrow.

    >>> compose_title("Compare", ["Kent", "Luton"])
    'Kent and Luton: Compare - Total Place Atlas'
    """
    place = f"{join_words(list(names))}: " if names else ""
    return f"{place}{page} - {APP_NAME}"
