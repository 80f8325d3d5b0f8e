"""From the choices of the map page to the message that draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.read.measures import FIXED, Measure
from data.read.places import Place, PlaceReader
from geo.layers import CLASSES, Geometry, MapMessage, Panel
from utils.charts.area_map import (
    AROUND_ENGLAND,
    Condition,
    View,
    draw_classes,
    draw_cross,
    draw_where,
)
from utils.ui.map.choices import MapChoices
from utils.ui.map.conditions import Asked
from utils.ui.server.addresses import data_url, geometry_url, series_url, tiles_url

KEPT_PANELS: Final = 32
#: Breaks of a measure that is crossed with another.
THIRDS: Final = "tercile"


def rows_of(places: PlaceReader, measure: Measure, period: str, inside: str) -> pd.DataFrame:
    """The rows a map shows: of a whole level, or of the small areas inside a place."""
    rows = places.maps.on_map(measure, period=period)
    chosen = places.rows_inside(inside, level=measure.level) if inside else None
    return rows if chosen is None else rows.iloc[chosen].reset_index(drop=True)


def main_view(places: PlaceReader, choices: MapChoices) -> View:
    """The measure the visitor chose, in classes."""
    return _view(places, choices, choices.measure, choices.period, scheme=choices.scheme)


@lru_cache(maxsize=KEPT_PANELS)
def _classes(places: PlaceReader, measure: Measure, period: str, scheme: str, inside: str) -> Panel:
    """The map of a single measure; many visitors look at the same ones."""
    return draw_classes(_make_view(places, measure, period, scheme, inside))


def second_view(places: PlaceReader, choices: MapChoices) -> View | None:
    """The second measure, in classes; none where a map shows a measure.

    Beside a map of the same measure it has that map's classes, so that colours can be compared.
    """
    if choices.second is None:
        return None
    view = _view(places, choices, choices.second, choices.second_period, scheme=choices.scheme)
    if choices.second.measure != choices.measure.measure:
        return view
    return replace(view, breaks=main_view(places, choices).breaks)


def _view(
    places: PlaceReader, choices: MapChoices, measure: Measure, period: str, *, scheme: str
) -> View:
    return _make_view(places, measure, period, scheme, choices.inside)


@lru_cache(maxsize=KEPT_PANELS)
def _make_view(
    places: PlaceReader, measure: Measure, period: str, scheme: str, inside: str
) -> View:
    return View(
        measure=measure,
        period=period,
        rows=rows_of(places, measure, period, inside),
        breaks=places.maps.breaks(measure, scheme=scheme, period=period),
        scheme=scheme,
    )


def conditions_of(
    places: PlaceReader,
    choices: MapChoices,
    asked: Sequence[Asked],
    options: Mapping[str, Measure],
) -> list[Condition]:
    """The conditions with the rows they are put to, each in the year nearest to the chosen year.

    Args:
        places: the reader.
        choices: what is shown, and of which year.
        asked: the conditions as chosen.
        options: measures that exist at the level, by name.
    """
    found = []
    for condition in asked:
        measure = options[condition.measure]
        period = measure.nearest_period(choices.period)
        view = _view(places, choices, measure, period, scheme=FIXED)
        found.append(
            Condition(view=view, threshold=condition.threshold, at_least=condition.sign == "ge")
        )
    return found


def median_of(places: PlaceReader, choices: MapChoices, measure: Measure) -> float:
    """Median of a measure over the areas shown, in the year nearest to the chosen year."""
    period = measure.nearest_period(choices.period)
    values = rows_of(places, measure, period, choices.inside)["value"].dropna()
    return round(float(np.median(values)), measure.decimals) if len(values) else 0.0


def panels_of(
    places: PlaceReader, choices: MapChoices, conditions: Sequence[Condition]
) -> list[Panel]:
    """The one or two maps that the chosen kind of map asks for."""
    if choices.view == "where" and conditions:
        return [draw_where(conditions)]
    second = second_view(places, choices)
    main = _classes(places, choices.measure, choices.period, choices.scheme, choices.inside)
    if second is None:
        return [main]
    if choices.view == "pair":
        return [main, draw_classes(second)]
    first = main_view(places, choices)
    thirds = [
        _view(places, choices, view.measure, view.period, scheme=THIRDS) for view in (first, second)
    ]
    return [draw_cross(*thirds)]


def compose_message(
    places: PlaceReader, choices: MapChoices, panels: Sequence[Panel]
) -> MapMessage:
    """The message of a switch."""
    store = places.maps.store
    inside = places.place(choices.inside) if choices.inside else None
    measure = choices.measure
    playable = (
        len(panels) == 1
        and panels[0].rule == CLASSES
        and choices.scheme == FIXED
        and len(measure.periods) > 1
    )
    return MapMessage(
        level=choices.level,
        levels=list(choices.levels),
        chosen=choices.tools,
        inside=inside.members if inside else (),
        geometry=_geometry(places, choices.level, inside),
        panels=panels,
        periods=choices.periods,
        period=choices.period,
        series=series_url(
            store,
            measure=measure.measure,
            basis=measure.basis,
            level=measure.level,
            inside=choices.inside,
        )
        if playable
        else None,
        outlined=choices.outlined_kinds,
        selected=[code for code in [choices.area or choices.place] if code],
        source=measure.source,
    )


def _geometry(places: PlaceReader, level: str, inside: Place | None) -> Geometry:
    """Where the outlines of a level are: tiles for all small areas, outlines for a place's."""
    store, count = places.maps.store, len(places.maps.geography.areas(level))
    around, page = geometry_url(store, "upper-tier"), data_url(store, "page")
    key = f"{level}/{inside.place_id if inside else ''}"
    if level == "upper_tier":
        return Geometry(key=key, areas=[around], page=page, count=count)
    if level != "lsoa":
        areas = [geometry_url(store, level.replace("_", "-"))]
        return Geometry(key=key, areas=areas, around=around, page=page, count=count)
    if inside is not None:
        areas = [geometry_url(store, f"lsoa-{code.lower()}") for code in inside.members]
        rows = places.maps.geography.within(level, inside.members)
        return Geometry(key=key, areas=areas, around=around, page=page, count=len(rows))
    return Geometry(
        key=key,
        areas=(),
        around=around,
        page=page,
        count=count,
        tiles=tiles_url(store),
        index=geometry_url(store, "lsoa-index"),
        files=data_url(store, "files"),
    )


def describe_classes(choices: MapChoices) -> str:
    """Say what the reader must know of the classes and of playing, or nothing."""
    if choices.view == "cross":
        return "Each measure is in three classes of equally many areas of its year."
    if choices.measure.is_decile:
        return ""
    if choices.scheme == AROUND_ENGLAND:
        return (
            "Classes lie around England's value of the year (or, where none is published, the mean "
            "of the areas), in steps of one standard deviation of the areas."
        )
    if choices.scheme != FIXED and len(choices.periods) > 1:
        return "These classes differ from year to year, so the years cannot be played."
    return ""
