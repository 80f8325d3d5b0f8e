"""Figures about the running server, for Prometheus: visits, runs, requests, files and memory.

They are counted always, as that costs next to nothing, and can be read only where a port was set.
No figure says anything about one visitor.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    start_http_server,
)

from utils.config import METRICS_ADDRESS_VARIABLE, METRICS_PORT_VARIABLE
from utils.errors import InvalidInputError

#: Of these figures alone, with the process's memory, processor time and open files.
REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

VISITS: Final = Gauge(
    "atlas_open_visits", "Open connections of browsers; a tab has one.", registry=REGISTRY
)
RUNS: Final = Histogram(
    "atlas_run_seconds",
    "Script runs by page, and the seconds that they took.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
REQUESTS: Final = Counter(
    "atlas_requests",
    "Answers by kind of address and status.",
    ["route", "status"],
    registry=REGISTRY,
)
EXPORTS: Final = Histogram(
    "atlas_export_seconds",
    "Files made for visitors by kind, and the seconds that they took.",
    ["kind"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=REGISTRY,
)
EXPORTS_RUNNING: Final = Gauge("atlas_exports_running", "Files being made now.", registry=REGISTRY)
ERRORS: Final = Counter(
    "atlas_errors",
    "Errors by where they happened: page, request or export.",
    ["where"],
    registry=REGISTRY,
)


def serve_metrics(port: int, address: str) -> Callable[[], None]:
    """Answer for the figures at `/metrics` of a port of their own, from a thread.

    Returns:
        What closes the port again; the end of the server's process does as well.

    Raises:
        InvalidInputError: the port is taken or the address is not of this machine.
    """
    try:
        server, _thread = start_http_server(port, addr=address, registry=REGISTRY)
    except OSError as error:
        raise InvalidInputError(
            argument=f"{METRICS_ADDRESS_VARIABLE} and {METRICS_PORT_VARIABLE}",
            received=f"{address}:{port}",
            expected=f"an address and a free port of this machine ({error.strerror})",
        ) from error

    def close() -> None:
        server.shutdown()
        server.server_close()

    return close


@contextmanager
def watch_run(page: str) -> Iterator[None]:
    """Count a run of a page and its seconds, however it ends."""
    began = time.perf_counter()
    try:
        yield
    finally:
        RUNS.labels(page).observe(time.perf_counter() - began)
