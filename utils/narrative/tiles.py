"""The answer of the first screen: tiles, each a figure, what it means, and where to read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import numpy as np

from data.read.comparators import Comparators
from data.read.measures import Measure
from data.read.places import Outcome, Place, PlaceReader
from data.read.whole_place import REAL, SOURCE, TOTAL, WholeAmount, WholePlaceReader
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.formatting import format_value, join_words
from utils.narrative.sources import RECORD
from utils.narrative.verdicts import CLEAR, SHORT, short_words
from utils.narrative.whole_place import FEWEST_RESIDENTS, about, measured_words, price_words
from utils.stats.verdicts import CANNOT_TELL, Verdict

#: The years between which the change of public money is given: that of the pilots, and the newest.
FIRST_YEAR: Final = "2009-10"
LIFE: Final = "life_expectancy_at_birth_ohid"
HEALTHY: Final = "healthy_life_expectancy"
GAP: Final = "slope_index_of_inequality"
#: The series before, the newest that counties have.
OLDER_GAP: Final = "slope_index_of_inequality_2020_take"
SEXES: Final = {"female": "women", "male": "men"}
#: Fewer similar places than these make no range.
FEWEST_SIMILAR: Final = 8
ALL_THEMES: Final = "all_services"
#: More than there are places.
KEPT_PLACES: Final = 256
#: What tiles are about.
MONEY: Final = "Public money per person"
HEALTH: Final = "Health compared with England"
GAP_INSIDE: Final = "Years of life between most and least deprived"
PROGRAMME: Final = "Total Place, 2009-10"
#: Measure and unit of published counts of all public bodies.
TOTAL_COUNT: Final = ("total_public_spend", "GBP")
PERSON_COUNT: Final = ("spend_per_head", "GBP per person")


@dataclass(frozen=True)
class Position:
    """Where a figure lies, all in the same unit.

    Attributes:
        value: the place's figure; lower and upper are its range.
        middle: lower and upper quarter of similar places.
        england: England's figure.
    """

    value: float
    lower: float
    upper: float
    middle: tuple[float, float]
    england: float


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A figure, what it means in a sentence, and the page that says more.

    Attributes:
        subject: what it is about, the same for every place.
        label: what is measured, with its period.
        figure: the figure in large letters.
        meaning: a plain sentence.
        address: page that says more, and `door`: what the link to it is called.
        trend: the figure over the years, oldest first; nothing where no trend is drawn.
        trend_words: what the line shows, for those who do not see it.
        position: where the figure lies among similar places.
        sources: short names of the sources of the figure.
    """

    subject: str
    label: str
    figure: str
    meaning: str
    address: str
    door: str
    trend: tuple[float, ...] = ()
    trend_words: str = ""
    position: Position | None = None
    sources: tuple[str, ...] = ()


@lru_cache(maxsize=KEPT_PLACES)
def england_tiles(places: PlaceReader, whole: WholePlaceReader) -> tuple[Tile, ...]:
    """The tiles of England, before a place is chosen."""
    return (
        _england_money(whole),
        _england_years(places, LIFE, "Life expectancy", "Map life expectancy"),
        _england_years(places, HEALTHY, "Healthy life expectancy", "Map healthy life expectancy"),
        _england_gap(places),
    )


# The same for every visitor and whatever the map shows, and read from a dozen tables.
@lru_cache(maxsize=KEPT_PLACES)
def place_tiles(
    places: PlaceReader,
    comparators: Comparators,
    whole: WholePlaceReader,
    place: Place,
    *,
    year: str | None = None,
    basis: str = "cash",
) -> tuple[Tile, ...]:
    """The tiles of a place: money, health, the gap inside, and what the programme counted.

    Args:
        places: the reader of places.
        comparators: which places are similar.
        whole: the count of all public money.
        place: whom the tiles are about.
        year: financial year of the money; the newest where none is asked for.
        basis: price basis of the money.
    """
    found = [
        _place_money(comparators, whole, place, year=whole.year_or_newest(year), basis=basis),
        _place_health(places, place),
        _place_gap(places, place),
        _place_programme(places, place),
    ]
    return tuple(tile for tile in found if tile is not None)


# Money


def _england_money(whole: WholePlaceReader) -> Tile:
    year = whole.years[-1]
    by_year = {
        when: amount.per_head
        for when, amount in whole.real_by_year((ENGLAND,)).items()
        if when >= FIRST_YEAR
    }
    change = by_year[year] / by_year[FIRST_YEAR] - 1
    side = "more" if change > 0 else "less"
    return Tile(
        subject=MONEY,
        label=f"{MONEY}, {year}",
        figure=f"£{whole_amount(whole, (ENGLAND,), year).per_head:,.0f}",
        meaning=f"{abs(change):.0%} {side} than in {FIRST_YEAR}, with inflation taken out.",
        address="count",
        door="Who spends it, on what",
        trend=tuple(by_year.values()),
        trend_words=_trend_words(by_year, f"£ per person in {PRICE_BASE_YEAR} prices", decimals=0),
        sources=(SOURCE,),
    )


def whole_amount(whole: WholePlaceReader, codes: Sequence[str], year: str) -> WholeAmount:
    """All public spending of areas in a year.

    Raises:
        LookupError: the count has no figure.
    """
    found = whole.amount(codes, year)
    if found is None:
        raise LookupError(f"no public spending of {', '.join(codes)} in {year}")
    return found


def _place_money(
    comparators: Comparators, whole: WholePlaceReader, place: Place, *, year: str, basis: str
) -> Tile | None:
    unpriced = whole.amount(place.members, year)
    if unpriced is None:
        return None
    found = whole.priced(unpriced, year, basis=basis)
    england = whole.priced(whole_amount(whole, (ENGLAND,), year), year, basis=basis).per_head
    position = place_position(comparators, whole, place, year=year, basis=basis)
    by_year = {}
    if position is None:
        real = whole.real_by_year(place.members)
        by_year = {when: amount.per_head for when, amount in real.items()}
    return Tile(
        subject=MONEY,
        label=f"{MONEY}, {year}{price_words(basis, year)}",
        figure=about(found.per_head),
        meaning=(
            f"{beside_similar(found, position)} England: {about(england)}. "
            f"{measured_words(found.measured_share)}."
        ),
        address="count?" + urlencode({"place": place.place_id}),
        door="Who spends it, on what",
        trend=tuple(by_year.values()),
        trend_words=_trend_words(by_year, f"£ per person in {PRICE_BASE_YEAR} prices", decimals=0),
        position=position,
        sources=(SOURCE,),
    )


def place_position(
    comparators: Comparators,
    whole: WholePlaceReader,
    place: Place,
    *,
    year: str,
    basis: str,
    block: str = TOTAL,
) -> Position | None:
    """Where a place's money lies among that of similar places; None where too few have a figure.

    Args:
        comparators: which places are similar.
        whole: the count of all public money.
        place: whom it is about.
        year: financial year of the count.
        basis: price basis.
        block: kind of spending; all of it where none is named.
    """
    found, england = (whole.amount(codes, year, block) for codes in (place.members, (ENGLAND,)))
    if found is None or england is None or len(place.members) != 1:
        return None
    amounts = (
        whole.amount((code,), year, block) for code in comparators.neighbours(place.members[0])
    )
    similar = [amount.per_head for amount in amounts if amount is not None]
    if len(similar) < FEWEST_SIMILAR:
        return None
    factor = whole.in_real_terms(1, year) if basis == REAL else 1.0
    low, high = np.quantile(similar, (0.25, 0.75))
    return Position(
        value=found.per_head * factor,
        lower=found.lower_per_head * factor,
        upper=found.upper_per_head * factor,
        middle=(float(low) * factor, float(high) * factor),
        england=england.per_head * factor,
    )


def beside_similar(found: WholeAmount, position: Position | None) -> str:
    """Whether spending is more or less than most similar places'; only ranges apart can tell."""
    if position is None:
        return "It has no group of similar places."
    low, high = position.middle
    usual = f"most similar places ({about(low)} to {about(high)})"
    if found.population < FEWEST_RESIDENTS:
        return "Too few people live here to compare it with similar places."
    if found.lower_per_head > high:
        return f"More than {usual}."
    if found.upper_per_head < low:
        return f"Less than {usual}."
    if not low <= found.per_head <= high:
        return f"Cannot tell whether more or less than {usual}."
    return f"About the same as {usual}."


# Health


def _england_years(places: PlaceReader, name: str, label: str, door: str) -> Tile:
    measures = {sex: _measure(places, f"{name}:{sex}") for sex in SEXES}
    women = _england_series(places, measures["female"])
    men = _england_series(places, measures["male"])
    first, period = next(iter(women)), next(reversed(women))
    changes = [
        f"{series[period] - series[first]:+.1f} years for {words}".replace("-", "\u2212")
        for words, series in zip(SEXES.values(), (women, men), strict=True)
    ]
    return Tile(
        subject=label,
        label=f"{label}, {period}",
        figure=f"{women[period]:.1f} women, {men[period]:.1f} men",
        meaning=f"Since {first}: {join_words(changes)}.",
        address="?" + urlencode({"show": f"{name}:female", "theme": ALL_THEMES}),
        door=door,
        trend=tuple(women.values()),
        trend_words=_trend_words(women, "years, women", decimals=1),
        sources=_sources_of(measures.values()),
    )


def _england_gap(places: PlaceReader) -> Tile:
    measures = [_measure(places, f"{GAP}:{sex}") for sex in ("female", "male")]
    women, men = (_england_series(places, measure) for measure in measures)
    period = next(reversed(women))
    return Tile(
        subject=GAP_INSIDE,
        label=f"{GAP_INSIDE}, {period}",
        figure=f"{women[period]:.1f} women, {men[period]:.1f} men",
        meaning="How much longer people live at the least deprived end (slope index).",
        address="inequality",
        door="Health gaps",
        trend=tuple(women.values()),
        trend_words=_trend_words(women, "years, women", decimals=1),
        sources=_sources_of(measures),
    )


def _place_health(places: PlaceReader, place: Place) -> Tile:
    outcomes = places.headlines(place, ALL_THEMES)
    periods = sorted({outcome.period for outcome in outcomes})
    return Tile(
        subject=HEALTH,
        label=f"Health, {join_words(periods)}" if periods else "Health",
        figure=count_verdicts(outcomes),
        meaning=_life_words(outcomes),
        address="profile?" + urlencode({"place": place.place_id}),
        door="All measures, and what is clear",
        sources=_sources_of(outcome.measure for outcome in outcomes),
    )


def count_verdicts(outcomes: Sequence[Outcome]) -> str:
    """How many headline measures are worse than England's, better, alike, or cannot be compared."""
    if not outcomes:
        return "No figures"
    found = [outcome.verdict for outcome in outcomes]
    order: list[Verdict] = [*CLEAR, "similar", CANNOT_TELL]
    words = [f"{SHORT[verdict]} on {found.count(verdict)}" for verdict in order if verdict in found]
    return f"{', '.join(words).capitalize()} of {len(found)} measures"


def _life_words(outcomes: Sequence[Outcome]) -> str:
    """Life expectancy of women and men beside England's, in a sentence."""
    found = [outcome for outcome in outcomes if outcome.measure.item == LIFE]
    parts = [
        f"{SEXES[outcome.measure.sex]} {format_value(outcome.value, unit='years', decimals=1)} "
        f"(England {outcome.england:.1f})"
        for outcome in found
        if outcome.value is not None and outcome.england is not None
    ]
    if not parts:
        return "Life expectancy is not published for this place."
    return f"Headline measures compared with England. Life expectancy: {join_words(parts)}."


def _place_gap(places: PlaceReader, place: Place) -> Tile:
    found = _gap_outcomes(places, place, GAP) or _gap_outcomes(places, place, OLDER_GAP)
    address = "inequality?" + urlencode({"place": place.place_id})
    door = "Health gaps inside the place"
    if not found:
        return Tile(
            subject=GAP_INSIDE,
            label="Gap in life expectancy inside the place",
            figure="Not published",
            meaning="It is published for single councils, and not for every one of them.",
            address=address,
            door=door,
        )
    parts = [f"{outcome.value:.1f} {SEXES[outcome.measure.sex]}" for outcome in found]
    return Tile(
        subject=GAP_INSIDE,
        label=f"{GAP_INSIDE}, {found[0].period}",
        figure=", ".join(parts),
        meaning=_beside_england(found),
        address=address,
        door=door,
        sources=_sources_of(outcome.measure for outcome in found),
    )


def _gap_outcomes(places: PlaceReader, place: Place, name: str) -> list[Outcome]:
    """The gap of women and of men in a place, by a series of it, as far as it is published."""
    outcomes = (places.outcome(place, _measure(places, f"{name}:{sex}")) for sex in SEXES)
    return [outcome for outcome in outcomes if outcome is not None and outcome.value is not None]


def _beside_england(outcomes: Sequence[Outcome]) -> str:
    """England's gap, and whether a place's is clearly different."""
    england = [
        f"{outcome.england:.1f} {SEXES[outcome.measure.sex]}"
        for outcome in outcomes
        if outcome.england is not None
    ]
    beside = f"England: {', '.join(england)}. " if england else ""
    if all(outcome.verdict == CANNOT_TELL for outcome in outcomes):
        return (
            f"{beside}The slope index of these years has no confidence interval, so we cannot tell "
            "whether they differ."
        )
    verdicts = [
        f"{short_words(outcome.verdict, is_old=outcome.is_old)} for {SEXES[outcome.measure.sex]}"
        for outcome in outcomes
    ]
    return f"{beside}The difference: {join_words(verdicts)}."


# The programme


def _place_programme(places: PlaceReader, place: Place) -> Tile:
    entries = places.programme_of(place)
    if not entries:
        return Tile(
            subject=PROGRAMME,
            label=PROGRAMME,
            figure="Not a pilot",
            meaning="This place was not one of the 13 pilots or of the parallel places.",
            address="deep_dives",
            door="What the pilots found",
        )
    totals, per_person = (_published(places, place, *kind) for kind in (TOTAL_COUNT, PERSON_COUNT))
    entry = entries[0]
    first, *others = [theme.strip() for theme in entry.themes.split(";")]
    more = f" and {len(others)} more" if others else ""
    themes = f" Theme: {first}{more}." if first else ""
    figure = ""
    if totals:
        figure = _billions(totals)
    elif per_person:
        figure = f"£{per_person[0]:,.0f} per person"
    role = "Took part"
    if entry.kind == "pilot":
        role = "A pilot" if entry.members == place.members else "Part of a pilot"
    return Tile(
        subject=PROGRAMME,
        label=PROGRAMME,
        figure=figure or role,
        meaning=(
            f"What {entry.name} counted then, as its sources say."
            if figure
            else f"{entry.name}: no total was published."
        )
        + themes,
        address="deep_dives?" + urlencode({"place": place.place_id}),
        door="What the pilot found",
        sources=(RECORD,),
    )


def _published(places: PlaceReader, place: Place, measure: str, unit: str) -> list[float]:
    """What the programme's sources say of all bodies together, smallest first."""
    return sorted(
        row["amount"]
        for row in places.counts(place)
        if (row["measure"], row["organisation"], row["unit"]) == (measure, "all", unit)
        and row["amount"] is not None
    )


def _billions(totals: Sequence[float]) -> str:
    """A range of published totals in billions of pounds.

    >>> _billions([7.3e9, 7.5e9]), _billions([2.2e9])
    ('£7.3 to £7.5 billion', '£2.2 billion')
    """
    shown = list(dict.fromkeys(f"£{total / 1e9:.1f}" for total in (totals[0], totals[-1])))
    return f"{' to '.join(shown)} billion"


# Series and sources


def _sources_of(measures: Iterable[Measure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(measure.source for measure in measures))


def _measure(places: PlaceReader, name: str) -> Measure:
    return places.maps.measure(measure=name, basis="as published")


def _england_series(places: PlaceReader, measure: Measure) -> dict[str, float]:
    """England's figure by period, oldest first."""
    by_period = ((period, places.england(measure, period)) for period in measure.periods)
    return {period: value for period, value in by_period if value is not None}


def _trend_words(series: dict[str, float], unit: str, *, decimals: int) -> str:
    """The ends of a series, for those who do not see its line; nothing where there is none."""
    if not series:
        return ""
    first, last = next(iter(series)), next(reversed(series))
    return (
        f"From {series[first]:,.{decimals}f} in {first} to {series[last]:,.{decimals}f} in {last} "
        f"({unit})."
    )
