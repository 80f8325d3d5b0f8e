"""Tells the page of another site how high what it shows is: a component without a sight."""

from __future__ import annotations

from typing import Final

import streamlit as st

from utils.ui.server.addresses import shell_url

# As with the head, the text only fetches the program; its line break shows that it is no path.
LOADER: Final = (
    "const f=()=>AtlasFrame.show().remove;\n"
    "export default ()=>window.AtlasFrame?f():"
    'import(new URL("{url}",document.baseURI).href).then(f)'
)
_frame = st.components.v2.component(
    "frame", js=LOADER.format(url=shell_url()), isolate_styles=False
)


def report_height() -> None:
    """Report the height of the page now and whenever it changes."""
    _frame(key="frame")
