"""The rule of missing returns, and how a gap travels upwards."""

import math

import pandas as pd

from data.transform.outturn_areas import SHARE_COLUMNS
from data.transform.outturn_gaps import mark_gaps
from data.transform.outturn_spread import (
    add_up_england,
    add_up_parks,
    add_up_regions,
    spread_over_areas,
)

NAN = float("nan")
PARENTS = {"drugs": "public_health", "public_health": "total", "total": None, "police": "total"}


def frame(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["financial_year", "ecode", "service_line", "amount_gbp"])


def marked(rows: list[tuple[str, str, str, float]]) -> pd.DataFrame:
    return mark_gaps(frame(rows), parents=PARENTS).set_index(
        ["financial_year", "ecode", "service_line"]
    )


def test_a_line_reported_in_the_nearest_year_is_a_gap() -> None:
    result = marked(
        [
            ("2020-21", "E1", "police", 0.0),
            ("2022-23", "E1", "police", 5.0),
            ("2023-24", "E1", "police", NAN),
        ]
    )
    assert result.loc[("2023-24", "E1", "police"), "is_gap"]
    assert math.isnan(result.loc[("2023-24", "E1", "police"), "amount_gbp"])


def test_a_line_at_nought_in_the_nearest_year_stands_at_nought() -> None:
    result = marked(
        [
            ("2020-21", "E1", "police", 5.0),
            ("2022-23", "E1", "police", 0.0),
            ("2023-24", "E1", "police", NAN),
        ]
    )
    assert not result.loc[("2023-24", "E1", "police"), "is_gap"]
    assert result.loc[("2023-24", "E1", "police"), "amount_gbp"] == 0


def test_negative_amounts_are_reported_amounts() -> None:
    result = marked([("2022-23", "E1", "police", -3.0), ("2023-24", "E1", "police", NAN)])
    assert result.loc[("2023-24", "E1", "police"), "is_gap"]


def test_the_total_is_always_a_gap() -> None:
    result = marked([("2022-23", "E1", "total", 0.0), ("2023-24", "E1", "total", NAN)])
    assert result.loc[("2023-24", "E1", "total"), "is_gap"]


def test_a_line_never_returned_is_judged_by_its_parent() -> None:
    rows = [("2023-24", "E1", "drugs", NAN), ("2023-24", "E2", "drugs", NAN)]
    rows += [("2022-23", "E1", "public_health", 0.0), ("2022-23", "E2", "public_health", 1.0)]
    result = marked(rows)
    assert not result.loc[("2023-24", "E1", "drugs"), "is_gap"]
    assert result.loc[("2023-24", "E2", "drugs"), "is_gap"]


def test_a_body_that_never_returned_is_a_gap() -> None:
    assert marked([("2023-24", "E1", "drugs", NAN)])["is_gap"].all()


def spread(
    amounts: dict[str, float], *, notes: tuple[str | None, str | None] = (None, None)
) -> pd.DataFrame:
    rows = frame([("2023-24", code, "total", amounts[code]) for code in amounts])
    rows = mark_gaps(rows, parents=PARENTS).assign(
        body=rows["ecode"], name="Council " + rows["ecode"], return_note=list(notes)
    )
    shares = pd.DataFrame(
        [(code, "2023-24", "E10A", 1.0, "council", "summed", None) for code in amounts],
        columns=SHARE_COLUMNS,
    )
    return spread_over_areas(rows, shares=shares)


def test_one_missing_council_empties_its_area_and_is_named() -> None:
    row = spread({"E1": 10.0, "E2": NAN}).iloc[0]
    assert math.isnan(row["amount_gbp"])
    assert row["status"] == "missing"
    assert row["note"] == "No return from Council E2"


def test_councils_of_two_tiers_are_added() -> None:
    row = spread({"E1": 10.0, "E2": -4.0}).iloc[0]
    assert row["amount_gbp"] == 6
    assert row["status"] == "returned"


def test_a_filled_return_marks_its_area_as_published() -> None:
    row = spread({"E1": 10.0, "E2": 1.0}, notes=("from the time series", None)).iloc[0]
    assert row["status"] == "published"
    assert row["note"] == "from the time series"


def areas(second: float) -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("A", "2023-24", "total", "council", 1.0, "returned", "summed", None),
            ("B", "2023-24", "total", "council", second, "missing", "summed", None),
        ],
        columns=[
            "area_code",
            "financial_year",
            "service_line",
            "body_type",
            "amount_gbp",
            "status",
            "method",
            "note",
        ],
    )


def test_a_gap_empties_its_region_but_not_another() -> None:
    rows = add_up_regions(areas(NAN), region_of={"A": "E12A", "B": "E12B"}).set_index("area_code")
    assert rows.loc["E12A", "amount_gbp"] == 1
    assert math.isnan(rows.loc["E12B", "amount_gbp"])
    assert rows.loc["E12B", "status"] == "missing"


def test_a_gap_empties_england() -> None:
    row = add_up_england(areas(NAN)).iloc[0]
    assert math.isnan(row["amount_gbp"])
    assert row["note"] == "1 areas have no figure"


def test_parks_are_given_for_england_alone_and_without_idle_lines() -> None:
    rows = frame(
        [
            ("2023-24", "E6401", "culture", 5.0),
            ("2023-24", "E6402", "culture", 7.0),
            ("2023-24", "E6401", "police", 0.0),
        ]
    ).assign(is_gap=False)
    parks = add_up_parks(rows, parks=frozenset({"E6401", "E6402"}))
    assert parks[["area_code", "service_line", "amount_gbp"]].to_numpy().tolist() == [
        ["E92000001", "culture", 12.0]
    ]
