"""Plain sentences about a place, computed from its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from data.read.measures import Measure, ValueRow
from data.read.places import KIND_WORDS, Outcome, Place
from data.read.rows import CountsRow, SpendGapsRow
from data.read.statuses import NOTED, words_for_bodies
from utils.config import PRICE_BASE_YEAR
from utils.formatting import (
    format_interval,
    format_per_person,
    format_pounds,
    format_value,
    join_words,
    ratio_words,
)
from utils.narrative.verdicts import WORDS
from utils.stats.verdicts import CANNOT_TELL

BASIS_WORDS: Final = {"cash": "in cash", "real": f"in {PRICE_BASE_YEAR} prices"}
SCHOOLS: Final = (
    "It includes schools that councils maintain. Schools that become academies leave these "
    "accounts, so a fall over the years is not a fall in schooling."
)
SEX_WORDS: Final = {"male": "men", "female": "women", "persons": "everyone"}
WHY_LARGER: Final = (
    "These counts cover more public bodies than local services do; most sources do not "
    "say whether benefits and pensions are included."
)
USUAL_CONFIDENCE: Final = 0.95
MAIN_MEASURES: Final = {"total_public_spend", "spend_per_head"}


def money_sentence(
    place: Place,
    *,
    measure: Measure,
    period: str,
    row: ValueRow | None,
    england: float | None,
    gap: SpendGapsRow | None,
    newest: ValueRow | None,
    with_schools: bool = False,
) -> str:
    """Say what was spent per person, beside England; say what is missing or doubtful of it.

    Args:
        place: whom the sentence is about.
        measure: the spend measure.
        period: the financial year asked for.
        row: the place's row of that year; None or without a value for a gap.
        england: England's GBP per person.
        gap: what is known of the line where a part of it is missing.
        newest: the row of the newest year with a figure.
        with_schools: whether schools leave this line as they become academies.
    """
    if row is None or row["value"] is None:
        return f"{measure.name}: {gap_sentence(place, period, gap)}{_newest_words(measure, newest)}"
    here = f"{pounds_per_person(row['value'])} in {place.name} in {period}"
    prices = price_words(measure.basis, period)
    sentence = f"{measure.name}: {here}{f', {prices}' if prices else ''}"
    if england is None:
        sentence += ". England's figure for that year is not published."
    else:
        sentence += f", compared with {pounds_per_person(england)} in England."
        sentence += need_words(is_more=row["value"] > england)
    if with_schools:
        sentence += f" {SCHOOLS}"
    return sentence + _row_note(row)


def price_words(basis: str, period: str) -> str:
    """Name the price basis of money; nothing of other measures.

    The prices of the base year are its own, so real terms need no word there.
    """
    return "" if basis == "real" and period == PRICE_BASE_YEAR else BASIS_WORDS.get(basis, "")


def need_words(*, is_more: bool) -> str:
    """What more spending than others need not mean; nothing where it is not more."""
    return " More money can mean more need, not more service." if is_more else ""


def gap_sentence(place: Place, period: str, gap: SpendGapsRow | None) -> str:
    """Say who made no return and how large a part that leaves out; nothing else is a gap."""
    if gap is None or not gap["bodies"]:
        return f"no figure for {place.name} in {period}."
    bodies = words_for_bodies(gap["bodies"])
    sentence = f"no figure for {place.name} in {period}, as there is no return from {bodies}"
    people, low, high = gap["population"], gap["lower_gbp"], gap["upper_gbp"]
    if gap["estimated_share"] is None or low is None or high is None or not people:
        return f"{sentence}."
    known = pounds_per_person(gap["known_gbp"] / people)
    missing = _size_words(low / people, high / people)
    return (
        f"{sentence}. The other bodies spent {known}; what is missing is {missing} in "
        "cash, judging by earlier and later returns and the budget."
    )


def _size_words(low: float, high: float) -> str:
    """How much per person the missing part may be."""
    if round(low) == round(high):
        return f"about {pounds_per_person(low)}"
    return f"between {format_per_person(low)} and {pounds_per_person(high)}"


def _newest_words(measure: Measure, newest: ValueRow | None) -> str:
    if newest is None or newest["value"] is None:
        return ""
    value = pounds_per_person(newest["value"])
    basis = BASIS_WORDS[measure.basis]
    return f" The newest complete year is {newest['period']}: {value}, {basis}."


def _row_note(row: ValueRow) -> str:
    """What must be known of a figure that is in part estimated, or doubtful."""
    if row["status"] not in NOTED or not row["note"]:
        return ""
    note = row["note"]
    return f" {note if note.endswith('.') else note + '.'}"


def pounds_per_person(value: float) -> str:
    """Whole pounds per person."""
    return f"{format_per_person(value)} per person"


def missing_outcome_sentence(place: Place, measure: Measure) -> str:
    """Say that an outcome has no figure here and, for a union, why it cannot be made."""
    sentence = f"{measure_title(measure)}: no figure for {place.name}"
    if len(place.members) > 1:
        sentence += ", because its authorities' figures cannot be combined without their counts"
    return f"{sentence}."


def outcome_sentence(outcome: Outcome) -> str:
    """Say how an outcome compares with England's, with its interval."""
    unit, decimals = outcome.measure.unit, outcome.measure.decimals
    value = format_value(outcome.value, unit=unit, decimals=decimals)
    limits = format_interval(outcome.lower, outcome.upper, unit=unit, decimals=decimals)
    between = f" (between {limits.replace(' to ', ' and ')})" if limits else ""
    share = ratio_words(outcome.value, unit=unit)
    between = f", {share}{between}" if share else between
    about = "approximately " if outcome.status == "approximate" else ""
    start = f"{measure_title(outcome.measure)} in {outcome.period}: {about}{value}{between}"
    if outcome.england is None and outcome.verdict == CANNOT_TELL:
        return f"{start}; there is no figure for England, so we cannot tell how it compares."
    if outcome.england is None:
        return f"{start}, by the publisher's own test {WORDS[outcome.verdict]} England."
    england = format_value(outcome.england, unit=unit, decimals=decimals)
    if outcome.verdict == CANNOT_TELL:
        return (
            f"{start}, compared with {england} in England; there is no confidence interval, so we "
            "cannot tell if the difference is real."
        )
    level = "" if limits else confidence_words(outcome.measure)
    return f"{start}, {WORDS[outcome.verdict]} England ({england}){level}."


def confidence_words(measure: Measure) -> str:
    """The confidence of a published verdict where it is not the usual 95 per cent."""
    level = measure.verdict_confidence
    return "" if level == USUAL_CONFIDENCE else f" at {level * 100:g}% confidence"


def programme_sentence(
    place: Place, programme: Sequence[Place], counts: Sequence[CountsRow]
) -> str:
    """Say what part the place had in Total Place, and what its own count found."""
    if not programme:
        return f"{place.name} was not one of the Total Place pilots or parallel places."
    own = [
        KIND_WORDS[other.kind] for other in programme if set(other.members) == set(place.members)
    ]
    part_of = _others(programme, lambda other: set(place.members) < set(other.members))
    shares = _others(programme, lambda other: not set(place.members) <= set(other.members))
    roles = [f"was a {join_words(own)}"] if own else []
    roles += [f"was part of {join_words(part_of)}"] if part_of else []
    roles += [f"shares authorities with {join_words(shares)}"] if shares else []
    sentence = f"{place.name} {' and '.join(roles)}."
    counted = False
    for entry in programme:
        totals = [
            describe_count(row)
            for row in counts
            if row["place_id"] == entry.place_id
            and row["measure"] in MAIN_MEASURES
            and row["organisation"] == "all"
        ]
        if totals:
            amounts = join_words(list(dict.fromkeys(totals)))
            sentence += f" Published counts of all public spending in {entry.name}: {amounts}."
            counted = True
    return f"{sentence} {WHY_LARGER}" if counted else sentence


def _others(programme: Sequence[Place], holds: Callable[[Place], bool]) -> list[str]:
    """Names and kinds of the places of the programme for which something holds."""
    return [f"{entry.name} ({KIND_WORDS[entry.kind]})" for entry in programme if holds(entry)]


def describe_count(row: CountsRow) -> str:
    """Write a published figure with its unit and year."""
    amount, unit, year = row["amount"], row["unit"], row["financial_year"]
    is_money = unit.startswith("GBP")
    text = format_pounds(amount) if is_money else f"{amount:,.0f}"
    if unit == "GBP per person":
        text += " per person"
    elif not is_money:
        text += f" {unit}"
    if isinstance(year, str) and year:
        return f"{text} ({year})"
    return f"{text} (year not stated)" if is_money else text


def measure_title(measure: Measure) -> str:
    """Name of a measure with the group it is about."""
    if measure.sex not in SEX_WORDS or measure.sex == "persons":
        return measure.name
    return f"{measure.name}, {SEX_WORDS[measure.sex]}"


def unit_words(unit: str) -> str:
    """Write a unit as a reader knows it: pounds as their sign."""
    return unit.replace("GBP", "£")
