"""A copy of two places and three measures, for the tests of its files and those in a browser."""

from __future__ import annotations

from pathlib import Path

from utils.ui.offline.cli import main

#: A pilot of several small areas, and an authority.
PLACES = ("kent", "E08000035")
#: Money, an outcome with limits, and small areas alone.
MEASURES = ("whole:total", "employment_rate:persons", "imd_decile:persons")


def make_small_copy(out: Path) -> Path:
    """Make it by the command."""
    places = [f"--place={place}" for place in PLACES]
    measures = [f"--measure={measure}" for measure in MEASURES]
    assert main([f"--out={out}", *places, *measures]) == 0
    return out
