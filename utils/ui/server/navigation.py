"""The entry script of every visit: page settings, the head, the page asked for, and the foot."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from utils.config import APP_NAME, ROOT
from utils.ui.shared.state import follow_address
from utils.ui.shell.footer import render_footer
from utils.ui.shell.found import render_found
from utils.ui.shell.header import page_to_open, render_header
from utils.ui.shell.missing import MISSING, missing_name, render_missing
from utils.ui.shell.pages import FIRST_FILE, PageEntry, open_pages

# A file of our own: a named icon would be fetched from a third party.
ICON = Path(__file__).with_name("icon.png")

st.set_page_config(page_icon=str(ICON), layout="wide")

entries = {entry.address: entry for entry in open_pages()}
pages = {
    address: st.Page(
        ROOT / "pages" / f"{entry.file}.py",
        title=f"{entry.title} - {APP_NAME}",
        url_path=entry.file,
        default=entry.file == FIRST_FILE,
    )
    for address, entry in entries.items()
}
missing = missing_name(entries)
if missing:
    # A page of that very address, so that Streamlit's own box about it is not shown.
    entries[missing] = PageEntry(missing, MISSING)
    pages[missing] = st.Page(
        lambda: render_missing(missing), title=f"{MISSING} - {APP_NAME}", url_path=missing
    )
page = st.navigation(list(pages.values()), position="hidden")
wanted = page_to_open()
if wanted is not None:
    st.switch_page(pages[wanted])
follow_address()
render_header(entries[page.url_path])
render_found()
page.run()
render_footer()
