"""What the statistical neighbours of each area spend, each body among them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from utils.stats.spread_bands import FEWEST, Spread, calculate_spread

SPREAD: Final = list(Spread._fields)


def neighbour_spread(
    areas: pd.DataFrame, bodies: pd.Series[str], neighbours: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Lowest, quartiles and highest of each area's neighbours.

    Args:
        areas: area_code and value of the areas with a figure.
        bodies: the body whose figure an area has; one shared with the area itself is left out,
            any other counts once.
        neighbours: the most alike areas of each area.

    Returns:
        area_code, lowest, lower_quartile, median, upper_quartile, highest and n, of each area with
        five neighbours or more.
    """
    values = areas.set_index("area_code")["value"]
    rows = []
    for code in values.index:
        own = bodies[code]
        found = {
            bodies[one]: float(values[one])
            for one in neighbours.get(code, ())
            if one in values.index and bodies[one] != own
        }
        if len(found) >= FEWEST:
            rows.append((code, *calculate_spread(values=list(found.values()))))
    return pd.DataFrame(rows, columns=["area_code", *SPREAD])


def mean_errors(rows: pd.DataFrame, bodies: pd.Series[str]) -> tuple[float, float]:
    """How far off the expected value and the neighbours' median are, each body counting once.

    Args:
        rows: area_code, value, expected and median; those without one of them are left out.
        bodies: the body of each area.

    Returns:
        Mean absolute error of the expected value, and of the median, over the same bodies.
    """
    both = rows.dropna(subset=["expected", "median"])
    body = both["area_code"].map(bodies)
    errors = [
        (both["value"] - both[name]).abs().groupby(body).mean().mean()
        for name in ("expected", "median")
    ]
    return float(errors[0]), float(errors[1])
