"""Front door: proves the published data whole, then serves the pages and the map's files."""

from __future__ import annotations

import os
import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from utils.config import ROOT, embed_sites, frame_sites, is_staff
from utils.errors import InvalidInputError, PublishedDataError
from utils.ui.server.addresses import PREFIX, first_map_urls, script_url
from utils.ui.server.api.declared import Readers
from utils.ui.server.api.gate import Gate
from utils.ui.server.api.newest import Newest
from utils.ui.server.api.server import Api
from utils.ui.server.base_path import base_path
from utils.ui.server.endpoints import Endpoints
from utils.ui.server.figures.appended import AppendedEndings
from utils.ui.server.figures.served import FigureData
from utils.ui.server.headers import Headers
from utils.ui.server.idle_visits import IdleVisits
from utils.ui.server.lifespan import make_lifespan
from utils.ui.server.logs import configure_logs
from utils.ui.server.metrics import serve_metrics
from utils.ui.server.program import ProgramFiles, late_urls
from utils.ui.server.request_log import RequestLog
from utils.ui.server.returning import ReturningVisits
from utils.ui.server.routes import build_routes
from utils.ui.server.script_errors import show_error
from utils.ui.server.security_contact import PATH as CONTACT_PATH
from utils.ui.server.security_contact import answer_security_contact
from utils.ui.server.settings import read_settings
from utils.ui.server.sockets import SocketLimit
from utils.ui.server.unknown_paths import UnknownPaths
from utils.ui.server.uvicorn_options import UvicornOptions
from utils.ui.shared.loaders import load_cited, load_passports, load_whole_place, warm_up
from utils.ui.shared.versions import VERSIONS, each_version, shown_store
from utils.ui.staff.audit import check_audit_log
from utils.ui.staff.open_door import NoLibraryError, OpenDoorError, require_door
from utils.ui.staff.sign_in import current_sign_in, streamlit_secrets
from utils.ui.staff.way_back import WayBack

store = VERSIONS.newest
try:
    settings = read_settings(os.environ)
    store.verify()
    # What the owner has set wrongly is said now, not at the first visit.
    frame_sites()
    embed_sites()
    sign_in = current_sign_in()
    if is_staff():
        require_door(sign_in, address=st.get_option("server.address"), environ=os.environ)
        check_audit_log()
    if settings.metrics_port is not None:
        serve_metrics(settings.metrics_port, settings.metrics_address)
except (
    InvalidInputError,
    NoLibraryError,
    OpenDoorError,
    PublishedDataError,
    ValueError,
) as error:
    sys.exit(f"The atlas cannot start. {error}")
configure_logs(settings.log_level)
warm_up()
gate = each_version(
    lambda: Gate(per_minute=settings.requests_per_minute, version=shown_store().version)
)
api = Newest(lambda: Api(Readers(load_passports(), load_whole_place()), gate(), base=base_path()))
figures = Newest(lambda: FigureData(load_cited(), gate(), base=base_path()))

# Streamlit looks for a line such as this one, then serves what has its name.
app: ASGIApp = st.App(
    ROOT / "utils" / "ui" / "server" / "navigation.py",
    routes=[
        *build_routes(),
        *api.routes(),
        *figures.routes(),
        Route(CONTACT_PATH, answer_security_contact),
    ],
    middleware=[
        Middleware(RequestLog, base=base_path(), own=PREFIX),
        # Outside what may refuse, so that a refusal has the headers too.
        Middleware(
            Headers,
            scripts=[script_url(), *late_urls()],
            fetched=lambda: first_map_urls(VERSIONS.newest),
        ),
        Middleware(Endpoints),
        *([Middleware(WayBack, base=base_path())] if sign_in else []),
        Middleware(AppendedEndings, base=base_path()),
        Middleware(SocketLimit, per_address=settings.visits_per_address, in_all=settings.visits),
        Middleware(IdleVisits, seconds=settings.idle_seconds),
        Middleware(ReturningVisits),
        Middleware(ProgramFiles),
        Middleware(UnknownPaths, base=base_path(), own=PREFIX),
    ],
    lifespan=make_lifespan(settings),
    secrets={"auth": streamlit_secrets(sign_in)} if sign_in else None,
    on_script_error=show_error,
)
app = UvicornOptions(app)
