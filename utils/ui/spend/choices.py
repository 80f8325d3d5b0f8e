"""The choices of the page on spend and outcomes, valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.read.find_place.finder import PlaceFinder
from data.read.measures import Measure
from data.read.money_lines import money_lines, whole_lines
from data.read.places import Place, PlaceReader, newest_series
from data.read.spend_outcomes import CRUDE, SIMILAR, SpendOutcomes
from utils.narrative.place import measure_title
from utils.ui.map.choices import DEFAULTS as MAP_DEFAULTS
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import ask, choose, pop_query_param, report
from utils.ui.shared.words import BASES

ADJUST: Final[Mapping[str, str]] = {
    CRUDE: "£ per person",
    SIMILAR: "Difference from similar places",
}
NEAR: Final[Mapping[str, str]] = {
    "england": "All councils",
    "neighbours": "Similar places",
}


@dataclass(frozen=True, kw_only=True)
class SpendChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        theme: theme of money and outcome.
        basis: price basis.
        lines: the theme's lines of money by name; `money` is that shown.
        outcomes: the theme's outcomes by name; `outcome` is that shown, None without any.
        ways: ways to show spend; that of all public money is not set beside similar places.
        periods: periods of the outcome with the year of the money that goes with each.
        period: that shown.
        newest: the period that is shown where none is asked for.
        adjust: spend itself, or its difference from what similar places spend.
        near: whom the place is set beside.
    """

    place: Place | None
    theme: str
    basis: str
    lines: Mapping[str, Measure]
    money: Measure
    outcomes: Mapping[str, Measure]
    outcome: Measure | None
    ways: Mapping[str, str]
    periods: Mapping[str, str]
    period: str
    newest: str
    adjust: str
    near: str

    @property
    def year(self) -> str:
        """The financial year that goes with the period; the money's newest where none does."""
        return self.periods.get(self.period, self.money.periods[-1])

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "place": self.place.place_id if self.place else NO_PLACE,
            "theme": self.theme,
            "basis": self.basis,
            "line": self.money.measure,
            "outcome": self.outcome.measure if self.outcome else "",
            "when": self.period,
            "adjust": self.adjust,
            "near": self.near,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {
            "theme": MAP_DEFAULTS["theme"],
            "basis": MAP_DEFAULTS["basis"],
            "line": next(iter(self.lines)),
            "when": self.newest,
            "adjust": CRUDE,
            "near": "england",
        }


def resolve_spend(places: PlaceReader, reader: SpendOutcomes, finder: PlaceFinder) -> SpendChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(places, finder)
    themes, default = places.theme_names, MAP_DEFAULTS["theme"]
    theme = choose("theme", themes, default=default, words=themes[default])
    basis_default = MAP_DEFAULTS["basis"]
    basis = choose("basis", BASES, default=basis_default, words=BASES[basis_default])
    every = [*money_lines(places, theme, basis=basis), *whole_lines(places, theme, basis=basis)]
    lines = {line.measure: line for line in every}
    first = next(iter(lines))
    money = lines[choose("line", lines, default=first, words=lines[first].name)]
    ways = {CRUDE: ADJUST[CRUDE]} if money.kind == "whole" else ADJUST
    outcomes = {
        series.measure: series
        for series in newest_series(places.headline_outcomes(theme))
        if series.kind == "indicator" and reader.periods(money, series)
    }
    outcome = _outcome(reader, outcomes)
    periods = reader.periods(money, outcome) if outcome else {}
    newest = reader.newest_of(place, money, outcome) if outcome else ""
    _follow_year(periods)
    return SpendChoices(
        place=place,
        theme=theme,
        basis=basis,
        lines=lines,
        money=money,
        outcomes=outcomes,
        outcome=outcome,
        ways=ways,
        periods=periods,
        period=choose("when", periods or [""], default=newest, words=newest or "no period"),
        newest=newest,
        adjust=choose("adjust", ways, default=CRUDE, words=ADJUST[CRUDE]),
        near=choose("near", NEAR, default="england", words=NEAR["england"]),
    )


def _follow_year(periods: Mapping[str, str]) -> None:
    """Let a year of the money in the address choose the period that goes with it."""
    year = pop_query_param("year")
    if year is None:
        return
    period = next((name for name, own in periods.items() if own == year), None)
    if period is None:
        report("year", year, "the years below")
    else:
        ask("when", period)


def _outcome(reader: SpendOutcomes, outcomes: Mapping[str, Measure]) -> Measure | None:
    """The outcome chosen, else the first with limits, as only such can be clearly different."""
    if not outcomes:
        return None
    first = next(
        (name for name, outcome in outcomes.items() if reader.has_limits(outcome)),
        next(iter(outcomes)),
    )
    chosen = choose("outcome", outcomes, default=first, words=measure_title(outcomes[first]))
    return outcomes[chosen]
