"""What is read only by those who want more: made and sent once it is opened."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from utils.markdown import plain_text
from utils.ui.shared.asked_chart import inside_part, part_key
from utils.ui.shared.data_request import is_data_request


def render_more(title: str, draw: Callable[[], None], *, key: str) -> None:
    """A part of a page that is drawn when it is opened, also by a link to a chart inside it.

    Args:
        title: what it answers.
        draw: draws it.
        key: name of the part, alone of its kind on the page.
    """
    if is_data_request():
        draw()
        return
    opened = st.expander(plain_text(title), key=part_key(key), on_change="rerun")
    if opened.open:
        with opened, inside_part(key):
            draw()
