"""Sentences that go with the fits of spend: how they are made, and what is shown and why."""

from __future__ import annotations

from typing import Final

import pandas as pd

from utils.formatting import GBP_PER_PERSON, format_value

FEWEST_AREAS: Final = 100
FEWEST_BODIES: Final = 30
PENCE: Final = 2
MOST_DECIMALS: Final = 4
METHOD: Final = (
    "Least squares over upper-tier areas of at least 20,000 residents, each counting alike, on the "
    "deprivation score, the shares of residents under 20 and 65 and over, and London; areas that "
    "share one body's figure count once, and doubtful returns are left out. Each place is left out "
    "of the fit it is set beside."
)
SCHOOLS: Final = (
    "No expected spending is worked out, because spending on schools here depends on how many have "
    "become academies and not only on what a place is like."
)


def why_no_fit(*, with_schools: bool, areas: int, values: pd.Series[float]) -> str:
    """Why a line and year has no fit; nothing where it can have a fit.

    Args:
        with_schools: whether schools leave this line as they become academies.
        areas: areas with a figure.
        values: figures of the bodies that would be in the fit.
    """
    if with_schools:
        return SCHOOLS
    if areas < FEWEST_AREAS:
        return f"No expected spending: {areas} areas have a figure, and {FEWEST_AREAS} are needed."
    if len(values) < FEWEST_BODIES:
        return (
            f"No expected spending: {len(values)} bodies have a figure of their own, and "
            f"{FEWEST_BODIES} are needed."
        )
    if values.min() == values.max():
        return "No expected spending: every area has the same figure."
    return ""


def shown_reason(expected: float, neighbours: float, *, explained: float) -> str:
    """Why the expected spend is shown or not, by its error for places left out of it.

    Args:
        expected: mean absolute error of expected spend, GBP per person.
        neighbours: the same of the neighbours' median.
        explained: share of the differences that the fit explains for places left out of it.
    """
    if explained <= 0:
        return (
            "Only similar places are shown: for places left out of it, expected spending is no "
            "nearer than the mean of all places."
        )
    first, second = _pounds(expected, neighbours)
    facts = (
        f"for places left out of it, expected spending is wrong by {first} per person on average, "
        f"and the median of the 15 similar places by {second}, in cash"
    )
    if expected < neighbours:
        return f"Expected spending is shown: {facts}."
    return f"Only similar places are shown: {facts}."


def body_note(*, areas: int, bodies: int, fitted: int) -> str | None:
    """What to know of a line whose figures are shared out from wider bodies."""
    if areas == bodies and fitted == bodies:
        return None
    note = (
        f"{areas} areas have the figures of {bodies} bodies, shared out by population; each body "
        "counts once."
        if areas != bodies
        else ""
    )
    if fitted != bodies:
        note += " No expected spending is worked out for London, as no other body is like its own."
    return note.strip()


def _pounds(amount: float, other: float) -> tuple[str, str]:
    """Two amounts in whole pounds, or with as many decimals as show that they differ."""
    decimals = 0
    while round(amount, decimals) == round(other, decimals) and decimals < MOST_DECIMALS:
        decimals += PENCE
    first, second = (
        format_value(value, unit=GBP_PER_PERSON, decimals=decimals) for value in (amount, other)
    )
    return first, second
