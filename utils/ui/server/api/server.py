"""Answers requests to the API: checks an address, reads its rows and writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from utils.errors import InvalidInputError
from utils.ui.server.api.asked import AddressError, read_asked
from utils.ui.server.api.declared import LIMIT, OFFSET, Readers, Resource
from utils.ui.server.api.description import describe
from utils.ui.server.api.formats import CSVW, FORMATS, METADATA, Citation, write_metadata
from utils.ui.server.api.guide import DESCRIPTION, answer_guide
from utils.ui.server.api.limit import RequestLimit
from utils.ui.server.api.problems import METHODS, PATH, SHARED, method_refusal, problem
from utils.ui.server.api.resources import RESOURCES
from utils.ui.server.policy import HOST
from utils.ui.server.sockets import source_of

#: Raised when the same query of the same data is answered otherwise, so that nobody keeps the old.
ANSWERS: Final = "1"
#: Other than in what is kept for good, a new version of the data is seen after this time.
KEPT: Final = "public, max-age=300"
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}


class Anything(Convertor[str]):
    """All that follows, with line breaks too, so that we answer for it and nobody else does."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """The text itself."""
        return value

    def to_string(self, value: str) -> str:
        """The text itself."""
        return value


register_url_convertor("anything", Anything())


class Api:
    """The application below the address of the API."""

    def __init__(self, readers: Readers, *, base: str, per_minute: int) -> None:
        """Keep what requests are answered with.

        Args:
            readers: what resources are read with.
            base: path below which the site is.
            per_minute: requests that a network address may make a minute.
        """
        self.readers, self.base, self.address = readers, base, base + PATH
        self.per_minute = per_minute
        self.limit = RequestLimit(per_minute)
        self.version = readers.passports.maps.store.version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        if request.method == "HEAD":
            # The headers are those of the whole answer.
            response.body = b""
        await response(scope, receive, send)

    def routes(self) -> list[Route]:
        """The routes of the page, and of all below it."""
        return [Route(self.address, self), Route(f"{self.address}/{{rest:anything}}", self)]

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**SHARED, **PREFLIGHT})
        if request.method not in METHODS.split(", "):
            return method_refusal()
        wait = self.limit.wait(source_of(request.scope))
        if wait:
            words = f"More than {self.per_minute} in a minute. Try again in {wait} seconds."
            return problem(429, words, {"Retry-After": str(wait)})
        name = request.path_params.get("rest", "")
        if not name:
            return answer_guide(
                RESOURCES, address=self.address, top=f"{self.base}/", per_minute=self.per_minute
            )
        if name == DESCRIPTION:
            return self._describe()
        return await self._answer_resource(request, name)

    async def _answer_resource(self, request: Request, name: str) -> Response:
        first, _, ending = name.partition(".")
        resource = RESOURCES.get(first)
        if resource is None or ending not in {*FORMATS, METADATA}:
            endings = ", ".join(f".{part}" for part in (*FORMATS, METADATA))
            words = InvalidInputError(
                argument="resource",
                received=name,
                expected=f"{', '.join(RESOURCES)}, each ending in one of {endings}",
            )
            return problem(404, str(words))
        try:
            asked = read_asked(resource, request.query_params.multi_items())
        except AddressError as error:
            return problem(400, str(error))
        tag = self._tag(name, asked)
        if tag in request.headers.get("if-none-match", "").replace(" ", "").split(","):
            return Response(status_code=304, headers=_kept(tag))
        try:
            return await run_in_threadpool(self._write, request, resource, ending, asked, tag)
        except InvalidInputError as error:
            return problem(404, str(error))

    def _write(
        self, request: Request, resource: Resource, ending: str, asked: Mapping[str, str], tag: str
    ) -> Response:
        """Read a page of rows and write it.

        Raises:
            InvalidInputError: a parameter names nothing.
        """
        first, size = int(asked[OFFSET.name]), int(asked[LIMIT.name])
        found = resource.read(self.readers, asked, slice(first, first + size))
        below = f"{_site(request)}{self.address}/{resource.name}"
        following = None
        if first + size < found.total:
            query = urlencode({**asked, OFFSET.name: str(first + size)})
            following = f"{below}.{ending}?{query}"
        citation = Citation(
            title=resource.title,
            version=self.version,
            address=f"{below}.{ending}?{urlencode(asked)}",
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            following=following,
        )
        headers = _kept(tag)
        if ending == METADATA:
            csv_address = f"{below}.csv?{urlencode(asked)}"
            content = write_metadata(resource, citation, csv_address=csv_address)
            return Response(content, media_type=CSVW, headers=headers)
        if following:
            headers["Link"] = f'<{following}>; rel="next"'
        way = FORMATS[ending]
        content = way.write(resource, found, citation)
        return Response(content, media_type=way.media_type, headers=headers)

    def _describe(self) -> Response:
        tag = self._tag(DESCRIPTION, {"per_minute": str(self.per_minute)})
        content = describe(
            RESOURCES, server=self.address, version=self.version, per_minute=self.per_minute
        )
        return JSONResponse(content, headers=_kept(tag))

    def _tag(self, name: str, asked: Mapping[str, str]) -> str:
        """Weak, as an answer that is packed, or with another day in its citation says the same."""
        said = json.dumps([ANSWERS, self.version, name, sorted(asked.items())])
        return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:20]}"'


def _kept(tag: str) -> dict[str, str]:
    return {**SHARED, "ETag": tag, "Cache-Control": KEPT}


def _site(request: Request) -> str:
    """Scheme and host of a request; empty where the host is none that may be repeated."""
    host = request.headers.get("host", "").lower()
    return f"{request.url.scheme}://{host}" if HOST.fullmatch(host) else ""
