from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from utils.errors import InvalidInputError
from utils.stats.held_out_fit import HeldOutFit, calculate_held_out_fit

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
# HC3 of the same data by statsmodels 0.15.0, OLS(...).fit(cov_type="HC3").bse.
LONGLEY_ROBUST_ERRORS = [
    1799477.2207728284,
    91.11938642827296,
    0.0556239880704899,
    0.8221334975151721,
    0.29878925615597474,
    0.3249058198630345,
    922.807836684004,
]
LONGLEY_PREDICTORS = [f"x{number}" for number in range(1, 7)]
LIKENESS = ["deprivation", "young", "old"]


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
        for name in ("value", *LIKENESS)
    }
    place = pd.DataFrame({"area_code": ["together"], **means})
    return place, pd.DataFrame({"place_id": "together", "area_code": codes})


def adjust(data: pd.DataFrame, **more: pd.DataFrame) -> HeldOutFit:
    return calculate_held_out_fit(data=data, predictors=LIKENESS, **more)


def test_the_fit_is_the_certified_one_of_the_longley_data() -> None:
    found = calculate_held_out_fit(data=longley(), predictors=LONGLEY_PREDICTORS)
    assert found.terms["value"].tolist() == pytest.approx(LONGLEY_COEFFICIENTS, rel=1e-9)
    assert found.terms["standard_error"].tolist() == pytest.approx(LONGLEY_ROBUST_ERRORS, rel=1e-7)
    assert found.residual_sd == pytest.approx(304.854073561965, rel=1e-10)
    assert found.r_squared == pytest.approx(0.995479004577296, abs=1e-13)
    assert (found.n, found.degrees_of_freedom) == (16, 9)
    # F of the certified table, by which R squared and its adjusted form hang together.
    explained = found.r_squared / 6 / ((1 - found.r_squared) / 9)
    assert explained == pytest.approx(330.285339234588, rel=1e-9)
    assert found.adjusted_r_squared == pytest.approx(1 - (1 - found.r_squared) * 15 / 9, abs=1e-13)


def test_deleted_residuals_are_those_of_a_printed_example() -> None:
    # Pennsylvania State University, STAT 501, lesson 11.4: four points, of which the last has a
    # deleted residual of -14.
    data = pd.DataFrame(
        {"area_code": list("abcd"), "value": [2.1, 3.8, 5.2, 2.1], "x": [1.0, 2.0, 3.0, 10.0]}
    )
    rows = calculate_held_out_fit(data=data, predictors=["x"]).places
    assert rows["residual"].iloc[3] == pytest.approx(-14)


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
        design = np.column_stack([np.ones(len(rest)), rest[LIKENESS]])
        coefficients = np.linalg.lstsq(design, rest["value"], rcond=None)[0]
        expected = coefficients @ [1, *data.loc[number, LIKENESS]]
        assert row.expected == pytest.approx(expected)
        assert row.residual == pytest.approx(data["value"][number] - expected)


def left_out(data: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Expected value and scaled error of each area, by a fit made anew without it."""
    expected = np.empty(len(data))
    for number in range(len(data)):
        rest = data.drop(index=number)
        design = np.column_stack([np.ones(len(rest)), rest[LIKENESS]])
        line = np.linalg.lstsq(design, rest["value"], rcond=None)[0]
        expected[number] = np.array([1, *data.loc[number, LIKENESS]], dtype=float) @ line
    scale = np.maximum(expected, data["value"].mean() / 4)
    return expected, np.abs(data["value"].to_numpy() - expected) / scale


def test_limits_are_the_scaled_errors_of_the_other_areas() -> None:
    # Of 39 other areas the ceil(40 * 0.95) = 38th smallest error.
    data = made_up()
    rows = adjust(data).places
    expected, errors = left_out(data)
    reach = [np.sort(np.delete(errors, row))[37] * expected[row] for row in range(len(data))]
    assert (rows["upper_cl"] - rows["residual"]).tolist() == pytest.approx(reach)
    assert (rows["residual"] - rows["lower_cl"]).tolist() == pytest.approx(reach)


def test_errors_of_places_left_out_are_those_of_fits_made_anew() -> None:
    data = made_up()
    found = adjust(data)
    expected, _ = left_out(data)
    values = data["value"].to_numpy()
    means = (values.sum() - values) / (len(values) - 1)
    held_out = 1 - ((values - expected) ** 2).sum() / ((values - means) ** 2).sum()
    assert found.held_out_r_squared == pytest.approx(held_out)
    assert found.held_out_error == pytest.approx(np.abs(values - expected).mean())
    inside = (found.places["lower_cl"] <= 0) & (found.places["upper_cl"] >= 0)
    assert found.coverage_own == inside.mean()


def test_a_place_of_several_areas_is_judged_by_the_fit_without_any_of_them() -> None:
    data = made_up()
    place, members = union_of(data, ["E03", "E07", "E11"])
    row = adjust(data, places=place, members=members).places.iloc[-1]
    rest = data[~data["area_code"].isin(members["area_code"])]
    without = adjust(rest)
    at = np.array([1, *place.loc[0, LIKENESS]], dtype=float)
    expected = at @ without.terms["value"].to_numpy()
    _, errors = left_out(data)
    others = np.sort(errors[~data["area_code"].isin(members["area_code"])])
    reach = others[int(np.ceil(38 * 0.95)) - 1] * expected
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
@given(st.floats(0.01, 100), st.integers(0, 1000))
def test_money_in_other_prices_gives_the_same_fit_in_those_prices(factor: float, seed: int) -> None:
    data = made_up(seed, areas=15)
    fit = adjust(data)
    other = adjust(data.assign(value=data["value"] * factor))
    assert other.r_squared == pytest.approx(fit.r_squared, abs=1e-8)
    for column in ("expected", "residual", "lower_cl", "upper_cl"):
        scaled = (fit.places[column] * factor).tolist()
        assert other.places[column].tolist() == pytest.approx(scaled, rel=1e-6, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_limits_lie_either_side_and_the_residual_is_observed_less_expected(seed: int) -> None:
    rows = adjust(made_up(seed, areas=12)).places
    assert (rows["lower_cl"] < rows["residual"]).all()
    assert (rows["residual"] < rows["upper_cl"]).all()
    assert (rows["value"] - rows["expected"]).tolist() == pytest.approx(rows["residual"].tolist())


def simulated(seed: int, *, errors: str) -> pd.DataFrame:
    """151 areas, 32 in London, as spend of 2022-23: errors alike, in proportion, or skewed."""
    random = np.random.default_rng(seed)
    london = np.arange(151) < 32
    deprivation = random.gamma(6, 4, 151)
    old = random.normal(np.where(london, 12, 20), 3)
    middle = 900 + 17 * deprivation + 450 * london - 5 * old
    spread = {
        "alike": random.normal(0, 120, 151),
        "in proportion": middle * random.normal(0, 0.09, 151),
        "skewed": middle * (random.lognormal(0, 0.12, 151) - np.exp(0.12**2 / 2)),
        "wider in London": random.normal(0, np.where(london, 200, 100)),
    }[errors]
    codes = [f"E{number:03d}" for number in range(151)]
    return pd.DataFrame(
        {
            "area_code": codes,
            "value": middle + spread,
            "deprivation": deprivation,
            "old": old,
            "london": london.astype(float),
        }
    )


@pytest.mark.parametrize(
    ("errors", "least_in_london"),
    [("alike", 0.94), ("in proportion", 0.94), ("skewed", 0.94), ("wider in London", 0.87)],
)
def test_limits_hold_nineteen_new_places_in_twenty_whatever_the_spread(
    errors: str, least_in_london: float
) -> None:
    # 40 draws of 151 areas, each with 151 new places of the same making that are in no fit: a share
    # of 0.95 has a standard error of 0.0028, somewhat more as places of a draw share their fit.
    inside = []
    for seed in range(40):
        data, new = (simulated(start, errors=errors) for start in (seed, seed + 1000))
        rows = calculate_held_out_fit(
            data=data,
            predictors=["deprivation", "old", "london"],
            places=new.assign(area_code="new " + new["area_code"]),
            members=pd.DataFrame(
                {"place_id": "new " + new["area_code"], "area_code": data["area_code"]}
            ),
            least=0.0,
        ).places.tail(151)
        inside.append(((rows["lower_cl"] <= 0) & (rows["upper_cl"] >= 0)).to_numpy())
    found = np.array(inside)
    assert 0.935 < found.mean() < 0.965
    assert found[:, :32].mean() >= least_in_london


def test_what_is_expected_is_never_below_the_least() -> None:
    data = made_up()
    data["value"] = np.maximum(0, 30 * (data["deprivation"] - 25))
    rows = calculate_held_out_fit(data=data, predictors=LIKENESS, least=0.0).places
    assert rows["expected"].min() == 0
    assert (rows["value"] - rows["upper_cl"]).min() >= 0
    assert adjust(data).places["expected"].min() < 0


def test_income_above_spend_keeps_its_lower_limit() -> None:
    data = made_up().assign(value=lambda rows: rows["value"] - 1500)
    rows = calculate_held_out_fit(data=data, predictors=LIKENESS, least=0.0).places
    assert rows["expected"].min() == 0
    assert (rows["value"] - rows["upper_cl"]).min() < 0


def test_a_place_without_which_a_term_no_longer_varies_has_no_row() -> None:
    data = made_up().assign(london=[1.0, 1.0, *[0.0] * 38])
    place, members = union_of(data, ["E00", "E01"])
    rows = calculate_held_out_fit(
        data=data,
        predictors=[*LIKENESS, "london"],
        places=place.assign(london=1.0),
        members=members,
    ).places
    assert "together" not in set(rows["area_code"])
    assert len(rows) == 40


def test_a_term_that_one_area_alone_varies_is_refused() -> None:
    data = made_up().assign(london=[1.0, *[0.0] * 39])
    with pytest.raises(InvalidInputError, match="only observation 0 varies"):
        calculate_held_out_fit(data=data, predictors=[*LIKENESS, "london"])


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
        calculate_held_out_fit(data=made_up(), predictors=LIKENESS, confidence=confidence)
