"""Front door: proves the published data whole, then serves the pages and the map's files."""

from __future__ import annotations

import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from data.read.store import Store
from utils.config import ROOT, frame_sites, most_sockets
from utils.errors import PublishedDataError
from utils.ui.server.endpoints import Endpoints
from utils.ui.server.headers import Headers
from utils.ui.server.program import ProgramFiles, late_urls
from utils.ui.server.routes import build_routes, data_url, geometry_url, script_url
from utils.ui.server.security_contact import PATH as CONTACT_PATH
from utils.ui.server.security_contact import answer_security_contact
from utils.ui.server.sockets import SocketLimit
from utils.ui.shared.loaders import load_passports, warm_up

store = Store()
try:
    store.verify()
    # What the owner has set wrongly is said now, not at the first visit.
    frame_sites()
    per_address, in_all = most_sockets()
except (PublishedDataError, ValueError) as error:
    sys.exit(f"The atlas cannot start. {error}")

app = st.App(
    ROOT / "utils" / "ui" / "server" / "navigation.py",
    routes=[
        *build_routes(warm_up(), load_passports()),
        Route(CONTACT_PATH, answer_security_contact),
    ],
    # The headers come first, so that what another refuses has them too.
    middleware=[
        Middleware(
            Headers,
            scripts=[script_url(), *late_urls()],
            fetched=[geometry_url(store, "upper-tier"), data_url(store, "page")],
        ),
        Middleware(Endpoints),
        Middleware(SocketLimit, per_address=per_address, in_all=in_all),
        Middleware(ProgramFiles),
    ],
)
