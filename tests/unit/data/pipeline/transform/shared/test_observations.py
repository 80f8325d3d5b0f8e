from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.transform.shared.observations import COLUMNS, KEYS, observations
from tests.unit.data.pipeline.transform.health_built import built_tables, fixture_raw, row_of
from utils.errors import SourceSchemaError

RAW = fixture_raw("ohid_fingertips")
INDICATOR = "life_expectancy_at_birth_ohid"


def rows_of(*rows: tuple[str, str, float | None], indicator: str = INDICATOR) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area_code", "period", "value"])
    return frame.assign(indicator=indicator, sex="male")


def table_of(frame: pd.DataFrame) -> pd.DataFrame:
    return observations(frame, raw=RAW, built=built_tables(), key="life_expectancy")


def test_has_the_columns_of_the_table_and_one_row_a_key() -> None:
    table = table_of(rows_of(("E08000025", "2015 - 17", 77.5), ("W06000001", "2015 - 17", 78.0)))
    assert list(table.columns) == COLUMNS
    assert not table.duplicated(KEYS).any()
    row = row_of(table, INDICATOR, "E08000025", "2015-17", sex="male")
    assert (row["period_start"], row["period_end"]) == (2015, 2017)
    assert (row["status"], row["source"]) == ("published", "ohid_fingertips")
    assert pd.isna(row["confidence"])


def test_a_row_without_a_value_is_suppressed() -> None:
    table = table_of(rows_of(("E08000025", "2015 - 17", None)))
    assert row_of(table, INDICATOR, "E08000025", "2015-17", sex="male")["status"] == "suppressed"


def test_a_county_is_the_weighted_mean_of_its_districts() -> None:
    table = table_of(rows_of(("E07000218", "2015 - 17", 80.0), ("E07000219", "2015 - 17", 76.0)))
    county = row_of(table, INDICATOR, "E10000031", "2015-17", sex="male")
    assert county["value"] == pytest.approx((80 * 10_000 + 76 * 30_000) / 40_000)
    assert county["status"] == "approximate"
    assert county["method"] == "population-weighted mean of districts"
    assert pd.isna(county["lower_cl"])


def test_a_published_county_is_not_replaced() -> None:
    table = table_of(
        rows_of(
            ("E07000218", "2015 - 17", 80.0),
            ("E07000219", "2015 - 17", 76.0),
            ("E10000031", "2015 - 17", 79.0),
        )
    )
    county = row_of(table, INDICATOR, "E10000031", "2015-17", sex="male")
    assert (county["value"], county["status"]) == (79.0, "published")


def test_a_new_unitary_needs_all_its_districts() -> None:
    table = table_of(rows_of(("E07000026", "2015 - 17", 80.0)))
    assert "E06000063" not in set(table["area_code"])
    both = table_of(rows_of(("E07000026", "2015 - 17", 80.0), ("E07000028", "2015 - 17", 78.0)))
    unitary = row_of(both, INDICATOR, "E06000063", "2015-17", sex="male")
    assert unitary["value"] == pytest.approx(79.0)


def test_a_slope_index_is_never_averaged() -> None:
    table = table_of(
        rows_of(
            ("E07000218", "2015 - 17", 6.0),
            ("E07000219", "2015 - 17", 9.0),
            indicator="slope_index_of_inequality",
        )
    )
    assert set(table["area_code"]) == {"E07000218", "E07000219"}


def test_refuses_an_unknown_period() -> None:
    with pytest.raises(SourceSchemaError, match=r"column 'period'.*since the war"):
        table_of(rows_of(("E08000025", "since the war", 77.5)))


def test_refuses_two_rows_of_one_key() -> None:
    with pytest.raises(SourceSchemaError, match=r"E08000025.*one row each"):
        table_of(rows_of(("E08000025", "2015 - 17", 77.5), ("E08000025", "2015-17", 77.6)))


def test_refuses_an_undeclared_indicator() -> None:
    with pytest.raises(SourceSchemaError, match="a declared indicator"):
        table_of(rows_of(("E08000025", "2015 - 17", 77.5), indicator="luck"))


def test_of_a_neutral_indicator_nothing_is_better_or_worse() -> None:
    frame = rows_of(
        ("E92000001", "2016", 46.0),
        ("E08000025", "2016", 38.7),
        ("E07000218", "2016", 50.0),
        indicator="deaths_in_usual_residence_65_and_over",
    ).assign(sex="persons", verdict_england=[None, "worse", "better"])
    table = table_of(frame)
    verdicts = table.set_index("area_code")["verdict_england"].to_dict()
    assert (verdicts["E08000025"], verdicts["E07000218"]) == ("lower", "higher")


def test_a_verdict_of_an_indicator_with_a_good_side_is_kept() -> None:
    frame = rows_of(("E92000001", "2015 - 17", 79.5), ("E08000025", "2015 - 17", 77.5))
    table = table_of(frame.assign(verdict_england=[None, "worse"]))
    row = row_of(table, INDICATOR, "E08000025", "2015-17", sex="male")
    assert row["verdict_england"] == "worse"
