"""A sound call of every statistic, for tests of what all of them must do."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import astuple, is_dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from utils.config import ROOT
from utils.stats.life_expectancy import AGES

#: Modules that serve the statistics and compute none themselves.
SERVANTS: Final = {
    "age_bands",
    "dispersion_measures",
    "expected_events",
    "fit_input",
    "groups",
    "held_out_judge",
    "jackknife",
    "least_squares",
    "preconditions",
    "ranking",
    "slope_line",
}
#: Compute from arrays and numbers that the project itself makes and checks, never from tables.
OF_ARRAYS: Final = {"arriaga", "cost_benefit", "draws"}
#: Take arrays that are made inside the package.
INNER: Final = {"band_of", "curve_of", "life_table", "name_limits"}


class Call(NamedTuple):
    """Arguments of a sound call, and which of its columns name groups."""

    arguments: Mapping[str, Any]
    groups: str | None = None


def draw(rows: int = 40) -> pd.DataFrame:
    """Four areas with ten tenths each, and every column that a statistic reads."""
    numbers = np.random.default_rng(5)
    value = numbers.gamma(9, 8, rows)
    return pd.DataFrame(
        {
            "area": np.repeat(["a", "b", "c", "d"], rows // 4),
            "rank": np.tile(np.arange(1, 11), rows // 10),
            "age_band": np.tile(np.repeat(["0-4", "5-9", "10-14", "15-19", "20+"], 2), rows // 10),
            "event_frequency": np.tile([1, 2], rows // 2),
            "numerator": numbers.integers(5, 40, rows),
            "denominator": np.repeat(numbers.integers(500, 5_000, rows // 2), 2),
            "standard_population": np.tile(np.repeat([5_000, 5_500, 6_000, 7_000, 90], 2), 4),
            "reference_numerator": numbers.integers(100, 900, rows),
            "reference_denominator": numbers.integers(50_000, 90_000, rows),
            "value": value,
            "expected": numbers.gamma(9, 8, rows),
            "population": numbers.integers(900, 12_000, rows),
            "standard_error": numbers.uniform(0.5, 2, rows),
            "x": value,
            "x_lower": value - 9,
            "x_upper": value + 9,
            "y": value[::-1],
            "y_lower": value[::-1] - 9,
            "y_upper": value[::-1] + 9,
        }
    )


def of_columns(*columns: str) -> pd.DataFrame:
    return draw()[list(columns)]


def _lives() -> pd.DataFrame:
    ages = np.array(AGES)
    deaths = np.ceil(20_000 * np.minimum(0.4, 0.0002 * np.exp(0.08 * ages)))
    table = pd.DataFrame({"age": ages, "deaths": deaths, "population": 20_000})
    return pd.concat([table.assign(area="a"), table.assign(area="b", population=25_000)])


def _need() -> dict[str, Any]:
    data = draw(40).assign(area_code=[f"E{number:02}" for number in range(40)])
    return {"data": data[["area_code", "value", "expected"]], "predictors": ["expected"]}


RATE: Final = ("numerator", "denominator")
RANKED: Final = ("value", "population", "rank")
REFERENCE: Final = ("reference_numerator", "reference_denominator")
FIRST: Final = {"value": 2.0, "lower": 1.0, "upper": 3.0}
SECOND: Final = {"other": 5.0, "other_lower": 4.5, "other_upper": 6.0}
DEFLATORS: Final = pd.DataFrame({"financial_year": ["2022-23", "2023-24"], "deflator": [94.0, 100]})

CALLS: Final[Mapping[str, Call]] = {
    "assign_quantile": Call(
        {"data": of_columns("area", "value"), "quantiles": 5, "group_by": "area"}, "area"
    ),
    "byars_interval": Call({"count": [3, 12], "denominator": [100, 200], "multiplier": 10}),
    "calculate_atkinson": Call(
        {"data": of_columns("area", "value", "population"), "group_by": "area"}, "area"
    ),
    "calculate_concentration_index": Call(
        {"data": of_columns("area", *RANKED), "group_by": "area", "bounds": (0, 1_000)}, "area"
    ),
    "calculate_crude_rate": Call({"data": of_columns("area", *RATE), "group_by": "area"}, "area"),
    "calculate_dsr": Call(
        {
            "data": of_columns("area", "age_band", "event_frequency", *RATE, "standard_population"),
            "event_frequency": "event_frequency",
            "age_band": "age_band",
            "group_by": "area",
        },
        "area",
    ),
    "calculate_gini": Call(
        {"data": of_columns("area", "value", "population"), "group_by": "area"}, "area"
    ),
    "calculate_group_means": Call(
        {"data": of_columns("area", "value", "population"), "group_by": "area"}, "area"
    ),
    "calculate_inequity": Call({"data": of_columns("expected", *RANKED)}),
    "calculate_isr": Call(
        {"data": of_columns("area", *RATE, *REFERENCE), "group_by": "area"}, "area"
    ),
    "calculate_held_out_fit": Call(_need()),
    "calculate_israte": Call(
        {"data": of_columns("area", *RATE, *REFERENCE), "group_by": "area"}, "area"
    ),
    "calculate_life_expectancy": Call({"data": _lives(), "group_by": "area"}, "area"),
    "calculate_mean": Call({"data": of_columns("area", "value"), "group_by": "area"}, "area"),
    "calculate_proportion": Call({"data": of_columns("area", *RATE), "group_by": "area"}, "area"),
    "calculate_rii": Call(
        {
            "data": of_columns("area", *RANKED, "standard_error"),
            "group_by": "area",
            "repetitions": 50,
        },
        "area",
    ),
    "calculate_sii": Call(
        {
            "data": of_columns("area", *RANKED, "x_lower", "x_upper"),
            "limits": ("x_lower", "x_upper"),
            "group_by": "area",
            "repetitions": 50,
        },
        "area",
    ),
    "calculate_spread": Call({"values": [3.0, 12.0, 5.0, 8.0, 9.0]}),
    "calculate_theil": Call(
        {"data": of_columns("area", "value", "population"), "part_by": "area"}, "area"
    ),
    "calculate_z_scores": Call(
        {"data": of_columns("value").head(9), "reference": of_columns("value")}
    ),
    "compare_two": Call({**FIRST, **SECOND, "polarity": "high_is_good"}),
    "compare_with_reference": Call(
        {"lower": 1.0, "upper": 2.0, "reference": 3.0, "polarity": "low_is_good"}
    ),
    "concentration_curve": Call({"data": of_columns(*RANKED)}),
    "deflate_to_base_year": Call(
        {
            "amounts": pd.Series([10.0, 20.0]),
            "financial_year": pd.Series(["2022-23", "2023-24"]),
            "deflators": DEFLATORS,
            "base_year": "2023-24",
        }
    ),
    "difference_limits": Call({**FIRST, **SECOND}),
    "estimate_overdispersion": Call(
        {"data": draw().rename(columns={"standard_error": "variance"}), "average": 70.0}
    ),
    "funnel_limits": Call({"denominator": [100, 2_000], "average": 0.2, "kind": "rate"}),
    "funnel_points": Call({"data": of_columns(*RATE), "average": 0.2, "kind": "proportion"}),
    "lorenz_curve": Call({"data": of_columns("value", "population")}),
    "ratio_limits": Call({**FIRST, **SECOND}),
    "wilson_interval": Call({"numerator": [3, 12], "denominator": [100, 200]}),
}


def statistics() -> dict[str, Callable[..., Any]]:
    """Every public statistic of the package by its name."""
    found: dict[str, Callable[..., Any]] = {}
    for file in sorted((ROOT / "utils/stats").glob("[a-z]*.py")):
        if file.stem not in SERVANTS | OF_ARRAYS:
            module = importlib.import_module(f"utils.stats.{file.stem}")
            found |= {
                name: function
                for name, function in inspect.getmembers(module, inspect.isfunction)
                if function.__module__ == module.__name__
                and not name.startswith("_")
                and name not in INNER
            }
    return found


STATISTICS: Final = statistics()


def run(name: str, **changes: object) -> Any:  # noqa: ANN401 - each statistic has its own result
    return STATISTICS[name](**{**CALLS[name].arguments, **changes})


def assert_same(first: object, other: object) -> None:
    """Results that are the same in value, whatever the kind of their numbers."""
    if isinstance(other, pd.DataFrame):
        assert isinstance(first, pd.DataFrame)
        pd.testing.assert_frame_equal(first, other, check_dtype=False)
    elif isinstance(other, pd.Series):
        assert isinstance(first, pd.Series)
        pd.testing.assert_series_equal(first, other, check_dtype=False)
    elif is_dataclass(other) and not isinstance(other, type):
        assert is_dataclass(first)
        for left, right in zip(astuple(first), astuple(other), strict=True):  # type: ignore[arg-type]
            assert_same(left, right)
    elif isinstance(other, tuple):
        assert isinstance(first, tuple)
        for left, right in zip(first, other, strict=True):
            np.testing.assert_allclose(left, right)
    else:
        assert first == other
