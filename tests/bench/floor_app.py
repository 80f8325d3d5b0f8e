"""The floor: the least a Streamlit app can do to answer a selectbox with a new picture."""

from __future__ import annotations

import streamlit as st

from tests.bench.floor_colours import COLOURS

colour = st.selectbox("Colour", COLOURS)
st.html(f'<div class="bench-block" style="height:500px;background:{colour}"></div>')
