"""Measures and places written by hand."""

from __future__ import annotations

from typing import Any

from data.map_reader import Measure
from data.place_reader import Place


def measure_of(**columns: Any) -> Measure:  # noqa: ANN401 - any field of a measure
    """A measure of men's life expectancy, with some fields replaced."""
    given: dict[str, Any] = {
        "measure": "life_expectancy:male",
        "basis": "as published",
        "kind": "indicator",
        "item": "life_expectancy",
        "sex": "male",
        "name": "Life expectancy",
        "unit": "years",
        "decimals": 1,
        "polarity": "high_is_good",
        "periods": ("2007-09",),
        "breaks": (76.0, 78.0),
        "source": "test",
        "caveats": (),
    }
    return Measure(**(given | columns))


def spend_of(**columns: Any) -> Measure:  # noqa: ANN401 - any field of a measure
    """The spend of all services in cash, with some fields replaced."""
    given: dict[str, Any] = {
        "measure": "spend:total",
        "basis": "cash",
        "kind": "spend",
        "item": "total",
        "sex": "persons",
        "name": "Total service expenditure",
        "unit": "GBP per person",
        "decimals": 0,
        "polarity": "neutral",
        "breaks": (-100.0, 100.0),
    }
    return measure_of(**(given | columns))


def place_of(*members: str, name: str = "Birmingham", kind: str = "authority") -> Place:
    """A place of these authorities."""
    return Place(place_id=name.lower(), name=name, kind=kind, members=members or ("E08000025",))
