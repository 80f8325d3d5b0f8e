"""What a switch of the map may weigh, as the page sends it. Each limit gates."""

from __future__ import annotations

import pytest

from geo.wire import read_array, read_header
from tests.unit.utils.ui.choices import PLACES, choices_of
from utils.ui.map.choices import MapChoices
from utils.ui.map.scene import compose_message, panels_of

#: Some 90 bytes of it name the areas that are partly estimated or may include an error.
DEFAULT_BYTES = 1_750
CITY_BYTES = 5_000
ENGLAND_BYTES = 70_000
BIRMINGHAM = "E08000025"
SMALL = sorted(
    (measure.measure, period)
    for measure in PLACES.maps.measures.values()
    if measure.level == "lsoa"
    for period in measure.periods
)


def pack(choices: MapChoices) -> bytes:
    return compose_message(PLACES, choices, panels_of(PLACES, choices, [])).pack()


def small_areas(measure: str, period: str, inside: str = "") -> MapChoices:
    return choices_of(
        show=measure,
        basis="as published",
        level="lsoa",
        year=period,
        inside=inside,
        place=inside,
    )


def check_size(message: bytes, limit: int) -> None:
    assert len(message) <= limit, f"{len(message):,} bytes"


def test_the_map_that_opens_first() -> None:
    message = pack(choices_of())
    check_size(message, DEFAULT_BYTES)
    assert read_header(message)["geometry"]["count"] == 153


@pytest.mark.parametrize(
    ("show", "basis"),
    [
        ("spend:education", "cash"),
        ("healthy_life_expectancy:male", "as published"),
        ("preventable_mortality_under_75_2025_take:persons", "as published"),
    ],
)
def test_a_switch_among_authorities_with_limits_and_a_place(show: str, basis: str) -> None:
    place = "manchester_city_region_and_warrington"
    check_size(pack(choices_of(show=show, basis=basis, place=place)), 4_096)


@pytest.mark.parametrize(("measure", "period"), SMALL)
def test_small_areas_of_a_city(measure: str, period: str) -> None:
    message = pack(small_areas(measure, period, inside=BIRMINGHAM))
    check_size(message, CITY_BYTES)
    assert read_header(message)["geometry"]["count"] == 639


@pytest.mark.parametrize(("measure", "period"), SMALL)
def test_all_small_areas_of_england(measure: str, period: str) -> None:
    message = pack(small_areas(measure, period))
    check_size(message, ENGLAND_BYTES)
    assert read_header(message)["geometry"]["count"] == 32_844


@pytest.mark.parametrize(
    "choices",
    [
        choices_of(),
        choices_of(level="region"),
        small_areas("imd_decile:persons", "2019"),
        small_areas("imd_decile:persons", "2019", inside="central_bedfordshire_and_luton"),
    ],
    ids=["upper tier", "region", "England", "place"],
)
def test_every_array_has_as_many_values_as_there_are_areas(choices: MapChoices) -> None:
    message = pack(choices)
    header = read_header(message)
    (panel,) = header["panels"]
    for layer in panel["layers"]:
        for name in ("value", "lower", "upper"):
            if layer[name]:
                values = read_array(message, layer[name], decimals=layer["decimals"])
                assert len(values) == header["geometry"]["count"]
    assert sum(panel["legend"]["counts"]) + panel["legend"]["missing"] == len(values)
