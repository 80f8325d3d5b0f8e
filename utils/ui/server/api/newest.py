"""What answers from the newest version, made anew once another is published.

No answer is of two versions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from utils.ui.shared.versions import each_version, showing, shown_store


class Answering(Protocol):
    """An application that answers from one version of the data."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

    def routes(self) -> Sequence[Route]:
        """The routes to it."""


class Newest:
    """Passes each request to the application of the version that is the newest then."""

    def __init__(self, make: Callable[[], Answering]) -> None:
        """Keep what makes the application of the version that is read.

        Args:
            make: makes it.
        """
        self.made = each_version(make)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        with showing(shown_store()):
            await self.made()(scope, receive, send)

    def routes(self) -> list[Route]:
        """The routes of the application."""
        return [Route(route.path, self) for route in self.made().routes()]
