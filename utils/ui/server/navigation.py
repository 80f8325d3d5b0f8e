"""The entry script of every visit: page settings, the head, the page asked for, and the foot."""

from __future__ import annotations

import streamlit as st

from utils.config import APP_NAME
from utils.markdown import plain_text
from utils.ui.server.metrics import watch_run
from utils.ui.shared.alone import is_alone, render_alone
from utils.ui.shared.asked_chart import missing_words, take_asked_chart
from utils.ui.shared.chart_links import collect_links, render_links
from utils.ui.shared.state import follow_address
from utils.ui.shell.footer import render_footer
from utils.ui.shell.found import render_found
from utils.ui.shell.frame import report_height
from utils.ui.shell.header import page_to_open, render_header
from utils.ui.shell.missing import MISSING, missing_name, render_missing
from utils.ui.shell.pages import FIRST_FILE, PageEntry, open_pages
from utils.ui.shell.program import PAGE_STYLE
from utils.ui.shell.tab import page_icon, page_script
from utils.ui.shell.version_notice import (
    draw_again_if_moved,
    render_version_notice,
    take_version,
)
from utils.ui.staff.door import behind_door

st.set_page_config(page_icon=page_icon(), layout="wide")

entries = {entry.address: entry for entry in open_pages()}
pages = {address: page_script(entry) for address, entry in entries.items()}
version = take_version()
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
asked = take_asked_chart(stays=is_alone())
collect_links()
# An address that somebody made up is no name for a figure.
watched = "missing" if missing and page.url_path == missing else page.url_path or FIRST_FILE
render_page = behind_door(entries[page.url_path], page.run)
with watch_run(watched):
    if asked is not None and is_alone():
        st.html(PAGE_STYLE)
        # Before the figure, which ends the run.
        report_height()
        render_alone(asked, render_page)
    else:
        render_header(entries[page.url_path], chart=asked.key if asked else "")
        render_version_notice()
        render_found()
        # A page without a link to a chart has no room for a message that it will not need.
        message = st.container() if asked else None
        render_page()
        if asked and message and not asked.is_found:
            message.warning(plain_text(missing_words(asked)))
        render_links()
        render_footer()
draw_again_if_moved(version)
