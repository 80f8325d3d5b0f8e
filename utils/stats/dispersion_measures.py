"""Measures of inequality over all areas of each set, and without each area in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from utils.stats.groups import Floats, Groups

#: The measure of each set, and for each area that of its set without it.
Measured = tuple[Floats, Floats]
#: From the sets, people and values per person.
Measure = Callable[[Groups, Floats, Floats], Measured]


def measure_gini(groups: Groups, people: Floats, values: Floats) -> Measured:
    """1 less twice the area below the Lorenz curve; an area's own strips are taken off it."""
    order = groups.sort(values)
    own = Groups(groups.names, groups.codes[order])
    sets, persons, held = own.codes, people[order], (people * values)[order]
    all_persons, all_held = own.sum(persons)[sets], own.sum(held)[sets]
    strips = persons * (2 * own.accumulate(held) - held)
    area = own.sum(strips)[sets]
    lost = strips + 2 * held * (all_persons - own.accumulate(persons))
    whole = 1 - own.sum(strips) / (own.sum(persons) * own.sum(held))
    rest = (all_persons - persons) * (all_held - held)
    # Without the only area that holds anything nobody has more than another.
    without = np.empty(len(order))
    without[order] = 1 - np.divide(area - lost, rest, out=np.ones(len(order)), where=rest > 0)
    return whole, without


def measure_theil(groups: Groups, people: Floats, values: Floats) -> Measured:
    """Mean of the logarithms of all values over their mean, each weighted by what is held."""
    sets, held = groups.codes, people * values
    logs = held * np.log(values)
    persons, total, sums = (groups.sum(column) for column in (people, held, logs))
    whole = sums / total - np.log(total / persons)
    rest = total[sets] - held
    without = (sums[sets] - logs) / rest - np.log(rest / (persons[sets] - people))
    return whole, without


def measure_theil_between(parts: Groups) -> Measure:
    """Theil's index of a set in which each area has the mean of its part."""

    def between(groups: Groups, people: Floats, values: Floats) -> Measured:
        sets, own, held = groups.codes, parts.codes, people * values
        own_people, own_held = parts.sum(people), parts.sum(held)
        logs = own_held * np.log(own_held / own_people)
        persons, total = groups.sum(people), groups.sum(held)
        whole = logs.sum() / total - np.log(total / persons)
        alone = parts.sizes[own] == 1
        left_people = np.where(alone, 1.0, own_people[own] - people)
        left_held = np.where(alone, 1.0, own_held[own] - held)
        changed = np.where(alone, 0.0, left_held * np.log(left_held / left_people))
        rest = total[sets] - held
        without = (logs.sum() - logs[own] + changed) / rest
        return whole, without - np.log(rest / (persons[sets] - people))

    return between


def measure_theil_within(parts: Groups) -> Measure:
    """What is left of Theil's index of a set when that between its parts is taken off."""
    between = measure_theil_between(parts)

    def within(groups: Groups, people: Floats, values: Floats) -> Measured:
        all_whole, all_without = measure_theil(groups, people, values)
        whole, without = between(groups, people, values)
        return all_whole - whole, all_without - without

    return within


def measure_atkinson(epsilon: float) -> Measure:
    """1 less the mean of order 1 - epsilon over the arithmetic mean."""
    order = 1 - epsilon

    def atkinson(groups: Groups, people: Floats, values: Floats) -> Measured:
        sets, held = groups.codes, people * values
        unit = _bounds(groups, values, lowest=order < 0)
        with np.errstate(divide="ignore"):
            logs = np.log(values / unit)
        # Less 1, so that digits are left where the order is near 0.
        powers = people * (logs if order == 0 else np.expm1(order * logs))
        persons, total, sums = (groups.sum(column) for column in (people, held, powers))
        whole = _shortfall(sums / persons, total / persons / unit[groups.firsts], order)
        left = persons[sets] - people
        rest = np.maximum(total[sets] - held, 0.0) / left / unit
        without = _shortfall((sums[sets] - powers) / left, rest, order)
        return whole, without

    return atkinson


def _bounds(groups: Groups, values: Floats, *, lowest: bool) -> Floats:
    """For each area the lowest or highest value of its set: no power of their ratio exceeds 1."""
    ends = np.full(len(groups.names), np.inf if lowest else -np.inf)
    (np.minimum if lowest else np.maximum).at(ends, groups.codes, values)
    return ends[groups.codes]


def _shortfall(powers: Floats, means: Floats, order: float) -> Floats:
    """How far the mean of an order falls short of the arithmetic mean; powers are less 1."""
    with np.errstate(divide="ignore"):
        logs = powers if order == 0 else np.log1p(np.maximum(powers, -1.0)) / order
    equal = np.exp(np.minimum(logs, np.log(np.finfo(np.float64).max)))
    # Without the only area that holds anything nobody has more than another.
    ratio = np.divide(equal, means, out=np.ones(len(means)), where=means > 0)
    shortfall: Floats = np.clip(1 - ratio, 0.0, 1.0)
    return shortfall
