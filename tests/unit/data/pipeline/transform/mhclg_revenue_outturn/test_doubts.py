"""Returns unlike their budget and the years around them."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import pandas as pd
import pytest

from data.pipeline.transform.mhclg_revenue_outturn.doubts import find_doubtful_returns

PEOPLE = 100_000
COMPONENTS = pd.DataFrame({"service_line": ["total"], "component": ["adult_social_care"]})
NAMES = {"adult_social_care": "Adult social care", "public_health": "Public health"}
MILLION = 1_000_000.0
NAN = float("nan")
MONEY = ["amount_gbp", "budget_gbp", "before_gbp", "after_gbp", "expected_gbp", "apart_gbp"]
#: A return of 2018-19 far above its budget and the years beside it, and the budgets.
SPIKE = ([116.0, 122.5, 218.7, 143.7], [110.0, 120.5, 150.4, None])


def years_from(first: int, count: int) -> list[str]:
    return [f"{year}-{(year + 1) % 100:02d}" for year in range(first, first + count)]


class Place(TypedDict, total=False):
    """What `doubts_of` may be given about the place."""

    line: str
    first: int
    total: float
    people: int


def doubts_of(
    amounts: Sequence[float],
    budgets: Sequence[float | None],
    *,
    line: str = "adult_social_care",
    first: int = 2016,
    total: float = 10_000.0,
    people: int = PEOPLE,
) -> pd.DataFrame:
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
    return find_doubtful_returns(
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


def found(
    amounts: Sequence[float], budgets: Sequence[float | None], **place: Unpack[Place]
) -> dict[tuple[str, str], str]:
    doubts = doubts_of(amounts, budgets, **place)
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


def test_a_newest_year_that_its_budget_foresaw_is_not_marked() -> None:
    assert found([50.8, 62.3, 65.4, 34.1], [56.8, 58.6, 71.5, 30.0], first=2021) == {}


@pytest.mark.parametrize(
    ("amounts", "budget", "rule"),
    [
        ([100.0, 141.0, 100.0, 100.0], 100.0, "spike"),
        ([100.0, 140.0, 100.0, 100.0], 100.0, None),
        ([124.0, 150.0, 100.0, 100.0], 100.0, "spike"),
        ([125.0, 150.0, 100.0, 100.0], 100.0, None),
        ([100.0, 150.0, 124.0, 100.0], 100.0, "spike"),
        ([100.0, 150.0, 125.0, 100.0], 100.0, None),
        ([100.0, 71.0, 100.0, 100.0], 100.0, "spike"),
        ([100.0, 72.0, 100.0, 100.0], 100.0, None),
        ([100.0, 301.0, 100.0, 100.0], 301.0, "run"),
        ([100.0, 300.0, 100.0, 100.0], 300.0, None),
        ([100.0, 33.0, 100.0, 100.0], 33.0, "run"),
        ([100.0, 34.0, 100.0, 100.0], 34.0, None),
    ],
)
def test_the_declared_factors_decide(amounts: list[float], budget: float, rule: str | None) -> None:
    marked = found(amounts, [amounts[0], budget, *amounts[2:]])
    assert marked == ({("adult_social_care", "2017-18"): rule} if rule else {})


@pytest.mark.parametrize(
    ("newest", "is_marked"), [(151.0, True), (150.0, False), (66.0, True), (67.0, False)]
)
def test_the_declared_factor_decides_on_the_newest_year(newest: float, *, is_marked: bool) -> None:
    amounts = [100.0, 100.0, 100.0, newest]
    assert bool(found(amounts, [100.0, 100.0, 100.0, None])) is is_marked


@pytest.mark.parametrize(("total", "is_marked"), [(1_366.0, True), (1_367.0, False)])
def test_a_twentieth_of_a_total_is_a_noticeable_share(total: float, *, is_marked: bool) -> None:
    """The difference of the part is GBP 68.3 million."""
    assert (("total", "2018-19") in found(*SPIKE, total=total)) is is_marked


BESIDE = "its budget £150.4 million, the year before £122.5 million, the year after £143.7 million"


@pytest.mark.parametrize(
    ("amounts", "budgets", "year", "money", "note"),
    [
        (*SPIKE, "2018-19", [218.7, 150.4, 122.5, 143.7, 150.4, 68.3], f"£218.7 million ({BESIDE}"),
        (
            [25.0, 29.0, 24.0, 24.0, 3.0, 3.0, 2.3, 37.0, 47.0],
            [22.0, 29.0, 30.0, 25.0, 3.0, 3.0, 31.5, None, None],
            "2020-21",
            [3.0, 3.0, 24.0, 3.0, 24.0, 21.0],
            (
                "£3.0 million (its budget £3.0 million, the year before £24.0 million, the year "
                "after £3.0 million, the median of its years £24.0 million"
            ),
        ),
        (
            [50.8, 62.3, 65.4, 34.1],
            [56.8, 58.6, 71.5, None],
            "2019-20",
            [34.1, NAN, 65.4, NAN, 65.4, 31.3],
            "£34.1 million (the year before £65.4 million",
        ),
    ],
)
def test_a_doubt_gives_its_witnesses_and_the_difference_from_them(
    amounts: list[float], budgets: list[float | None], year: str, money: list[float], note: str
) -> None:
    row = doubts_of(amounts, budgets).set_index("financial_year").loc[year]
    assert [row[column] / MILLION for column in MONEY] == pytest.approx(money, nan_ok=True)
    assert row["note"] == (
        f"Adult social care was returned as {note}), so the return may include an error."
    )


def test_a_marked_total_has_the_difference_and_the_note_of_its_part() -> None:
    doubts = doubts_of(*SPIKE, total=700.0).set_index("service_line")
    part, total = doubts.loc["adult_social_care"], doubts.loc["total"]
    assert total["amount_gbp"] == 700 * MILLION
    assert total[["apart_gbp", "note"]].tolist() == part[["apart_gbp", "note"]].tolist()
    assert pd.isna(total["expected_gbp"])


@pytest.mark.parametrize(
    ("people", "is_marked"),
    [
        (100_000, True),
        (3_415_000, True),
        (3_415_001, False),
        (20_000, True),
        (19_999, False),
    ],
)
def test_small_differences_and_tiny_places_are_left_alone(people: int, *, is_marked: bool) -> None:
    marked = found([122.5, 122.5, 218.7, 143.7], [120.0, 120.5, 150.4, None], people=people)
    assert bool(marked) is is_marked


def returned_by(amounts: Sequence[float], *, line: str) -> pd.DataFrame:
    """A year of a line in several areas of 100,000 people, in GBP million."""
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


def test_a_care_line_is_compared_with_the_median_area() -> None:
    marked = returned_by([13.0, 14.0, 12.0, 0.0, -1.0], line="looked_after_children")
    assert (marked["expected_gbp"] / MILLION).tolist() == pytest.approx([12.0, 12.0])
    assert (marked["apart_gbp"] / MILLION).tolist() == pytest.approx([12.0, 13.0])
    assert "was returned as -£1.0 million; at the median" in marked.loc[1, "note"]


@pytest.mark.parametrize(("amount", "is_marked"), [(1.7, True), (1.8, False)])
def test_the_declared_share_of_the_median_area_decides(amount: float, *, is_marked: bool) -> None:
    marked = returned_by([13.0, 12.0, amount], line="looked_after_children")
    assert (not marked.empty) is is_marked


def test_other_lines_may_be_near_zero() -> None:
    assert returned_by([13.0, 14.0, 12.0, 0.0], line="housing").empty


def test_the_parts_of_a_marked_line_are_marked_too() -> None:
    """Sandwell's care of people aged 65 and over in 2023-24."""
    years = years_from(2021, 4)
    amounts = dict(zip(years, [116.0, 122.5, 218.7, 143.7], strict=True))
    columns = ["area_code", "financial_year", "service_line", "amount_gbp"]
    care = [("A", year, "adult_social_care", amount * MILLION) for year, amount in amounts.items()]
    part = [("A", year, "adult_65_over", 60.0 * MILLION) for year in years]
    plans = [("A", year, "adult_social_care", 120.5 * MILLION) for year in years[:3]]
    people = {"area_code": "A", "year": range(2021, 2025), "population": PEOPLE}
    doubts = find_doubtful_returns(
        pd.DataFrame(care + part, columns=columns),
        budgets=pd.DataFrame(plans, columns=columns),
        populations=pd.DataFrame(people),
        components=COMPONENTS,
        parents={"adult_social_care": "total", "adult_65_over": "adult_social_care"},
        names={**NAMES, "adult_65_over": "People aged 65 and over"},
    ).set_index("service_line")
    assert doubts["financial_year"].to_dict() == {
        "adult_social_care": "2023-24",
        "adult_65_over": "2023-24",
    }
    assert doubts.index.tolist() == ["adult_65_over", "adult_social_care"]
    assert doubts["rule"].to_dict() == {"adult_social_care": "spike", "adult_65_over": "within"}
    assert doubts.loc["adult_65_over", "note"] == (
        "People aged 65 and over is part of adult social care, which was returned as £218.7 "
        "million and may include an error."
    )
    assert doubts["apart_gbp"].tolist() == [98.2 * MILLION] * 2
    assert pd.isna(doubts.loc["adult_65_over", "expected_gbp"])
