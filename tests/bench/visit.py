"""A page, driven and measured step by step: the view, switches, drags and wheel steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from math import nan
from typing import Any

from playwright.sync_api import Locator, Page

from tests.bench.browser import Traffic
from tests.bench.moments import Figures, first_of, read_states
from tests.bench.scenes import Scene
from tests.bench.servers import Server
from tests.bench.subjects import Subject
from tests.bench.wire import Wire, read_wire

#: A naive map answers its own arrival with a second run; the pause must outlast that gap.
QUIET_MS = 2500
IDLE_MS = 2000
#: Where Leaflet has moved and scaled its map to, in a frame or in the page.
POSITION = (
    "[...(benchHolder().contentDocument || document)"
    ".querySelectorAll('.leaflet-map-pane, .leaflet-proxy')]"
    ".map((one) => one.style.transform).join()"
)


class BenchError(Exception):
    """What was to be measured did not happen."""


@dataclass(frozen=True)
class Step:
    """What the recorder kept of a single step, decoded."""

    log: Mapping[str, Any]
    wire: Wire
    http_bytes: float
    cpu_ms: float

    def figures(self, message: str, *, zero: float = 0) -> Figures:
        """When its messages came, counted from `zero`, what they weighed and what they caused."""
        wire, mounts = self.wire, self.log["mounts"]
        return {
            "asked_ms": first_of(wire.reruns_asked) - zero,
            "started_ms": wire.first("new_session") - zero,
            "map_message_ms": wire.first(message) - zero,
            "finished_ms": wire.first("script_finished") - zero,
            "mounted_ms": first_of(mounts) - zero,
            "frame_ms": first_of(self.log["renders"]) - zero,
            "drawn_ms": first_of(self.log["drawn"]) - zero,
            "runs": wire.runs,
            "mounts": len(mounts),
            "ws_bytes": wire.bytes_received,
            "http_bytes": self.http_bytes,
            "bytes": wire.bytes_received + self.http_bytes,
            "cpu_ms": self.cpu_ms,
        }


class Visit:
    """Drives a page and measures each step by itself."""

    def __init__(
        self, page: Page, traffic: Traffic, *, subject: Subject, scene: Scene, server: Server
    ) -> None:
        """Take a page that has not been opened yet."""
        self.page, self.traffic, self.server = page, traffic, server
        self.subject, self.choice = subject, subject.choice(scene)
        self.address = server.address(subject.parameters(scene))
        self.message = f"element {subject.message}"
        self.idle_rate = 0.0
        self.third_party = 0

    def open(self) -> Figures:
        """Open the app and wait until it rests."""
        step = self._measure(lambda: self.page.goto(self.address, wait_until="commit"))
        began = self.server.cpu_seconds()
        self.page.wait_for_timeout(IDLE_MS)
        self.idle_rate = (self.server.cpu_seconds() - began) / IDLE_MS
        seen = read_states(step.log["states"], before="", after=0)
        useful = next((state for state in step.log["states"] if state["picture"]), {"painted": nan})
        html, scripts = self.page.evaluate(
            "performance.getEntriesByType('navigation')"
            ".flatMap((one) => [one.responseEnd, one.domContentLoadedEventEnd])"
        )
        return {
            "view_ms": useful["painted"],
            "steady_ms": seen["steady"],
            "html_ms": html,
            "scripts_ms": scripts,
            **step.figures(self.message),
        }

    def switch(self, times: int, *, first: int) -> list[Figures]:
        """Choose one option after another, beginning with the one at `first`."""
        return [
            self._switch(option)
            for option in islice(cycle(self.choice.options), first, first + times)
        ]

    def _switch(self, option: str) -> Figures:
        before = self.page.evaluate("window.benchState()")
        target = self._find(option)
        self.page.evaluate("bench.take()")
        step = self._measure(target.click)
        if self.page.evaluate("window.benchState()") == before:
            raise BenchError(f"{self.subject.name} shows the same after {option!r} was chosen.")
        clicked = step.log["clicks"][0]
        seen = read_states(step.log["states"], before=before, after=clicked)
        sizes = {f"bytes of {kind}": float(size) for kind, size in step.wire.sizes().items()}
        return {
            "view_ms": seen["correct"] - clicked,
            "steady_ms": seen["steady"] - clicked,
            "flicker_ms": seen["flicker"],
            **step.figures(self.message, zero=clicked),
            **sizes,
        }

    def _find(self, option: str) -> Locator:
        """Open the selectbox and bring an option into sight; a long list is drawn in part only."""
        box = self.page.get_by_role("combobox", name=self.choice.label).first
        box.click()
        box.fill(option)
        target = self.page.get_by_role("option", name=re.compile(re.escape(option) + "$"))
        target.wait_for()
        self.page.wait_for_timeout(100)
        return target

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
        """Turn the wheel one step over the map, with the key held down that makes it zoom."""
        self.page.mouse.move(*self._middle())

        def act() -> None:
            self.page.keyboard.down("Control")
            self.page.mouse.wheel(0, -120)
            self.page.keyboard.up("Control")

        return self._gesture(act)

    def _gesture(self, act: Callable[[], object]) -> Figures:
        self.page.evaluate("bench.take()")
        before = self.page.evaluate(POSITION)
        step = self._measure(act)
        if self.page.evaluate(POSITION) == before:
            raise BenchError(f"The map of {self.subject.name} did not move.")
        slow = step.log["slow"]
        return {
            "reruns": len(step.wire.reruns_asked),
            "slow_frames": len(slow),
            "worst_frame_ms": max(slow, default=0),
            "cpu_ms": step.cpu_ms,
        }

    def _middle(self) -> tuple[float, float]:
        holder = self.page.evaluate_handle("window.benchHolder()").as_element()
        assert holder is not None
        holder.scroll_into_view_if_needed()
        box = holder.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + min(box["height"], 400) / 2

    def _measure(self, act: Callable[[], object]) -> Step:
        self.traffic.clear()
        cpu, clock = self.server.cpu_seconds(), self.page.evaluate("performance.now()")
        act()
        self.page.wait_for_timeout(IDLE_MS / 4)
        ready = f"window.bench && window.bench.isQuiet && bench.isQuiet({QUIET_MS})"
        self.page.wait_for_function(ready, polling=100)
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
