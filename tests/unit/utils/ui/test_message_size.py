from __future__ import annotations

import pytest

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from utils.charts.area_map import draw_area_map
from utils.ui.routes import series_url

PLACES = PlaceReader(MapReader())
LIMIT_BYTES = 4096


@pytest.mark.parametrize(
    ("measure", "basis"),
    [
        ("spend:total", "real"),
        ("spend:education", "cash"),
        ("healthy_life_expectancy:male", "as published"),
        ("preventable_mortality_under_75_2025_take:persons", "as published"),
    ],
)
def test_switch_sends_the_map_at_most_four_kilobytes(measure: str, basis: str) -> None:
    maps = PLACES.maps
    found = maps.measure(measure=measure, basis=basis)
    message = draw_area_map(
        maps.on_map(found, period=found.periods[-1]),
        found,
        period=found.periods[-1],
        outlines=PLACES.outlines(["pilot", "parallel"]),
        selected=["manchester_city_region_and_warrington"],
        series=series_url(maps.store, measure=measure, basis=basis),
    )
    size = len(message.script().encode())
    assert size <= LIMIT_BYTES, f"{size} bytes"
