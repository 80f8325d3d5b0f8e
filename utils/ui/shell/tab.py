"""What a browser's tab needs of a page: its script, and the icon."""

from __future__ import annotations

from base64 import b64encode
from copy import copy
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from utils.config import APP_NAME, ROOT
from utils.ui.shell.pages import FIRST_FILE, PageEntry

# A file of our own: a named icon would be fetched from a third party.
ICON_FILE: Final = Path(__file__).with_name("icon.png")


@cache
def page_icon() -> str:
    """The icon, as an address that holds it: each run would read a file anew."""
    return f"data:image/png;base64,{b64encode(ICON_FILE.read_bytes()).decode()}"


def page_script(entry: PageEntry) -> StreamlitPage:
    """A page for the navigation of a run."""
    # The navigation marks the page that it opens, so each run has pages of its own.
    return copy(_page_script(entry))


@cache
def _page_script(entry: PageEntry) -> StreamlitPage:
    """A page, of which Streamlit looks for the file on the disk."""
    return st.Page(
        ROOT / "pages" / f"{entry.file}.py",
        title=f"{entry.title} - {APP_NAME}",
        url_path=entry.file,
        default=entry.file == FIRST_FILE,
    )
