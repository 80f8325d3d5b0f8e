"""Returns unlike their budget and the years around them."""

from collections.abc import Sequence

import pandas as pd
import pytest

from data.pipeline.transform.mhclg_revenue_outturn.doubts import find_doubtful_returns

PEOPLE = 100_000
COMPONENTS = pd.DataFrame({"service_line": ["total"], "component": ["adult_social_care"]})
NAMES = {"adult_social_care": "Adult social care", "public_health": "Public health"}
MILLION = 1_000_000.0


def years_from(first: int, count: int) -> list[str]:
    return [f"{year}-{(year + 1) % 100:02d}" for year in range(first, first + count)]


def found(
    amounts: Sequence[float],
    budgets: Sequence[float | None],
    *,
    line: str = "adult_social_care",
    first: int = 2016,
    total: float = 10_000.0,
    people: int = PEOPLE,
) -> dict[tuple[str, str], str]:
    years = years_from(first, len(amounts))
    rows = [
        ("A", year, line, amount * MILLION) for year, amount in zip(years, amounts, strict=True)
    ]
    rows += [("A", year, "total", total * MILLION) for year in years]
    columns = ["area_code", "financial_year", "service_line", "amount_gbp"]
    planned = [
        ("A", year, line, amount * MILLION)
        for year, amount in zip(years, budgets, strict=True)
        if amount is not None
    ]
    doubts = find_doubtful_returns(
        pd.DataFrame(rows, columns=columns),
        budgets=pd.DataFrame(planned, columns=columns).astype({"amount_gbp": "float64"}),
        populations=pd.DataFrame(
            {
                "area_code": "A",
                "year": range(first, first + len(amounts)),
                "population": people,
            }
        ),
        components=COMPONENTS,
        parents={"adult_social_care": "total", "public_health": "total"},
        names=NAMES,
    )
    return {
        (row["service_line"], row["financial_year"]): row["rule"]
        for row in doubts.to_dict("records")
    }


def test_a_return_above_its_budget_and_both_years_beside_it_is_marked() -> None:
    """Sandwell's adult social care of 2023-24."""
    marked = found([116.0, 122.5, 218.7, 143.7], [110.0, 120.5, 150.4, None])
    assert marked == {("adult_social_care", "2018-19"): "spike"}


def test_a_return_that_its_budget_foresaw_is_not() -> None:
    assert found([116.0, 122.5, 218.7, 190.0], [110.0, 120.5, 210.0, None]) == {}


def test_the_total_is_marked_where_the_part_is_a_noticeable_share_of_it() -> None:
    marked = found([122.5, 122.5, 218.7, 143.7], [120.0, 120.5, 150.4, None], total=700.0)
    assert marked == {
        ("adult_social_care", "2018-19"): "spike",
        ("total", "2018-19"): "part",
    }


def test_a_run_of_years_far_below_the_rest_is_marked_though_neighbours_agree() -> None:
    """Slough's children's social care of 2016-17 to 2021-22."""
    amounts = [25.0, 29.0, 24.0, 24.0, 3.0, 3.0, 2.3, 37.0, 47.0]
    budgets = [22.0, 29.0, 30.0, 25.0, 3.0, 3.0, 31.5, None, None]
    marked = found(amounts, budgets)
    assert sorted(year for _, year in marked) == ["2020-21", "2021-22", "2022-23"]
    assert set(marked.values()) == {"run"}


def test_the_newest_year_without_a_budget_is_held_against_the_year_before() -> None:
    """Thurrock's adult social care of 2024-25."""
    marked = found([50.8, 62.3, 65.4, 34.1], [56.8, 58.6, 71.5, None], first=2021)
    assert marked == {("adult_social_care", "2024-25"): "newest"}


def test_the_year_after_a_marked_one_is_not_marked_for_being_unlike_it() -> None:
    marked = found([122.5, 122.5, 218.7, 118.0], [120.0, 120.5, 150.4, None], first=2021)
    assert marked == {("adult_social_care", "2023-24"): "spike"}


def test_pandemic_money_in_public_health_is_expected() -> None:
    amounts, budgets = [20.0, 60.0, 20.0], [20.0, 20.0, 20.0]
    assert found(amounts, budgets, line="public_health", first=2019) == {}
    assert found(amounts, budgets, line="public_health", first=2016) != {}


@pytest.mark.parametrize(
    ("people", "is_marked"), [(100_000, True), (10_000_000, False), (900, False)]
)
def test_small_differences_and_tiny_places_are_left_alone(people: int, *, is_marked: bool) -> None:
    marked = found([122.5, 122.5, 218.7, 143.7], [120.0, 120.5, 150.4, None], people=people)
    assert bool(marked) is is_marked


def returned_by(amounts: Sequence[float], *, line: str) -> pd.DataFrame:
    """One year of one line in several areas of 100,000 people, in GBP million."""
    codes = [f"A{number}" for number in range(len(amounts))]
    spend = pd.DataFrame(
        {
            "area_code": codes,
            "financial_year": "2023-24",
            "service_line": line,
            "amount_gbp": [amount * MILLION for amount in amounts],
        }
    )
    return find_doubtful_returns(
        spend,
        budgets=spend.iloc[:0],
        populations=pd.DataFrame({"area_code": codes, "year": 2023, "population": PEOPLE}),
        components=pd.DataFrame({"service_line": ["children_social_care"], "component": [line]}),
        parents={line: "children_social_care"},
        names={line: "Looked-after children"},
    )


def test_a_care_line_far_below_the_median_area_is_marked() -> None:
    """Harrow's empty line of 2023-24, and Sandwell's, which its children's trust spends."""
    marked = returned_by([13.0, 14.0, 12.0, 0.0, -0.02], line="looked_after_children")
    assert marked[["area_code", "rule"]].to_numpy().tolist() == [["A3", "sparse"], ["A4", "sparse"]]
    assert set(marked["note"]) == {
        (
            "Looked-after children was returned as £0.0 million; at the median area's spend per "
            "person it would be £12.0 million, so it may be reported on another line."
        )
    }


def test_other_lines_may_be_near_zero() -> None:
    assert returned_by([13.0, 14.0, 12.0, 0.0], line="housing").empty


def test_the_parts_of_a_marked_line_are_marked_too() -> None:
    """Sandwell's care of people aged 65 and over in 2023-24."""
    years = years_from(2021, 4)
    amounts = dict(zip(years, [116.0, 122.5, 218.7, 143.7], strict=True))
    columns = ["area_code", "financial_year", "service_line", "amount_gbp"]
    care = [("A", year, "adult_social_care", one * MILLION) for year, one in amounts.items()]
    part = [("A", year, "older", 60.0 * MILLION) for year in years]
    plans = [("A", year, "adult_social_care", 120.5 * MILLION) for year in years[:3]]
    people = {"area_code": "A", "year": range(2021, 2025), "population": PEOPLE}
    doubts = find_doubtful_returns(
        pd.DataFrame(care + part, columns=columns),
        budgets=pd.DataFrame(plans, columns=columns),
        populations=pd.DataFrame(people),
        components=COMPONENTS,
        parents={"adult_social_care": "total", "older": "adult_social_care"},
        names={**NAMES, "older": "People aged 65 and over"},
    ).set_index("service_line")
    assert doubts["financial_year"].to_dict() == {
        "adult_social_care": "2023-24",
        "older": "2023-24",
    }
    assert doubts["rule"].to_dict() == {"adult_social_care": "spike", "older": "within"}
    assert doubts.loc["older", "note"] == (
        "People aged 65 and over is part of adult social care, which was returned as £218.7 "
        "million and may hold an error."
    )
