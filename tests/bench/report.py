"""Turns the figures of all rounds into tables of medians and ratios, and into JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isnan, nan
from statistics import median
from typing import Any

#: Figures of one round of one subject, as a visit gives them.
Round = Mapping[str, Any]
SUBJECTS = ("floor", "atlas", "naive")


@dataclass(frozen=True)
class Row:
    """One line of the report.

    Attributes:
        label: what is measured.
        part: which steps of a round it comes from.
        figure: which figure of a step.
        target: the atlas's target in words, or "".
        met: tells from the medians of floor, atlas and naive peer whether it is met.
        scale: by what to divide the figure.
        digits: decimals shown.
    """

    label: str
    part: str
    figure: str
    target: str = ""
    met: Callable[[float, float, float], bool] | None = None
    scale: float = 1
    digits: int = 0


ROWS = (
    Row(
        "cold first useful view, ms",
        "cold",
        "view_ms",
        "<= 1.3 x floor",
        lambda f, a, _: a <= 1.3 * f,
    ),
    Row("  the same, steady, ms", "cold", "steady_ms"),
    Row("  script runs", "cold", "runs"),
    Row("  websocket, kB", "cold", "ws_bytes", scale=1000, digits=1),
    Row("  HTTP, kB", "cold", "http_bytes", scale=1000),
    Row("  server CPU, ms", "cold", "cpu_ms"),
    Row("new visitor on a warm server, ms", "warm", "view_ms"),
    Row("first switch to a theme: right picture, ms", "first switches", "view_ms"),
    Row("switch to right picture, ms", "switches", "view_ms"),
    Row(
        "switch to steady picture, ms",
        "switches",
        "steady_ms",
        "<= 1.5 x floor; >= 30 x faster than naive",
        lambda f, a, n: a <= 1.5 * f and n >= 30 * a,
    ),
    Row(
        "  neither old nor new picture, ms",
        "switches",
        "flicker_ms",
        "at most one frame",
        lambda _f, a, _n: a <= 17,
    ),
    Row("  script runs", "switches", "runs", "1", lambda _f, a, _n: a == 1),
    Row("  iframes mounted", "switches", "iframes", "0", lambda _f, a, _n: a == 0),
    Row(
        "  websocket, kB",
        "switches",
        "ws_bytes",
        "<= 4",
        lambda _f, a, _n: a <= 4,
        scale=1000,
        digits=1,
    ),
    Row("  HTTP, kB", "switches", "http_bytes", scale=1000, digits=1),
    Row("  server CPU, ms", "switches", "cpu_ms", "<= 3 x floor", lambda f, a, _: a <= 3 * f),
    Row("drag: reruns", "drags", "reruns", "0", lambda _f, a, _n: a == 0),
    Row("  server CPU, ms", "drags", "cpu_ms"),
    Row("  frames over 50 ms", "drags", "slow_frames", "0", lambda _f, a, _n: a == 0),
    Row("wheel step: reruns", "zooms", "reruns", "0", lambda _f, a, _n: a == 0),
    Row("  server CPU, ms", "zooms", "cpu_ms"),
    Row("  frames over 50 ms", "zooms", "slow_frames", "<= 2", lambda _f, a, _n: a <= 2),
    Row("  worst frame, ms", "zooms", "worst_frame_ms", "<= 100", lambda _f, a, _n: a <= 100),
    Row("server start, s", "server", "start_seconds", digits=1),
    Row(
        "server memory after the first view, MB",
        "server",
        "memory_mb",
        "<= 3 x floor",
        lambda f, a, _: a <= 3 * f,
    ),
    Row("server memory after all switches, MB", "server", "memory_after_mb"),
    Row("third-party requests, all steps", "server", "third_party", "0", lambda _f, a, _n: a == 0),
)
#: Moments of a step in the order in which they come, counted from navigation or click.
STAGES = {
    "html_ms": "page received",
    "scripts_ms": "Streamlit's scripts run",
    "asked_ms": "browser asks for a run",
    "started_ms": "run's first message arrives",
    "map_message_ms": "picture's message arrives",
    "finished_ms": "run's last message arrives",
    "mounted_ms": "map's frame mounted",
    "frame_ms": "map's frame gets its message",
    "view_ms": "picture painted",
}


def steps_of(rounds: Sequence[Round], part: str) -> list[Mapping[str, float]]:
    """All steps of one part of the rounds, each a name-to-figure mapping."""
    found = (one.get(part, []) for one in rounds)
    return list(chain.from_iterable([one] if isinstance(one, Mapping) else one for one in found))


def median_of(rounds: Sequence[Round], part: str, figure: str) -> float:
    """Median over all rounds and steps; NaN where there is no figure."""
    figures = [one.get(figure, nan) for one in steps_of(rounds, part)]
    known = [one for one in figures if not isnan(one)]
    return median(known) if known else nan


def summarise(results: Mapping[str, Sequence[Round]]) -> list[dict[str, Any]]:
    """One record a row: medians, ratios, target and whether it is met."""
    records = []
    for row in ROWS:
        floor, atlas, naive = (
            median_of(results[name], row.part, row.figure) / row.scale for name in SUBJECTS
        )
        records.append(
            {
                "what": row.label,
                "floor": floor,
                "atlas": atlas,
                "naive": naive,
                "atlas / floor": _ratio(atlas, floor),
                "naive / atlas": _ratio(naive, atlas),
                "target": row.target,
                "met": None if row.met is None else row.met(floor, atlas, naive),
                "digits": row.digits,
            }
        )
    return records


def print_table(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Lay the records out as lines of text."""
    names = "".join(f"{name:>9}" for name in SUBJECTS)
    lines = [f"{'median':<44}{names}{'atlas/floor':>13}{'naive/atlas':>13}  target of the atlas"]
    for one in records:
        values = "".join(f"{_text(one[name], one['digits']):>9}" for name in SUBJECTS)
        ratios = "".join(
            f"{_text(one[name], 2):>13}" for name in ("atlas / floor", "naive / atlas")
        )
        verdict = {None: "", True: "met: ", False: "NOT MET: "}[one["met"]]
        lines.append(f"{one['what']:<44}{values}{ratios}  {verdict}{one['target']}".rstrip())
    return lines


def print_stages(results: Mapping[str, Sequence[Round]], part: str) -> list[str]:
    """Lay out when each moment of a step came, in ms."""
    lines = []
    for figure, label in STAGES.items():
        found = [median_of(results[name], part, figure) for name in SUBJECTS]
        if not all(map(isnan, found)):
            lines.append(f"  {label:<42}" + "".join(f"{_text(one, 0):>9}" for one in found))
    return lines


def print_sizes(rounds: Sequence[Round]) -> list[str]:
    """Lay out what the atlas's messages of one switch weigh, by kind."""
    steps = steps_of(rounds, "switches")
    kinds = {key for one in steps for key in one if key.startswith("bytes of ")}
    sizes = {kind: median([one.get(kind, 0) for one in steps]) for kind in kinds}
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    return [f"  {kind.removeprefix('bytes of '):<42}{size:>9.0f}" for kind, size in ordered]


def _ratio(one: float, other: float) -> float:
    return one / other if other else nan


def _text(value: float, digits: int) -> str:
    return "-" if isnan(value) else f"{value:,.{digits}f}"
