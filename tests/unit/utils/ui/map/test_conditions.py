from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.utils.measures import measure_of, spend_of
from utils.ui.map.conditions import MOST, SIGNS, Asked, read_conditions, write_conditions

OPTIONS = {"spend:total": spend_of(), "life_expectancy:male": measure_of()}
CONDITIONS = st.builds(
    Asked,
    measure=st.sampled_from(sorted(OPTIONS)),
    sign=st.sampled_from(sorted(SIGNS)),
    threshold=st.integers(-9_999, 99_999).map(lambda value: value / 10),
)


@given(st.lists(CONDITIONS, min_size=1, max_size=MOST))
def test_conditions_read_back_from_an_address(conditions: list[Asked]) -> None:
    assert read_conditions(write_conditions(conditions), OPTIONS) == conditions


def test_conditions_are_written_shortly() -> None:
    conditions = [Asked("spend:total", "ge", 2000.0), Asked("life_expectancy:male", "le", 76.5)]
    assert write_conditions(conditions) == "spend:total~ge~2000;life_expectancy:male~le~76.5"
    assert write_conditions([]) == ""


@pytest.mark.parametrize("threshold", [1234567.0, 123456.7, -1234.5678, 0.0001])
def test_no_digit_of_a_threshold_is_lost(threshold: float) -> None:
    asked = Asked("spend:total", "ge", threshold)
    assert read_conditions(asked.text, OPTIONS) == [asked]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spend:total",
        "spend:total~ge",
        "spend:total~ge~1~2",
        "spend:nothing~ge~1",
        "~ge~1",
        "spend:total~gt~1",
        "spend:total~~1",
        "spend:total~ge~",
        "spend:total~ge~much",
        "spend:total~ge~nan",
        "spend:total~ge~inf",
        "spend:total~ge~-inf",
        "spend:total~ge~1;",
        "spend:total~ge~1;spend:total",
        ";".join(["spend:total~ge~1"] * (MOST + 1)),
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any value error will do
        read_conditions(text, OPTIONS)
