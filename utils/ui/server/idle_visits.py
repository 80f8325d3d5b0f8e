"""Middleware that closes visits in which nothing is done, so that others find room.

A browser opens a closed visit again by itself, with what it shows, if there is room.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from utils.ui.server.returning import COME_BACK


class IdleVisits:
    """Closes a socket from which nothing came for some time."""

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        """Wrap an application.

        Args:
            app: the application.
            seconds: how long nothing may come; 0 for as long as it wants.
        """
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch what comes from a socket; pass anything else on."""
        if scope["type"] != "websocket" or not self.seconds:
            await self.app(scope, receive, send)
            return

        async def receive_in_time() -> Message:
            try:
                async with asyncio.timeout(self.seconds):
                    return await receive()
            except TimeoutError:
                await send({"type": "websocket.close", "code": COME_BACK})
                return {"type": "websocket.disconnect", "code": COME_BACK}

        await self.app(scope, receive_in_time, send)
