from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from utils.errors import InvalidInputError
from utils.stats.need_adjustment import NeedAdjustment, calculate_need_adjustment

# Longley, Journal of the American Statistical Association 62 (1967), pages 819 to 841, with the
# certified values of the NIST Statistical Reference Datasets (linear regression, Longley.dat).
LONGLEY = [
    (60323, 83.0, 234289, 2356, 1590, 107608, 1947),
    (61122, 88.5, 259426, 2325, 1456, 108632, 1948),
    (60171, 88.2, 258054, 3682, 1616, 109773, 1949),
    (61187, 89.5, 284599, 3351, 1650, 110929, 1950),
    (63221, 96.2, 328975, 2099, 3099, 112075, 1951),
    (63639, 98.1, 346999, 1932, 3594, 113270, 1952),
    (64989, 99.0, 365385, 1870, 3547, 115094, 1953),
    (63761, 100.0, 363112, 3578, 3350, 116219, 1954),
    (66019, 101.2, 397469, 2904, 3048, 117388, 1955),
    (67857, 104.6, 419180, 2822, 2857, 118734, 1956),
    (68169, 108.4, 442769, 2936, 2798, 120445, 1957),
    (66513, 110.8, 444546, 4681, 2637, 121950, 1958),
    (68655, 112.6, 482704, 3813, 2552, 123366, 1959),
    (69564, 114.2, 502601, 3931, 2514, 125368, 1960),
    (69331, 115.7, 518173, 4806, 2572, 127852, 1961),
    (70551, 116.9, 554894, 4007, 2827, 130081, 1962),
]
LONGLEY_COEFFICIENTS = [
    -3482258.63459582,
    15.0618722713733,
    -0.0358191792925910,
    -2.02022980381683,
    -1.03322686717359,
    -0.0511041056535807,
    1829.15146461355,
]
LONGLEY_ERRORS = [
    890420.383607373,
    84.9149257747669,
    0.0334910077722432,
    0.488399681651699,
    0.214274163161675,
    0.226073200069370,
    455.478499142212,
]
LONGLEY_PREDICTORS = [f"x{number}" for number in range(1, 7)]
NEED = ["deprivation", "young", "old"]


def longley() -> pd.DataFrame:
    frame = pd.DataFrame(LONGLEY, columns=["value", *LONGLEY_PREDICTORS])
    return frame.assign(area_code=[f"a{row[-1]}" for row in LONGLEY])


def made_up(seed: int = 1, areas: int = 40) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "area_code": [f"E{number:02d}" for number in range(areas)],
            "value": random.normal(1500, 200, areas),
            "deprivation": random.uniform(5, 45, areas),
            "young": random.uniform(18, 32, areas),
            "old": random.uniform(7, 30, areas),
            "population": random.uniform(4e4, 1e6, areas),
        }
    )


def union_of(data: pd.DataFrame, codes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A place of several areas by its people, and its members."""
    part = data[data["area_code"].isin(codes)]
    means = {
        name: [float(np.average(part[name], weights=part["population"]))]
        for name in ("value", *NEED)
    }
    place = pd.DataFrame({"area_code": ["together"], **means})
    return place, pd.DataFrame({"place_id": "together", "area_code": codes})


def adjust(data: pd.DataFrame, **more: pd.DataFrame) -> NeedAdjustment:
    return calculate_need_adjustment(data=data, predictors=NEED, **more)


def test_the_fit_is_the_certified_one_of_the_longley_data() -> None:
    found = calculate_need_adjustment(data=longley(), predictors=LONGLEY_PREDICTORS)
    assert found.terms["value"].tolist() == pytest.approx(LONGLEY_COEFFICIENTS, rel=1e-9)
    assert found.terms["standard_error"].tolist() == pytest.approx(LONGLEY_ERRORS, rel=1e-9)
    assert found.residual_sd == pytest.approx(304.854073561965, rel=1e-10)
    assert found.r_squared == pytest.approx(0.995479004577296, abs=1e-13)
    assert (found.n, found.degrees_of_freedom) == (16, 9)
    # F of the certified table, by which R squared and its adjusted form hang together.
    explained = found.r_squared / 6 / ((1 - found.r_squared) / 9)
    assert explained == pytest.approx(330.285339234588, rel=1e-9)
    assert found.adjusted_r_squared == pytest.approx(1 - (1 - found.r_squared) * 15 / 9, abs=1e-13)


def test_deleted_residuals_are_those_of_a_printed_example() -> None:
    # Pennsylvania State University, STAT 501, lesson 11.4: four points, of which the last has a
    # deleted residual of -14; studentised ones -1.7431, 0.1217, 1.6361 and -19.7990.
    data = pd.DataFrame(
        {"area_code": list("abcd"), "value": [2.1, 3.8, 5.2, 2.1], "x": [1.0, 2.0, 3.0, 10.0]}
    )
    rows = calculate_need_adjustment(data=data, predictors=["x"]).places
    assert rows["residual"].iloc[3] == pytest.approx(-14)
    errors = (rows["upper_cl"] - rows["residual"]) / student.ppf(0.975, 1)
    studentised = (rows["residual"] / errors).tolist()
    assert studentised == pytest.approx([-1.7431, 0.1217, 1.6361, -19.7990], abs=5e-5)


def test_limits_of_a_coefficient_are_its_error_times_the_quantile() -> None:
    terms = adjust(made_up()).terms
    reach = student.ppf(0.975, 36) * terms["standard_error"]
    assert terms["upper_cl"].tolist() == pytest.approx((terms["value"] + reach).tolist())
    assert terms["lower_cl"].tolist() == pytest.approx((terms["value"] - reach).tolist())


def test_each_area_is_judged_by_the_fit_without_it() -> None:
    data = made_up()
    rows = adjust(data).places
    for number, row in enumerate(rows.itertuples()):
        rest = data.drop(index=number)
        design = np.column_stack([np.ones(len(rest)), rest[NEED]])
        coefficients = np.linalg.lstsq(design, rest["value"], rcond=None)[0]
        expected = coefficients @ [1, *data.loc[number, NEED]]
        assert row.expected == pytest.approx(expected)
        assert row.residual == pytest.approx(data["value"][number] - expected)


def test_limits_agree_with_the_closed_form_of_deleted_residuals() -> None:
    # Cook and Weisberg (1982), section 2.2: e / (1 - h) and its standard error s(i) / sqrt(1 - h).
    data = made_up()
    rows = adjust(data).places
    design = np.column_stack([np.ones(len(data)), data[NEED]])
    hat = design @ np.linalg.inv(design.T @ design) @ design.T
    left = data["value"].to_numpy() - hat @ data["value"].to_numpy()
    rest = 1 - np.diag(hat)
    own = np.sqrt((left @ left - left**2 / rest) / (len(data) - 5))
    reach = student.ppf(0.975, len(data) - 5) * own / np.sqrt(rest)
    assert rows["residual"].tolist() == pytest.approx((left / rest).tolist())
    assert rows["upper_cl"].tolist() == pytest.approx((left / rest + reach).tolist())
    assert rows["lower_cl"].tolist() == pytest.approx((left / rest - reach).tolist())


def test_a_place_of_several_areas_is_judged_by_the_fit_without_any_of_them() -> None:
    data = made_up()
    place, members = union_of(data, ["E03", "E07", "E11"])
    row = adjust(data, places=place, members=members).places.iloc[-1]
    rest = data[~data["area_code"].isin(members["area_code"])]
    without = adjust(rest)
    at = np.array([1, *place.loc[0, NEED]], dtype=float)
    expected = at @ without.terms["value"].to_numpy()
    design = np.column_stack([np.ones(len(rest)), rest[NEED]])
    spread = np.sqrt(1 + at @ np.linalg.inv(design.T @ design) @ at)
    reach = student.ppf(0.975, 33) * without.residual_sd * spread
    assert row["area_code"] == "together"
    assert row["expected"] == pytest.approx(expected)
    assert row["residual"] == pytest.approx(place["value"][0] - expected)
    assert row["upper_cl"] - row["residual"] == pytest.approx(reach)
    assert row["residual"] - row["lower_cl"] == pytest.approx(reach)


def test_a_place_has_no_part_in_the_fit_over_all_areas() -> None:
    data = made_up()
    place, members = union_of(data, ["E03", "E07"])
    with_place, without = adjust(data, places=place, members=members), adjust(data)
    assert with_place.n == without.n
    pd.testing.assert_frame_equal(with_place.terms, without.terms)
    pd.testing.assert_frame_equal(with_place.places.iloc[:-1], without.places)


def test_a_value_on_the_line_is_as_expected() -> None:
    data = made_up()
    data["value"] = 100 + 3 * data["deprivation"] - 2 * data["young"] + data["old"]
    found = adjust(data)
    assert found.r_squared == pytest.approx(1)
    assert found.places["residual"].abs().max() < 1e-8


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 100), st.floats(-1e4, 1e4), st.integers(0, 1000))
def test_money_in_other_prices_gives_the_same_fit_in_those_prices(
    factor: float, shift: float, seed: int
) -> None:
    data = made_up(seed, areas=15)
    one = adjust(data)
    other = adjust(data.assign(value=data["value"] * factor + shift))
    assert other.r_squared == pytest.approx(one.r_squared, abs=1e-8)
    for column in ("residual", "lower_cl", "upper_cl"):
        scaled = (one.places[column] * factor).tolist()
        assert other.places[column].tolist() == pytest.approx(scaled, rel=1e-6, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_limits_lie_either_side_and_the_residual_is_observed_less_expected(seed: int) -> None:
    rows = adjust(made_up(seed, areas=12)).places
    assert (rows["lower_cl"] < rows["residual"]).all()
    assert (rows["residual"] < rows["upper_cl"]).all()
    assert (rows["value"] - rows["expected"]).tolist() == pytest.approx(rows["residual"].tolist())


def test_limits_hold_nineteen_times_in_twenty_when_the_model_is_true() -> None:
    outside = 0
    for seed in range(20):
        rows = adjust(made_up(seed)).places
        outside += int(((rows["lower_cl"] > 0) | (rows["upper_cl"] < 0)).sum())
    # 800 areas; 40 are expected, and 25 to 57 is where all but one run in a hundred would end.
    assert 25 <= outside <= 57


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": float("nan")}, "column 'value', row 2"),
        ({"deprivation": float("inf")}, "column 'deprivation', row 2"),
        ({"area_code": "E00"}, "column 'area_code', row 2: got 'E00', allowed: each code once"),
    ],
)
def test_a_bad_cell_is_named(change: dict[str, object], words: str) -> None:
    data = made_up()
    ((column, bad),) = change.items()
    data.loc[2, column] = bad
    with pytest.raises(InvalidInputError, match=words):
        adjust(data)


def test_text_in_place_of_a_number_is_named() -> None:
    data = made_up().astype({"young": object})
    data.loc[5, "young"] = "many"
    with pytest.raises(InvalidInputError, match="column 'young', row 5: got 'many'"):
        adjust(data)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InvalidInputError, match="allowed: also old"):
        adjust(made_up().drop(columns="old"))


def test_too_few_areas_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="areas in the fit: got 4"):
        adjust(made_up(areas=5))


def test_values_that_do_not_vary_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="values that differ"):
        adjust(made_up().assign(value=5.0))


@pytest.mark.parametrize("column", [0.0, 7.0])
def test_a_predictor_that_does_not_vary_is_refused(column: float) -> None:
    with pytest.raises(InvalidInputError, match="one follows from the others"):
        adjust(made_up().assign(old=column))


def test_a_place_without_an_area_of_the_fit_is_refused() -> None:
    data = made_up()
    place, members = union_of(data, ["E03", "E07"])
    with pytest.raises(InvalidInputError, match="members: got \\['together'\\]"):
        adjust(data, places=place, members=members.assign(area_code="E99"))


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(InvalidInputError, match="confidence"):
        calculate_need_adjustment(data=made_up(), predictors=NEED, confidence=confidence)
