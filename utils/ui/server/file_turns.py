"""How many files were asked for and have ended, from which a visitor's turn follows.

Streamlit makes the files of its buttons in the threads of its event loop, a few at once and the
others in turn. Counted here is what these threads are given, from the press of the button on.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final, ParamSpec, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from utils.ui.server.headers import NOT_KEPT

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Turns:
    """Files ever asked for, and those of them that are written or failed."""

    def __init__(self) -> None:
        """Begin with none."""
        self.asked = self.done = 0
        self._lock = Lock()

    def begin(self) -> None:
        """Count a file that was asked for."""
        with self._lock:
            self.asked += 1

    def end(self) -> None:
        """Count a file that is written, or failed."""
        with self._lock:
            self.done += 1


#: Of this server.
TURNS: Final = Turns()


class FileThreads(ThreadPoolExecutor):
    """Threads that make files, and count them."""

    def __init__(self, turns: Turns = TURNS, *, threads: int | None = None) -> None:
        """Start nothing yet.

        Args:
            turns: where files are counted.
            threads: files made at once; as many as Python's own event loop would have if none.
        """
        super().__init__(threads, thread_name_prefix="file")
        self._turns = turns

    def submit(
        self, fn: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """Have a file made in its turn."""
        made = super().submit(fn, *args, **kwargs)
        self._turns.begin()
        made.add_done_callback(lambda _: self._turns.end())
        return made


async def answer_queue(_request: Request) -> Response:
    """Files asked for since the start, and those of them that have ended."""
    content = {"asked": TURNS.asked, "done": TURNS.done}
    return JSONResponse(content, headers={"Cache-Control": NOT_KEPT})
