"""What must not change an index of inequality: scale, replication and the order of groups."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.stats.concentration import calculate_concentration_index
from utils.stats.dispersion import calculate_gini, calculate_theil
from utils.stats.slope_index import calculate_rii, calculate_sii

ROWS = st.lists(st.tuples(st.floats(1, 100), st.floats(1, 1000)), min_size=3, max_size=12)
FEW = 200


def frame_of(rows: list[tuple[float, float]]) -> pd.DataFrame:
    """Groups with a rank and a standard error each."""
    data = pd.DataFrame(rows, columns=["value", "population"])
    return data.assign(rank=range(1, len(data) + 1), standard_error=0.5)


def slope(data: pd.DataFrame) -> float:
    return float(calculate_sii(data=data, repetitions=FEW)["value"].iloc[0])


def ratio(data: pd.DataFrame) -> float:
    return float(calculate_rii(data=data, repetitions=FEW)["value"].iloc[0])


def concentration(data: pd.DataFrame) -> float:
    return float(calculate_concentration_index(data=data)["value"].iloc[0])


def gini(data: pd.DataFrame) -> float:
    return float(calculate_gini(data=data)["value"].iloc[0])


def theil(data: pd.DataFrame) -> float:
    return float(calculate_theil(data=data)["value"].iloc[0])


RELATIVE = [ratio, concentration, gini, theil]
INDICES = [slope, *RELATIVE]


@pytest.mark.parametrize("index", RELATIVE)
@given(rows=ROWS, by=st.floats(0.1, 50))
def test_relative_indices_do_not_know_the_unit(
    index: Callable[[pd.DataFrame], float], rows: list[tuple[float, float]], by: float
) -> None:
    data = frame_of(rows)
    scaled = data.assign(value=data["value"] * by)
    assert index(scaled) == pytest.approx(index(data), rel=1e-6, abs=1e-9)


@given(rows=ROWS, by=st.floats(0.1, 50))
def test_the_slope_has_the_unit_of_the_values(rows: list[tuple[float, float]], by: float) -> None:
    data = frame_of(rows)
    scaled = data.assign(value=data["value"] * by, standard_error=0.5 * by)
    assert slope(scaled) == pytest.approx(slope(data) * by, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("index", INDICES)
@given(rows=ROWS, by=st.floats(0.1, 50))
def test_twice_as_many_people_change_nothing(
    index: Callable[[pd.DataFrame], float], rows: list[tuple[float, float]], by: float
) -> None:
    data = frame_of(rows)
    more = data.assign(population=data["population"] * by)
    assert index(more) == pytest.approx(index(data), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("index", INDICES)
@given(rows=ROWS, draw=st.randoms())
def test_the_order_of_rows_changes_nothing(
    index: Callable[[pd.DataFrame], float], rows: list[tuple[float, float]], draw: object
) -> None:
    data = frame_of(rows)
    order = list(data.index)
    draw.shuffle(order)  # type: ignore[attr-defined]  # a random.Random
    assert index(data.loc[order]) == pytest.approx(index(data), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("index", [gini, theil])
@given(rows=ROWS)
def test_the_same_places_twice_are_as_unequal(
    index: Callable[[pd.DataFrame], float], rows: list[tuple[float, float]]
) -> None:
    data = frame_of(rows)
    twice = pd.concat([data, data], ignore_index=True)
    assert index(twice) == pytest.approx(index(data), rel=1e-6, abs=1e-9)


@given(rows=ROWS, draw=st.data())
def test_theils_parts_add_up(rows: list[tuple[float, float]], draw: st.DataObject) -> None:
    data = frame_of(rows)
    groups = draw.draw(st.lists(st.sampled_from("ab"), min_size=len(data), max_size=len(data)))
    found = calculate_theil(data=data.assign(group=groups), part_by="group")
    parts = found.set_index("part")["value"]
    assert parts["between"] + parts["within"] == pytest.approx(parts["all"], abs=1e-9)
