"""The year of the pilots against now: money and health of each place, and what is clear of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.comparisons import CompareReader
from data.read.measures import Measure
from data.read.places import HEADLINE, Place
from data.read.whole_place import WholePlaceReader
from utils.charts.change import change_words
from utils.narrative.place import measure_title
from utils.narrative.tiles import FIRST_YEAR, HEALTHY, LIFE, SEXES
from utils.narrative.whole_place import Named, growth_sentence
from utils.ui.shared.prose import bullets, paragraph, render_prose, strong

INTRO: Final = (
    "Money in the prices of the newest year. Health from the first period since the pilots to the "
    "newest. A change is called clear only where the confidence intervals or ranges allow it."
)


def render_then_and_now(
    reader: CompareReader, whole: WholePlaceReader, chosen: Sequence[Place]
) -> None:
    """What changed in each place since the year of the pilots."""
    blocks = [paragraph(INTRO)]
    for place in chosen:
        blocks += [paragraph(strong(place.name)), bullets(then_and_now(reader, whole, place))]
    render_prose(*blocks)


def then_and_now(reader: CompareReader, whole: WholePlaceReader, place: Place) -> list[str]:
    """Sentences on all public money, local services, and length of life in a place."""
    by_year = whole.real_by_year(place.members)
    newest = whole.years[-1]
    sentences = []
    if FIRST_YEAR in by_year and newest in by_year:
        then, now = (Named(year, by_year[year]) for year in (FIRST_YEAR, newest))
        sentences.append(f"All public money: {growth_sentence(then, now)}")
    money = reader.places.maps.measure(measure=HEADLINE, basis="real")
    sentences += _changed(reader, place, money, since=FIRST_YEAR)
    for name in (LIFE, HEALTHY):
        for sex in SEXES:
            measure = reader.places.maps.measure(measure=f"{name}:{sex}", basis="as published")
            sentences += _changed(reader, place, measure, since=measure.periods[0])
    return sentences


def _changed(reader: CompareReader, place: Place, measure: Measure, *, since: str) -> list[str]:
    """The change of a measure to its newest figure here; nothing where it has no figure."""
    row = reader.places.newest(place, measure)
    if row is None or since not in measure.periods or row["period"] == since:
        return []
    words = change_words(reader, place, measure, since=since, until=row["period"])
    return [f"{measure_title(measure)}: {words.removeprefix(f'{place.name}: ')}"]
