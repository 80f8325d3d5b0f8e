"""Front door: proves the published data whole, then serves the pages and the map's files."""

from __future__ import annotations

import sys

import folium.plugins  # noqa: F401 - loaded here, else the first visitor waits for it
import streamlit as st
from starlette.middleware import Middleware

from data.store import Store
from utils.config import ROOT
from utils.errors import PublishedDataError
from utils.ui.loaders import warm_up
from utils.ui.routes import SecurityHeaders, build_routes

store = Store()
try:
    store.verify()
except PublishedDataError as error:
    sys.exit(f"The atlas cannot start. {error}")

app = st.App(
    ROOT / "utils" / "ui" / "navigation.py",
    routes=build_routes(store, warm_up()),
    middleware=[Middleware(SecurityHeaders)],
)
