"""What the statistical neighbours of areas and places spend, each body among them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from utils.stats.spread_bands import FEWEST, Spread, calculate_spread

SPREAD: Final = list(Spread._fields)


def neighbour_spread(
    rows: pd.DataFrame,
    bodies: pd.Series[str],
    *,
    neighbours: Mapping[str, Sequence[str]],
    members: pd.DataFrame,
) -> pd.DataFrame:
    """Lowest, quartiles and highest of the neighbours of each area and place.

    Args:
        rows: area_code and value of the areas and places with a figure.
        bodies: the body whose figure an area has; a body that an area or place has a part in is
            left out, any other counts once.
        neighbours: the most alike areas of each area or place.
        members: place_id and area_code of the areas of places.

    Returns:
        area_code, lowest, lower_quartile, median, upper_quartile, highest and n, of each with five
        neighbours or more.
    """
    values = rows.set_index("area_code")["value"]
    own = {code: {body} for code, body in bodies.items()}
    for place, part in members.groupby("place_id")["area_code"]:
        own[place] = {bodies[member] for member in part if member in bodies.index}
    found = []
    for code in values.index:
        near = {
            bodies[neighbour]: float(values[neighbour])
            for neighbour in neighbours.get(code, ())
            if neighbour in bodies.index and bodies[neighbour] not in own[code]
        }
        if len(near) >= FEWEST:
            found.append((code, *calculate_spread(values=list(near.values()))))
    return pd.DataFrame(found, columns=["area_code", *SPREAD])


def mean_errors(rows: pd.DataFrame, bodies: pd.Series[str]) -> tuple[float, float]:
    """How far off the expected value and the neighbours' median are, each body counting once.

    Args:
        rows: area_code, value, expected and median; those without any of them, and places of
            several areas, are left out.
        bodies: the body of each area.

    Returns:
        Mean absolute error of the expected value, and of the median, over the same bodies.
    """
    areas = rows[rows["area_code"].isin(bodies.index)]
    both = areas.dropna(subset=["expected", "median"])
    body = both["area_code"].map(bodies)
    errors = [
        (both["value"] - both[name]).abs().groupby(body).mean().mean()
        for name in ("expected", "median")
    ]
    return float(errors[0]), float(errors[1])
