"""The map of a place's small areas below their charts: values, or clusters of like values."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from data.read.inequality import InequalityReader
from data.read.measures import FIXED
from data.read.places import Place, PlaceReader
from geo.layers import Geometry, MapMessage, Panel
from utils.charts.area_map import View, draw_classes
from utils.charts.cluster_map import UNKNOWN, cluster_kinds, cluster_words, draw_clusters
from utils.formatting import join_words
from utils.markdown import plain_text
from utils.narrative.map_summary import class_counts
from utils.narrative.place import measure_title
from utils.ui.inequality.choices import OVERLAYS, SMALL_MEASURES, InequalityChoices
from utils.ui.map.component import render_map
from utils.ui.map.scene import KEPT_PANELS
from utils.ui.server.addresses import data_url, geometry_url

DEPRIVATION: Final = "imd_rank:persons"
#: What low and high values are called, by measure.
WORDS: Final = {
    DEPRIVATION: ("more deprived", "less deprived"),
    "life_expectancy_at_birth:female": ("shorter lives", "longer lives"),
    "life_expectancy_at_birth:male": ("shorter lives", "longer lives"),
    "mortality_ratio_under_75:persons": ("fewer early deaths", "more early deaths"),
}
CLUSTER_KEY: Final = (
    "A cluster is where areas and those around them have similar values, more than chance would "
    "bring (false findings: one in twenty, Benjamini and Hochberg). It says where, not why, and "
    "knows less at the edge of the place."
)


def render_small_area_map(
    places: PlaceReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """The map, its overlay chosen above it, and what the overlay found in words."""
    st.segmented_control(
        "The map shows", list(OVERLAYS), key="over", format_func=OVERLAYS.__getitem__, required=True
    )
    method, _, what = choices.over.partition(":")
    measure = DEPRIVATION if what else choices.small_measure
    level = "lsoa" if what else "msoa"
    if method == "values":
        period = SMALL_MEASURES[choices.small][-1]
        panel, said = _values(places, place, measure, period), ""
    else:
        found = inequality.clusters(place.value_code, measure=measure)
        if found.empty:
            _say_none(place, measure)
            return
        panel, said = _clusters(places, place, found, measure=measure, level=level, method=method)
    message = _message(places, place, panel, level=level, measure=measure)
    render_map(message, key="small_area_map", on_event=_ignore, head_start=False)
    if said:
        st.write(plain_text(said))
        st.caption(CLUSTER_KEY)


def _ignore(event: dict[str, object]) -> None:
    """A press on this map chooses nothing; pointing at it marks the charts."""


def _say_none(place: Place, measure: str) -> None:
    if measure not in WORDS:
        st.info(
            "Clusters are shown for life expectancy, in deaths under 75 and in deprivation. "
            "Choose one of these above."
        )
        return
    st.info(
        plain_text(
            f"{place.name} has fewer than 20 neighbouring areas with a figure, too few to look for "
            "clusters. Choose the values instead."
        )
    )


@lru_cache(maxsize=KEPT_PANELS)
def _values(places: PlaceReader, place: Place, name: str, period: str) -> Panel:
    """Values of all of England's areas, as those around are drawn too; only the place's count."""
    measure = places.maps.measure(measure=name, basis="as published", level="msoa")
    rows = places.maps.on_map(measure, period=period)
    breaks = places.maps.breaks(measure, scheme=FIXED, period=period)
    view = View(measure=measure, period=period, rows=rows, breaks=breaks)
    panel = draw_classes(view)
    inside = places.maps.geography.within("msoa", place.members)
    counts, missing = class_counts(view.numbers()[inside], breaks)
    return replace(panel, legend=replace(panel.legend, counts=counts, missing=missing))


def _clusters(
    places: PlaceReader,
    place: Place,
    found: pd.DataFrame,
    *,
    measure: str,
    level: str,
    method: str,
) -> tuple[Panel, str]:
    low, high = WORDS[measure]
    words = cluster_words(method, low=low, high=high)
    areas = places.maps.geography.areas(level)
    rows = places.rows_inside(place.place_id, level=level)
    codes = areas["area_code"] if rows is None else areas["area_code"].iloc[rows]
    kinds = found[method].reindex(codes)
    title = measure_title(places.maps.measure(measure=measure, basis="as published", level=level))
    period = str(found["period"].iloc[0])
    panel = draw_clusters(
        kinds.reset_index(drop=True),
        method=method,
        words=words,
        heading=f"Clusters inside {place.name}: {title}",
        period=period,
    )
    counts = kinds.dropna().value_counts()
    parts = [
        f"{counts[kind]:,} {text}"
        for kind, text in zip(cluster_kinds(method), words, strict=True)
        if text != UNKNOWN and counts.get(kind, 0)
    ]
    known = int(np.isfinite(found[f"{method}_p"]).sum())
    said = f"{title}, {period}: of {known:,} areas of {place.name} "
    return panel, said + (
        f"{join_words(parts)} are more than chance would bring; the rest are not."
        if parts
        else "none is more than chance would bring."
    )


def _message(
    places: PlaceReader, place: Place, panel: Panel, *, level: str, measure: str
) -> MapMessage:
    store = places.maps.store
    if level == "lsoa":
        files = [geometry_url(store, f"lsoa-{code.lower()}") for code in place.members]
        count = len(places.maps.geography.within(level, place.members))
    else:
        files = [geometry_url(store, "msoa")]
        count = len(places.maps.geography.areas(level))
    source = places.maps.measure(measure=measure, basis="as published", level=level).source
    return MapMessage(
        level=level,
        levels=[level],
        chosen={},
        inside=place.members,
        geometry=Geometry(
            key=f"{level}/{place.place_id}",
            areas=files,
            around=geometry_url(store, "upper-tier"),
            page=data_url(store, "page"),
            count=count,
        ),
        panels=[panel],
        periods=[panel.layers[0].period],
        period=panel.layers[0].period,
        series=None,
        outlined=["pilot", "parallel"],
        selected=[],
        source=source,
    )
