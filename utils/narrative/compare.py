"""Sentences about places side by side: what differs, how sure that is, and what nobody can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from data.read.comparators import Comparator
from data.read.comparisons import Change, Difference, Standing
from data.read.measures import Measure, ValueRow
from data.read.places import Place
from data.read.statuses import NOTED
from utils.formatting import (
    format_difference,
    format_difference_interval,
    format_interval,
    format_per_person,
    format_value,
    join_words,
)
from utils.narrative.place import BASIS_WORDS, confidence_words, measure_title
from utils.narrative.verdicts import CLEAR, SHORT
from utils.stats.verdicts import CANNOT_TELL


def money_answer(
    measure: Measure,
    *,
    period: str,
    shared: bool,
    standings: Sequence[Standing],
    gaps: Mapping[str, str],
) -> str:
    """Say what each place spends per person in a year, with its comparator's beside it.

    Args:
        measure: the measure of money.
        period: the financial year.
        shared: whether it is the newest year in which all places have a figure.
        standings: each place with its comparator.
        gaps: what is known of the figure of a place or comparator that has none, by its name.
    """
    known = [standing for standing in standings if standing.value is not None]
    if not known:
        return f"{measure.name}: none of these places has a figure for {period}."
    start = f"{measure.name}, £ per person in {period}, {BASIS_WORDS[measure.basis]}"
    missing = "".join(f" {words[:1].upper()}{words[1:]}" for words in gaps.values())
    newest = (
        " That is the newest year in which all of them have a figure, not "
        f"{measure.opening_period}."
        if period < measure.opening_period and shared
        else ""
    )
    noted = "".join(
        f" {standing.place.name}: {str(standing.row['note']).rstrip('.')}."
        for standing in known
        if standing.row and standing.row["status"] in NOTED and standing.row["note"]
    )
    return f"{start}: {_beside(known)}.{newest}{missing}{noted}"


def _beside(known: Sequence[Standing]) -> str:
    """Every place's spend; a comparator that all share is said once, at the end."""
    comparators = {standing.comparator for standing in known}
    if len(comparators) == 1 and None not in comparators:
        parts = [f"{standing.place.name} {format_per_person(standing.value)}" for standing in known]
        return f"{join_words(parts)}; {_comparator_words(known[0])}"
    return join_words(
        [
            f"{standing.place.name} {format_per_person(standing.value)}"
            + (f" ({_comparator_words(standing)})" if standing.comparator else "")
            for standing in known
        ]
    )


def _comparator_words(standing: Standing) -> str:
    name = comparator_name(standing.comparator) if standing.comparator else ""
    return f"{name} {format_per_person(standing.reference.value if standing.reference else None)}"


def comparator_name(comparator: Comparator) -> str:
    """Name of the comparator of an amount of money: of a group it is the median."""
    return f"the median of {comparator.name}" if comparator.members else comparator.name


def outcomes_answer(first: Place, other: Place, differences: Sequence[Difference]) -> str:
    """Count on how many outcomes two places clearly differ.

    Args:
        first: the place that is spoken of.
        other: the place it is set beside.
        differences: an entry for each outcome of the theme.
    """
    if not differences:
        return f"No outcome of this theme has a figure for both {first.name} and {other.name}."
    found = Counter(difference.verdict for difference in differences)
    total = len(differences)
    clear = [f"{SHORT[word]} on {found[word]}" for word in CLEAR if found[word]]
    unclear = []
    if found["similar"]:
        unclear.append(f"{found['similar']} show no clear difference")
    if found[CANNOT_TELL]:
        shared = bool(set(first.members) & set(other.members))
        why = "the two share authorities" if shared else "there is no confidence interval for both"
        unclear.append(
            f"for {found[CANNOT_TELL]} {why}, so we cannot tell if the difference is real"
        )
    stands = (
        f"{first.name} is clearly {join_words(clear)}"
        if clear
        else (f"{first.name} and {other.name} show no clear difference on any")
    )
    what = "outcome" if total == 1 else "outcomes"
    sentence = f"Of {total} {what} of this theme, compared with {other.name}: {stands}"
    return f"{sentence}; {join_words(unclear)}." if unclear else f"{sentence}."


def difference_sentence(difference: Difference, measure: Measure, period: str) -> str:
    """Say how two places differ on an outcome, with the limits of the difference."""
    first, other = difference.place.name, difference.other.name
    what = f"{measure_title(measure)}, {period}"
    if difference.value is None:
        return f"{what}: {first} and {other} cannot be compared, because {difference.reason}."
    size = format_difference(abs(difference.value), unit=measure.unit, decimals=measure.decimals)
    side = "above" if difference.value > 0 else "below"
    start = f"{what}: {first} is {size} {side} {other}"
    if difference.lower is None or difference.upper is None:
        return f"{start}; {difference.reason}, so we cannot say if the difference is real."
    limits = format_difference_interval(
        difference.lower, difference.upper, unit=measure.unit, decimals=measure.decimals
    )
    if difference.verdict == "similar":
        return (
            f"{start} (95% limits of the difference {limits}); that could be chance, so there is "
            "no clear difference."
        )
    return (
        f"{start} (95% limits of the difference {limits}): {SHORT[difference.verdict]}, more than "
        "chance would explain."
    )


def standing_words(standing: Standing, measure: Measure) -> str:
    """The verdict of a standing; without limits, that it is the publisher's own test."""
    is_published = standing.row is not None and standing.row["lower_cl"] is None
    if standing.verdict == CANNOT_TELL or not is_published:
        return SHORT[standing.verdict]
    return f"{SHORT[standing.verdict]} (publisher's test{confidence_words(measure)})"


def standing_sentence(standing: Standing, measure: Measure) -> str:
    """Say how a place's figure stands to its comparator."""
    unit, decimals = measure.unit, measure.decimals
    if standing.value is None:
        return f"{standing.place.name}: no figure."
    value = format_value(standing.value, unit=unit, decimals=decimals)
    reference = standing.reference
    if standing.comparator is None or reference is None:
        return f"{standing.place.name}: {value}. {standing.why_none}"
    if reference.value is None:
        return f"{standing.place.name}: {value}; no figure for {standing.comparator.name}."
    beside = format_value(reference.value, unit=unit, decimals=decimals)
    median = "median " if reference.is_median else ""
    return (
        f"{standing.place.name}: {value}, {standing_words(standing, measure)} compared with "
        f"{standing.comparator.name} ({median}{beside})."
    )


def no_shared_measure(chosen: Sequence[Place], theme: str) -> str:
    """Say that places have no outcome in common and what to change."""
    names = join_words([place.name for place in chosen])
    return (
        f"{names} have no outcome of the theme {theme.lower()} in common. Choose another theme, or "
        "remove a place: a place made of several authorities has no figure where theirs cannot be "
        "combined."
    )


def shown_value(row: ValueRow | None, measure: Measure) -> str:
    """A value with its limits as it stands in a table."""
    if row is None or row["value"] is None:
        return "no figure"
    about = "≈ " if row["status"] == "approximate" else ""
    value = format_value(row["value"], unit=measure.unit, decimals=measure.decimals)
    limits = format_interval(
        row["lower_cl"], row["upper_cl"], unit=measure.unit, decimals=measure.decimals
    )
    return f"{about}{value} ({limits})" if limits else about + value


def change_sentence(
    place: Place, measure: Measure, change: Change, *, scopes: Sequence[str] = ()
) -> str:
    """Say how a figure of a place changed between two periods, and how sure that is.

    Args:
        place: whom it is about.
        measure: the measure.
        change: both figures and the verdict.
        scopes: what a line of money holds at an end and not at the other.
    """
    start, end = change.start, change.end
    if start is None or start["value"] is None or end is None or end["value"] is None:
        return f"{place.name}: no figure in one of the two periods, so no change can be given."
    size = _size_of_change(
        place, measure, (start["period"], start["value"]), (end["period"], end["value"])
    )
    return size + _certainty(change) + _scope_words(scopes)


def _certainty(change: Change) -> str:
    """Whether a change of an outcome is more than chance; nothing of money."""
    if change.reason:
        return f" As {change.reason}, we cannot tell if a change is real."
    if change.verdict == CANNOT_TELL:
        return ""
    if change.verdict == "similar":
        return " That could be chance, so there is no clear change."
    return f" That is clearly {SHORT[change.verdict]}, more than chance would explain."


def _scope_words(scopes: Sequence[str]) -> str:
    if not scopes:
        return ""
    return f" The two years do not cover the same: {'; '.join(scopes)}."


def _size_of_change(
    place: Place, measure: Measure, start: tuple[str, float], end: tuple[str, float]
) -> str:
    """How a figure moved from one period and value to another."""
    (first, old), (last, new) = start, end
    difference = new - old
    if round(difference, measure.decimals) == 0:
        same = _with_person(new, measure)
        return f"{place.name}: no change, {same} in {first} and in {last}."
    before, after = (_with_person(value, measure) for value in (old, new))
    size = format_difference(abs(difference), unit=measure.unit, decimals=measure.decimals)
    size += " per person" if measure.kind == "spend" else ""
    side = "more" if difference > 0 else "less"
    share = ""
    if measure.kind == "spend" and old > 0:
        share = f" ({format_value(difference / old * 100, unit='%', decimals=0)})"
    basis = BASIS_WORDS.get(measure.basis, "")
    return f"{place.name}: {before} in {first}, {after} in {last}; {size} {side}{share}" + (
        f", {basis}." if basis else "."
    )


def _with_person(value: float, measure: Measure) -> str:
    text = format_value(value, unit=measure.unit, decimals=measure.decimals)
    return f"{text} per person" if measure.kind == "spend" else text
