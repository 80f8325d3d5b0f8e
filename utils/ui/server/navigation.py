"""The entry script of every visit: page settings, the list of pages, and the page asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from utils.config import APP_NAME, ROOT, is_staff

# A file of our own: a named icon would be fetched from a third party.
ICON = Path(__file__).with_name("icon.png")

st.set_page_config(page_title=APP_NAME, page_icon=str(ICON), layout="wide")

# File name, which is the address too, title and icon of each page. A plain list: with headings
# between the links Streamlit's menu for phones is no valid list.
TITLES = [
    ("map", "Map", "map"),
    ("compare", "Compare", "compare_arrows"),
    ("profile", "Profile", "location_city"),
    ("inequality", "Inequality", "balance"),
    ("spend_outcomes", "Spend and outcomes", "scatter_plot"),
    ("count", "All public money", "calculate"),
    ("deep_dives", "Deep dives", "search_insights"),
    ("barriers", "Barriers", "block"),
    ("sources", "Sources and methods", "menu_book"),
]
#: Nothing of them exists on a public server.
STAFF_TITLES = [
    ("ledger", "Count your place", "receipt_long"),
    ("own_table", "Map your own table", "table_view"),
]
PAGES = [
    st.Page(
        ROOT / "pages" / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        url_path=name,
        default=name == "map",
    )
    for name, title, icon in TITLES + STAFF_TITLES * is_staff()
]
st.navigation(PAGES, position="top").run()
