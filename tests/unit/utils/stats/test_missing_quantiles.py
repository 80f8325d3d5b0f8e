"""A group that lacks a quantile is left out with a warning, and the others are computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from utils.errors import InvalidInputError, MissingQuantileWarning
from utils.stats.concentration import calculate_concentration_index
from utils.stats.quantiles import assign_quantile
from utils.stats.slope_index import calculate_rii, calculate_sii

Index = Callable[..., pd.DataFrame]


def slope(**arguments: Any) -> pd.DataFrame:  # noqa: ANN401 - handed on
    return calculate_sii(**arguments, repetitions=50)


def ratio(**arguments: Any) -> pd.DataFrame:  # noqa: ANN401 - handed on
    return calculate_rii(**arguments, repetitions=50)


INDICES = [slope, ratio, calculate_concentration_index]


def tenths(*areas: str) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "area": area,
                "rank": range(1, 11),
                "value": [70.0 + place + tenth / 2 for tenth in range(10)],
                "population": 100.0,
                "standard_error": 0.3,
            }
        )
        for place, area in enumerate(areas)
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("index", INDICES)
def test_the_warning_names_group_and_quantiles_and_others_are_as_ever(index: Index) -> None:
    data = tenths("a", "b", "c")
    gone = (data["area"] == "b") & data["rank"].isin([3, 7])
    with pytest.warns(
        MissingQuantileWarning, match=r"area b is left out: column 'rank' lacks 3, 7\."
    ):
        found = index(data=data[~gone], group_by="area")
    others = index(data=data[data["area"] != "b"], group_by="area")
    pd.testing.assert_frame_equal(found, others)


@pytest.mark.parametrize("index", INDICES)
def test_each_group_left_out_has_its_warning(index: Index) -> None:
    data = tenths("a", "b", "c").drop(index=[12, 25])
    with pytest.warns(MissingQuantileWarning) as given:
        found = index(data=data, group_by=["area"])
    assert [str(warning.message).partition(" is")[0] for warning in given] == ["area b", "area c"]
    assert found["area"].tolist() == ["a"]


@pytest.mark.parametrize("index", INDICES)
def test_gaps_in_every_group_are_refused(index: Index) -> None:
    with pytest.raises(InvalidInputError, match="'gaps in all'"):
        index(data=tenths("a", "b").drop(index=[0, 15]), group_by="area")


@pytest.mark.parametrize("index", INDICES)
def test_single_areas_need_not_have_the_same_ranks(index: Index) -> None:
    data = tenths("a", "b")
    apart = data.assign(rank=range(20, 0, -1))
    found = index(data=apart, group_by="area", same_ranks=False)
    assert found["area"].tolist() == ["a", "b"]
    many = index(data=data.assign(rank=range(101, 121)), group_by="area")
    assert many["area"].tolist() == ["a", "b"]


@pytest.mark.parametrize("index", INDICES)
def test_other_ranks_must_be_the_same_where_that_is_asked(index: Index) -> None:
    data = tenths("a", "b").assign(rank=lambda rows: rows["rank"] * 100).drop(index=4)
    with pytest.warns(MissingQuantileWarning, match="area a is left out: .* lacks 500"):
        index(data=data, group_by="area", same_ranks=True)


def test_a_group_with_too_few_values_gets_no_quantiles() -> None:
    data = pd.DataFrame({"area": list("aaabb"), "value": [3.0, 1.0, 2.0, 5.0, 4.0]})
    with pytest.warns(MissingQuantileWarning, match=r"area b .* 2 values, and quantiles 1 to 3"):
        found = assign_quantile(data=data, quantiles=3, group_by="area")
    assert found["quantile"].tolist() == [3, 1, 2, pd.NA, pd.NA]
