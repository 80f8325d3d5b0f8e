"""The entry script of every visit: page settings, the list of pages, and the page asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from utils.config import APP_NAME, ROOT

# A file of our own: a named icon would be fetched from a third party.
ICON = Path(__file__).with_name("icon.png")

st.set_page_config(page_title=APP_NAME, page_icon=str(ICON), layout="wide")

# A plain list: with headings between the links Streamlit's menu for phones is no valid list.
PAGES = [
    st.Page(
        ROOT / "pages" / "map.py", title="Map", icon=":material/map:", url_path="map", default=True
    ),
    st.Page(
        ROOT / "pages" / "compare.py",
        title="Compare places",
        icon=":material/compare_arrows:",
        url_path="compare",
    ),
    st.Page(
        ROOT / "pages" / "profile.py",
        title="Place profile",
        icon=":material/location_city:",
        url_path="profile",
    ),
    st.Page(
        ROOT / "pages" / "inequality.py",
        title="Health inequality",
        icon=":material/balance:",
        url_path="inequality",
    ),
    st.Page(
        ROOT / "pages" / "spend_outcomes.py",
        title="Spend and outcomes",
        icon=":material/scatter_plot:",
        url_path="spend_outcomes",
    ),
    st.Page(
        ROOT / "pages" / "deep_dives.py",
        title="Deep dives",
        icon=":material/search_insights:",
        url_path="deep_dives",
    ),
    st.Page(
        ROOT / "pages" / "barriers.py",
        title="Barriers",
        icon=":material/block:",
        url_path="barriers",
    ),
    st.Page(
        ROOT / "pages" / "sources.py",
        title="Sources and methods",
        icon=":material/menu_book:",
        url_path="sources",
    ),
]
st.navigation(PAGES, position="top").run()
