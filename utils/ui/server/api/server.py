"""Answers requests to the API: checks an address, reads its rows and writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from utils.errors import InvalidInputError
from utils.ui.server.api.asked import AddressError, read_asked
from utils.ui.server.api.declared import LIMIT, OFFSET, Readers, Resource
from utils.ui.server.api.description import describe
from utils.ui.server.api.formats import CSVW, FORMATS, METADATA, Citation, write_metadata
from utils.ui.server.api.gate import Gate, kept, site_of, unchanged, without_body
from utils.ui.server.api.guide import DESCRIPTION, answer_guide
from utils.ui.server.api.problems import PATH, problem
from utils.ui.server.api.resources import RESOURCES
from utils.ui.server.convertors import register_convertors

register_convertors()


class Api:
    """The application below the address of the API."""

    def __init__(self, readers: Readers, gate: Gate, *, base: str) -> None:
        """Keep what requests are answered with.

        Args:
            readers: what resources are read with.
            gate: lets requests through.
            base: path below which the site is.
        """
        self.readers, self.gate, self.base, self.address = readers, gate, base, base + PATH

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        response = self.gate.refuse(request) or await self._answer(request)
        await without_body(request, response)(scope, receive, send)

    def routes(self) -> list[Route]:
        """The routes of the page, and of all below it."""
        return [Route(self.address, self), Route(f"{self.address}/{{rest:anything}}", self)]

    async def _answer(self, request: Request) -> Response:
        name = request.path_params.get("rest", "")
        if not name:
            return answer_guide(
                RESOURCES,
                address=self.address,
                top=f"{self.base}/",
                per_minute=self.gate.per_minute,
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
        tag = self.gate.tag(name, asked)
        same = unchanged(request, tag)
        if same is not None:
            return same
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
        below = f"{site_of(request)}{self.address}/{resource.name}"
        following = None
        if first + size < found.total:
            query = urlencode({**asked, OFFSET.name: str(first + size)})
            following = f"{below}.{ending}?{query}"
        citation = Citation(
            title=resource.title,
            version=self.gate.version,
            address=f"{below}.{ending}?{urlencode(asked)}",
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            following=following,
        )
        headers = kept(tag)
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
        per_minute = self.gate.per_minute
        content = describe(
            RESOURCES, base=self.base, version=self.gate.version, per_minute=per_minute
        )
        tag = self.gate.tag(DESCRIPTION, {"per_minute": str(per_minute)})
        return JSONResponse(content, headers=kept(tag))
