from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.layers import MapMessage
from tests.unit.utils.measures import measure_of, spend_of
from utils.charts.area_map import draw_area_map, measure_colours
from utils.charts.palette import MONEY, OUTCOME, SIGNED

ROWS = pd.DataFrame(
    {
        "value": [75.0, None, 79.0],
        "lower_cl": [74.5, None, None],
        "upper_cl": [None, None, None],
    }
).astype("float64")


@pytest.fixture
def message() -> MapMessage:
    return draw_area_map(
        ROWS,
        measure_of(),
        period="2007-09",
        outlines={"pilot": ["birmingham"]},
        selected=["E08000025"],
        series=None,
    )


def test_values_keep_the_order_of_the_areas(message: MapMessage) -> None:
    np.testing.assert_array_equal(message.values, [75.0, np.nan, 79.0])


def test_limits_are_sent_only_where_an_area_has_one(message: MapMessage) -> None:
    assert message.lower is not None
    np.testing.assert_array_equal(message.lower, [74.5, np.nan, np.nan])
    assert message.upper is None


def test_title_unit_and_colours_are_those_of_the_measure(message: MapMessage) -> None:
    assert (message.title, message.period) == ("Life expectancy, men", "2007-09")
    assert (message.prefix, message.suffix) == ("", " years")
    assert message.colours == OUTCOME[3]
    assert len(message.colours) == len(message.breaks) + 1


@pytest.mark.parametrize(
    ("breaks", "colours"),
    [
        ((-5.0, 5.0), SIGNED[3]),
        ((0.0, 5.0), MONEY[3]),
        ((-5.0, -1.0), MONEY[3]),
        ((), MONEY[1]),
    ],
)
def test_colours_are_two_sided_only_where_money_is(
    breaks: tuple[float, ...], colours: tuple[str, ...]
) -> None:
    assert measure_colours(spend_of(breaks=breaks)) == colours
