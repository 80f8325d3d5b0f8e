"""Databases of the regional analysis: units, spellings, parts and per head."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.transform.hmt_country_regional_analysis.databases import parse_database
from data.pipeline.transform.hmt_country_regional_analysis.releases import (
    OLDER,
    RELEASES,
    Release,
)
from data.pipeline.transform.hmt_country_regional_analysis.transform import (
    add_totals,
    check_published,
    per_head,
)
from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.regional_labels import FUNCTIONS, code_functions, code_regions
from utils.errors import CheckFailedError, SourceSchemaError

PLACE = Place("hmt_country_regional_analysis", "cra.xlsx", "CRA")
RELEASE = Release(
    key="cra",
    sheet="CRA",
    headings=OLDER,
    years=("2016-17", "2017-18"),
    gbp_per_unit=1e3,
)
HEADER = [*OLDER.values(), "2016-17", "2017-18"]
YORKSHIRE = ("ENGLAND_Yorkshire and the Humber", "ENGLAND_Yorkshire and The Humber")


def row(main: str, region: str, first: object, second: object, **changed: str) -> list[object]:
    cells = {
        "department": "Department for Transport",
        "segment": "S1-ROADS",
        "main_function": main,
        "function": main,
        "subfunction": "4.5 of which: local roads",
        "identifiable": "ID",
        "capital": "CUR",
        "sector": "CG",
        "region": region,
        **changed,
    }
    return [*(cells[name] for name in OLDER), first, second]


def rows() -> list[list[object]]:
    return [
        list(HEADER),
        row("4. Economic affairs", YORKSHIRE[0], 1.0, 2.0),
        row("4. Economic affairs", YORKSHIRE[1], 3.0, ""),
        row("7. Health", "ENGLAND_London", 5.0, -1.0),
        row("7. Health", "ENGLAND_London", 100.0, 100.0, identifiable="Non-ID"),
        row("7. Health", "SCOTLAND", 100.0, 100.0),
        row("EU transactions", "ENGLAND_London", 100.0, 100.0),
    ]


def parse(given_rows: list[list[object]], release: Release = RELEASE) -> pd.Series[float]:
    frame = parse_database(given_rows, release=release, place=PLACE)
    keys = ["region_code", "financial_year", "main_function"]
    sums: pd.Series[float] = frame.groupby(keys)["amount_gbp"].sum()
    return sums


def test_spellings_are_joined_and_thousands_become_pounds() -> None:
    amounts = parse(rows())
    assert amounts["E12000003", "2016-17", "economic_affairs"] == 4_000
    assert amounts["E12000003", "2017-18", "economic_affairs"] == 2_000
    assert amounts["E12000007", "2017-18", "health"] == -1_000


def test_only_identifiable_rows_of_the_ten_functions_in_english_regions_are_kept() -> None:
    amounts = parse(rows())
    assert amounts["E12000007", "2016-17", "health"] == 5_000
    assert len(amounts) == 4


def test_labels_are_worded_alike_for_every_database() -> None:
    first = parse_database(rows(), release=RELEASE, place=PLACE).iloc[0]
    assert (first["sector"], first["capital"], first["row"]) == ("central", "current", 2)
    assert first["segment"] == "S1-ROADS"


def test_the_2010_release_is_in_millions_and_its_plan_year_is_not_used() -> None:
    release = RELEASES[0]
    assert release.gbp_per_unit == 1e6
    assert not {"2009-10", "2010-11"} & set(release.years)


def test_each_year_is_taken_from_one_release() -> None:
    years = [year for release in RELEASES for year in release.years]
    assert len(years) == len(set(years)) == 21
    assert years == sorted(years)


def test_a_figure_per_head_that_the_publisher_printed_must_come_out() -> None:
    frame = parse_database(rows(), release=RELEASE, place=PLACE)
    people = pd.DataFrame({"area_code": ["E92000001"], "year": [2016], "population": [9.0]})
    printed = Release("cra", "CRA", OLDER, (), 1e3, {"2016-17": 1_000})
    check_published(frame, release=printed, populations=people)
    with pytest.raises(CheckFailedError, match=r"1000\.0.*printed 1001"):
        check_published(
            frame,
            release=Release("cra", "CRA", OLDER, (), 1e3, {"2016-17": 1_001}),
            populations=people,
        )


@pytest.mark.parametrize(
    ("line", "column", "cell", "expected"),
    [
        pytest.param(1, 8, "ENGLAND_Mercia", "row 2.*NUTS Region.*Mercia", id="region"),
        pytest.param(3, 2, "11. Leisure", "row 4.*COFOG Level 0.*Leisure", id="function"),
        pytest.param(3, 7, "EU", "row 4.*BOE.*EU", id="sector"),
        pytest.param(3, 10, "n/a", "row 4.*2017-18.*n/a", id="text in a number"),
        pytest.param(0, 9, "2015-16", "2016-17", id="year absent"),
    ],
)
def test_what_is_not_as_declared_is_refused_with_its_place(
    line: int, column: int, cell: object, expected: str
) -> None:
    changed = rows()
    changed[line][column] = cell
    with pytest.raises(SourceSchemaError, match=expected):
        parse(changed)


def test_of_which_parts_belong_to_their_function() -> None:
    names = pd.Series(
        ["4. of which: transport", "4. Economic affairs - of which: transport", "10. SOCIAL"],
        name="f",
    )
    assert code_functions(names, place=PLACE).tolist() == [
        "economic_affairs",
        "economic_affairs",
        "social_protection",
    ]


def test_areas_outside_england_have_no_code() -> None:
    names = pd.Series(["Wales", "OUTSIDE UK", "ENGLAND_East"], name="r")
    codes = code_regions(names, place=PLACE)
    assert codes.isna().tolist() == [True, True, False]
    assert codes.iloc[2] == "E12000006"


amounts_of = st.lists(
    st.floats(min_value=-1e9, max_value=1e12), min_size=len(FUNCTIONS), max_size=len(FUNCTIONS)
)


@settings(max_examples=30, deadline=None)
@given(amounts_of, amounts_of)
def test_england_and_the_total_add_up(first: list[float], second: list[float]) -> None:
    spend = pd.DataFrame(
        [
            (region, "2017-18", function, amount)
            for region, amounts in (("E12000001", first), ("E12000002", second))
            for function, amount in zip(FUNCTIONS.values(), amounts, strict=True)
        ],
        columns=["region_code", "financial_year", "function", "amount_gbp"],
    )
    found = add_totals(spend).set_index(["region_code", "function"])["amount_gbp"]
    assert found["E92000001", "total"] == pytest.approx(sum(first) + sum(second), abs=1)
    assert found["E12000001", "total"] == pytest.approx(sum(first), abs=1)


def test_per_head_uses_the_first_calendar_year_and_is_null_without_a_population() -> None:
    spend = pd.DataFrame(
        {
            "region_code": "E12000001",
            "financial_year": ["2000-01", "2001-02"],
            "function": "health",
            "amount_gbp": [50.0, 100.0],
        }
    )
    populations = pd.DataFrame({"area_code": ["E12000001"], "year": [2001], "population": [4]})
    found = per_head(spend, populations=populations).set_index("financial_year")
    assert found.loc["2001-02", "amount_gbp_per_head"] == 25
    assert found.loc["2001-02", "status"] == "computed"
    assert pd.isna(found.loc["2000-01", "amount_gbp_per_head"])
    assert found.loc["2000-01", "amount_gbp"] == 50
    assert found.loc["2000-01", "status"] == "missing"
