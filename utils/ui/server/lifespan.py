"""What the server does as it starts and before it stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st

from utils.ui.server.file_turns import FileThreads
from utils.ui.server.following import follow_publications
from utils.ui.server.logs import configure_logs, note
from utils.ui.server.readiness import READINESS, State, drain_at_stop
from utils.ui.server.settings import Settings


def make_lifespan(
    settings: Settings,
) -> Callable[[st.App], AbstractAsyncContextManager[dict[str, object] | None]]:
    """What `st.App` runs around its own start and stop."""

    @asynccontextmanager
    async def live(_app: st.App) -> AsyncIterator[dict[str, object] | None]:
        # The server's libraries have made their loggers by now.
        configure_logs(settings.log_level)
        drain_at_stop(settings.drain_seconds)
        asyncio.get_running_loop().set_default_executor(FileThreads())
        READINESS.state = State.READY
        note("Ready")
        following = asyncio.create_task(follow_publications())
        yield None
        following.cancel()
        note("Stopped")

    return live
