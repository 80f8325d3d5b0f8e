"""Tabs of which only the open one is drawn, and named in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

#: What Streamlit keeps of the tabs is their label; the address has the short name.
_LABEL = "_label"


def render_tabs(
    key: str, titles: Mapping[str, str], draw: Mapping[str, Callable[[], None]], *, opened: str
) -> None:
    """Show tabs, and draw what is in the open one.

    Args:
        key: parameter of the address, under which the choice is kept.
        titles: label of each tab by its short name, in order.
        draw: draws what is in a tab, by its short name.
        opened: short name of the open tab, as it was resolved.
    """
    widget = key + _LABEL

    def take() -> None:
        names = {title: name for name, title in titles.items()}
        st.session_state[key] = names[st.session_state[widget]]

    # Seeded in every run: Back and links change what is resolved, and the tabs follow.
    st.session_state[widget] = titles[opened]
    tabs = st.tabs(list(titles.values()), key=widget, on_change=take)
    for name, tab in zip(titles, tabs, strict=True):
        if tab.open:
            with tab:
                draw[name]()
