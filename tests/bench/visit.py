"""One visit: the cold view, first and later switches, drags and wheel steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from math import nan
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.bench.browser import STEP_MS, Traffic, browser_path, open_page
from tests.bench.moments import Figures, first_of, read_states
from tests.bench.servers import Server
from tests.bench.subjects import Subject
from tests.bench.wire import Wire, read_wire

#: A naive map answers its own arrival with a second run; the pause must outlast that gap.
QUIET_MS = 2500
IDLE_MS = 2000
#: Where Leaflet has moved and scaled its map to.
POSITION = (
    "[...benchHolder().contentDocument.querySelectorAll('.leaflet-map-pane, .leaflet-proxy')]"
    ".map((one) => one.style.transform).join()"
)


class BenchError(Exception):
    """What was to be measured did not happen."""


@dataclass(frozen=True)
class Step:
    """What the recorder kept of one step, decoded."""

    log: Mapping[str, Any]
    wire: Wire
    http_bytes: float
    cpu_ms: float


class Visit:
    """Drives one page and measures each step by itself."""

    def __init__(self, page: Page, traffic: Traffic, *, subject: Subject, server: Server) -> None:
        """Take a page that has not been opened yet."""
        self.page, self.traffic = page, traffic
        self.subject, self.server = subject, server
        self.idle_rate = 0.0
        self.third_party = 0

    def open(self) -> Figures:
        """Open the app and wait until it rests."""
        step = self._measure(lambda: self.page.goto(self.server.url, wait_until="commit"))
        began = self.server.cpu_seconds()
        self.page.wait_for_timeout(IDLE_MS)
        self.idle_rate = (self.server.cpu_seconds() - began) / IDLE_MS
        seen = read_states(step.log["states"], before="", after=0)
        useful = next((one for one in step.log["states"] if one["picture"]), {"painted": nan})
        timing = self.page.evaluate(
            "performance.getEntriesByType('navigation')"
            ".flatMap((one) => [one.responseEnd, one.domContentLoadedEventEnd])"
        )
        return {
            "view_ms": useful["painted"],
            "steady_ms": seen["steady"],
            "html_ms": timing[0],
            "scripts_ms": timing[1],
            "asked_ms": first_of(step.wire.reruns_asked),
            "started_ms": step.wire.first("new_session"),
            "map_message_ms": step.wire.first(self.subject.message),
            "finished_ms": step.wire.first("script_finished"),
            "mounted_ms": first_of(step.log["iframes"]),
            "frame_ms": first_of(step.log["renders"]),
            "runs": step.wire.runs,
            "ws_bytes": step.wire.bytes_received,
            "http_bytes": step.http_bytes,
            "cpu_ms": step.cpu_ms,
            "memory_mb": self.server.memory_mb(),
        }

    def switch(self, times: int, *, first: int) -> list[Figures]:
        """Choose one option after another, beginning with the one at `first`."""
        options = self.subject.options
        return [self._switch(one) for one in islice(cycle(options), first, first + times)]

    def _switch(self, option: str) -> Figures:
        before = self.page.evaluate("window.benchState()")
        self.page.get_by_role("combobox", name=self.subject.label).first.click()
        target = self.page.get_by_role("option", name=option, exact=True)
        target.wait_for()
        self.page.wait_for_timeout(100)
        self.page.evaluate("bench.take()")
        step = self._measure(target.click)
        if self.page.evaluate("window.benchState()") == before:
            raise BenchError(f"{self.subject.name} shows the same after {option!r} was chosen.")
        clicked, wire = step.log["clicks"][0], step.wire
        seen = read_states(step.log["states"], before=before, after=clicked)
        sizes = {f"bytes of {kind}": float(size) for kind, size in wire.sizes().items()}
        return {
            "view_ms": seen["correct"] - clicked,
            "steady_ms": seen["steady"] - clicked,
            "flicker_ms": seen["flicker"],
            "asked_ms": first_of(wire.reruns_asked) - clicked,
            "started_ms": wire.first("new_session") - clicked,
            "map_message_ms": wire.first(self.subject.message) - clicked,
            "finished_ms": wire.first("script_finished") - clicked,
            "frame_ms": first_of(step.log["renders"]) - clicked,
            "runs": wire.runs,
            "iframes": len(step.log["iframes"]),
            "mounted_ms": first_of(step.log["iframes"]) - clicked,
            "ws_bytes": wire.bytes_received,
            "http_bytes": step.http_bytes,
            "cpu_ms": step.cpu_ms,
            **sizes,
        }

    def drag(self) -> Figures:
        """Drag the map to one side."""
        x, y = self._middle()
        mouse = self.page.mouse

        def act() -> None:
            mouse.move(x, y)
            mouse.down()
            mouse.move(x + 120, y + 60, steps=12)
            mouse.up()

        return self._gesture(act)

    def zoom(self) -> Figures:
        """Turn the wheel one step over the map."""
        self.page.mouse.move(*self._middle())
        return self._gesture(lambda: self.page.mouse.wheel(0, -120))

    def _gesture(self, act: Any) -> Figures:  # noqa: ANN401  # any call without arguments
        self.page.evaluate("bench.take()")
        before = self.page.evaluate(POSITION)
        step = self._measure(act)
        if self.page.evaluate(POSITION) == before:
            raise BenchError(f"The map of {self.subject.name} did not move.")
        slow = step.log["slow"]
        return {
            "reruns": len(step.wire.reruns_asked),
            "runs": step.wire.runs,
            "slow_frames": len(slow),
            "worst_frame_ms": max(slow, default=0),
            "cpu_ms": step.cpu_ms,
        }

    def _middle(self) -> tuple[float, float]:
        frame = self.page.evaluate_handle("window.benchHolder()").as_element()
        assert frame is not None
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + min(box["height"], 400) / 2

    def _measure(self, act: Any) -> Step:  # noqa: ANN401  # any call without arguments
        self.traffic.clear()
        cpu, clock = self.server.cpu_seconds(), self.page.evaluate("performance.now()")
        act()
        self.page.wait_for_timeout(IDLE_MS / 4)
        ready = f"window.bench && window.bench.isQuiet && bench.isQuiet({QUIET_MS})"
        self.page.wait_for_function(ready, polling=100, timeout=STEP_MS)
        spent = self.server.cpu_seconds() - cpu
        passed = max(self.page.evaluate("performance.now()") - clock, 0.0)
        self.third_party += self.traffic.third_party
        log = self.page.evaluate("bench.take()")
        return Step(
            log=log,
            wire=read_wire(log["messages"]),
            http_bytes=self.traffic.http_bytes,
            # This order keeps a NaN.
            cpu_ms=max(spent - self.idle_rate * passed, 0.0) * 1000,
        )


def run_visit(
    playwright: Playwright, subject: Subject, server: Server, *, switches: int
) -> dict[str, Any]:
    """Measure one subject on a server that nobody has visited yet."""
    fresh = len(subject.options) - 1
    with open_page(playwright, subject, browser=browser_path()) as (page, traffic):
        visit = Visit(page, traffic, subject=subject, server=server)
        figures: dict[str, Any] = {"cold": visit.open()}
        figures["first switches"] = visit.switch(fresh, first=1)
        figures["switches"] = visit.switch(switches, first=0)
        figures["server"] = {
            "memory_mb": figures["cold"].pop("memory_mb"),
            "memory_after_mb": server.memory_mb(),
        }
        if subject.has_map:
            figures["drags"], figures["zooms"] = [visit.drag()], [visit.zoom()]
    with open_page(playwright, subject, browser=browser_path()) as (page, traffic):
        newcomer = Visit(page, traffic, subject=subject, server=server)
        figures["warm"] = newcomer.open()
    figures["server"]["third_party"] = visit.third_party + newcomer.third_party
    return figures
