"""What would new data change, and shall they be published? In staff mode alone."""

from __future__ import annotations

import streamlit as st

from utils.ui.versions.acting import render_said
from utils.ui.versions.overview import render_candidate, render_published

st.title("Check new data")
render_said()
render_published()
render_candidate()
