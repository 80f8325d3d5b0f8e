from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from utils.charts.age_profile import age_profile_spec
from utils.charts.chart import REFERENCE_COLOUR
from utils.charts.labels import value_layers
from utils.charts.line_ends import (
    AXIS_HEIGHT,
    LETTERS,
    LINE_HEIGHT,
    MOST_NAMED,
    line_domain,
    name_ends,
)

HEIGHT = 190
X = {"field": "period", "type": "ordinal"}
PLACES = ["Birmingham", "Bath and North East Somerset", "Kent", "Leeds", "Hull", "Luton"]


def drawn(values: list[float], names: list[str]) -> list[dict[str, Any]]:
    """The rows of the names of lines that end at some values."""
    ends = [
        {"name": name, "colour": "red", "period": "2021", "value": value}
        for name, value in zip(names, values, strict=True)
    ]
    domain = line_domain(pd.Series([0.0, *values]))
    y = {"field": "value", "type": "quantitative", "scale": {"domain": domain}}
    rows = name_ends(ends, x=X, y=y, height=HEIGHT)[1]["data"]["values"]
    pixel = (HEIGHT - AXIS_HEIGHT) / (domain[1] - domain[0])
    return [{**row, "top": row["at"] * pixel} for row in rows]


@pytest.mark.parametrize("values", [[1.0, 1.0, 1.0, 1.0], [5.0, 4.9, 0.1, 0.0], [0.0, 0, 0, 9]])
def test_no_name_covers_another(values: list[float]) -> None:
    rows = sorted(drawn(values, ["A", "B", "C", "D"]), key=lambda row: row["top"])
    assert all(above["top"] - row["top"] >= LINE_HEIGHT for row, above in pairwise(rows))


def test_a_long_name_is_whole_in_several_lines() -> None:
    (row,) = drawn([1.0], ["Bath and North East Somerset"])
    assert " ".join(row["lines"]) == "Bath and North East Somerset"
    assert all(len(line) <= LETTERS for line in row["lines"])


@pytest.mark.parametrize("values", [[3.0, 3.0], [0.0], [-2.0, 5.0]])
def test_lines_do_not_touch_the_edges(values: list[float]) -> None:
    low, high = line_domain(pd.Series(values))
    assert low < min(values)
    assert high > max(values)


def ages(places: list[str]) -> dict[str, Any]:
    bands = ["0-4", "5-9"]
    frame = pd.DataFrame(
        [
            {"place": place, "band": band, "share": 5.0, "text": place}
            for place in places
            for band in bands
        ]
    )
    return age_profile_spec(frame, places=places, bands=bands)


@pytest.mark.parametrize("count", range(1, len(PLACES) + 1))
def test_few_lines_are_named_and_many_have_a_legend(count: int) -> None:
    places = [*PLACES[:count], "England"]
    line, *names = ages(places)["layer"]
    assert bool(names) == (len(places) <= MOST_NAMED)
    assert (line["encoding"]["color"]["legend"] is None) == bool(names)
    assert line["encoding"]["color"]["scale"]["range"][-1] == REFERENCE_COLOUR


def test_every_value_of_a_bar_is_written_once() -> None:
    tests = [layer["transform"][0]["filter"] for layer in value_layers("n", "n", most=10)]
    assert tests == ["!(datum['n'] > 8.0)", "datum['n'] > 8.0"]
