"""What a missing return may add, when it is estimated, and how a gap travels upwards."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.transform.mhclg_revenue_outturn.apportion import (
    LINE_KEYS,
    add_up_england,
    add_up_parks,
    add_up_regions,
    estimate_small_gaps,
    missing_returns,
    plain_name,
    spread_over_areas,
)
from data.pipeline.transform.mhclg_revenue_outturn.areas import SHARE_COLUMNS
from data.pipeline.transform.mhclg_revenue_outturn.gaps import LARGEST_SHARE, judge_gaps, mark_gaps

NAN = float("nan")
PARENTS = {"drugs": "public_health", "public_health": "total", "total": None, "police": "total"}
ESTIMATE = ["estimate_gbp", "lower_gbp", "upper_gbp"]


def frame(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    columns = ["financial_year", "body", "service_line", "amount_gbp"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(ecode=made["body"], name="Council " + made["body"], return_note=None)


def marked(
    rows: list[tuple[str, str, str, float]],
    budgets: dict[tuple[str, str, str], float] | None = None,
) -> pd.DataFrame:
    planned = None
    if budgets is not None:
        planned = pd.DataFrame(
            [(*key, amount) for key, amount in budgets.items()],
            columns=["financial_year", "ecode", "service_line", "amount_gbp"],
        )
    return mark_gaps(frame(rows), parents=PARENTS, budgets=planned).set_index(
        ["financial_year", "body", "service_line"]
    )


def test_a_missing_amount_is_the_mean_of_returns_up_to_three_years_away() -> None:
    rows = [("2018-19", "E1", "police", 100.0), ("2019-20", "E1", "police", 6.0)]
    rows += [("2021-22", "E1", "police", 0.0), ("2022-23", "E1", "police", NAN)]
    rows += [("2025-26", "E1", "police", 3.0), ("2026-27", "E1", "police", 90.0)]
    row = marked(rows).loc[("2022-23", "E1", "police")]
    assert row["is_gap"]
    assert row[ESTIMATE].tolist() == [3.0, 0.0, 6.0]
    assert math.isnan(row["amount_gbp"])


def test_without_a_near_return_the_nearest_serves() -> None:
    rows = [("2008-09", "E1", "police", 5.0), ("2012-13", "E1", "police", 7.0)]
    row = marked([*rows, ("2022-23", "E1", "police", NAN)]).loc[("2022-23", "E1", "police")]
    assert row[ESTIMATE].tolist() == [7.0, 7.0, 7.0]


def test_the_budget_widens_the_range_and_serves_where_there_is_no_return() -> None:
    rows = [("2022-23", "E1", "police", 8.0), ("2023-24", "E1", "police", NAN)]
    rows += [("2023-24", "E2", "police", NAN)]
    budgets = {("2023-24", "E1", "police"): 10.0, ("2023-24", "E2", "police"): 4.0}
    found = marked(rows, budgets)
    assert found.loc[("2023-24", "E1", "police"), ESTIMATE].tolist() == [8.0, 8.0, 10.0]
    assert found.loc[("2023-24", "E2", "police"), ESTIMATE].tolist() == [4.0, 4.0, 4.0]


def test_a_line_that_a_body_never_used_is_no_gap_and_says_so() -> None:
    rows = [("2021-22", "E1", "police", 0.0), ("2022-23", "E1", "police", 0.0)]
    row = marked([*rows, ("2023-24", "E1", "police", NAN)]).loc[("2023-24", "E1", "police")]
    assert not row["is_gap"]
    assert row["amount_gbp"] == 0
    assert row["idle_note"] == (
        "No return from Council E1, which reported nothing on this line in any year"
    )


def test_nothing_in_the_nearest_year_is_not_nothing_in_the_missing_one() -> None:
    rows = [("2021-22", "E1", "police", 33.0), ("2022-23", "E1", "police", 0.0)]
    row = marked([*rows, ("2023-24", "E1", "police", NAN)]).loc[("2023-24", "E1", "police")]
    assert row["is_gap"]
    assert row[ESTIMATE].tolist() == [16.5, 0.0, 33.0]


def test_a_total_is_a_gap_even_if_it_was_nothing_before() -> None:
    found = marked([("2022-23", "E1", "total", 0.0), ("2023-24", "E1", "total", NAN)])
    row = found.loc[("2023-24", "E1", "total")]
    assert row["is_gap"]
    assert row[ESTIMATE].tolist() == [0.0, 0.0, 0.0]


def test_a_total_never_returned_is_a_gap_of_unknown_size() -> None:
    row = marked([("2023-24", "E1", "total", NAN)]).loc[("2023-24", "E1", "total")]
    assert row["is_gap"]
    assert row[ESTIMATE].isna().all()


def test_an_income_line_is_a_gap_below_zero() -> None:
    rows = [("2022-23", "E1", "police", -4.0), ("2023-24", "E1", "police", NAN)]
    row = marked(rows).loc[("2023-24", "E1", "police")]
    assert row["is_gap"]
    assert row[ESTIMATE].tolist() == [-4.0, -4.0, -4.0]


def test_a_line_never_returned_is_judged_by_its_parent() -> None:
    rows = [("2023-24", "E1", "drugs", NAN), ("2023-24", "E2", "drugs", NAN)]
    rows += [("2022-23", "E1", "public_health", 0.0), ("2022-23", "E2", "public_health", 1.0)]
    found = marked(rows)
    assert not found.loc[("2023-24", "E1", "drugs"), "is_gap"]
    assert found.loc[("2023-24", "E2", "drugs"), "is_gap"]
    # A part is no larger than its parent, which E2 returned as 1.
    assert found.loc[("2023-24", "E2", "drugs"), ESTIMATE].tolist() == [1.0, 0.0, 1.0]


def test_a_line_never_returned_below_a_total_of_zero_is_not_a_gap() -> None:
    rows = [("2022-23", "E1", "total", 0.0), ("2023-24", "E1", "drugs", NAN)]
    row = marked(rows).loc[("2023-24", "E1", "drugs")]
    assert not row["is_gap"]
    assert row["amount_gbp"] == 0


def test_own_returns_of_a_line_outweigh_a_parent_that_was_zero() -> None:
    rows = [("2022-23", "E1", "public_health", 0.0), ("2022-23", "E1", "drugs", 5.0)]
    row = marked([*rows, ("2023-24", "E1", "drugs", NAN)]).loc[("2023-24", "E1", "drugs")]
    assert row["is_gap"]
    assert row[ESTIMATE].tolist() == [5.0, 5.0, 5.0]


def test_a_total_says_nothing_of_the_size_of_a_part() -> None:
    rows = [("2023-24", "E1", "police", NAN), ("2022-23", "E1", "total", 9.0)]
    row = marked(rows).loc[("2023-24", "E1", "police")]
    assert row["is_gap"]
    assert row[ESTIMATE].isna().all()


def judged(known: float, estimate: float) -> pd.Series:
    rows = pd.DataFrame(
        {
            "area_code": "A",
            "financial_year": "2023-24",
            "service_line": "total",
            "known_gbp": [known],
            "estimate_gbp": [estimate],
            "is_gap": [True],
            "status": ["returned"],
        }
    )
    return judge_gaps(rows, by=LINE_KEYS).iloc[0]


@pytest.mark.parametrize(
    ("known", "estimate", "amount", "status"),
    [
        (95.0, 5.0, 100.0, "partly estimated"),
        (94.9, 5.1, NAN, "missing"),
        (100.0, -5.0, 95.0, "partly estimated"),
        (100.0, NAN, NAN, "missing"),
        (0.0, 5.0, NAN, "missing"),
    ],
)
def test_at_most_a_twentieth_is_estimated(
    known: float, estimate: float, amount: float, status: str
) -> None:
    judgement = judged(known, estimate)
    assert judgement["amount_gbp"] == pytest.approx(amount, nan_ok=True)
    assert judgement["status"] == status


@settings(deadline=None, max_examples=200)
@given(
    known=st.lists(st.floats(0, 1e9), min_size=1, max_size=4),
    missing=st.lists(st.floats(0, 1e9), min_size=1, max_size=4),
)
def test_no_area_is_blank_whose_known_part_is_over_95_per_cent(
    known: list[float], missing: list[float]
) -> None:
    """The share is of the whole line, over all bodies; every gap row is marked."""
    parts = [(amount, 0.0, False) for amount in known] + [(0.0, amount, True) for amount in missing]
    rows = pd.DataFrame(parts, columns=["known_gbp", "estimate_gbp", "is_gap"]).assign(
        area_code="A", financial_year="2023-24", service_line="total", status="returned"
    )
    found = judge_gaps(rows, by=LINE_KEYS)
    whole = sum(known) + sum(missing)
    silent = found[found["is_gap"]]
    assert set(silent["status"]) <= {"missing", "partly estimated"}
    if whole and sum(known) > (1 - LARGEST_SHARE) * whole * (1 + 1e-9):
        assert found["amount_gbp"].notna().all()
        assert found["amount_gbp"].sum() == pytest.approx(whole)
    if whole and sum(known) < (1 - LARGEST_SHARE) * whole * (1 - 1e-9):
        assert silent["amount_gbp"].isna().all()
    assert found.loc[~found["is_gap"], "amount_gbp"].tolist() == known


def returns_of(amounts: dict[str, float], before: dict[str, float]) -> pd.DataFrame:
    rows = [("2022-23", code, "total", amount) for code, amount in before.items()]
    rows += [("2023-24", code, "total", amount) for code, amount in amounts.items()]
    return mark_gaps(frame(rows), parents=PARENTS)


def shares_of(codes: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, "2023-24", "E10A", 1.0, "council", "summed", None) for code in codes],
        columns=SHARE_COLUMNS,
    )


def spread(amounts: dict[str, float], before: dict[str, float]) -> pd.Series:
    rows = spread_over_areas(returns_of(amounts, before), shares=shares_of(list(amounts)))
    return estimate_small_gaps(rows).iloc[0]


def test_a_large_missing_council_empties_its_area_and_is_named() -> None:
    row = spread({"E1": 10.0, "E2": NAN}, {"E2": 4.0})
    assert math.isnan(row["amount_gbp"])
    assert row["status"] == "missing"
    assert row["note"] == "No return from Council E2"
    assert (row["known_gbp"], row["estimate_gbp"]) == (10.0, 4.0)


def test_a_small_missing_council_is_estimated_and_named() -> None:
    row = spread({"E1": 100.0, "E2": NAN}, {"E2": 4.0})
    assert row["amount_gbp"] == 104
    assert row["status"] == "partly estimated"
    assert row["note"] == "No return from Council E2"


def test_councils_of_two_tiers_are_added() -> None:
    row = spread({"E1": 10.0, "E2": -4.0}, {})
    assert row["amount_gbp"] == 6
    assert row["status"] == "returned"
    assert math.isnan(row["estimate_gbp"])


def test_a_return_from_the_time_series_marks_its_area_as_published() -> None:
    rows = returns_of({"E1": 10.0, "E2": 1.0}, {})
    rows["return_note"] = ["from the time series", None]
    row = spread_over_areas(rows, shares=shares_of(["E1", "E2"])).iloc[0]
    assert row["status"] == "published"
    assert row["note"] == "from the time series"


def test_an_area_of_which_nothing_was_returned_or_ever_is_has_no_row() -> None:
    rows = [("2022-23", "E1", "police", 0.0), ("2023-24", "E1", "police", NAN)]
    found = spread_over_areas(mark_gaps(frame(rows), parents=PARENTS), shares=shares_of(["E1"]))
    assert found.empty


def test_bodies_without_a_return_are_listed_with_what_each_may_add() -> None:
    returns = returns_of({"E1": 10.0, "E2": NAN}, {"E2": 4.0})
    shares = shares_of(["E1", "E2"]).assign(share=[1.0, 0.5])
    (row,) = missing_returns(returns, shares=shares).to_dict("records")
    assert (row["body"], row["estimate_gbp"], row["upper_gbp"]) == ("Council E2", 2.0, 2.0)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Slough UA", "Slough"), ("Woking BC", "Woking"), ("Barnsley", "Barnsley")],
)
def test_a_body_is_named_without_its_type(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def areas(estimate: float) -> pd.DataFrame:
    columns = ["area_code", "amount_gbp", "status", "known_gbp", "estimate_gbp", "is_gap"]
    rows = [("A", 100.0, "returned", 100.0, NAN, False), ("B", NAN, "missing", 0.0, estimate, True)]
    return pd.DataFrame(rows, columns=columns).assign(
        financial_year="2023-24",
        service_line="total",
        body_type="council",
        method="summed",
        note=None,
        lower_gbp=estimate,
        upper_gbp=estimate,
    )


def test_a_large_gap_empties_its_region_but_not_another() -> None:
    rows = add_up_regions(areas(50.0), region_of={"A": "E12A", "B": "E12B"})
    found = estimate_small_gaps(rows).set_index("area_code")
    assert found.loc["E12A", "amount_gbp"] == 100
    assert math.isnan(found.loc["E12B", "amount_gbp"])
    assert found.loc["E12B", "status"] == "missing"


@pytest.mark.parametrize(("estimate", "amount"), [(50.0, NAN), (4.0, 104.0)])
def test_england_is_empty_only_where_much_of_it_is_missing(estimate: float, amount: float) -> None:
    row = estimate_small_gaps(add_up_england(areas(estimate))).iloc[0]
    assert row["amount_gbp"] == pytest.approx(amount, nan_ok=True)
    assert row["note"] == "In 1 area a body made no return"


def test_parks_are_given_for_england_alone_and_without_idle_lines() -> None:
    rows = frame(
        [
            ("2023-24", "E6401", "culture", 5.0),
            ("2023-24", "E6402", "culture", 7.0),
            ("2023-24", "E6401", "police", 0.0),
        ]
    )
    parks = add_up_parks(mark_gaps(rows, parents=PARENTS), parks=frozenset({"E6401", "E6402"}))
    assert parks[["area_code", "service_line", "amount_gbp"]].to_numpy().tolist() == [
        ["E92000001", "culture", 12.0]
    ]
