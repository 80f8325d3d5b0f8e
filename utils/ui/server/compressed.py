"""Answers that are compressed once."""

from __future__ import annotations

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from utils.ui.server.headers import IMMUTABLE


@cache
def compress_program(program: str) -> bytes:
    """A program as gzip."""
    return gzip.compress(program.encode(), mtime=0)


def answer_compressed(content: bytes, request: Request, *, media_type: str) -> Response:
    """Send gzipped bytes as they are, or unpacked to a client that takes no gzip."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type=media_type, headers=headers)
