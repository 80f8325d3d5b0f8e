"""Which of Streamlit's own addresses answer: on a public server, only what a visit needs."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from utils.config import is_staff
from utils.ui.server.api.problems import PATH as API
from utils.ui.server.api.problems import method_refusal
from utils.ui.server.base_path import base_path, below_base
from utils.ui.staff.open_door import is_past_door
from utils.ui.staff.person import person_of_cookies
from utils.ui.staff.sign_in import current_sign_in

#: What a visitor's browser asks for; a new version of Streamlit may add more, which stays shut.
CORE: Final = "/_stcore/"
OPEN: Final = frozenset({"health", "host-config", "stream"})
UPLOADS: Final = "upload_file/"
#: Streamlit's older components, which staff's pages alone use, and files of an app, which no page
#: uses.
SHUT: Final = re.compile(r"/(?:component/.*|app/static/.*)")
#: Where the data of a page's figures are.
DATA: Final = re.compile(r"/[^/]*\.(?:csv|json)")
#: Where people sign in and out.
DOOR: Final = re.compile(r"/(?:auth/log(?:in|out)|oauth2callback)")
#: Nothing is changed over HTTP: what a visitor does goes through the visit's own socket.
METHODS: Final = ("GET", "HEAD", "OPTIONS")
SOCKET: Final = "/_stcore/stream"


class Endpoints:
    """Middleware that lets through what a visit needs.

    An upload is refused before its body is read, so that it takes no memory. For staff, who upload
    files and see folium's maps, everything but the state of the server is let through.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refusal = _refuse(scope) if scope["type"] == "http" else None
        if refusal is not None:
            await refusal(scope, receive, send)
        elif scope["type"] == "websocket" and _is_shut(scope):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)


def _is_shut(socket: Scope) -> bool:
    return not socket["path"].endswith(SOCKET) or is_past_door(socket.get("server"))


def _refuse(scope: Scope) -> Response | None:
    """The answer to a request that goes no further; none for one that does."""
    if is_past_door(scope.get("server")):
        return _answer(403, "This server is for its own machine alone.")
    path, staff = scope["path"], _is_from_staff(scope)
    is_core, name = _core_name(path)
    if is_core and name.startswith(UPLOADS):
        return None if staff else _answer(403, "Files are not taken here.")
    below = below_base(path, base_path()) or path
    if (
        (is_core and name not in OPEN)
        or (not staff and SHUT.fullmatch(below))
        or (current_sign_in() is None and DOOR.fullmatch(below))
    ):
        return _answer(404, "Not found")
    if scope["method"] not in METHODS and not staff:
        if f"{below}/".startswith(f"{API}/") or DATA.fullmatch(below):
            return method_refusal()
        refusal = _answer(405, "Method not allowed")
        refusal.headers["Allow"] = ", ".join(METHODS)
        return refusal
    return None


def _is_from_staff(scope: Scope) -> bool:
    """Whether a request is from staff: who signed in with the role, or all where nobody has to."""
    sign_in = current_sign_in()
    if sign_in is None:
        return is_staff()
    person = person_of_cookies(HTTPConnection(scope).cookies, sign_in)
    return person is not None and person.is_staff


def _core_name(path: str) -> tuple[bool, str]:
    """Whether a path is one of Streamlit's own, below whatever page, and what it names."""
    _, found, name = path.rpartition(CORE)
    return bool(found), name


def _answer(status: int, words: str) -> Response:
    # The rest of a body that is not read would be taken for the next request.
    return PlainTextResponse(words, status, headers={"Connection": "close"})
