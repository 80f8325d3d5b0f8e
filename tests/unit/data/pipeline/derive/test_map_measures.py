from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.pipeline.derive.map_measures import (
    FUNCTIONS,
    _drop_districtless,
    _regional_measures,
    build_map_tables,
)
from data.pipeline.transform.shared.regional_labels import FUNCTIONS as CODED_FUNCTIONS
from utils.config import ENGLAND
from utils.errors import CheckFailedError

CODES = [f"E0600000{number}" for number in range(1, 7)]
FIRST, SECOND = CODES[:2]
NORTH, SOUTH = "E12000001", "E12000002"
DISTRICT, SMALL = "E07000001", "E01000001"
POPULATION = 1000.0


def areas_of() -> pd.DataFrame:
    """Two areas in the north, four in the south, a district, and a county that is no more."""
    rows = [(code, "both", True, NORTH if code in (FIRST, SECOND) else SOUTH) for code in CODES]
    rows += [(ENGLAND, "england", True, None), (DISTRICT, "lower_tier", True, NORTH)]
    rows += [("E10000001", "upper_tier", False, NORTH)]
    rows += [(NORTH, "region", True, None), (SOUTH, "region", True, None)]
    return pd.DataFrame(rows, columns=["area_code", "level", "is_current", "region_code"])


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
        spend_row(DISTRICT, "2022-23", 7e9),
        spend_row(NORTH, "2022-23", 7e9),
        spend_row("E10000001", "2022-23", 7e9),
    ]
    frame = pd.DataFrame(rows)
    known = frame["amount_gbp"].fillna(0.0)
    return frame.assign(known_gbp=known, estimate_gbp=None, lower_gbp=None, upper_gbp=None).astype(
        dict.fromkeys(("estimate_gbp", "lower_gbp", "upper_gbp"), "float64")
    )


def observations_of() -> pd.DataFrame:
    values = [*range(10, 16), 500.0, 12.0, 9.0, 13.0]
    return pd.DataFrame(
        {
            "indicator": "pay",
            "area_code": [*CODES, ENGLAND, NORTH, DISTRICT, "E10000001"],
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


def regional_of() -> pd.DataFrame:
    rows = [
        (NORTH, "2022-23", "health", 2000.0, "computed"),
        (ENGLAND, "2022-23", "health", 1000.0, "computed"),
        (SOUTH, "2022-23", "health", None, "missing"),
        (NORTH, "2022-23", "total", 8000.0, "computed"),
    ]
    columns = ["region_code", "financial_year", "function", "amount_gbp_per_head", "status"]
    return pd.DataFrame(rows, columns=columns).assign(source="treasury")


def small_areas_of() -> dict[str, pd.DataFrame]:
    """A small area with a tenth of deprivation."""
    value = {"measure": "imd_decile", "area_code": SMALL, "area_type": "lsoa11", "value": 3.0}
    measure = {"measure": "imd_decile", "area_type": "lsoa11", "name": "Deprivation decile"}
    return {
        "small_areas": pd.DataFrame(
            [value | {"period": "2019", "sex": "persons", "lower_cl": None, "upper_cl": None}]
        ),
        "small_area_measures": pd.DataFrame(
            [
                measure
                | {"unit": "decile", "polarity": "high_is_good", "decimals": 0}
                | {"dark_end": "low", "ends": "most deprived tenth;least deprived tenth"}
                | {"caveat": "Mind.", "source": "ministry"}
            ]
        ),
        "small_area_parents": pd.DataFrame({"area_code": [SMALL], "area_type": ["lsoa11"]}),
        "lsoa_links": pd.DataFrame(
            columns=["old_code", "old_type", "new_code", "new_type", "change"]
        ),
    }


def whole_of() -> pd.DataFrame:
    """All public spending of two areas and a region in one year."""
    rows = [(FIRST, 100, 40, 10), (SECOND, 200, 40, 20), (NORTH, 300, 80, 0)]
    return pd.DataFrame(
        [
            {
                "area_code": code,
                "financial_year": "2022-23",
                "block": "total",
                "amount_gbp": amount,
                "measured_gbp": measured,
                "lower_gbp": amount - spread,
                "upper_gbp": amount + spread,
                "population": 1.0,
                "amount_gbp_per_head": amount,
            }
            for code, amount, measured, spread in rows
        ]
    )


def tables_of() -> dict[str, pd.DataFrame]:
    """All that the map's tables are built of."""
    line = {"service_line": "total", "name": "Total", "caution": "Mind."}
    pay = {
        "indicator": "pay",
        "name": "Pay",
        "aggregation": "population_weighted",
        "rate_type": "mean",
        "unit": "GBP",
        "decimals": 1,
        "polarity": "high_is_good",
        "limits": "chance",
        "verdict_confidence": 0.95,
        "older_series_of": None,
        "dark_end": "high",
        "ends": None,
        "source": "test",
        "caveats": "",
    }
    members = [("pair", FIRST), ("pair", SECOND), ("alone", FIRST)]
    return small_areas_of() | {
        "regional_spend": regional_of(),
        "whole_place": whole_of(),
        "areas": areas_of(),
        "spend": spend_of(),
        "populations": pd.DataFrame(
            [(code, year, POPULATION) for code in (*CODES, ENGLAND) for year in range(2019, 2025)],
            columns=["area_code", "year", "population"],
        ),
        "deflators": pd.DataFrame(
            {"financial_year": ["2022-23", "2024-25"], "deflator": [80.0, 100.0]}
        ),
        "missing_returns": pd.DataFrame(
            [(SECOND, "2023-24", "total", "Council Two")],
            columns=["area_code", "financial_year", "service_line", "body"],
        ),
        "doubtful_returns": pd.DataFrame(
            [(CODES[5], "2024-25", "total", 5e5, "It may include an error.")],
            columns=["area_code", "financial_year", "service_line", "apart_gbp", "note"],
        ),
        "service_lines": pd.DataFrame([line]),
        "indicators": pd.DataFrame([pay]),
        "observations": observations_of(),
        "place_members": pd.DataFrame(members, columns=["place_id", "area_code"]),
    }


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    return build_map_tables(tables_of())


def row_of(
    built: dict[str, pd.DataFrame],
    area: str,
    period: str,
    basis: str,
    measure: str | None = None,
) -> dict[str, Any]:
    """The one row of an area; its measure is spend or pay unless another is named."""
    values = built["map_values"]
    named = values["measure"].isin(["spend:total", "pay:persons"])
    (row,) = values[
        (named if measure is None else values["measure"] == measure)
        & (values["area_code"] == area)
        & (values["period"] == period)
        & (values["basis"] == basis)
    ].to_dict("records")
    return {str(name): value for name, value in row.items()}


def measure_of(
    built: dict[str, pd.DataFrame], measure: str, basis: str, level: str = "upper_tier"
) -> dict[str, Any]:
    rows = built["map_measures"]
    (row,) = rows[
        (rows["measure"] == measure) & (rows["basis"] == basis) & (rows["level"] == level)
    ].to_dict("records")
    return {str(name): value for name, value in row.items()}


def levels_of(built: dict[str, pd.DataFrame], measure: str) -> set[str]:
    rows = built["map_measures"]
    return set(rows.loc[rows["measure"] == measure, "level"])


def fixed_breaks(
    built: dict[str, pd.DataFrame], measure: str, basis: str, level: str = "upper_tier"
) -> list[float]:
    rows = built["map_breaks"].set_index(["measure", "basis", "level", "scheme", "period"])
    text = str(rows.loc[(measure, basis, level, "fixed", "all"), "breaks"])
    return [float(number) for number in text.split(";")]


def test_spend_per_head_is_all_bodies_money_over_people(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, FIRST, "2022-23", "cash")
    assert (row["value"], row["status"]) == (150.0, "apportioned in part")
    assert row_of(built, CODES[2], "2022-23", "cash")["value"] == 300.0
    assert row_of(built, CODES[2], "2022-23", "cash")["status"] == "computed"


def test_real_terms_use_the_deflator_where_there_is_one(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, CODES[2], "2022-23", "real")["value"] == pytest.approx(300 * 100 / 80)
    assert row_of(built, CODES[2], "2024-25", "real")["value"] == 300.0
    between = row_of(built, CODES[2], "2023-24", "real")
    assert (pd.isna(between["value"]), between["status"]) == (True, "missing")
    assert measure_of(built, "spend:total", "real")["periods"] == "2022-23;2024-25"
    assert measure_of(built, "spend:total", "cash")["periods"] == "2022-23;2023-24;2024-25"


def test_a_gap_of_one_body_is_a_gap_with_its_reason(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, SECOND, "2023-24", "cash")
    assert pd.isna(row["value"])
    assert (row["status"], row["note"]) == ("missing", "No return from Council Two")


def test_a_gap_is_held_with_what_is_known(built: dict[str, pd.DataFrame]) -> None:
    gaps = built["spend_gaps"].set_index(["area_code", "financial_year"])
    assert set(gaps.index) == {(SECOND, "2023-24"), ("pair", "2023-24"), (NORTH, "2023-24")}
    assert gaps.loc[(SECOND, "2023-24"), ["known_gbp", "bodies"]].tolist() == [5e5, "Council Two"]
    assert gaps.loc[("pair", "2023-24"), "known_gbp"] == 6e5


def test_a_small_gap_is_estimated_in_area_region_and_place() -> None:
    spend = spend_of()
    gap = (spend["area_code"] == SECOND) & spend["amount_gbp"].isna()
    spend.loc[gap, ["estimate_gbp", "lower_gbp", "upper_gbp"]] = [1e4, 5e3, 2e4]
    built = build_map_tables(tables_of() | {"spend": spend})
    row = row_of(built, SECOND, "2023-24", "cash")
    assert (row["value"], row["status"]) == (510.0, "partly estimated")
    assert row["note"] == "2.0% of it is estimated, as there is no return from Council Two"
    assert row_of(built, "pair", "2023-24", "cash")["value"] == pytest.approx(305.0)
    assert row_of(built, NORTH, "2023-24", "cash")["status"] == "partly estimated"


def test_a_doubtful_figure_is_shown_and_left_out_of_breaks(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, CODES[5], "2024-25", "cash")
    assert (row["value"], row["status"]) == (600.0, "doubtful")
    assert row["note"] == "It may include an error."
    # A region of which it is a fifth is doubtful too.
    assert row_of(built, SOUTH, "2024-25", "cash")["status"] == "doubtful"
    keys = ["measure", "basis", "level", "scheme", "period"]
    key = ("spend:total", "cash", "upper_tier", "quantile", "2024-25")
    spend = spend_of()
    rest = (spend["area_code"] != CODES[5]) | (spend["financial_year"] != "2024-25")
    other = build_map_tables(tables_of() | {"spend": spend[rest]})["map_breaks"].set_index(keys)
    assert built["map_breaks"].set_index(keys).loc[key, "breaks"] == other.loc[key, "breaks"]


def test_money_opens_with_the_newest_year_that_covers_enough_people(
    built: dict[str, pd.DataFrame],
) -> None:
    assert measure_of(built, "spend:total", "cash")["opening_period"] == "2024-25"
    late = spend_of()
    late = late[(late["financial_year"] != "2024-25") | (late["area_code"] == FIRST)]
    again = build_map_tables(tables_of() | {"spend": late})
    # One area of six has the newest year, five the one before; all have the first.
    assert measure_of(again, "spend:total", "cash")["opening_period"] == "2022-23"


def test_england_is_its_published_row_alone(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, ENGLAND, "2022-23", "cash")["value"] == 9e6


def test_a_place_of_two_has_their_money_over_their_people(built: dict[str, pd.DataFrame]) -> None:
    assert row_of(built, "pair", "2022-23", "cash")["value"] == pytest.approx(350_000 / 2000)
    assert pd.isna(row_of(built, "pair", "2023-24", "cash")["value"])
    assert row_of(built, "pair", "2019", "as published")["value"] == pytest.approx(10.5)
    assert "alone" not in set(built["map_values"]["area_code"])


def test_a_region_has_the_money_of_its_areas_over_their_people(
    built: dict[str, pd.DataFrame],
) -> None:
    # 150 and 200 thousand of two thousand people; the region's own row in the spend is not used.
    assert row_of(built, NORTH, "2022-23", "cash")["value"] == pytest.approx(175.0)
    assert row_of(built, NORTH, "2022-23", "cash")["status"] == "apportioned in part"
    assert row_of(built, SOUTH, "2022-23", "cash")["value"] == pytest.approx(1.8e6 / 4000)


def test_a_gap_of_one_area_is_a_gap_of_its_region(built: dict[str, pd.DataFrame]) -> None:
    row = row_of(built, NORTH, "2023-24", "cash")
    assert pd.isna(row["value"])
    assert (row["status"], row["note"]) == ("missing", "No return from Council Two")
    assert row_of(built, SOUTH, "2023-24", "cash")["value"] == pytest.approx(1.8e6 / 4000)


def test_abolished_areas_are_not_shown_and_money_of_districts_neither(
    built: dict[str, pd.DataFrame],
) -> None:
    values = built["map_values"]
    money = values[values["measure"] == "spend:total"]
    assert set(money["area_code"]) == {*CODES, ENGLAND, NORTH, SOUTH, "pair"}
    pay = values[values["measure"] == "pay:persons"]
    assert set(pay["area_code"]) == {*CODES, ENGLAND, NORTH, DISTRICT, "pair"}


def test_a_measure_is_there_at_each_level_of_which_an_area_has_a_value(
    built: dict[str, pd.DataFrame],
) -> None:
    assert levels_of(built, "pay:persons") == {"region", "upper_tier", "lower_tier"}
    assert levels_of(built, "spend:total") == {"region", "upper_tier"}
    assert levels_of(built, "regional:health") == {"region"}
    assert levels_of(built, "imd_decile:persons") == {"lsoa"}


def local_row(measure: str, level: str, area: str, basis: str = "as published") -> dict[str, str]:
    return {"measure": measure, "basis": basis, "level": level, "area_code": area}


def test_the_lower_tier_of_a_measure_without_districts_is_left_out() -> None:
    local = pd.DataFrame(
        [
            local_row("pay", "lower_tier", DISTRICT),
            local_row("pay", "lower_tier", FIRST),
            local_row("pay", "upper_tier", FIRST),
            local_row("fees", "lower_tier", FIRST),
            local_row("fees", "lower_tier", SECOND),
            local_row("fees", "upper_tier", FIRST),
            local_row("fees", "region", NORTH),
            # A district of another price basis does not speak for this one.
            local_row("rents", "lower_tier", DISTRICT, basis="cash"),
            local_row("rents", "lower_tier", FIRST, basis="real"),
        ]
    )
    assert list(_drop_districtless(local).index) == [0, 1, 2, 5, 6, 7]


def test_a_measure_that_no_district_has_is_not_there_at_the_lower_tier() -> None:
    observed = observations_of()
    built = build_map_tables(
        tables_of() | {"observations": observed[observed["area_code"] != DISTRICT]}
    )
    assert levels_of(built, "pay:persons") == {"region", "upper_tier"}
    breaks = built["map_breaks"]
    assert "lower_tier" not in set(breaks.loc[breaks["measure"] == "pay:persons", "level"])


def test_regional_spending_is_shown_as_published_and_in_real_terms(
    built: dict[str, pd.DataFrame],
) -> None:
    health = "regional:health"
    assert row_of(built, NORTH, "2022-23", "cash", health)["value"] == 2000
    assert row_of(built, NORTH, "2022-23", "real", health)["value"] == pytest.approx(2500)
    assert row_of(built, ENGLAND, "2022-23", "cash", health)["value"] == 1000
    gap = row_of(built, SOUTH, "2022-23", "cash", health)
    assert (pd.isna(gap["value"]), gap["status"]) == (True, "missing")
    measure = measure_of(built, health, "real", "region")
    assert (measure["kind"], measure["item"], measure["source"]) == ("regional", health, "treasury")
    assert measure["name"] == "All public spending identified with the region: health"
    assert (measure["unit"], measure["decimals"]) == ("GBP per person", 0)
    assert "Published by region only" in measure["caveats"]
    whole = measure_of(built, "regional:total", "cash", "region")
    assert whole["name"] == "All public spending identified with the region"


def test_all_public_money_has_its_range_and_says_what_is_measured(
    built: dict[str, pd.DataFrame],
) -> None:
    row = row_of(built, FIRST, "2022-23", "cash", "whole:total")
    assert (row["value"], row["lower_cl"], row["upper_cl"]) == (100, 90, 110)
    assert row["note"] == "40% measured in accounts of the area."
    assert row_of(built, FIRST, "2022-23", "real", "whole:total")["upper_cl"] == pytest.approx(
        137.5
    )
    assert row_of(built, FIRST, "2022-23", "cash", "whole:measured")["value"] == 40
    region = row_of(built, NORTH, "2022-23", "cash", "whole:total")
    assert pd.isna(region["lower_cl"])
    pair = row_of(built, "pair", "2022-23", "cash", "whole:total")
    assert pair["value"] == 150
    measure = measure_of(built, "whole:total", "cash", "upper_tier")
    assert (measure["kind"], measure["limits"]) == ("whole", "modelled")
    assert measure["name"] == "All public spending (part estimated)"


def test_every_function_has_plain_words_and_an_unknown_one_is_refused() -> None:
    assert set(FUNCTIONS) == {*CODED_FUNCTIONS.values(), "total"}
    unknown = regional_of().assign(function="magic")
    with pytest.raises(CheckFailedError, match="no name is given for function 'magic'"):
        _regional_measures({"regional_spend": unknown})


def test_breaks_leave_out_england_and_places(built: dict[str, pd.DataFrame]) -> None:
    breaks = fixed_breaks(built, "pay:persons", "as published")
    assert breaks == sorted(set(breaks))
    # Of six values from 10 to 15 alone; with England's 500 the highest class would start far above.
    assert 10 < breaks[0] < breaks[-1] < 15


def test_breaks_of_a_level_are_of_its_areas(built: dict[str, pd.DataFrame]) -> None:
    # The district's 9 is the lowest of seven values.
    breaks = fixed_breaks(built, "pay:persons", "as published", "lower_tier")
    assert 9 < breaks[0] <= 11
    keys = built["map_breaks"].set_index(["measure", "basis", "level"]).index
    measures = built["map_measures"].set_index(["measure", "basis", "level"]).index
    assert set(keys) == set(measures)


def test_breaks_are_pooled_over_all_years(built: dict[str, pd.DataFrame]) -> None:
    breaks = fixed_breaks(built, "spend:total", "cash")
    local = built["map_values"].query("basis == 'cash' and area_code.str.startswith('E06')")
    assert len(breaks) == 4
    shares = pd.cut(
        local["value"].dropna(),
        [float("-inf"), *breaks, float("inf")],
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
