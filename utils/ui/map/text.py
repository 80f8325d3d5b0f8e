"""The map in words: what it shows, at which levels it exists, and the chosen area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.read.places import PlaceReader
from geo.classify import NO_DATA
from utils.charts.area_map import where_cells
from utils.formatting import join_words
from utils.narrative.map_summary import describe_position, summarise_map
from utils.narrative.place import measure_title
from utils.ui.map.choices import MapChoices
from utils.ui.map.content import MapContent
from utils.ui.map.scene import describe_classes, rows_of
from utils.ui.shared.captions import render_caveats, render_source
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.words import LEVEL_WORDS


def render_about(places: PlaceReader, choices: MapChoices, view: MapContent) -> None:
    """Say what the map shows, what to know before its figures are used, and their sources."""
    render_summary(places, choices, view)
    render_caveats(choices.measure, extra=(places.theme_cautions[choices.theme],))
    render_source(places.maps, view.measures)


def render_summary(places: PlaceReader, choices: MapChoices, view: MapContent) -> None:
    """Write what the map shows, in the visitor's words and for those who do not see it."""
    render_prose(*map(paragraph, summary_words(places, choices, view)))


def summary_words(places: PlaceReader, choices: MapChoices, view: MapContent) -> list[str]:
    """What the map shows, paragraph by paragraph."""
    place = places.places.get(choices.place)
    chosen = choices.area or (place.value_code if place else "")
    parts: list[str] = [
        summarise_map(
            layer.rows, layer.measure, period=layer.period, breaks=layer.breaks, chosen=chosen
        )
        for layer in view.views
    ]
    if view.conditions:
        parts = []
    if chosen and view.kind == "one" and choices.level == "upper_tier":
        parts += _place_of_several(places, choices, view)
    parts += [describe_classes(choices), _levels(choices)]
    return [part for part in parts if part]


def render_where(places: PlaceReader, choices: MapChoices, view: MapContent) -> None:
    """Say in how many areas all conditions are true, where such are asked."""
    if view.conditions:
        render_prose(paragraph(_count_where(places, choices, view)))


def _place_of_several(places: PlaceReader, choices: MapChoices, view: MapContent) -> list[str]:
    """How a place of several authorities stands: its own figure beside the areas' median."""
    place, main = places.place(choices.place), view.views[0]
    row = places.row(place, main.measure, main.period)
    if len(place.members) == 1 or row is None:
        return []
    rows = main.rows.iloc[:0].copy()
    rows.loc[0] = pd.Series({**row, "area_code": place.place_id, "area_name": place.name})
    median = float(np.nanmedian(main.numbers()))
    return [
        describe_position(
            rows, main.measure, breaks=main.breaks, median=median, chosen=place.place_id
        )
    ]


def _count_where(places: PlaceReader, choices: MapChoices, view: MapContent) -> Html:
    """Count the areas and the people where all conditions hold."""
    held = where_cells(view.conditions)
    people = places.maps.geography.population(choices.level)
    if choices.inside:
        chosen = places.rows_inside(choices.inside, level=choices.level)
        people = people if chosen is None else people.iloc[chosen]
    there = float(people.to_numpy()[held == 1].sum())
    known = float(people.to_numpy()[held != NO_DATA].sum())
    words = "; and ".join(condition.words for condition in view.conditions)
    share = f" ({100 * there / known:.1f}% of people where it is known)" if known else ""
    missing = int((held == NO_DATA).sum())
    gaps = f" In {missing:,} areas we cannot tell, because figures are missing." if missing else ""
    count = strong(f"{int((held == 1).sum()):,} of {len(held):,} areas")
    home = f", home to {there:,.0f} people in mid-2020{share}.{gaps}"
    return join(f"Where {words}: ", count, home)


def _levels(choices: MapChoices) -> str:
    """Say at which levels the measure exists."""
    names = join_words([LEVEL_WORDS[level].lower() for level in choices.levels])
    names = names.replace("msoa", "MSOA").replace("lsoa", "LSOA")
    return f"{measure_title(choices.measure)} is published for: {names}."


def render_area(places: PlaceReader, choices: MapChoices, view: MapContent) -> None:
    """Write of a chosen area that is no place of its own: its figures and where it lies."""
    if not choices.area:
        return
    areas = places.maps.geography.areas(choices.level).set_index("area_code")
    area = areas.loc[choices.area]
    home = places.places.get(area["upper_tier_code"] or "")
    lies = f", in {home.name}" if home else ""
    lines = []
    for shown in view.shown:
        rows = rows_of(places, shown.measure, shown.period, "")
        median = float(np.nanmedian(rows["value"]))
        text = describe_position(
            rows, shown.measure, breaks=shown.breaks, median=median, chosen=choices.area
        )
        lines.append(f"{shown.heading}: {text}")
    title = paragraph(strong(str(area["area_name"])), f" ({choices.area}{lies})")
    render_prose(title, bullets(lines))
