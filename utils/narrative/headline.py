"""How a place compares with England on the headline measures, and what cannot be tested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.places import Outcome, Place, PlaceReader
from utils.formatting import format_value, join_words, lower_first, ratio_words
from utils.narrative.place import confidence_words
from utils.narrative.verdicts import CLEAR, WORDS, short_words
from utils.stats.verdicts import CANNOT_TELL

HEALTH: Final = "health"
SEXES: Final = {"male": "of men", "female": "of women"}


def headline_sentences(places: PlaceReader, place: Place, *, theme: str) -> list[str]:
    """Say how a place compares on the headline measures of health, then on those of a theme.

    Args:
        places: the reader.
        place: whom it is about.
        theme: the theme chosen; the first of all has no measures but those of health.
    """
    first, *_ = places.theme_names
    found = places.headlines(place, first)
    sentences = [headline_sentence(found, what=HEALTH)]
    if theme != first:
        own = [headline for headline in places.headlines(place, theme) if headline not in found]
        name = places.theme_names[theme]
        sentences += [f"{name}: {lower_first(headline_sentence(own, what=''))}"] if own else []
    said = [sentence for sentence in sentences if sentence]
    return said or [f"No headline measure of health is published for {place.name}."]


def theme_sentences(places: PlaceReader, place: Place, *, theme: str) -> list[str]:
    """Say how a place compares on the headline measures of the theme that governs a page.

    Args: as `headline_sentences`.
    """
    first, *_ = places.theme_names
    if theme == first:
        return headline_sentences(places, place, theme=theme)
    said = headline_sentence(places.headlines(place, theme), what="")
    name = lower_first(places.theme_names[theme])
    return [said or f"No headline measure of {name} is published for {place.name}."]


def headline_sentence(outcomes: Sequence[Outcome], *, what: str) -> str:
    """Name the measures on which a place is clearly different, and count the rest.

    Args:
        outcomes: the measures.
        what: a word for their kind, such as "health", or nothing.
    """
    total = len(outcomes)
    kind = f"headline {what} measure" if what else "headline measure"
    of = f"of {total} {kind}{'' if total == 1 else 's'}"
    parts: list[str] = []
    for verdict in CLEAR:
        those = [outcome for outcome in outcomes if outcome.verdict == verdict]
        if those:
            named = "" if parts else f" {of}"
            start = WORDS[verdict].capitalize()
            parts.append(f"{start} England on {len(those)}{named}: {_names(those)}.")
    similar = [outcome for outcome in outcomes if outcome.verdict == "similar"]
    if similar:
        named = "" if parts else f" {of}"
        parts.append(f"No clear difference on {len(similar)}{named}: {_names(similar)}.")
    untested = [outcome for outcome in outcomes if outcome.verdict == CANNOT_TELL]
    if untested and not parts:
        return _all_untested(untested, kind)
    rest = [cannot_say(len(untested), of=f"of these {kind}s")] if untested else []
    return " ".join([*parts, *rest])


def _all_untested(outcomes: Sequence[Outcome], kind: str) -> str:
    """Give figures where none can be tested."""
    figures = []
    for outcome in outcomes:
        unit, decimals = outcome.measure.unit, outcome.measure.decimals
        about = "about " if outcome.status == "approximate" else ""
        value = about + format_value(outcome.value, unit=unit, decimals=decimals)
        england = format_value(outcome.england, unit=unit, decimals=decimals)
        beside = "" if outcome.england is None else f", England {england}"
        figures.append(f"{_names([outcome])} {value}{beside}")
    measures = f"the {kind}" if len(outcomes) == 1 else f"the {len(outcomes)} {kind}s"
    return (
        f"For {measures} there is no confidence interval, so we cannot tell if a difference from "
        f"England is real: {'; '.join(figures)}."
    )


def cannot_say(count: int, *, of: str = "") -> str:
    """Count the measures that cannot be tested and say why, once.

    Args:
        count: how many.
        of: the measures among which they are counted; nothing where all of a table are.
    """
    measures = f"{count} {of}" if of else "1 measure" if count == 1 else f"{count} measures"
    return (
        f"For {measures} there is no confidence interval, so we cannot tell if the difference is "
        "real."
    )


def verdict_cell(outcome: Outcome) -> str:
    """A verdict against England for a cell: in the past tense if old, with whose test it was."""
    words = short_words(outcome.verdict, is_old=outcome.is_old)
    is_ours = outcome.lower is not None and outcome.england is not None
    if outcome.verdict == CANNOT_TELL or is_ours:
        return words
    return f"{words} (publisher's test{confidence_words(outcome.measure)})"


def ratio_note(outcome: Outcome) -> str:
    """Say a ratio as a share more or less, in brackets; nothing of other measures."""
    words = ratio_words(outcome.value, unit=outcome.measure.unit)
    return f" ({words})" if words else ""


def _names(outcomes: Sequence[Outcome]) -> str:
    """Names with their periods; sexes of a measure and period together."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.measure.name, outcome.period), []).append(outcome)
    names = []
    for (name, period), those in groups.items():
        sexes = [SEXES[outcome.measure.sex] for outcome in those if outcome.measure.sex in SEXES]
        who = f" {join_words(sexes)}" if sexes else ""
        confidence = confidence_words(those[0].measure) if those[0].lower is None else ""
        names.append(f"{lower_first(name)}{who} ({period}{f',{confidence}' if confidence else ''})")
    return "; ".join(names)
