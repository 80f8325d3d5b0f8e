"""What is wrong with a request, as RFC 9457 writes problems."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from utils.ui.server.headers import NOT_KEPT, PARTS

#: Below which path of the site the API is.
PATH: Final = "/atlas/api"
PROBLEM: Final = "application/problem+json"
METHODS: Final = "GET, HEAD, OPTIONS"
#: Any site may read what the API answers; it knows no visitor and changes nothing.
SHARED: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    PARTS: "cross-origin",
}
TITLES: Final = {
    400: "The address is not as described",
    404: "There is no such resource or figure",
    405: "Method not allowed",
    429: "Too many requests",
}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a problem: what came and what is allowed."""
    content = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    return Response(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
        status,
        headers={**SHARED, "Cache-Control": NOT_KEPT, **(headers or {})},
        media_type=PROBLEM,
    )


def method_refusal() -> Response:
    """Answer to anything that is not a read."""
    refusal = problem(405, f"Nothing is changed here; allowed: {METHODS}.", {"Allow": METHODS})
    # The rest of a body that is not read would be taken for the next request.
    refusal.headers["Connection"] = "close"
    return refusal
