"""Reads moments off what the recorder kept of the picture's states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from typing import Any

Figures = dict[str, float]


def first_of(times: Sequence[float]) -> float:
    """The first of some moments; NaN if there is none."""
    return times[0] if times else nan


def read_states(states: Sequence[Mapping[str, Any]], *, before: str, after: float) -> Figures:
    """When the final picture first stood, from when it stayed so, and how long neither stood."""
    if not states:
        return {"correct": nan, "steady": nan, "flicker": 0.0}
    final = states[-1]["picture"]
    painted = [state["painted"] or state["at"] for state in states]
    correct = next(
        at for at, state in zip(painted, states, strict=True) if state["picture"] == final
    )
    flicker, since, clean = 0.0, after, True
    for at, state in zip(painted, states, strict=True):
        flicker += 0.0 if clean else at - since
        since, clean = at, not state["faded"] and state["picture"] in {before, final}
    return {"correct": correct, "steady": painted[-1], "flicker": flicker}
