from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from data.read.measures import Measure
from data.read.places import HEADLINE
from geo.layers import CLASSES, CROSS, WHERE
from tests.unit.utils.ui.choices import PLACES, choices_of
from utils.ui.map.choices import MapChoices
from utils.ui.map.conditions import Asked
from utils.ui.map.scene import (
    compose_message,
    conditions_of,
    describe_classes,
    main_view,
    median_of,
    panels_of,
    rows_of,
    second_view,
)

LUTON = "central_bedfordshire_and_luton"
SMALL: dict[str, Any] = {"show": "imd_decile:persons", "basis": "as published", "level": "lsoa"}
LIFE = "healthy_life_expectancy:male"


def with_second(view: str, show2: str, year2: str | None = None, **asked: Any) -> MapChoices:  # noqa: ANN401
    options = {
        measure.measure: measure
        for measure in PLACES.level_measures(asked.get("level", "upper_tier"), basis="real")
    }
    second = options[show2]
    return choices_of(
        view=view,
        seconds=options,
        second=second,
        second_period=year2 or second.periods[-1],
        **asked,
    )


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        (choices_of(), ""),
        (choices_of(scheme="fisher"), "differ from year to year"),
        (choices_of(scheme="std"), "around England's value"),
        (choices_of(view="cross"), "three classes of equally many areas"),
        (choices_of(view="cross", scheme="std"), "three classes of equally many areas"),
        (choices_of(**SMALL | {"show": "imd_rank:persons"}, scheme="fisher"), ""),
    ],
)
def test_what_the_reader_must_know_of_the_classes_is_said(choices: MapChoices, word: str) -> None:
    said = describe_classes(choices)
    assert word in said
    assert bool(said) == bool(word)


def test_rows_are_those_of_the_level_or_of_the_place_looked_into() -> None:
    measure = PLACES.maps.measure(measure="imd_decile:persons", basis="as published", level="lsoa")
    whole = rows_of(PLACES, measure, "2019", "")
    inside = rows_of(PLACES, measure, "2019", LUTON)
    rows = PLACES.rows_inside(LUTON, level="lsoa")
    assert rows is not None
    assert len(whole) == 32_844
    assert list(inside["area_code"]) == list(whole["area_code"].iloc[rows])
    assert list(inside.index) == list(range(len(rows)))


@pytest.mark.parametrize("scheme", ["fixed", "quantile", "fisher", "std", "equal"])
def test_the_main_view_has_the_breaks_of_its_scheme(scheme: str) -> None:
    view = main_view(PLACES, choices_of(scheme=scheme, year="2015-16"))
    assert view.breaks == PLACES.maps.breaks(view.measure, scheme=scheme, period="2015-16")
    assert view.scheme == scheme


def test_two_years_of_one_measure_have_the_same_classes() -> None:
    choices = with_second("pair", HEADLINE, "2008-09", scheme="fisher")
    first, second = main_view(PLACES, choices), second_view(PLACES, choices)
    assert second is not None
    assert second.period == "2008-09"
    assert second.breaks == first.breaks


def test_two_measures_have_classes_of_their_own() -> None:
    choices = with_second("pair", LIFE)
    second = second_view(PLACES, choices)
    assert second is not None
    assert second.breaks == PLACES.maps.breaks(second.measure, scheme="fixed", period=second.period)
    assert second_view(PLACES, choices_of()) is None


def options_of(choices: MapChoices) -> dict[str, Measure]:
    """What conditions may be put on at the level shown."""
    measures = PLACES.level_measures(choices.level, basis=choices.basis)
    return {measure.measure: measure for measure in measures}


def test_each_kind_of_map_has_its_panels() -> None:
    def rules(choices: MapChoices, *asked: Asked) -> list[str]:
        conditions = conditions_of(PLACES, choices, asked, options_of(choices))
        return [panel.rule for panel in panels_of(PLACES, choices, conditions)]

    assert rules(choices_of()) == [CLASSES]
    assert rules(with_second("pair", LIFE)) == [CLASSES, CLASSES]
    assert rules(with_second("cross", LIFE)) == [CROSS]
    assert rules(choices_of(view="where"), Asked("spend:total", "ge", 1.0)) == [WHERE]
    assert rules(choices_of(view="where")) == [CLASSES]


def test_measures_are_crossed_in_thirds_of_the_areas() -> None:
    (panel,) = panels_of(PLACES, with_second("cross", LIFE), [])
    counts = np.array(panel.legend.counts).reshape(3, 3)
    assert counts.sum() + panel.legend.missing == 153
    for part in (counts.sum(axis=0), counts.sum(axis=1)):
        assert part.min() > 0.25 * counts.sum()


def test_conditions_are_put_to_the_year_nearest_to_the_chosen_one() -> None:
    choices = choices_of(view="where", year="2015-16")
    asked = [Asked("spend:education", "ge", 900.0), Asked(LIFE, "le", 60.0)]
    money, life = conditions_of(PLACES, choices, asked, options_of(choices))
    assert (money.view.period, money.view.measure.basis, money.at_least) == (
        "2015-16",
        "real",
        True,
    )
    assert life.view.period == life.view.measure.periods[-1]
    assert (life.threshold, life.at_least) == (60.0, False)


def test_a_median_is_that_of_the_areas_shown() -> None:
    choices = choices_of(**SMALL, inside=LUTON)
    values = rows_of(PLACES, choices.measure, choices.period, LUTON)["value"].dropna()
    assert median_of(PLACES, choices, choices.measure) == round(values.median(), 0)
    whole = median_of(PLACES, choices_of(), choices_of().measure)
    assert whole == round(
        float(PLACES.maps.on_map(choices_of().measure, period="2024-25")["value"].median())
    )


def series_of(choices: MapChoices) -> str | None:
    return compose_message(PLACES, choices, panels_of(PLACES, choices, [])).series


def test_years_can_be_played_only_where_colours_mean_the_same_in_each() -> None:
    assert series_of(choices_of()) is not None
    assert series_of(choices_of(scheme="quantile")) is None
    assert series_of(with_second("pair", LIFE)) is None
    assert series_of(with_second("cross", LIFE)) is None
    assert series_of(choices_of(**SMALL | {"show": "imd_rank:persons"})) is None
    assert str(series_of(choices_of(**SMALL, inside=LUTON))).endswith(f"/lsoa/{LUTON}")


@pytest.mark.parametrize(
    ("asked", "tiled", "around", "files"),
    [
        ({}, False, False, 1),
        ({"level": "region"}, False, True, 1),
        (SMALL, True, True, 0),
        (SMALL | {"inside": LUTON}, False, True, 2),
    ],
    ids=["upper tier", "region", "England", "place"],
)
def test_a_scene_has_tiles_for_england_and_outlines_for_the_rest(
    asked: dict[str, Any], files: int, *, tiled: bool, around: bool
) -> None:
    choices = choices_of(**asked)
    message = compose_message(PLACES, choices, panels_of(PLACES, choices, []))
    geometry = message.geometry
    assert len(geometry.areas) == files
    assert bool(geometry.around) == around
    assert [bool(address) for address in (geometry.tiles, geometry.index, geometry.files)] == [
        tiled
    ] * 3
    (layer,) = message.panels[0].layers
    assert geometry.count == len(layer.values)


def test_each_place_looked_into_is_a_scene_of_its_own() -> None:
    keys = {
        compose_message(PLACES, choices, panels_of(PLACES, choices, [])).geometry.key
        for choices in (
            choices_of(),
            choices_of(level="region"),
            choices_of(**SMALL),
            choices_of(**SMALL, inside=LUTON),
            choices_of(**SMALL, inside="E08000025"),
        )
    }
    assert len(keys) == 5


def test_a_chosen_area_is_selected_before_the_place_it_lies_in() -> None:
    def selected(**asked: Any) -> list[str]:  # noqa: ANN401 - any choice
        choices = choices_of(**asked)
        return list(compose_message(PLACES, choices, panels_of(PLACES, choices, [])).selected)

    assert selected() == []
    assert selected(place="kent") == ["kent"]
    assert selected(**SMALL, place="E08000025", area="E01008881") == ["E01008881"]
