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
    drawn = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    return {layer["data"]["values"][0]["place"]: layer for layer in drawn}


@pytest.mark.parametrize(
    ("own", "higher", "lower"), [(5.0, "Kent", "England"), (1.0, "England", "Kent")]
)
def test_lines_are_named_at_their_ends_away_from_one_another(
    own: float, higher: str, lower: str
) -> None:
    found = names(own, 3.0)
    assert found[higher]["mark"]["baseline"] == "bottom"
    assert found[lower]["mark"]["baseline"] == "top"
    assert {layer["data"]["values"][0]["period"] for layer in found.values()} == {"2021"}


def test_a_line_that_ends_earlier_is_named_where_it_ends() -> None:
    (row,) = names(None, 3.0)["Kent"]["data"]["values"]
    assert row == {"period": "2020", "place": "Kent", "value": 1.0}
