"""Where to write to about a weakness of the site, as RFC 9116 asks: `/.well-known/security.txt`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from utils.config import feedback_address

PATH: Final = "/.well-known/security.txt"
#: How long what it says holds; the standard asks for less than a year.
HOLDS: Final = timedelta(days=180)
WAYS: Final = ("https://", "mailto:")


async def answer_security_contact(_request: Request) -> Response:
    """The contact; nothing is found where the owner has set no address that the standard takes."""
    contact = feedback_address()
    if not contact.startswith(WAYS):
        return PlainTextResponse("Not found", 404)
    until = (datetime.now(UTC) + HOLDS).strftime("%Y-%m-%dT00:00:00Z")
    return PlainTextResponse(f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: en\n")
