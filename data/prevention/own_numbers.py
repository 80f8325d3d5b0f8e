"""A visitor's own numbers in a scenario: a likely value, the lowest, the highest.

The names of a scenario's numbers are as in `Scenario.estimates`; those of its limits end in `.low`
and `.high`, such as `effect:0.low`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from data.prevention.scenario import LIMIT, Estimate, Scenario, bounds_of, kind_of

LOW, HIGH = f"{LIMIT}low", f"{LIMIT}high"
SHARES: Final = frozenset({"take_up", "effect", "deadweight", "cashable"})
#: Decimals of a share as shown: hundredths of a percentage point.
SHARE_DECIMALS: Final = 4


def number_names(scenario: Scenario) -> Iterator[str]:
    """Every name of a number that a visitor may change: likely values and their limits."""
    for name, _ in scenario.estimates():
        yield from (name, name + LOW, name + HIGH)


def shown_value(name: str, value: float) -> float:
    """A number as its box shows it: whole pounds, hundredths of a percentage point, four figures.

    >>> shown_value("cost:0", 2962.34), shown_value("effect:0.low", 0.123456)
    (2962.0, 0.1235)
    """
    kind = kind_of(name)
    if kind == "cost":
        return float(round(value))
    if kind in SHARES:
        return round(value, SHARE_DECIMALS)
    return float(f"{value:.4g}")


def with_own_numbers(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """The scenario with the visitor's numbers in it.

    A likely value of the visitor's is theirs: no source, and no correction for weak evidence. Its
    range grows or shrinks as the value does, unless they give the limits too. A number that is the
    one shown changes nothing.

    Args:
        scenario: in prices of the results, as the numbers are.
        numbers: by name.
    """
    changed = scenario
    for name, estimate in scenario.estimates():
        own = {limit: numbers[name + limit] for limit in ("", LOW, HIGH) if name + limit in numbers}
        if own:
            changed = _put(changed, name, _own_estimate(name, estimate, own))
    return changed


def changed_numbers(before: Scenario, after: Scenario) -> list[tuple[str, Estimate, Estimate]]:
    """Names of the numbers that differ, with what they were and what they are."""
    pairs = zip(before.estimates(), after.estimates(), strict=True)
    return [(name, was, now) for (name, was), (_, now) in pairs if was != now]


def _own_estimate(name: str, estimate: Estimate, own: Mapping[str, float]) -> Estimate:
    likely, low, high = estimate.value, estimate.low, estimate.high
    update: dict[str, Any] = {}
    if "" in own and own[""] != shown_value(name, likely):
        likely = own[""]
        low, high = _moved_range(name, estimate, likely)
        update = {"basis": "yours", "source": None, "grade": 1, "note": ""}
    if LOW in own and own[LOW] != shown_value(name, low):
        low = own[LOW]
    if HIGH in own and own[HIGH] != shown_value(name, high):
        high = own[HIGH]
    update |= {"value": likely, "low": min(low, likely), "high": max(high, likely)}
    return estimate.model_copy(update=update)


def _moved_range(name: str, estimate: Estimate, likely: float) -> tuple[float, float]:
    """The range in proportion to a new value; that of zero has no proportion and is widened."""
    if not estimate.value:
        return estimate.low, estimate.high
    least, most = bounds_of(name)
    times = likely / estimate.value
    return max(least, estimate.low * times), min(most, estimate.high * times)


def _put(scenario: Scenario, name: str, estimate: Estimate) -> Scenario:
    kind, _, position = name.partition(":")
    if not position:
        return scenario.model_copy(update={kind: estimate})
    is_cost = kind == "cost"
    rows: list[Any] = list(scenario.costs if is_cost else scenario.outcomes)
    part = "amount" if is_cost else kind
    rows[int(position)] = rows[int(position)].model_copy(update={part: estimate})
    return scenario.model_copy(update={"costs" if is_cost else "outcomes": tuple(rows)})
