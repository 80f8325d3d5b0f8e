from __future__ import annotations

import asyncio
from threading import Event

from utils.ui.server.file_turns import FileThreads, Turns

WAIT = 10


def test_files_are_counted_from_the_press_and_when_they_end() -> None:
    turns, go = Turns(), Event()

    def make() -> str:
        assert go.wait(WAIT)
        return "file"

    def fail() -> str:
        raise ValueError("It is wrong.")

    async def press() -> list[str | BaseException]:
        asyncio.get_running_loop().set_default_executor(FileThreads(turns, threads=1))
        asked = [asyncio.create_task(asyncio.to_thread(file)) for file in (make, fail, make)]
        await asyncio.sleep(0)
        assert (turns.asked, turns.done) == (3, 0)
        go.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third = asyncio.run(press())
    assert first == third == "file"
    assert isinstance(second, ValueError)
    assert (turns.asked, turns.done) == (3, 3)
