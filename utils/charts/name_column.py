"""Where names go beside a plot so that none covers another, and how they are shortened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

#: How official names turn their words round.
ENDINGS = (", City of", ", County of")


def label_heights(
    values: Sequence[float], *, domain: Sequence[float], height: float, step: float
) -> list[float]:
    """Heights of labels in a column, each as near its value as the others allow.

    Calculation: from the top down each label is put at its own height, or a step below the one
    above it; then from the bottom up those that would fall off the plot are moved back.

    Args:
        values: one a label, in the unit of the axis.
        domain: lowest and highest value of the axis.
        height: of the plot, in pixels.
        step: least distance of two labels, in pixels.

    Returns:
        Heights in the unit of the axis, in the order of the values. Two lie at least a step apart
        where all fit into the plot.

    >>> label_heights([5.0, 5.0], domain=[0.0, 10.0], height=100, step=20)
    [5.0, 3.0]
    """
    low, high = domain
    pixel = height / (high - low)
    order = np.argsort(-np.asarray(values), kind="stable")
    at = [(high - values[one]) * pixel for one in order]
    for number in range(1, len(at)):
        at[number] = max(at[number], at[number - 1] + step)
    end = height - step / 2
    for number in range(len(at) - 1, -1, -1):
        at[number] = min(at[number], end)
        end = at[number] - step
    found = np.empty(len(at))
    found[order] = high - np.asarray(at) / pixel
    return [float(one) for one in found]


def short_name(name: str) -> str:
    """A name as it is said.

    >>> short_name("Kingston upon Hull, City of")
    'Kingston upon Hull'
    """
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name
