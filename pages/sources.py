"""Where is each number from, how is it made, what changed?"""

from __future__ import annotations

import streamlit as st

from utils.ui.shared.loaders import load_maps
from utils.ui.sources.methods import render_indicators, render_methods, render_sources

store = load_maps().store

st.title("Where is each number from, and how is it made?")
render_methods(store)
render_sources(store)
render_indicators(store)
