from __future__ import annotations

import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.concentration import calculate_concentration_index, concentration_curve


def india() -> pd.DataFrame:
    """Deaths under five in India by fifth of wealth, poorest first.

    O'Donnell and others, Analyzing Health Equity Using Household Survey Data (World Bank, 2008),
    chapter 8: births and deaths per 1,000 of the demographic survey of 1982 to 1992.
    """
    return pd.DataFrame(
        {
            "rank": range(5),
            "population": [29_939, 28_776, 26_528, 24_689, 19_739],
            "value": [154.7, 152.9, 119.5, 86.9, 54.3],
        }
    )


def test_the_world_banks_worked_example() -> None:
    (found,) = calculate_concentration_index(data=india()).to_dict("records")
    assert found["value"] == pytest.approx(-0.1694, abs=5e-5)
    assert found["lower_cl"] < found["value"] < found["upper_cl"]
    assert found["statistic"] == "concentration index"


def test_the_curve_ends_at_one_and_lies_above_the_diagonal() -> None:
    curve = concentration_curve(data=india())
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == pytest.approx([1, 1])
    inner = curve.iloc[1:-1]
    assert (inner["value_share"] > inner["population_share"]).all()


def test_the_index_is_twice_the_area_between_curve_and_diagonal() -> None:
    curve = concentration_curve(data=india())
    steps = curve["population_share"].diff().iloc[1:]
    heights = curve["value_share"].rolling(2).mean().iloc[1:]
    (found,) = calculate_concentration_index(data=india()).to_dict("records")
    assert found["value"] == pytest.approx(1 - 2 * float((steps * heights).sum()))


def test_turning_the_ranking_turns_the_sign_and_equal_values_give_zero() -> None:
    turned = india().assign(rank=[5, 4, 3, 2, 1])
    (index,) = calculate_concentration_index(data=india())["value"]
    (other,) = calculate_concentration_index(data=turned)["value"]
    assert other == pytest.approx(-index)
    (none,) = calculate_concentration_index(data=india().assign(value=1.0))["value"]
    assert none == pytest.approx(0, abs=1e-12)


def test_the_corrected_index_of_a_bounded_outcome() -> None:
    # Erreygers: four times the mean over the range, times the index.
    data = india().assign(value=lambda rows: rows["value"] / 1_000)
    (plain,) = calculate_concentration_index(data=data)["value"]
    (found,) = calculate_concentration_index(data=data, bounds=(0, 1)).to_dict("records")
    mean = (data["value"] * data["population"]).sum() / data["population"].sum()
    assert found["value"] == pytest.approx(4 * mean * plain)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (india().assign(value=0.0), "a value above 0"),
        (india().assign(value=-1.0), "column 'value', row 0"),
        (india().assign(population=0), "column 'population', row 0"),
        (india().drop(columns="rank"), "also has rank"),
    ],
)
def test_bad_input_is_refused(data: pd.DataFrame, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_concentration_index(data=data)


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="bounds"):
        calculate_concentration_index(data=india(), bounds=(1, 0))


def test_rows_of_one_rank_count_alike_in_any_order() -> None:
    data = pd.DataFrame({"rank": [1, 1, 2], "value": [1.0, 5.0, 2.0], "population": [1, 3, 2]})
    merged = pd.DataFrame({"rank": [1, 2], "value": [4.0, 2.0], "population": [4, 2]})
    expected = calculate_concentration_index(data=merged)["value"].iloc[0]
    for order in ([0, 1, 2], [1, 0, 2], [2, 1, 0]):
        found = calculate_concentration_index(data=data.iloc[order])["value"].iloc[0]
        assert found == pytest.approx(expected)
