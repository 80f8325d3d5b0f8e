"""Offers a file, which is made only when a visitor asks for it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from utils.markdown import plain_text
from utils.ui.server.exports import watched
from utils.ui.shared.data_request import is_data_request
from utils.ui.shared.versions import showing, shown_store


def offer_file(
    label: str,
    *,
    data: Callable[[], str | bytes],
    file_name: str,
    mime: str,
    key: str | None = None,
) -> None:
    """Show a button that makes a file and hands it over.

    Args:
        label: words of the button.
        data: makes the file; the server's figures count it by the ending of its name.
        file_name: the file's name.
        mime: its media type.
        key: name of the button, alone of its kind on the page.
    """
    if is_data_request():
        return
    st.download_button(
        plain_text(label),
        data=watched(_of_shown_version(data), kind=file_name.rpartition(".")[2]),
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _of_shown_version(data: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
    """Have a file made of the version that the page shows, whenever it is asked for."""
    store = shown_store()

    def made() -> str | bytes:
        with showing(store):
            return data()

    return made
