"""Looks every few seconds whether another version was published into the server's folder."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.concurrency import run_in_threadpool

from utils.errors import PublishedDataError
from utils.ui.server.logs import note, note_error
from utils.ui.shared.loaders import warm_up
from utils.ui.shared.versions import VERSIONS

#: A read of a small file; a version is never published in the blink of an eye.
PAUSE_SECONDS: Final = 2.0


async def follow_publications(*, pause: float = PAUSE_SECONDS) -> None:
    """Take over each version once it is published; visits go on with theirs meanwhile.

    Args:
        pause: seconds between two looks.
    """
    refused = ""
    while True:
        await asyncio.sleep(pause)
        try:
            if await run_in_threadpool(VERSIONS.follow, warm_up):
                note("Another version of the data is shown", version=VERSIONS.newest.version)
            refused = ""
        except PublishedDataError as error:
            # Said once, and tried again until it is put right.
            if str(error) != refused:
                note_error("What was published is damaged", error)
            refused = str(error)
