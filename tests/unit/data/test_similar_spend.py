from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from data.need import build_need_tables, nearest

from data import need
from data.checks import check_need
from utils.errors import InvalidInputError

AREAS = 110
MEASURE = "spend:total"
UNION = "together"
MEMBERS = ["E06000001", "E06000002"]
SMALL = "E06000110"


def code(number: int) -> str:
    return f"E06{number:06d}"


CODES = [code(number) for number in range(1, AREAS + 1)]


def tables_of(**changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Areas whose spend follows need with some noise, a place of two, and one tiny area."""
    random = np.random.default_rng(5)
    scores = pd.Series(random.uniform(5, 45, AREAS), CODES)
    young = pd.Series(random.uniform(18, 30, AREAS), CODES)
    old = pd.Series(random.uniform(8, 30, AREAS), CODES)
    spend = 500 + 10 * scores + random.normal(0, 20, AREAS)
    spend[SMALL] = 90_000.0
    people = pd.Series(100_000.0, CODES)
    people[SMALL] = 15_111.0
    scores[UNION], spend[UNION] = scores[MEMBERS].mean(), spend[MEMBERS].mean()
    values = [
        *(
            (need.DEPRIVATION, "as published", "2019", 2019, one, scores[one])
            for one in scores.index
        ),
        *((MEASURE, "cash", "2022-23", 2022, one, spend[one]) for one in spend.index),
        *((MEASURE, "real", "2022-23", 2022, one, spend[one]) for one in spend.index),
    ]
    bands = {"15-19": young, "65-69": old, "20-24": 100 - young - old}
    others = [one for one in (*need.UNDER_20, *need.OVER_64) if one not in bands]
    ages = [(one, band, part[one] * 1_000) for band, part in bands.items() for one in CODES]
    ages += [(one, band, 0.0) for band in others for one in CODES]
    tables = {
        "areas": pd.DataFrame({"area_code": CODES, "level": "both", "is_current": True}),
        "place_members": pd.DataFrame(
            [(UNION, one) for one in MEMBERS] + [("alone", CODES[4])],
            columns=["place_id", "area_code"],
        ),
        "map_values": pd.DataFrame(
            values,
            columns=["measure", "basis", "period", "period_start", "area_code", "value"],
        ),
        "map_measures": pd.DataFrame({"measure": [MEASURE, MEASURE], "source": "outturn"}),
        "population_ages": pd.DataFrame(
            ages, columns=["area_code", "age_band", "population"]
        ).assign(year=2022, sex="persons"),
        "populations": pd.DataFrame(
            [(one, year, people[one]) for one in CODES for year in (2021, 2022)],
            columns=["area_code", "year", "population"],
        ),
    }
    return tables | changes


def spend_changed(change: dict[str, float | None]) -> dict[str, pd.DataFrame]:
    values = tables_of()["map_values"]
    for area, value in change.items():
        values.loc[(values["measure"] == MEASURE) & (values["area_code"] == area), "value"] = value
    return tables_of(map_values=values)


def test_a_fit_is_made_in_cash_with_its_edition_and_year() -> None:
    (row,) = build_need_tables(tables_of())["need_fits"].to_dict("records")
    assert (row["measure"], row["basis"], row["period"]) == (MEASURE, "cash", "2022-23")
    assert (row["deprivation_edition"], row["age_year"]) == ("2019", 2022)
    assert row["source"] == "outturn"
    assert 0.9 < row["r_squared"] < 1


def test_an_area_with_few_residents_is_neither_fitted_nor_judged() -> None:
    # As many as the City of London had in 2024, whose spend per resident is like no other's.
    built = build_need_tables(tables_of())
    assert built["need_fits"]["n"].tolist() == [AREAS - 1]
    assert SMALL not in set(built["need_adjusted"]["area_code"])
    assert built["need_fits"]["mean"][0] < 2_000


def test_a_place_of_several_is_judged_and_one_of_a_single_area_is_that_area() -> None:
    codes = build_need_tables(tables_of())["need_adjusted"]["area_code"].tolist()
    assert codes.count(UNION) == 1
    assert "alone" not in codes
    assert len(codes) == AREAS


def test_ages_of_a_place_are_those_of_its_people_and_not_a_mean_of_shares() -> None:
    ages = tables_of()["population_ages"]
    ages.loc[ages["area_code"] == MEMBERS[0], "population"] *= 9
    members = pd.DataFrame({"place_id": UNION, "area_code": MEMBERS})
    shares = need._age_shares(ages, members)["share_under_20"].xs(2022, level="year")
    expected = (9 * shares[MEMBERS[0]] + shares[MEMBERS[1]]) / 10
    assert shares[UNION] == pytest.approx(expected)
    assert shares[UNION] != pytest.approx(shares[MEMBERS].mean())


def test_an_area_without_a_figure_is_left_out_and_so_is_its_place() -> None:
    built = build_need_tables(spend_changed({MEMBERS[0]: None, UNION: None}))
    assert built["need_fits"]["n"].tolist() == [AREAS - 2]
    codes = set(built["need_adjusted"]["area_code"])
    assert not codes & {MEMBERS[0], UNION}
    assert MEMBERS[1] in codes


def test_too_few_areas_are_a_gap_with_its_reason() -> None:
    gaps = spend_changed(dict.fromkeys([*CODES[10:25], UNION]))
    one = build_need_tables(gaps | {"map_values": both_years(gaps["map_values"])})
    fits = one["need_fits"].set_index("period")
    assert fits.loc["2022-23", "note"] == "No fit: 94 areas have a figure, and 100 are needed."
    assert np.isnan(fits.loc["2022-23", "r_squared"])
    assert set(one["need_adjusted"]["period"]) == {"2021-22"}


def test_figures_that_do_not_vary_are_a_gap_with_its_reason() -> None:
    same = spend_changed(dict.fromkeys([*CODES, UNION], 7.0))
    one = build_need_tables(same | {"map_values": both_years(same["map_values"])})
    fits = one["need_fits"].set_index("period")
    assert fits.loc["2022-23", "note"] == "No fit: every area has the same figure."


def both_years(values: pd.DataFrame) -> pd.DataFrame:
    """The values given, and a year before in which every area has a figure of its own."""
    whole = tables_of()["map_values"]
    before = whole[whole["measure"] == MEASURE].assign(period="2021-22", period_start=2021)
    return pd.concat([values, before], ignore_index=True)


def test_shared_figures_are_said() -> None:
    change = dict.fromkeys(CODES[20:40], 800.0)
    note = build_need_tables(spend_changed(change))["need_fits"]["note"][0]
    assert note.startswith("20 of 109 areas have a figure in common with another")


def test_areas_that_all_spend_nothing_share_no_figure() -> None:
    change = dict.fromkeys(CODES[20:40], 0.0)
    note = build_need_tables(spend_changed(change))["need_fits"]["note"][0]
    assert note is None or "in common" not in note


def test_money_is_in_whole_pence_and_adds_up() -> None:
    rows = build_need_tables(tables_of())["need_adjusted"]
    money = rows[["value", "expected", "residual", "lower_cl", "upper_cl"]]
    assert (money * 100 - (money * 100).round()).abs().max().max() < 1e-6
    assert (rows["value"] - rows["expected"] - rows["residual"]).abs().max() < 0.011


@pytest.mark.parametrize(
    ("year", "years", "found"),
    [(2007, [2011, 2020], 2011), (2016, [2011, 2020], 2020), (2022, [2019, 2025], 2019)],
)
def test_the_nearest_year_is_taken_and_of_two_the_earlier(
    year: int, years: list[int], found: int
) -> None:
    assert nearest(year, years) == found


def test_predictors_that_repeat_one_another_stop_the_build() -> None:
    ages = tables_of()["population_ages"]
    ages.loc[ages["age_band"] == "65-69", "population"] = 20_000.0
    ages.loc[ages["age_band"] == "15-19", "population"] = 20_000.0
    ages.loc[ages["age_band"] == "20-24", "population"] = 60_000.0
    with pytest.raises(InvalidInputError, match="predictors"):
        build_need_tables(tables_of(population_ages=ages))


def checked(**changes: object) -> tuple[bool, str]:
    """The check on 200 places of which ten lie outside their limits, with some cells changed."""
    fits = pd.DataFrame({"n": [150], "r_squared": [0.5], "note": [None]})
    rows = pd.DataFrame({"value": 100.0, "expected": 90.0, "residual": 10.0}, index=range(200))
    rows = rows.assign(lower_cl=np.where(rows.index < 10, 1.0, -5.0), upper_cl=25.0)
    for column, value in changes.items():
        frame = fits if column in fits else rows
        frame[column] = value
    result = check_need({"need_fits": fits, "need_adjusted": rows})
    return result.passed, result.detail


def test_sound_fits_pass_the_check() -> None:
    passed, detail = checked()
    assert passed
    assert detail.startswith("1 fits, 0 with too few or too many areas, 0 gaps without a reason")
    assert detail.endswith("5.0% of places outside their limits")


@pytest.mark.parametrize(
    "change",
    [
        {"n": 99},
        {"n": 154},
        {"r_squared": np.nan},
        {"expected": 89.0},
        {"lower_cl": 1.0},
        {"lower_cl": -5.0},
    ],
)
def test_unsound_fits_fail_the_check(change: dict[str, float]) -> None:
    assert not checked(**change)[0]
