"""The lines of the report: what is measured, and what the atlas has to reach."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.memory import SESSIONS, SWITCHES
from tests.bench.scenes import Scene
from tests.bench.targets import Target, at_most, exactly, faster_than_naive, of_floor

#: A picture of 60 Hz, in ms.
FRAME_MS = 17


@dataclass(frozen=True)
class Row:
    """A line of the report.

    Attributes:
        label: what is measured.
        part: which steps of a round it comes from.
        figure: which figure of a step.
        targets: what the atlas has to reach.
        scale: by what to divide the figure.
        digits: decimals shown.
        worst: show the greatest figure, not the median.
    """

    label: str
    part: str
    figure: str
    targets: tuple[Target, ...] = ()
    scale: float = 1
    digits: int = 0
    worst: bool = False


def list_rows(scene: Scene) -> list[Row]:
    """Every line of a scene's report."""
    return [*_view_rows(), *_switch_rows(scene), *_gesture_rows(), *_server_rows()]


def _view_rows() -> list[Row]:
    return [
        Row("cold first useful view, ms", "cold", "view_ms", (of_floor(1.3),)),
        Row("cold view: steady, ms", "cold", "steady_ms"),
        Row("cold view: script runs", "cold", "runs"),
        _kilobytes("cold view: websocket, kB", "cold", "ws_bytes"),
        _kilobytes("cold view: HTTP, kB", "cold", "http_bytes"),
        Row("cold view: server CPU, ms", "cold", "cpu_ms"),
        Row("new visitor on a warm server, ms", "warm", "view_ms"),
    ]


def _switch_rows(scene: Scene) -> list[Row]:
    limits = scene.limits
    steady = (of_floor(limits.floors), faster_than_naive(limits.naives))
    light = (at_most(limits.kilobytes),)
    still = (at_most(FRAME_MS),)
    return [
        Row("first switch: to the right picture, ms", "first switches", "view_ms"),
        _kilobytes("first switch: websocket and HTTP, kB", "first switches", "bytes", light),
        Row("switch: to the right picture, ms", "switches", "view_ms"),
        Row("switch: to the steady picture, ms", "switches", "steady_ms", steady),
        Row("switch: neither old nor new picture, ms", "switches", "flicker_ms", still),
        Row("switch: script runs", "switches", "runs", (exactly(1),)),
        Row("switch: maps mounted anew", "switches", "mounts", (exactly(0),)),
        _kilobytes("switch: websocket, kB", "switches", "ws_bytes"),
        _kilobytes("switch: HTTP, kB", "switches", "http_bytes"),
        _kilobytes("switch: websocket and HTTP, kB", "switches", "bytes", light),
        Row("switch: server CPU, ms", "switches", "cpu_ms", (of_floor(3),), digits=1),
    ]


def _gesture_rows() -> list[Row]:
    return [
        Row("drag: reruns", "drags", "reruns", (exactly(0),)),
        Row("drag: server CPU, ms", "drags", "cpu_ms", digits=1),
        Row("drag: frames over 50 ms, most", "drags", "slow_frames", (exactly(0),), worst=True),
        Row("wheel step: reruns", "zooms", "reruns", (exactly(0),)),
        Row("wheel step: server CPU, ms", "zooms", "cpu_ms", digits=1),
        Row(
            "wheel step: frames over 50 ms, most", "zooms", "slow_frames", (at_most(2),), worst=True
        ),
        Row(
            "wheel step: longest frame, ms", "zooms", "worst_frame_ms", (at_most(100),), worst=True
        ),
    ]


def _server_rows() -> list[Row]:
    further = f"memory: each of {SESSIONS} more sessions, MB"
    return [
        Row("server start, s", "server", "start_seconds", digits=1),
        Row("memory: after the first view, MB", "server", "memory_mb", (of_floor(3),)),
        Row(f"memory: before {SWITCHES} switches, MB", "memory", "before_mb"),
        Row("memory: after them, MB", "memory", "after_mb"),
        Row("memory: switches made in the time given", "memory", "switches"),
        Row("memory: growth per 100 switches, MB", "memory", "growth_mb", digits=2),
        Row(further, "memory", "session_mb", (at_most(1),), digits=2),
        Row("memory: switches that failed", "memory", "errors", (exactly(0),)),
        Row("third-party requests, all steps", "server", "third_party", (exactly(0),)),
    ]


def _kilobytes(label: str, part: str, figure: str, targets: tuple[Target, ...] = ()) -> Row:
    return Row(label, part, figure, targets, scale=1000, digits=1)
