"""The choices of the page that compares places, resolved and valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.read.comparators import KINDS, ComparatorKind
from data.read.comparisons import CompareReader, MeasureStandings
from data.read.find_place.finder import PlaceFinder
from data.read.measures import Measure
from data.read.money_lines import first_year, longest_line, money_lines
from data.read.periods import last_year
from data.read.places import Place
from utils.formatting import shorten
from utils.narrative.place import measure_title
from utils.ui.map.choices import DEFAULTS
from utils.ui.shared.place_picker import FEWEST, place_key, resolve_places
from utils.ui.shared.state import choose, choose_many, rename_asked
from utils.ui.shared.words import BASES

DEFAULT_AGAINST: Final = "neighbours"
NO_OUTCOME: Final = ""


@dataclass(frozen=True, kw_only=True)
class CompareChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        chosen: the places, in the order chosen.
        theme: theme of money and outcomes.
        basis: price basis.
        against: kind of comparator.
        own_set: area codes of the visitor's own set.
        money: the money measure of the theme.
        money_year: year of the money; `money_shared` says whether every place has a figure.
        asked_year: that year where the visitor chose another than that shown at first.
        trend: the money measure of the theme that is reported for most years.
        trend_until: last year of the change.
        since: first year of the change.
        outcomes: outcomes of the theme with all places' figures.
        outcome: that drawn large, if there is any.
    """

    chosen: list[Place]
    theme: str
    basis: str
    against: ComparatorKind
    own_set: list[str]
    money: Measure
    money_year: str
    money_shared: bool
    asked_year: str | None
    trend: Measure
    trend_until: str
    since: str
    outcomes: list[MeasureStandings]
    outcome: MeasureStandings | None

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "places": ",".join(place_key(place) for place in self.chosen),
            "theme": self.theme,
            "basis": self.basis,
            "against": self.against,
            "set": ",".join(self.own_set),
            "money_year": self.money_year,
            "since": self.since,
            "outcome": self.outcome.measure.measure if self.outcome else NO_OUTCOME,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address: places and years are always in it."""
        return {"theme": DEFAULTS["theme"], "basis": DEFAULTS["basis"], "against": DEFAULT_AGAINST}


def resolve_comparison(
    reader: CompareReader, finder: PlaceFinder, here: str
) -> CompareChoices | None:
    """Resolve every choice; None where fewer than two places are chosen.

    Args:
        reader: the reader.
        finder: finds a place by what is typed.
        here: id of the place chosen on another page, or nothing.
    """
    places = reader.places
    start = places.places.get(here)
    chosen = resolve_places(
        places, finder, start=start, nearest=_nearest_of(reader, start) if start else ""
    )
    theme = choose(
        "theme",
        places.theme_names,
        default=DEFAULTS["theme"],
        words=places.theme_names[DEFAULTS["theme"]],
    )
    basis = choose("basis", BASES, default=DEFAULTS["basis"], words=BASES[DEFAULTS["basis"]])
    against = choose("against", KINDS, default=DEFAULT_AGAINST, words=KINDS[DEFAULT_AGAINST])
    own_set = _resolve_set(reader)
    if len(chosen) < FEWEST:
        return None
    money = money_lines(reader.places, theme, basis=basis)[0]
    at = reader.shared_period(money, chosen) or (money.opening_period, False)
    rename_asked("year", "money_year")
    year = choose("money_year", money.periods, default=at[0], words=at[0])
    trend = longest_line(reader.places, theme, basis=basis)
    until = _last_year(reader, trend, chosen, year)
    oldest = first_year(trend, until=until)
    since = choose("since", trend.periods, default=oldest, words="the first year")
    outcomes = reader.outcomes(chosen, theme, against=against, own_set=own_set)
    return CompareChoices(
        chosen=chosen,
        theme=theme,
        basis=basis,
        against=against,
        own_set=own_set,
        money=money,
        money_year=year,
        money_shared=year == at[0] and at[1],
        asked_year=None if year == at[0] else year,
        trend=trend,
        trend_until=until,
        since=since,
        outcomes=outcomes,
        outcome=_resolve_outcome(
            reader, chosen, outcomes, theme=theme, against=against, own_set=own_set
        ),
    )


def _nearest_of(reader: CompareReader, place: Place) -> str:
    """The authority most like a place that is none of its own; nothing where there is none."""
    comparator, _ = reader.comparators.find(place, "neighbours")
    return comparator.members[0] if comparator else ""


def _last_year(reader: CompareReader, trend: Measure, chosen: Sequence[Place], year: str) -> str:
    """The year of the money where the line has it, else its newest in which all have a figure."""
    if year in trend.periods:
        return year
    at = reader.shared_period(trend, chosen)
    return at[0] if at else trend.periods[-1]


def _resolve_set(reader: CompareReader) -> list[str]:
    codes = reader.places.maps.geography.codes("upper_tier")

    def resolve(wanted: Sequence[str]) -> tuple[list[str], list[str]]:
        unknown = [code for code in wanted if code not in codes]
        notes = [
            f"The group in the link includes “{shorten(code)}”, which is no authority of "
            "2024; it was left out."
            for code in unknown
        ]
        return list(dict.fromkeys(code for code in wanted if code in codes)), notes

    return choose_many("set", default=(), resolve=resolve)


def _resolve_outcome(
    reader: CompareReader,
    chosen: Sequence[Place],
    outcomes: Sequence[MeasureStandings],
    *,
    theme: str,
    against: ComparatorKind,
    own_set: Sequence[str],
) -> MeasureStandings | None:
    """The outcome drawn large: that chosen, else the newest headline outcome of the theme.

    It is of the newest period in which any of the places has a figure: a place without one is a
    gap, rather than all places of old years.
    """
    if not outcomes:
        return None
    newest = {
        outcome.measure.measure: reader.newest_period(outcome.measure, chosen) or outcome.period
        for outcome in outcomes
    }
    declared = reader.places.headline_items(theme)
    headlines = [outcome for outcome in outcomes if outcome.measure.item in declared]
    # Of several of the same year the first in the declared order.
    first = max(
        headlines or outcomes, key=lambda outcome: last_year(newest[outcome.measure.measure])
    )
    known = {outcome.measure.measure: outcome for outcome in outcomes}
    name = choose(
        "outcome", known, default=first.measure.measure, words=measure_title(first.measure)
    )
    found = known[name]
    if newest[name] == found.period:
        return found
    rows = reader.standings(
        chosen, found.measure, period=newest[name], against=against, own_set=own_set
    )
    return MeasureStandings(found.measure, newest[name], False, rows)
