"""What a visitor sees, and the log says, when a page fails."""

from __future__ import annotations

from typing import Final

import streamlit as st

from utils.config import feedback_address
from utils.markdown import plain_text
from utils.ui.server.logs import note_error
from utils.ui.server.metrics import ERRORS

SORRY: Final = (
    "Something went wrong on our side, and this page could not be shown in full. Your choices are "
    "in the address: reload the page to try again."
)


def show_error(error: Exception) -> bool:
    """Write down an error of a page, and show a sentence with the reference of the log's line.

    Returns:
        True, so that Streamlit shows no box of its own.
    """
    ERRORS.labels("page").inc()
    reference = note_error("A page failed", error)
    words = " If you report it, give this reference" if feedback_address() else " Reference"
    st.error(plain_text(f"{SORRY}{words}: {reference}"))
    return True
