"""What is on the map: a measure, two of them, or where conditions hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.read.measures import Measure
from data.read.places import PlaceReader
from geo.layers import Panel
from utils.charts.area_map import Condition, View
from utils.ui.map.choices import MapChoices
from utils.ui.map.conditions import (
    PARAMETER,
    Asked,
    ask_conditions,
    resolve_conditions,
    write_conditions,
)
from utils.ui.map.scene import conditions_of, main_view, median_of, panels_of, second_view


@dataclass(frozen=True, kw_only=True)
class MapContent:
    """What is shown, with the rows behind it.

    Attributes:
        kind: one, pair, cross or where.
        views: the measures in classes, the chosen measure first.
        conditions: the conditions, where such are asked.
        panels: the maps.
    """

    kind: str
    views: Sequence[View]
    panels: Sequence[Panel]
    conditions: Sequence[Condition] = ()
    asked: Sequence[Asked] = ()
    options: Mapping[str, Measure] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """Two maps need the whole width."""
        return self.kind == "pair"

    @property
    def shown(self) -> Sequence[View]:
        """Every measure whose values are on the map."""
        return [condition.view for condition in self.conditions] or self.views

    @property
    def measures(self) -> list[Measure]:
        """The measures shown."""
        return [view.measure for view in self.shown]

    @property
    def address(self) -> dict[str, str]:
        """The conditions as a parameter of the address."""
        return {PARAMETER: write_conditions(self.asked)}

    def ask(self) -> None:
        """Ask for the conditions, if there are any."""
        if self.kind == "where":
            ask_conditions(self.options)


def resolve_view(places: PlaceReader, choices: MapChoices) -> MapContent:
    """Read what the chosen kind of map shows."""
    options: dict[str, Measure] = {}
    asked: list[Asked] = []
    if choices.view == "where":
        measures = places.level_measures(choices.level, basis=choices.basis)
        options = {measure.measure: measure for measure in measures}
        asked = resolve_conditions(
            options,
            first=choices.measure.measure,
            median=lambda name: median_of(places, choices, options[name]),
        )
    conditions = conditions_of(places, choices, asked, options)
    second = second_view(places, choices)
    return MapContent(
        kind=choices.view,
        views=[main_view(places, choices), *([second] if second else [])],
        panels=panels_of(places, choices, conditions),
        conditions=conditions,
        asked=asked,
        options=options,
    )
