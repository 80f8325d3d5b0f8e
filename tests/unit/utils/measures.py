"""Measures and places written by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.read.measures import Measure
from data.read.places import Place
from utils.charts.area_map import View


def measure_of(**columns: Any) -> Measure:  # noqa: ANN401 - any field of a measure
    """A measure of men's life expectancy, with some fields replaced."""
    given: dict[str, Any] = {
        "measure": "life_expectancy:male",
        "basis": "as published",
        "level": "upper_tier",
        "kind": "indicator",
        "item": "life_expectancy",
        "sex": "male",
        "name": "Life expectancy",
        "unit": "years",
        "decimals": 1,
        "polarity": "high_is_good",
        "periods": ("2007-09",),
        "source": "test",
        "caveats": (),
    }
    given |= columns
    return Measure(**({"opening_period": given["periods"][-1]} | given))


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
    }
    return measure_of(**(given | columns))


def rows_of(values: list[float | None], **columns: list[Any]) -> pd.DataFrame:
    """Rows of a map: an area a value, without confidence intervals unless they are given."""
    count = len(values)
    given: dict[str, list[Any]] = {
        "area_code": [f"E0{number}" for number in range(count)],
        "area_name": [f"Town {number}" for number in range(count)],
        "value": list(values),
        "lower_cl": [None] * count,
        "upper_cl": [None] * count,
        "status": [None] * count,
        "note": [None] * count,
        "mainly_estimated": [False] * count,
    }
    return pd.DataFrame(given | columns).astype(
        dict.fromkeys(("value", "lower_cl", "upper_cl"), "float64")
    )


def view_of(
    values: list[float | None],
    *breaks: float,
    measure: Measure | None = None,
    scheme: str = "",
    **columns: list[Any],
) -> View:
    """A view of these values in 2007-09, of life expectancy unless another measure is given."""
    return View(
        measure=measure or measure_of(),
        period="2007-09",
        rows=rows_of(values, **columns),
        breaks=breaks,
        scheme=scheme,
    )


def place_of(*members: str, name: str = "Birmingham", kind: str = "authority") -> Place:
    """A place of these authorities."""
    return Place(place_id=name.lower(), name=name, kind=kind, members=members or ("E08000025",))
