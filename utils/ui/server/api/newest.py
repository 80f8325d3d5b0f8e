"""The API of the newest version, made anew once another is published: no answer is of two."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from utils.ui.server.api.server import Api
from utils.ui.shared.versions import each_version


class NewestApi:
    """Passes each request to the API of the version that is the newest then."""

    def __init__(self, make: Callable[[], Api]) -> None:
        """Keep what makes the API of the version that is read.

        Args:
            make: makes it.
        """
        self.api = each_version(make)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.api()(scope, receive, send)

    def routes(self) -> list[Route]:
        """The routes of the API."""
        return [Route(route.path, self) for route in self.api().routes()]
