"""Keeps a visit to the version it began with, and says when there is another."""

from __future__ import annotations

import streamlit as st

from data.read.store import Store
from utils.ui.shared.moment import moment_words
from utils.ui.shared.prose import Html
from utils.ui.shared.versions import BEGAN_WITH, MOVED, VERSIONS, published_at, shown_store


def take_version() -> Store:
    """The version of this run: that which the visit began with, as long as its files are kept."""
    st.session_state.setdefault(BEGAN_WITH, VERSIONS.newest)
    return shown_store()


def draw_again_if_moved(store: Store) -> None:
    """Draw a page anew that would be of two versions, as the first went while it was drawn.

    Args:
        store: the version of this run.
    """
    if shown_store() != store:
        st.rerun()


def render_version_notice() -> None:
    """Say, in a line, that there are newer figures, or that the page has changed to them."""
    newest = VERSIONS.newest
    moment = moment_words(published_at(newest))
    if st.session_state.pop(MOVED, False):
        words = f"This page now shows the figures that were published on {moment}."
    elif st.session_state[BEGAN_WITH] != newest:
        words = (
            f"New figures were published on {moment}. Reload this page to see them; until then all "
            "of it shows the figures from before."
        )
    else:
        return
    st.html(Html('<p class="shell-notice" role="status">{}</p>').format(words))
