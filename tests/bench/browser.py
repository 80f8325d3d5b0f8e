"""Opens a page in a browser with an empty profile and counts what it asks of whom."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Playwright, ViewportSize

from tests.bench.cdn import answer_locally
from tests.bench.scenes import Scene
from tests.bench.servers import HOST
from tests.bench.subjects import Subject
from tests.browser_finder import BROWSER_VARIABLE, BrowserError, find_browser

PROBE = Path(__file__).with_name("probe.js")
SIZE: ViewportSize = {"width": 1280, "height": 900}
FLAGS = [
    "--disable-gpu",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    # No name is looked up: what is not answered locally fails at once.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
#: How long a step may take, and the naive peer's with a map of all small areas.
STEP_MS, HUGE_STEP_MS = 120_000, 900_000


@dataclass
class Traffic:
    """Requests since the last look."""

    http_bytes: float = 0
    third_party: int = 0

    def clear(self) -> None:
        """Begin a new count."""
        self.http_bytes, self.third_party = 0, 0


def browser_path() -> Path:
    """The browser to drive.

    Raises:
        BrowserError: there is none.
    """
    found = find_browser(environ=os.environ, home=Path.home())
    if found is None:
        raise BrowserError(
            f"The benchmark needs Chromium, Chrome, Edge or Brave. Set {BROWSER_VARIABLE} to one."
        )
    return found


def browser_version() -> str:
    """What the browser says of itself."""
    command = [str(browser_path()), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


@contextlib.contextmanager
def open_page(
    playwright: Playwright, subject: Subject, *, scene: Scene
) -> Iterator[tuple[Page, Traffic]]:
    """Start a browser with an empty profile and give a page with the recorder in it."""
    started = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    try:
        page = started.new_context(viewport=SIZE).new_page()
        page.set_default_timeout(HUGE_STEP_MS if scene.is_huge and subject.is_naive else STEP_MS)
        page.add_init_script(subject.probe(scene) + PROBE.read_text(encoding="utf-8"))
        traffic = Traffic()
        session = page.context.new_cdp_session(page)
        _count(session, traffic)
        if subject.is_naive:
            answer_locally(session)
        yield page, traffic
    finally:
        started.close()


def _count(session: Any, traffic: Traffic) -> None:  # noqa: ANN401  # Playwright types it loosely
    def asked(event: dict[str, Any]) -> None:
        parts = urlsplit(event["request"]["url"])
        if parts.scheme not in {"data", "blob"} and parts.hostname != HOST:
            traffic.third_party += 1

    def finished(event: dict[str, Any]) -> None:
        traffic.http_bytes += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
