"""Plain sentences about a place, computed from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.map_reader import Measure, Row
from data.place_reader import KIND_WORDS, Outcome, Place
from utils.config import PRICE_BASE_YEAR
from utils.formatting import (
    GBP_PER_PERSON,
    format_interval,
    format_pounds,
    format_value,
    join_words,
    ratio_words,
)
from utils.stats.verdicts import CANNOT_TELL, WORDS

BASIS_WORDS: Final = {"cash": "in cash", "real": f"in prices of {PRICE_BASE_YEAR}"}
SEX_WORDS: Final = {"male": "men", "female": "women", "persons": "everyone"}
USUAL_CONFIDENCE: Final = 0.95
MAIN_MEASURES: Final = {"total_public_spend", "spend_per_head"}


def money_sentence(
    place: Place,
    *,
    measure: Measure,
    period: str,
    value: float | None,
    england: float | None,
    note: str | None,
    newest: Row | None,
) -> str:
    """Say what was spent a head, beside England; a gap is said with its reason.

    Args:
        place: whom the sentence is about.
        measure: the spend measure.
        period: the financial year asked for.
        value: GBP per person, None for a gap.
        england: England's GBP per person.
        note: why there is a gap.
        newest: the row of the newest year with a figure.
    """
    what = f"{measure.name}: " if measure.item != "total" else "All local services: "
    if value is None:
        reason = f" ({note})" if note else ""
        known = (
            f" The newest is {format_value(newest['value'], unit=GBP_PER_PERSON, decimals=0)} a "
            f"person in {newest['period']}, {BASIS_WORDS[measure.basis]}."
            if newest
            else ""
        )
        return f"{what}no figure for {place.name} in {period}{reason}.{known}"
    here = format_value(value, unit=GBP_PER_PERSON, decimals=0)
    sentence = f"{what}{here} a person in {place.name} in {period}, {BASIS_WORDS[measure.basis]}"
    if england is None:
        return f"{sentence}; England's figure for that year is not published."
    whole = format_value(england, unit=GBP_PER_PERSON, decimals=0)
    return (
        f"{sentence}, beside {whole} in England. More money can mean more need, not more service."
    )


def missing_outcome_sentence(place: Place, measure: Measure) -> str:
    """Say that an outcome has no figure here and, for a union, why it cannot be made."""
    sentence = f"{measure_title(measure)}: no figure for {place.name}"
    if len(place.members) > 1:
        sentence += ", because its authorities' figures cannot be combined without their counts"
    return f"{sentence}."


def outcome_sentence(outcome: Outcome) -> str:
    """Say how one outcome compares with England's, with its interval."""
    unit, decimals = outcome.measure.unit, outcome.measure.decimals
    value = format_value(outcome.value, unit=unit, decimals=decimals)
    limits = format_interval(outcome.lower, outcome.upper, unit=unit, decimals=decimals)
    between = f" (between {limits.replace(' to ', ' and ')})" if limits else ""
    share = ratio_words(outcome.value, unit=unit)
    between = f", {share}{between}" if share else between
    about = "approximately " if outcome.status == "approximate" else ""
    start = f"{measure_title(outcome.measure)} in {outcome.period}: {about}{value}{between}"
    if outcome.england is None and outcome.verdict == CANNOT_TELL:
        return f"{start}; there is no figure for England, so we cannot say how it compares."
    if outcome.england is None:
        return f"{start}, by the publisher's own test {WORDS[outcome.verdict]} England."
    england = format_value(outcome.england, unit=unit, decimals=decimals)
    if outcome.verdict == CANNOT_TELL:
        return (
            f"{start}, beside {england} in England; there is no confidence interval, so we cannot "
            "say if the difference is real."
        )
    level = "" if limits else confidence_words(outcome.measure)
    return f"{start}, {WORDS[outcome.verdict]} England ({england}){level}."


def confidence_words(measure: Measure) -> str:
    """The confidence of a published verdict where it is not the usual 95 per cent."""
    level = measure.verdict_confidence
    return "" if level == USUAL_CONFIDENCE else f" at {level * 100:g}% confidence"


def programme_sentence(place: Place, programme: Sequence[Place], counts: Sequence[Row]) -> str:
    """Say what part the place had in Total Place, and what its own count found."""
    if not programme:
        return f"{place.name} is not in the record of Total Place pilots and parallel places."
    own = [KIND_WORDS[one.kind] for one in programme if set(one.members) == set(place.members)]
    wider = [
        f"{one.name} ({KIND_WORDS[one.kind]})"
        for one in programme
        if set(one.members) != set(place.members)
    ]
    roles = [f"was a {join_words(own)}"] if own else []
    roles += [f"lies in or holds part of {join_words(wider)}"] if wider else []
    sentence = f"{place.name} {' and '.join(roles)}."
    for one in programme:
        totals = [
            describe_count(row)
            for row in counts
            if row["place_id"] == one.place_id
            and row["measure"] in MAIN_MEASURES
            and row["organisation"] == "all"
        ]
        if totals:
            amounts = join_words(list(dict.fromkeys(totals)))
            sentence += f" Published counts of all public spending in {one.name}: {amounts}."
    return sentence


def describe_count(row: dict[str, object]) -> str:
    """Write one published figure with its unit and year."""
    amount = float(str(row["amount"]))
    text = format_pounds(amount) if str(row["unit"]).startswith("GBP") else f"{amount:,.0f}"
    if row["unit"] == "GBP per person":
        text += " a person"
    elif not str(row["unit"]).startswith("GBP"):
        text += f" {row['unit']}"
    year = row["financial_year"]
    return f"{text} ({year})" if isinstance(year, str) and year else text


def measure_title(measure: Measure) -> str:
    """Name of a measure with the group it is about."""
    if measure.sex not in SEX_WORDS or measure.sex == "persons":
        return measure.name
    return f"{measure.name}, {SEX_WORDS[measure.sex]}"


def unit_words(unit: str) -> str:
    """Write a unit as a reader knows it: pounds as their sign."""
    return unit.replace("GBP", "£")
