from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.map_measures import build_map_tables
from utils.config import ENGLAND

CODES = [f"E0600000{number}" for number in range(1, 7)]
FIRST, SECOND = CODES[:2]
POPULATION = 1000.0


def areas_of() -> pd.DataFrame:
    rows = [(code, "both", True) for code in CODES]
    rows += [(ENGLAND, "england", True), ("E07000001", "lower_tier", True)]
    rows += [("E10000001", "upper_tier", False)]
    return pd.DataFrame(rows, columns=["area_code", "level", "is_current"])


def spend_row(area: str, year: str, amount: float | None, **columns: str | None) -> dict[str, Any]:
    return {
        "area_code": area,
        "financial_year": year,
        "service_line": "total",
        "body_type": "council",
        "amount_gbp": amount,
        "status": "returned" if amount is not None else "missing",
        "method": "summed",
        "note": None,
        "source": "test",
    } | columns


def spend_of() -> pd.DataFrame:
    """Two years of councils, a police share, a council without a return, and England."""
    rows = [
        spend_row(code, year, 100_000.0 * number)
        for number, code in enumerate(CODES, start=1)
        for year in ("2022-23", "2023-24", "2024-25")
        if (code, year) != (SECOND, "2023-24")
    ]
    rows += [
        spend_row(SECOND, "2023-24", None, note="no return"),
        spend_row(SECOND, "2023-24", 5e5, body_type="police", method="apportioned by population"),
        spend_row(FIRST, "2022-23", 5e4, body_type="police", method="apportioned by population"),
        spend_row(ENGLAND, "2022-23", 9e9, body_type="all", method="published"),
        spend_row(ENGLAND, "2022-23", 1e9),
        spend_row("E07000001", "2022-23", 7e9),
        spend_row("E10000001", "2022-23", 7e9),
    ]
    return pd.DataFrame(rows)


def observations_of() -> pd.DataFrame:
    values = [*range(10, 16), 500.0]
    return pd.DataFrame(
        {
            "indicator": "pay",
            "area_code": [*CODES, ENGLAND],
            "period": "2019",
            "period_start": 2019,
            "period_end": 2019,
            "sex": "persons",
            "value": [float(value) for value in values],
            "lower_cl": None,
            "upper_cl": None,
            "numerator": None,
            "denominator": None,
            "verdict_england": None,
            "status": "published",
            "method": None,
        }
    ).astype({"lower_cl": "float64", "upper_cl": "float64"})


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    line = {"service_line": "total", "name": "Total", "caution": "Mind."}
    pay = {
        "indicator": "pay",
        "name": "Pay",
        "aggregation": "population_weighted",
        "rate_type": "mean",
        "unit": "GBP",
        "decimals": 1,
        "polarity": "high_is_good",
        "source": "test",
        "caveats": "",
    }
    members = [("pair", FIRST), ("pair", SECOND), ("alone", FIRST)]
    return build_map_tables(
        {
            "areas": areas_of(),
            "spend": spend_of(),
            "populations": pd.DataFrame(
                [
                    (code, year, POPULATION)
                    for code in (*CODES, ENGLAND)
                    for year in range(2019, 2025)
                ],
                columns=["area_code", "year", "population"],
            ),
            "deflators": pd.DataFrame(
                {"financial_year": ["2022-23", "2023-24"], "deflator": [80.0, 100.0]}
            ),
            "service_lines": pd.DataFrame([line]),
            "indicators": pd.DataFrame([pay]),
            "observations": observations_of(),
            "place_members": pd.DataFrame(members, columns=["place_id", "area_code"]),
        }
    )


def row_of(built: dict[str, pd.DataFrame], area: str, period: str, basis: str) -> dict[str, Any]:
    values = built["map_values"]
    (row,) = values[
        (values["area_code"] == area) & (values["period"] == period) & (values["basis"] == basis)
    ].to_dict("records")
    return {str(name): value for name, value in row.items()}


def measure_of(built: dict[str, pd.DataFrame], measure: str, basis: str) -> dict[str, Any]:
    measures = built["map_measures"]
    (row,) = measures[(measures["measure"] == measure) & (measures["basis"] == basis)].to_dict(
        "records"
    )
    return {str(name): value for name, value in row.items()}


def test_spend_per_head_is_all_bodies_money_over_people(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, FIRST, "2022-23", "cash")
    assert (row["value"], row["status"]) == (150.0, "apportioned in part")
    assert row_of(built, CODES[2], "2022-23", "cash")["value"] == 300.0
    assert row_of(built, CODES[2], "2022-23", "cash")["status"] == "computed"


def test_real_terms_use_the_deflator_and_stop_with_it(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, CODES[2], "2022-23", "real")["value"] == pytest.approx(300 * 100 / 80)
    assert row_of(built, CODES[2], "2023-24", "real")["value"] == 300.0
    later = row_of(built, CODES[2], "2024-25", "real")
    assert (pd.isna(later["value"]), later["status"]) == (True, "missing")
    assert measure_of(built, "spend:total", "real")["periods"] == "2022-23;2023-24"
    assert measure_of(built, "spend:total", "cash")["periods"] == "2022-23;2023-24;2024-25"


def test_a_gap_of_one_body_is_a_gap_with_its_reason(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, SECOND, "2023-24", "cash")
    assert pd.isna(row["value"])
    assert (row["status"], row["note"]) == ("missing", "no return")


def test_england_is_its_published_row_alone(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, ENGLAND, "2022-23", "cash")["value"] == 9e6


def test_a_place_of_two_has_their_money_over_their_people(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, "pair", "2022-23", "cash")["value"] == pytest.approx(350_000 / 2000)
    assert pd.isna(row_of(built, "pair", "2023-24", "cash")["value"])
    assert row_of(built, "pair", "2019", "as published")["value"] == pytest.approx(10.5)
    assert "alone" not in set(built["map_values"]["area_code"])


def test_districts_and_abolished_areas_are_not_shown(built: dict[str, pd.DataFrame]) -> None:
    assert set(built["map_values"]["area_code"]) == {*CODES, ENGLAND, "pair"}


def test_breaks_leave_out_england_and_places(built: dict[str, pd.DataFrame]) -> None:
    breaks = [
        float(one) for one in measure_of(built, "pay:persons", "as published")["breaks"].split(";")
    ]
    assert breaks == sorted(set(breaks))
    # Of six values from 10 to 15 alone; with England's 500 the highest class would start far above.
    assert 10 < breaks[0] < breaks[-1] < 15


def test_breaks_are_pooled_over_all_years(built: dict[str, pd.DataFrame]) -> None:
    breaks = measure_of(built, "spend:total", "cash")["breaks"].split(";")
    local = built["map_values"].query("basis == 'cash' and area_code.str.startswith('E06')")
    assert len(breaks) == 4
    shares = pd.cut(
        local["value"].dropna(),
        [float("-inf"), *map(float, breaks), float("inf")],
        right=False,
        labels=False,
    ).value_counts()
    assert set(shares.index) == {0, 1, 2, 3, 4}


def test_measures_carry_what_was_declared(built: dict[str, pd.DataFrame]) -> None:
    spend = measure_of(built, "spend:total", "cash")
    assert (spend["kind"], spend["item"], spend["unit"]) == ("spend", "total", "GBP per person")
    assert (spend["polarity"], spend["caveats"]) == ("neutral", "Mind.")
    pay = measure_of(built, "pay:persons", "as published")
    assert (pay["kind"], pay["unit"], pay["polarity"]) == ("indicator", "GBP", "high_is_good")
    assert pay["periods"] == "2019"
