from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from utils.charts.trend import trend_spec


def names(own: float | None, england: float | None) -> dict[str, dict[str, Any]]:
    """The names drawn at the ends of lines, by name."""
    frame = pd.DataFrame(
        {
            "period": ["2020", "2020", "2021", "2021"],
            "place": ["Kent", "England"] * 2,
            "segment": 0,
            "value": [1.0, 2.0, own, england],
            "lower": None,
            "upper": None,
            "text": "",
        }
    )
    spec = trend_spec(
        frame,
        own="Kent",
        england="England",
        breaks=[],
        periods=["2020", "2021"],
        axis={"title": "years", "axis": {}},
    )
    (names,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    return {row["name"]: row for row in names["data"]["values"]}


@pytest.mark.parametrize(
    ("own", "higher", "lower"), [(5.0, "Kent", "England"), (1.0, "England", "Kent")]
)
def test_lines_are_named_at_their_ends_the_higher_above_the_lower(
    own: float, higher: str, lower: str
) -> None:
    found = names(own, 3.0)
    assert found[higher]["at"] > found[lower]["at"]
    assert {row["period"] for row in found.values()} == {"2021"}


def test_names_of_lines_that_end_together_are_apart() -> None:
    found = names(3.0, 3.0)
    assert found["Kent"]["at"] != found["England"]["at"]


def test_a_line_that_ends_earlier_is_named_where_it_ends() -> None:
    row = names(None, 3.0)["Kent"]
    assert (row["period"], row["value"]) == ("2020", 1.0)
