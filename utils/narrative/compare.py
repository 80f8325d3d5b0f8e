"""Sentences about places side by side: what differs, how sure that is, and what nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from data.compare_reader import Difference, Standing
from data.map_reader import Measure, Row
from data.need_reader import NeedFit, NeedRow
from data.place_reader import Place
from utils.formatting import (
    GBP_PER_PERSON,
    format_interval,
    format_value,
    join_words,
)
from utils.narrative.place import BASIS_WORDS, confidence_words, measure_title
from utils.stats.verdicts import CANNOT_TELL

#: How a verdict stands in a cell of a table.
SHORT: Final = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "similar": "no clear difference",
    CANNOT_TELL: "cannot say",
}
CLEAR: Final = ("better", "worse", "higher", "lower")
NEED_LIMIT: Final = (
    "It cannot tell whether money is well spent, nor whether a place has chosen or been made to "
    "spend so: prices of land and labour, commuters, visitors, rural roads, council tax and "
    "government grants are not in it, and neither is the NHS."
)


def money_answer(
    measure: Measure,
    *,
    period: str,
    shared: bool,
    standings: Sequence[Standing],
    england: float | None,
) -> str:
    """Say what each place spends a head in one year, with England's beside it."""
    parts = [f"{one.place.name} {pounds(one.value)}" for one in standings if one.value is not None]
    if not parts:
        return f"{measure.name}: none of these places has a figure."
    gaps = [one.place.name for one in standings if one.value is None]
    whole = f"; England {pounds(england)}" if england is not None else ""
    start = f"{measure.name} per person in {period}, {BASIS_WORDS[measure.basis]}"
    missing = f" No figure for {join_words(gaps)} in that year." if gaps else ""
    newest = (
        ""
        if period == measure.periods[-1] or not shared
        else " That is the newest year in which all of them have a figure."
    )
    return f"{start}: {join_words(parts)}{whole}.{newest}{missing}"


def need_answer(rows: Sequence[tuple[Place, NeedRow | None]]) -> str:
    """Say for each place how its spend stands to what its need would suggest."""
    known = [(place, row) for place, row in rows if row is not None]
    if not known:
        return "What their need would suggest cannot be told for that year."
    return (
        "Beside what deprivation and ages would suggest: "
        + "; ".join(f"{place.name} spends {need_words(row)}" for place, row in known)
        + "."
    )


def need_words(row: NeedRow) -> str:
    """Say how far a place's spend lies from what is expected, and whether that is clear."""
    limits = format_interval(row.lower, row.upper, unit=GBP_PER_PERSON, decimals=0)
    if row.lower <= 0 <= row.upper:
        sign = "more" if row.residual > 0 else "less"
        return (
            f"{pounds(abs(row.residual))} a person {sign} than expected, within what is usual "
            f"({limits})"
        )
    sign = "more" if row.residual > 0 else "less"
    return f"{pounds(abs(row.residual))} a person {sign} than expected, clearly so ({limits})"


def fit_words(fit: NeedFit) -> str:
    """Say how the expectation was made and how well it fits."""
    return (
        f"Expected spend is a straight-line fit over {fit.n} authorities on the deprivation score "
        f"({fit.deprivation_edition}) and the shares of residents under 20 and aged 65 and over "
        f"({fit.age_year}). It explains {format_value(fit.r_squared * 100, unit='%', decimals=0)} "
        "of the differences between authorities; each place is left out of the fit that judges it."
        + (f" {fit.note}" if fit.note else "")
    )


def outcomes_answer(first: Place, other: Place, differences: Sequence[Difference]) -> str:
    """Count on how many outcomes two places clearly differ.

    Args:
        first: the place that is spoken of.
        other: the place it is set beside.
        differences: one an outcome of the theme.
    """
    if not differences:
        return f"No outcome of this theme has a figure for both {first.name} and {other.name}."
    found = Counter(one.verdict for one in differences)
    total = len(differences)
    clear = [f"{SHORT[word]} in {found[word]}" for word in CLEAR if found[word]]
    unclear = []
    if found["similar"]:
        unclear.append(f"{found['similar']} show no clear difference")
    if found[CANNOT_TELL]:
        shared = bool(set(first.members) & set(other.members))
        why = "the two share authorities" if shared else "there is no confidence interval for both"
        unclear.append(
            f"for {found[CANNOT_TELL]} {why}, so we cannot say if the difference is real"
        )
    stands = (
        f"{first.name} is clearly {join_words(clear)}"
        if clear
        else (f"{first.name} and {other.name} differ clearly in none")
    )
    what = "outcome" if total == 1 else "outcomes"
    sentence = f"Of {total} {what} of this theme, against {other.name}: {stands}"
    return f"{sentence}; {join_words(unclear)}." if unclear else f"{sentence}."


def difference_sentence(difference: Difference, measure: Measure, period: str) -> str:
    """Say how two places differ on one outcome, with the limits of the difference."""
    first, other = difference.place.name, difference.other.name
    what = f"{measure_title(measure)}, {period}"
    if difference.value is None:
        return f"{what}: {first} and {other} cannot be compared, because {difference.reason}."
    size = format_value(abs(difference.value), unit=measure.unit, decimals=measure.decimals)
    side = "above" if difference.value > 0 else "below"
    start = f"{what}: {first} is {size} {side} {other}"
    if difference.lower is None or difference.upper is None:
        return f"{start}; {difference.reason}, so we cannot say if the difference is real."
    limits = format_interval(
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
    """The verdict of a standing, with the confidence of a published one that is not at 95%."""
    published = standing.row is not None and standing.row["lower_cl"] is None
    told = published and standing.verdict != CANNOT_TELL
    return SHORT[standing.verdict] + (confidence_words(measure) if told else "")


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
    about = "approximately " if reference.approximate else ""
    return (
        f"{standing.place.name}: {value}, {standing_words(standing, measure)} against "
        f"{standing.comparator.name} ({about}{beside})."
    )


def no_shared_measure(chosen: Sequence[Place], theme: str) -> str:
    """Say that places have no outcome in common and what to change."""
    names = join_words([one.name for one in chosen])
    return (
        f"{names} have no outcome of the theme {theme.lower()} in common. Choose another theme, or "
        "take a place away: places of several authorities lack figures that cannot be combined."
    )


def shown_value(row: Row | None, measure: Measure) -> str:
    """A value with its limits as it stands in a table."""
    if row is None or row["value"] is None:
        return "no data"
    about = "≈ " if row["status"] == "approximate" else ""
    value = format_value(row["value"], unit=measure.unit, decimals=measure.decimals)
    limits = format_interval(
        row["lower_cl"], row["upper_cl"], unit=measure.unit, decimals=measure.decimals
    )
    return f"{about}{value} ({limits})" if limits else about + value


def change_sentence(place: Place, measure: Measure, start: Row | None, end: Row | None) -> str:
    """Say how a figure of a place changed between two periods."""
    if start is None or end is None or start["value"] is None or end["value"] is None:
        return f"{place.name}: no figure in one of the two periods, so no change can be told."
    change = end["value"] - start["value"]
    before, after, size = (
        _with_person(one, measure) for one in (start["value"], end["value"], abs(change))
    )
    side = "more" if change > 0 else "less"
    share = ""
    if measure.kind == "spend" and start["value"] > 0:
        share = f" ({format_value(change / start['value'] * 100, unit='%', decimals=0)})"
    basis = BASIS_WORDS.get(measure.basis, "")
    return (
        f"{place.name}: {before} in {start['period']}, {after} in {end['period']}; {size} "
        f"{side}{share}" + (f", {basis}." if basis else ".")
    )


def _with_person(value: float, measure: Measure) -> str:
    text = format_value(value, unit=measure.unit, decimals=measure.decimals)
    return f"{text} a person" if measure.kind == "spend" else text


def pounds(value: float | None) -> str:
    """Whole pounds, such as per person; a missing amount is said."""
    return format_value(value, unit=GBP_PER_PERSON, decimals=0)
