"""Areas that share a body's figure, such as a police force's, count as a single observation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

FINE: Final = 6


def body_of(areas: pd.DataFrame) -> pd.Series[str]:
    """Code of the first area with the very same figure, by area_code.

    A figure shared out by population is the same per person in every area of the body. Areas that
    spend nothing have no body in common.

    >>> body_of(pd.DataFrame({"area_code": list("abc"), "value": [2.0, 0.0, 2.0]})).tolist()
    ['a', 'b', 'a']
    """
    exact = areas["value"].round(FINE)
    first = areas.groupby(exact)["area_code"].transform("first")
    found = first.where(exact != 0, areas["area_code"])
    return pd.Series(found.to_numpy(), index=areas["area_code"].to_numpy(), dtype="str")


def into_bodies(
    areas: pd.DataFrame, *, residents: pd.Series[float], predictors: Sequence[str]
) -> pd.DataFrame:
    """A row for each body: its figure, and the predictors of its areas weighted by residents.

    Args:
        areas: area_code, value and the predictors.
        residents: population by area_code.
        predictors: columns to average.
    """
    body = areas["area_code"].map(body_of(areas))
    people = areas["area_code"].map(residents)
    total = people.groupby(body).sum()
    means = {name: (areas[name] * people).groupby(body).sum() / total for name in predictors}
    frame = pd.DataFrame({"value": areas["value"].groupby(body).first(), **means})
    return frame.rename_axis("area_code").reset_index()


def places_of_bodies(
    places: pd.DataFrame, members: pd.DataFrame, bodies: pd.Series[str], values: pd.Series[float]
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Places of several areas with a figure of their own, and those with that of a body.

    Args:
        places: area_code (the place's id), value and predictors.
        members: place_id and area_code.
        bodies: body by area_code, of the areas in the fit.
        values: figure of each body.

    Returns:
        The places with a figure of their own; place_id and area_code (the body) of these; and the
        body of each place that has its figure.
    """
    own = members[members["area_code"].isin(bodies.index)]
    own = own.assign(area_code=own["area_code"].map(bodies)).drop_duplicates()
    here = places.set_index("area_code")["value"]
    own = own[own["place_id"].isin(here.index)]
    gap = own["place_id"].map(here).astype("float64") - own["area_code"].map(values).astype(
        "float64"
    )
    same = own[gap.abs().round(FINE) == 0]
    several = places[places["area_code"].isin(set(own["place_id"]) - set(same["place_id"]))]
    return (
        several.sort_values("area_code", ignore_index=True),
        own[own["place_id"].isin(several["area_code"])],
        dict(zip(same["place_id"], same["area_code"], strict=True)),
    )
