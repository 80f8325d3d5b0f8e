from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

from utils.ui.server import readiness
from utils.ui.server.exports import Exports
from utils.ui.server.readiness import READINESS, State, drain_at_stop


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[State]]:
    """The state at each stop of a server that is ready, in place of a real stop."""
    stops: list[State] = []

    def stop(_number: int, _frame: FrameType | None) -> None:
        stops.append(READINESS.state)

    before = signal.signal(signal.SIGTERM, stop)
    monkeypatch.setattr(READINESS, "state", State.READY)
    monkeypatch.setattr(readiness, "WATCHED", Exports())
    yield stops
    signal.signal(signal.SIGTERM, before)


async def wait_until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110  # a signal sets no event
            await asyncio.sleep(0.01)


def test_a_server_first_says_that_it_is_not_ready_and_stops_later(stopped: list[State]) -> None:
    async def run() -> None:
        drain_at_stop(0.05)
        signal.raise_signal(signal.SIGTERM)
        await wait_until(lambda: not READINESS.is_ready)
        assert stopped == []
        await wait_until(lambda: bool(stopped))

    asyncio.run(run())
    assert stopped == [State.DRAINING]


def test_a_second_signal_stops_at_once(stopped: list[State]) -> None:
    async def run() -> None:
        drain_at_stop(60)
        signal.raise_signal(signal.SIGTERM)
        await wait_until(lambda: not READINESS.is_ready)
        signal.raise_signal(signal.SIGTERM)
        await wait_until(lambda: bool(stopped))

    asyncio.run(run())


def test_a_file_that_is_being_made_is_waited_for(
    stopped: list[State], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    exports = Exports(clock=lambda: now[0])
    monkeypatch.setattr(readiness, "WATCHED", exports)

    async def run() -> None:
        drain_at_stop(0)
        with exports.watch("pdf"):
            signal.raise_signal(signal.SIGTERM)
            await asyncio.sleep(3 * readiness.POLL_SECONDS)
            assert stopped == []
        now[0] += 60
        await wait_until(lambda: bool(stopped))

    asyncio.run(run())
