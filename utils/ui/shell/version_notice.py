"""Keeps a visit to the version it began with, and says when there is another."""

from __future__ import annotations

from typing import Final

import streamlit as st

from utils.ui.shared.moment import moment_words
from utils.ui.shared.prose import Html
from utils.ui.shared.versions import BEGAN_WITH, VERSIONS, published_at

_MOVED: Final = "moved_to_version"


def take_version() -> None:
    """Take the version that this visit began with; the newest, if that one is kept no longer."""
    began_with = st.session_state.get(BEGAN_WITH)
    if began_with is not None and VERSIONS.find(began_with.version) is not None:
        return
    st.session_state[BEGAN_WITH] = VERSIONS.newest
    st.session_state[_MOVED] = began_with is not None


def render_version_notice() -> None:
    """Say, in a line, that there are newer figures, or that the page has changed to them."""
    newest = VERSIONS.newest
    moment = moment_words(published_at(newest))
    if st.session_state.pop(_MOVED, False):
        words = f"This page now shows the figures that were published on {moment}."
    elif st.session_state[BEGAN_WITH] != newest:
        words = (
            f"New figures were published on {moment}. Reload this page to see them; until then all "
            "of it shows the figures from before."
        )
    else:
        return
    st.html(Html('<p class="shell-notice" role="status">{}</p>').format(words))
