"""Many visitors of every page at once: `python -m tests.bench.page_load [--sessions 20]`.

First one visitor asks for places that nobody asked for ("first"); then many visitors at once ask
for a few places in turn, by their addresses, without pause, and wait for the end of each run. So
places come round again, as they do for a server that has run for a day. All share the machine with
the server, so read the rates beside the floor's, or the server's own processor time of a run.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from statistics import median
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.bench.message_cache import MessageCache
from tests.bench.servers import Server, run_server
from tests.bench.session_client import DONE, RUN_SECONDS, RunError
from tests.bench.subjects import ATLAS, FLOOR, Subject
from utils.environment import say

PLACES: Final = ("E08000025", "kent", "E06000032", "E09000025", "E08000019", "E10000016")
#: Asked for once by the first visitor.
FRESH: Final = tuple(f"E060000{number}" for number in range(14, 26))
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
MAP: Final = "map"
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


async def visit(server: Server, page: str, queries: Sequence[str]) -> list[float]:
    """One visitor's milliseconds, after a first run that is not counted."""
    address = f"ws://{server.url.removeprefix('http://')}_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=RUN_SECONDS
    ) as socket:
        visitor = PageVisitor(socket)
        took = [await visitor.ask(page, query) for query in queries]
        return took[1:]


async def measure(server: Server, page: str, pattern: str, *, sessions: int) -> str:
    """A line of the report."""
    queries = [pattern.format(place=place) for place in PLACES]
    fresh = [pattern.format(place=place) for place in FRESH]
    first = await visit(server, page, [*queries[:1], *fresh])
    # What is computed once for all visitors is there.
    await visit(server, page, queries)
    began, cpu = time.perf_counter(), server.cpu_seconds()
    turns = [list(islice(cycle(queries), turn, turn + ROUNDS + 1)) for turn in range(sessions)]
    lists = await asyncio.gather(*(visit(server, page, turn) for turn in turns))
    seconds, spent = time.perf_counter() - began, server.cpu_seconds() - cpu
    times = [ms for one in lists for ms in one]
    runs = len(times) + sessions
    return (
        f"{median(first):>10.0f}{runs / seconds:>10.1f}{median(times):>10.0f}{max(times):>11.0f}"
        f"{spent * 1000 / runs:>13.1f}"
    )


def report(subject: Subject, pages: Mapping[str, str], *, sessions: int) -> None:
    """Measure an app's pages in a server of their own, a line each."""
    with run_server(subject.script, own_settings=True) as server:
        for page, pattern in pages.items():
            line = asyncio.run(measure(server, page, pattern, sessions=sessions))
            say(f"{page or MAP if subject is ATLAS else subject.name:<18}{line}")


def main(arguments: Sequence[str]) -> int:
    """Measure the floor and every page asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page_load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--pages", nargs="+", choices=[page or MAP for page in PAGES])
    chosen = parser.parse_args(arguments)
    pages = {
        page: pattern
        for page, pattern in PAGES.items()
        if not chosen.pages or (page or MAP) in chosen.pages
    }
    say(
        f"{f'{chosen.sessions} visitors':<18}{'first, ms':>10}{'runs/s':>10}{'p50, ms':>10}"
        f"{'worst, ms':>11}{'CPU ms/run':>13}"
    )
    report(FLOOR, {"": "place={place}"}, sessions=chosen.sessions)
    report(ATLAS, pages, sessions=chosen.sessions)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
