"""Choosing a theme."""

from __future__ import annotations

import streamlit as st

from data.read.places import PlaceReader


def ask_theme(places: PlaceReader) -> None:
    """Ask for the theme that joins money and outcomes."""
    names = places.theme_names
    st.selectbox("Theme", list(names), key="theme", format_func=names.__getitem__, width=260)
