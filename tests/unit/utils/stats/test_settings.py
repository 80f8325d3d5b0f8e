"""What is no sound setting is refused by name, by every statistic that takes it."""

from __future__ import annotations

import inspect
import math

import pandas as pd
import pytest

from tests.unit.utils.stats.calls import CALLS, STATISTICS, run
from utils.errors import InvalidInputError
from utils.stats.quantiles import calculate_z_scores


def taking(argument: str) -> list[str]:
    """Statistics with an argument of this name."""
    return [
        name
        for name, function in STATISTICS.items()
        if argument in inspect.signature(function).parameters
    ]


@pytest.mark.parametrize(
    "received", [[0.95, 0.998], (0.95,), "0.95", None, math.nan, True, 0, 1, 95]
)
@pytest.mark.parametrize("name", taking("confidence"))
def test_a_confidence_is_one_number_between_0_and_1(name: str, received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^confidence: got .* one number between 0 and 1"):
        run(name, confidence=received)


@pytest.mark.parametrize("received", [[1, 100], "100", None, math.nan, math.inf, 0, -1])
@pytest.mark.parametrize("name", taking("multiplier"))
def test_a_multiplier_is_one_number_above_0(name: str, received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^multiplier: got .* one number above 0"):
        run(name, multiplier=received)


@pytest.mark.parametrize("received", ["hgh_is_good", "", None, "HIGH_IS_GOOD", ["high_is_good"], 1])
@pytest.mark.parametrize("name", taking("polarity"))
def test_an_unknown_polarity_is_refused(name: str, received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^polarity: got .* high_is_good"):
        run(name, polarity=received)


@pytest.mark.parametrize("name", ["compare_two", "compare_with_reference"])
def test_an_unknown_polarity_is_refused_without_limits_too(name: str) -> None:
    with pytest.raises(InvalidInputError, match="polarity"):
        run(name, lower=None, polarity="hgh_is_good")


@pytest.mark.parametrize("received", [math.nan, math.inf, None, "0.2", [0.2], -0.1])
@pytest.mark.parametrize("name", taking("average"))
def test_an_average_is_one_number(name: str, received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^average: got"):
        run(name, average=received)


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA])
@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.groups])
def test_a_row_without_a_group_is_refused(name: str, nothing: object) -> None:
    column = str(CALLS[name].groups)
    data = CALLS[name].arguments["data"].reset_index(drop=True)
    data[column] = data[column].astype(object)
    data.loc[4, column] = nothing
    with pytest.raises(InvalidInputError, match=f"column '{column}', row 4: .* name of a group"):
        run(name, data=data)


def test_every_statistic_with_groups_is_tried_without_one() -> None:
    tried = {name for name, call in CALLS.items() if call.groups}
    assert tried == set(taking("group_by")) | set(taking("part_by"))


@pytest.mark.parametrize("centre", [math.nan, math.inf])
def test_a_reference_without_a_sound_mean_is_refused(centre: float) -> None:
    reference = pd.DataFrame({"value": [1.0, centre, 2.0]})
    with pytest.raises(InvalidInputError, match="column 'value', row 1"):
        calculate_z_scores(data=pd.DataFrame({"value": [1.0]}), reference=reference)


@pytest.mark.parametrize("received", [(1_000, 0), (0, math.nan), (0,), 5, ("0", "1")])
def test_bounds_are_two_numbers(received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^bounds: got .* the least below the most"):
        run("calculate_concentration_index", bounds=received)


@pytest.mark.parametrize("received", [1, 2.5, "5", None, [5]])
def test_quantiles_are_one_whole_number(received: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^quantiles: got .* whole number, 2 or more"):
        run("assign_quantile", quantiles=received)


@pytest.mark.parametrize("name", ["compare_with_reference", "compare_two", "difference_limits"])
def test_a_limit_that_is_no_number_is_refused(name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^lower: got '1', allowed: a number or nothing"):
        run(name, lower="1")
