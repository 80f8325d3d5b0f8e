"""Writes the results for later readers: a summary in Markdown, every figure in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import isnan
from typing import Any

from tests.bench.report import NAMES, Record
from tests.bench.scenes import Scene

HEADS = ("median", *NAMES, "atlas / floor", "naive / atlas", "target of the atlas")


def write_markdown(
    summaries: Sequence[tuple[Scene, Sequence[Record]]],
    *,
    machine: Mapping[str, str],
    notes: Sequence[str],
) -> str:
    """The rows that have a target, a table a scene, and what they were measured on."""
    on = "; ".join(f"{name} {value}" for name, value in machine.items())
    lines = [f"Measured on {datetime.now(tz=UTC):%d %B %Y}: {on}.", "", *notes]
    for scene, records in summaries:
        lines += ["", f"**{scene.title.capitalize()}**", "", _line(HEADS)]
        lines.append(_line(["---", *["---:"] * (len(HEADS) - 2), "---"]))
        lines += [
            _line([record.row.label, *record.figures, record.verdict])
            for record in records
            if record.row.targets
        ]
    return "\n".join(lines) + "\n"


def plain(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """The same without NaN, which JSON does not know."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and isnan(value) else value


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
