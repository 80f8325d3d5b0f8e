"""What all addresses of data have in common: who may ask what how often, tags, and the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from utils.ui.server.api.limit import RequestLimit
from utils.ui.server.api.problems import METHODS, SHARED, method_refusal, problem
from utils.ui.server.policy import HOST
from utils.ui.server.sockets import source_of

#: Other than in what is kept for good, a new version of the data is seen after this time.
KEPT: Final = "public, max-age=300"
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}
#: Raised when the same query of the same data is answered otherwise, so that nobody keeps the old.
ANSWERS: Final = "2"


class Gate:
    """Lets requests through, with one limit for all addresses of data."""

    def __init__(self, *, per_minute: int, version: str) -> None:
        """Begin with nobody having asked.

        Args:
            per_minute: requests that a network address may make a minute.
            version: data version.
        """
        self.per_minute, self.version = per_minute, version
        self._limit = RequestLimit(per_minute)

    def refuse(self, request: Request) -> Response | None:
        """The answer to a request that goes no further; None for one that does."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**SHARED, **PREFLIGHT})
        if request.method not in METHODS.split(", "):
            return method_refusal()
        wait = self._limit.wait(source_of(request.scope))
        if wait:
            words = f"More than {self.per_minute} in a minute. Try again in {wait} seconds."
            return problem(429, words, {"Retry-After": str(wait)})
        return None

    def tag(self, name: str, asked: Mapping[str, str]) -> str:
        """Weak, as an answer that is packed, or with another day in its citation says the same."""
        said = json.dumps([ANSWERS, self.version, name, sorted(asked.items())])
        return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:20]}"'


def unchanged(request: Request, tag: str) -> Response | None:
    """The answer where the asker has what would be sent; None where it has not."""
    if tag not in request.headers.get("if-none-match", "").replace(" ", "").split(","):
        return None
    return Response(status_code=304, headers=kept(tag))


def kept(tag: str) -> dict[str, str]:
    """Headers of an answer that any site may read and keep."""
    return {**SHARED, "ETag": tag, "Cache-Control": KEPT}


def without_body(request: Request, response: Response) -> Response:
    """The response, for `HEAD` without its body; the headers are those of the whole answer."""
    if request.method == "HEAD":
        response.body = b""
    return response


def site_of(request: Request) -> str:
    """Scheme and host of a request; empty where the host is none that may be repeated."""
    host = request.headers.get("host", "").lower()
    return f"{request.url.scheme}://{host}" if HOST.fullmatch(host) else ""
