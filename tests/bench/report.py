"""Turns the figures of all rounds into medians and ratios, and lays them out as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isnan, nan
from statistics import median
from typing import Any

from tests.bench.rows import Row
from tests.bench.subjects import ATLAS, SUBJECTS
from tests.bench.targets import Medians

#: Figures of a round of a subject; the results of a scene hold the rounds by subject.
Round = Mapping[str, Any]
Results = Mapping[str, Sequence[Round]]
NAMES = tuple(subject.name for subject in SUBJECTS)
#: Moments of a step in the order in which they come, counted from navigation or click.
STAGES = {
    "html_ms": "page received",
    "scripts_ms": "Streamlit's scripts run",
    "asked_ms": "browser asks for a run",
    "started_ms": "run's first message arrives",
    "map_message_ms": "picture's message arrives",
    "finished_ms": "run's last message arrives",
    "mounted_ms": "map mounted",
    "frame_ms": "map's frame gets its message",
    "drawn_ms": "map says that it has drawn",
    "view_ms": "picture painted",
}


@dataclass(frozen=True)
class Record:
    """A row with its figures."""

    row: Row
    medians: Medians

    @property
    def figures(self) -> list[str]:
        """The figures of floor, atlas and naive peer, and the ratios atlas/floor, naive/atlas."""
        own = self.medians
        shown = [write(value, self.row.digits) for value in (own.floor, own.atlas, own.naive)]
        ratios = (_ratio(own.atlas, own.floor), _ratio(own.naive, own.atlas))
        return [*shown, *(write(ratio, 2) for ratio in ratios)]

    @property
    def verdict(self) -> str:
        """Which targets are met."""
        return "; ".join(target.judge(self.medians) for target in self.row.targets)

    def as_json(self) -> dict[str, Any]:
        """What a file keeps of it."""
        return {
            "what": self.row.label,
            "part": self.row.part,
            "figure": self.row.figure,
            **vars(self.medians),
            "targets": {target.words: target.is_met(self.medians) for target in self.row.targets},
        }


def summarise(results: Results, rows: Sequence[Row]) -> list[Record]:
    """A record a row."""
    return [
        Record(row, Medians(**{name: _sum_up(results[name], row) for name in NAMES}))
        for row in rows
    ]


def print_table(records: Sequence[Record]) -> list[str]:
    """Lay the records out as lines of text."""
    heads = "".join(f"{name:>10}" for name in NAMES)
    lines = [f"{'median':<48}{heads}{'atlas/floor':>13}{'naive/atlas':>13}  target of the atlas"]
    widths = (10, 10, 10, 13, 13)
    for record in records:
        figures = "".join(
            f"{text:>{width}}" for text, width in zip(record.figures, widths, strict=True)
        )
        lines.append(f"{record.row.label:<48}{figures}  {record.verdict}".rstrip())
    return lines


def print_stages(results: Results, part: str) -> list[str]:
    """Lay out when each moment of a step came, in ms."""
    lines = []
    for figure, label in STAGES.items():
        found = [_sum_up(results[name], Row(label, part, figure)) for name in NAMES]
        if not all(map(isnan, found)):
            lines.append(f"  {label:<46}" + "".join(f"{write(number, 0):>10}" for number in found))
    return lines


def print_sizes(results: Results) -> list[str]:
    """Lay out what the atlas's messages of a switch weigh, by kind."""
    steps = _steps(results[ATLAS.name], "switches")
    kinds = {key for step in steps for key in step if key.startswith("bytes of ")}
    sizes = {kind: median([step.get(kind, 0) for step in steps]) for kind in kinds}
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    return [f"  {kind.removeprefix('bytes of '):<46}{size:>10.0f}" for kind, size in ordered]


def write(value: float, digits: int) -> str:
    """A figure with its decimals, or a dash."""
    return "-" if isnan(value) else f"{value:,.{digits}f}"


def _steps(rounds: Sequence[Round], part: str) -> list[Mapping[str, float]]:
    """All steps of a part of the rounds, each a name-to-figure mapping."""
    found = (times.get(part, []) for times in rounds)
    return list(
        chain.from_iterable([times] if isinstance(times, Mapping) else times for times in found)
    )


def _sum_up(rounds: Sequence[Round], row: Row) -> float:
    """Median, or the greatest figure, over all rounds and steps; NaN where there is none."""
    figures = [step.get(row.figure, nan) / row.scale for step in _steps(rounds, row.part)]
    known = [figure for figure in figures if not isnan(figure)]
    if not known:
        return nan
    return max(known) if row.worst else median(known)


def _ratio(before: float, other: float) -> float:
    return before / other if before >= 0 and other > 0 else nan
