"""Many visitors of every page at once: `python -m tests.bench.page_load [--sessions 20]`.

Each visitor asks for the page of one place after another, by its address, without pause, and waits
for the end of each run. Places come round again, as they do for a server that has run for a day.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from itertools import cycle, islice
from statistics import median
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.message_cache import MessageCache
from tests.bench.servers import Server, run_server
from tests.bench.session_client import DONE, RUN_SECONDS, RunError
from tests.bench.subjects import ATLAS
from utils.environment import say

PLACES: Final = ("E08000025", "kent", "E06000032", "E09000025", "E08000019", "E10000016")
#: Each page with its parameters for a place.
PAGES: Final = {
    "": "place={place}",
    "profile": "place={place}",
    "compare": "places={place},E08000035",
    "count": "place={place}",
    "inequality": "place={place}",
    "spend_outcomes": "place={place}",
    "deep_dives": "place={place}",
    "barriers": "place={place}",
    "pool_and_prevent": "place={place}",
    "did_it_work": "place={place}",
    "sources": "",
    "help": "",
}
ROUNDS: Final = 6


class PageVisitor:
    """A session that asks for addresses of one page."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin with nothing kept."""
        self.socket = socket
        self.kept = MessageCache()

    async def ask(self, page: str, query: str) -> float:
        """Ask for an address; give the milliseconds until the run's last message.

        Raises:
            RunError: the run failed or did not end in time.
        """
        began = time.perf_counter()
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.cached_message_hashes.extend(self.kept.hashes)
        await self.socket.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(RUN_SECONDS):
                while not self.is_end(await self.socket.recv(decode=False)):
                    pass
        except TimeoutError as error:
            raise RunError(f"{page}: no end of the run within {RUN_SECONDS} s.") from error
        self.kept.end_run()
        return (time.perf_counter() - began) * 1000

    def is_end(self, payload: bytes) -> bool:
        """Take in a message; tell whether the run has ended."""
        message = self.kept.resolve(payload)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RunError(f"The app shows an error: {message.delta.new_element.exception.message}")
        if kind == "script_finished" and message.script_finished not in DONE:
            raise RunError("The run ended with an error.")
        return kind == "script_finished"


async def visit(server: Server, page: str, pattern: str, *, first: int, rounds: int) -> list[float]:
    """One visitor's milliseconds, after a first run that is not counted."""
    address = f"ws://{server.url.removeprefix('http://')}_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=RUN_SECONDS
    ) as socket:
        visitor = PageVisitor(socket)
        places = list(islice(cycle(PLACES), first, first + rounds + 1))
        took = [await visitor.ask(page, pattern.format(place=place)) for place in places]
        return took[1:]


async def measure(server: Server, page: str, pattern: str, *, sessions: int) -> str:
    """A line of the report."""
    # What is computed once for all visitors is there.
    await visit(server, page, pattern, first=0, rounds=len(PLACES))
    began = time.perf_counter()
    lists = await asyncio.gather(
        *(visit(server, page, pattern, first=number, rounds=ROUNDS) for number in range(sessions))
    )
    seconds = time.perf_counter() - began
    times = [ms for one in lists for ms in one]
    runs = len(times) + sessions
    return f"{page or 'map':<18}{runs / seconds:>10.1f}{median(times):>10.0f}{max(times):>10.0f}"


def main(arguments: Sequence[str]) -> int:
    """Measure every page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page_load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    chosen = parser.parse_args(arguments)
    say(f"{chosen.sessions} visitors{'':<7}{'runs/s':>10}{'p50, ms':>10}{'worst, ms':>10}")
    with run_server(ATLAS.script, own_settings=True) as server:
        for page, pattern in PAGES.items():
            say(asyncio.run(measure(server, page, pattern, sessions=chosen.sessions)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
