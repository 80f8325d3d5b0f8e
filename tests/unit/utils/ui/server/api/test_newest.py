from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from data.versions.publication import accept
from tests.unit.data.small_tables import publish_small, stage_small
from tests.unit.utils.ui.asgi_client import ask
from utils.ui.server.api.newest import Newest
from utils.ui.server.api.server import Api
from utils.ui.shared import versions
from utils.ui.shared.versions import Versions, shown_store


class Small:
    """An API that says of which version it was made."""

    def __init__(self) -> None:
        self.version = shown_store().version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say it."""
        await PlainTextResponse(self.version)(scope, receive, send)

    def routes(self) -> list[Route]:
        """Its only address."""
        return [Route("/api", self)]


def test_each_request_is_answered_by_the_api_of_the_newest_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "published"
    publish_small(folder, 1.0)
    held = Versions(folder)
    monkeypatch.setattr(versions, "VERSIONS", held)
    api = Newest(lambda: cast("Api", Small()))
    app = Starlette(routes=api.routes())
    first = held.newest.version
    assert ask(app, "/api").body.decode() == first
    stage_small(folder, 2.0)
    accept(folder)
    assert ask(app, "/api").body.decode() == first
    held.follow(lambda: None)
    assert ask(app, "/api").body.decode() == held.newest.version != first
