from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from data.read.measures import Measure
from geo.classify import NO_DATA
from geo.layers import CLASSES, CROSS, WHERE
from tests.unit.utils.measures import measure_of, spend_of, view_of
from utils import palette
from utils.charts.area_map import (
    Condition,
    View,
    cross_cells,
    draw_classes,
    draw_cross,
    draw_where,
    view_colours,
    where_cells,
)
from utils.palette import MONEY, OUTCOME, SIGNED

VALUES = [75.0, None, 79.0, 76.0]
LIMITS: dict[str, list[Any]] = {
    "lower_cl": [74.5, None, None, None],
    "upper_cl": [None, None, None, None],
}
LIFE = view_of(VALUES, 76.0, 78.0, **LIMITS)
MONEY_OF = spend_of(decimals=0)
PAY = view_of([100.0, 200.0, None, 300.0], 150.0, 250.0, measure=MONEY_OF)


def test_values_keep_the_order_of_the_areas() -> None:
    (layer,) = draw_classes(LIFE).layers
    np.testing.assert_array_equal(layer.values, [75.0, np.nan, 79.0, 76.0])


def test_values_are_those_that_are_shown() -> None:
    view = view_of([75.04, 75.06, -0.04])
    np.testing.assert_array_equal(view.numbers(), [75.0, 75.1, 0.0])
    (layer,) = draw_classes(view).layers
    np.testing.assert_array_equal(layer.values, [75.0, 75.1, 0.0])


def test_limits_are_sent_only_where_an_area_has_one() -> None:
    (layer,) = draw_classes(LIFE).layers
    assert layer.lower is not None
    np.testing.assert_array_equal(layer.lower, [74.5, np.nan, np.nan, np.nan])
    assert layer.upper is None


def test_title_unit_and_colours_are_those_of_the_measure() -> None:
    panel = draw_classes(LIFE)
    (layer,) = panel.layers
    assert panel.rule == CLASSES
    assert panel.heading == "Life expectancy, men, years, 2007-09"
    assert (layer.title, layer.period) == ("Life expectancy, men", "2007-09")
    assert (layer.prefix, layer.suffix, layer.decimals) == ("", " years", 1)
    assert layer.threshold is None
    assert panel.colours == OUTCOME[3]
    assert len(panel.colours) == len(layer.breaks) + 1


def test_the_legend_counts_areas_in_the_class_they_are_coloured_in() -> None:
    legend = draw_classes(LIFE).legend
    assert legend.title == "Life expectancy, men, years"
    assert list(legend.labels) == [
        "under 76.0 years",
        "76.0 years to under 78.0 years",
        "78.0 years and over",
    ]
    assert (list(legend.counts), legend.missing) == ([1, 1, 1], 1)


@pytest.mark.parametrize(
    ("measure", "what"),
    [
        (measure_of(sex="persons"), "Life expectancy, years"),
        (spend_of(), "Total service expenditure, £ per person, in cash"),
        (
            spend_of(item="police", name="Police", basis="real"),
            "Police, £ per person, in 2024-25 prices",
        ),
        (measure_of(name="Years of life", sex="persons"), "Years of life"),
        (measure_of(name="Deprivation score", unit="score", sex="persons"), "Deprivation score"),
    ],
)
def test_a_legend_names_unit_and_prices_but_no_unit_twice(measure: Measure, what: str) -> None:
    assert view_of([1.0], measure=measure).what == what


@pytest.mark.parametrize(
    ("breaks", "colours"),
    [
        ((-5.0, 5.0), SIGNED[3]),
        ((0.0, 5.0), MONEY[3]),
        ((-5.0, -1.0), MONEY[3]),
        ((-5.0, 0.0), MONEY[3]),
        ((-5.0,), MONEY[2]),
        ((), MONEY[1]),
    ],
)
def test_colours_are_two_sided_where_money_is(
    breaks: tuple[float, ...], colours: tuple[str, ...]
) -> None:
    assert view_colours(view_of([1.0], *breaks, measure=spend_of())) == colours


@pytest.mark.parametrize("measure", [spend_of(), measure_of()])
def test_colours_are_two_sided_where_classes_lie_around_england(measure: Measure) -> None:
    view = view_of([1.0], 5.0, 10.0, measure=measure, scheme="std")
    assert view_colours(view) == SIGNED[3]
    assert view_colours(view_of([1.0], 5.0, 10.0, measure=measure, scheme="fisher")) != SIGNED[3]


def test_regional_money_has_the_colours_of_money() -> None:
    assert view_colours(view_of([1.0], 5.0, measure=spend_of(kind="regional"))) == MONEY[2]


def test_each_area_is_in_the_box_of_its_two_classes() -> None:
    #          low/low  low/high  mid/mid  high/low  high/high
    view = view_of([1.0, 1.0, 2.0, 3.0, 3.0], 2.0, 3.0)
    other = view_of([10.0, 30.0, 20.0, 10.0, 30.0], 20.0, 30.0, measure=MONEY_OF)
    assert cross_cells(view, other).tolist() == [0, 2, 4, 6, 8]
    assert cross_cells(other, view).tolist() == [0, 6, 4, 2, 8]


def test_an_area_with_one_value_alone_is_in_no_box() -> None:
    view = view_of([1.0, None, 1.0, None], 2.0, 3.0)
    other = view_of([1.0, 1.0, None, None], 2.0, 3.0)
    cells = cross_cells(view, other)
    assert cells.tolist() == [0, NO_DATA, NO_DATA, NO_DATA]
    assert cells.dtype == np.uint8


def test_two_measures_crossed_have_nine_counts_and_three_labels_each() -> None:
    panel = draw_cross(LIFE, PAY)
    assert panel.rule == CROSS
    assert panel.colours == palette.CROSS
    assert panel.heading == "Life expectancy, men, 2007-09, by Total service expenditure, 2007-09"
    # Only the first and the last area have both values: low by low, and middle by high.
    assert list(panel.legend.counts) == [1, 0, 0, 0, 0, 1, 0, 0, 0]
    assert panel.legend.missing == 2
    assert panel.legend.rows[0] == "under 76.0 years"
    assert list(panel.legend.columns) == ["under £150", "£150 to under £250", "£250 and over"]
    assert [layer.lower for layer in panel.layers] == [None, None]
    assert [list(layer.breaks) for layer in panel.layers] == [[76.0, 78.0], [150.0, 250.0]]


def test_a_measure_with_fewer_classes_leaves_boxes_that_no_area_is_in() -> None:
    legend = draw_cross(view_of([1.0, 3.0], 2.0), view_of([5.0, 5.0])).legend
    assert list(legend.rows) == ["under 2.0 years", "2.0 years and over", "no area"]
    assert list(legend.columns) == ["all areas the same", "no area", "no area"]
    assert list(legend.counts) == [1, 0, 0, 1, 0, 0, 0, 0, 0]


def condition_of(view: View, threshold: float, *, at_least: bool = True) -> Condition:
    return Condition(view=view, threshold=threshold, at_least=at_least)


def test_areas_where_all_conditions_hold_are_found() -> None:
    long = condition_of(LIFE, 76.0)
    cheap = condition_of(PAY, 250.0, at_least=False)
    assert where_cells([long]).tolist() == [0, NO_DATA, 1, 1]
    assert where_cells([cheap]).tolist() == [1, 1, NO_DATA, 0]
    # The second area's life and the third's money are not known, nor known to fail.
    assert where_cells([long, cheap]).tolist() == [0, NO_DATA, NO_DATA, 0]


def test_a_threshold_is_held_against_the_value_as_shown() -> None:
    view = view_of([75.96, 75.94])
    assert where_cells([condition_of(view, 76.0)]).tolist() == [1, 0]


def test_conditions_are_said_and_counted() -> None:
    panel = draw_where([condition_of(LIFE, 76.0), condition_of(PAY, 250.0, at_least=False)])
    said = (
        "Where Life expectancy, men, 2007-09 at least 76.0 years; and Total service "
        "expenditure, 2007-09 at most £250"
    )
    assert panel.rule == WHERE
    assert panel.heading == panel.legend.title == said
    assert panel.colours == palette.WHERE
    assert (list(panel.legend.counts), panel.legend.missing) == ([2, 0], 2)
    assert len(panel.legend.labels) == len(panel.colours)
    assert [(layer.threshold, layer.at_least) for layer in panel.layers] == [
        (76.0, True),
        (250.0, False),
    ]
