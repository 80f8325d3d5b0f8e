"""Where names go beside a plot so that none covers another, and how they are shortened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

#: How official names turn their words round.
ENDINGS = (", City of", ", County of")


def label_heights(
    values: Sequence[float], *, domain: Sequence[float], height: float, step: float
) -> list[float]:
    """Heights of labels in a column, each as near its value as the others allow.

    Calculation: heights less the steps above them must not fall from any label to the next, so
    they are the isotonic regression of the wanted ones (pool adjacent violators); then the column
    is kept inside the plot.

    Args:
        values: a number for each label, in the unit of the axis.
        domain: lowest and highest value of the axis.
        height: of the plot, in pixels.
        step: least distance of two labels, in pixels.

    Returns:
        Heights in the unit of the axis, in the order of the values. Two lie at least a step apart
        where all fit into the plot.

    >>> label_heights([5.0, 5.0], domain=[0.0, 10.0], height=100, step=20)
    [6.0, 4.0]
    """
    low, high = domain
    pixel = height / (high - low)
    order = np.argsort(-np.asarray(values), kind="stable")
    wanted = [(high - values[code]) * pixel - step * row for row, code in enumerate(order)]
    at = [middle + step * row for row, middle in enumerate(_rising(wanted))]
    at = _inside(at, height=height, step=step)
    found = np.empty(len(at))
    found[order] = high - np.asarray(at) / pixel
    return [float(middle) for middle in found]


def names_in_column(
    data: Mapping[str, Any],
    *,
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    label: str,
    colour: Mapping[str, Any],
    start: str,
    text: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """Names in a column at the right, each led to its mark by a fine line.

    Names are in the ink of the page: not every colour of a mark can be read as letters.

    Args:
        data: rows with the fields of `x` and `y`, the label, and `at`, the height of the name.
        x: where across the marks are.
        y: how high they are.
        label: field of the names.
        colour: colour of the lines.
        start: where the column begins, as an expression.
        text: what else the names are drawn with.
    """
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 0.8, "opacity": 0.6, "aria": False},
            "encoding": {
                "x": x,
                "y": y,
                "x2": {"value": {"expr": f"{start} - 3"}},
                "y2": {"field": "at"},
                "color": colour,
            },
        },
        {
            "data": data,
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": 12,
                "x": {"expr": start},
                **text,
            },
            "encoding": {
                "y": {**y, "field": "at"},
                "text": {"field": label},
            },
        },
    ]


def _rising(wanted: Sequence[float]) -> list[float]:
    """The nearest numbers, by squares, that never fall from each to the next."""
    pools: list[tuple[float, int]] = []
    for height in wanted:
        pool = (height, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            size = count + pool[1]
            pool = ((mean * count + pool[0] * pool[1]) / size, size)
        pools.append(pool)
    return [mean for mean, count in pools for _ in range(count)]


def _inside(at: list[float], *, height: float, step: float) -> list[float]:
    """Labels moved so far that none leaves the plot, from the top and then from the bottom."""
    least = step / 2
    for number, middle in enumerate(at):
        at[number] = max(middle, least)
        least = at[number] + step
    most = height - step / 2
    for number in range(len(at) - 1, -1, -1):
        at[number] = min(at[number], most)
        most = at[number] - step
    return at


def short_name(name: str) -> str:
    """A name as it is said.

    >>> short_name("Kingston upon Hull, City of")
    'Kingston upon Hull'
    """
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name
