"""Answers locally what the naive map asks of other hosts, so that nothing leaves the machine.

Only Leaflet is real. Everything else is empty, and d3, which the legend calls, accepts any call
and does nothing. There is no delay. All of it flatters the naive map: a visitor would wait for
five hosts.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import xstatic.pkg.leaflet
from playwright.sync_api import CDPSession

LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
#: Beginnings of file names that have a body of their own.
REAL = {"leaflet.js": LEAFLET / "leaflet.js", "leaflet.css": LEAFLET / "leaflet.css"}
ANY_CALL = """
window.d3 = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : window.d3),
  apply: () => window.d3,
});
"""
TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}
#: A transparent pixel, for tiles.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII="
)


def answer_locally(session: CDPSession) -> None:
    """Answer every request to a host by https; the app itself is served by http and not touched."""

    def answer(event: dict[str, Any]) -> None:
        body, media_type = find_body(event["request"]["url"])
        session.send(
            "Fetch.fulfillRequest",
            {
                "requestId": event["requestId"],
                "responseCode": 200,
                "responseHeaders": [
                    {"name": "Content-Type", "value": media_type},
                    {"name": "Access-Control-Allow-Origin", "value": "*"},
                    {"name": "Cache-Control", "value": "public, max-age=31536000"},
                ],
                "body": base64.b64encode(body).decode("ascii"),
            },
        )

    session.on("Fetch.requestPaused", answer)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "https://*"}]})


def find_body(url: str) -> tuple[bytes, str]:
    """The body and media type for an address."""
    name = url.partition("?")[0].rpartition("/")[2]
    suffix = Path(name).suffix
    if name in REAL:
        body = REAL[name].read_bytes()
    elif name.startswith("d3"):
        body = ANY_CALL.encode()
    else:
        body = PIXEL if suffix == ".png" else b""
    return body, TYPES.get(suffix, "text/plain")
