from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.pipeline.checks import check_similar_spend
from data.pipeline.derive import similar_places
from data.pipeline.derive.similar_places import age_shares, nearest
from data.pipeline.derive.similar_spend import build_similar_spend
from data.versions.schema import conform, read_tables
from utils.errors import InvalidInputError

AREAS = 110
MEASURE = "spend:services_without_education"
UNION = "together"
MEMBERS = ["E06000001", "E06000002"]
SMALL = "E06000110"
IN_LONDON = 12


def code(number: int) -> str:
    return f"E06{number:06d}"


CODES = [code(number) for number in range(1, AREAS + 1)]


def tables_of(**changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Areas that spend more where deprivation is higher and in London, a place, a tiny area."""
    random = np.random.default_rng(5)
    scores = pd.Series(random.uniform(5, 45, AREAS), CODES)
    young = pd.Series(random.uniform(18, 30, AREAS), CODES)
    old = pd.Series(random.uniform(8, 30, AREAS), CODES)
    london = pd.Series(np.arange(AREAS) < IN_LONDON, CODES)
    spend = 500 + 10 * scores + 300 * london + random.normal(0, 20, AREAS)
    spend[SMALL] = 90_000.0
    people = pd.Series(100_000.0, CODES)
    people[SMALL] = 15_111.0
    scores[UNION], spend[UNION] = scores[MEMBERS].mean(), spend[MEMBERS].mean()
    values = [
        *(
            (similar_places.DEPRIVATION, "as published", "2019", 2019, area, scores[area])
            for area in scores.index
        ),
        *((MEASURE, "cash", "2022-23", 2022, area, spend[area]) for area in spend.index),
        *((MEASURE, "real", "2022-23", 2022, area, spend[area]) for area in spend.index),
    ]
    bands = {"15-19": young, "65-69": old, "20-24": 100 - young - old}
    others = [
        age for age in (*similar_places.UNDER_20, *similar_places.OVER_64) if age not in bands
    ]
    ages = [(area, band, part[area] * 1_000) for band, part in bands.items() for area in CODES]
    ages += [(area, band, 0.0) for band in others for area in CODES]
    tables = {
        "areas": pd.DataFrame(
            {
                "area_code": CODES,
                "level": "both",
                "is_current": True,
                "region_code": np.where(london, similar_places.LONDON_REGION, "E12000001"),
            }
        ),
        "spend_breaks": pd.DataFrame(
            {"service_line": ["education"], "kind": ["transfer out of councils"]}
        ),
        "spend_components": pd.DataFrame({"service_line": ["total"], "component": ["education"]}),
        "neighbours": pd.DataFrame(
            [
                (area, other, (place - number) % AREAS)
                for number, area in enumerate(CODES)
                for place, other in enumerate(CODES)
                if area != other
            ],
            columns=["area_code", "neighbour_code", "neighbour_order"],
        ),
        "place_members": pd.DataFrame(
            [(UNION, member) for member in MEMBERS] + [("alone", CODES[4])],
            columns=["place_id", "area_code"],
        ),
        "map_values": pd.DataFrame(
            values,
            columns=["measure", "basis", "period", "period_start", "area_code", "value"],
        ).assign(status="computed"),
        "map_measures": pd.DataFrame({"measure": [MEASURE, MEASURE], "source": "outturn"}),
        "population_ages": pd.DataFrame(
            ages, columns=["area_code", "age_band", "population"]
        ).assign(year=2022, sex="persons"),
        "populations": pd.DataFrame(
            [(area, year, people[area]) for area in CODES for year in (2021, 2022)],
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
    (row,) = build_similar_spend(tables_of())["similar_fits"].to_dict("records")
    assert (row["measure"], row["basis"], row["period"]) == (MEASURE, "cash", "2022-23")
    assert (row["deprivation_edition"], row["age_year"]) == ("2019", 2022)
    assert row["source"] == "outturn"
    assert 0.9 < row["held_out_r_squared"] < row["r_squared"] < 1
    assert row["shown"] == "expected"
    assert row["expected_error"] < row["neighbours_error"]
    assert row["reason"].startswith("Expected spending is shown: for places left out of it")


def test_an_area_with_few_residents_is_neither_fitted_nor_judged() -> None:
    # As many as the City of London had in 2024, whose spend per resident is like no other's.
    built = build_similar_spend(tables_of())
    assert built["similar_fits"]["n"].tolist() == [AREAS - 1]
    assert SMALL not in set(built["similar_spend"]["area_code"])
    assert built["similar_fits"]["mean"][0] < 2_000


def test_a_place_of_several_is_judged_and_one_of_a_single_area_is_that_area() -> None:
    codes = build_similar_spend(tables_of())["similar_spend"]["area_code"].tolist()
    assert codes.count(UNION) == 1
    assert "alone" not in codes
    assert len(codes) == AREAS


def test_ages_of_a_place_are_those_of_its_people_and_not_a_mean_of_shares() -> None:
    ages = tables_of()["population_ages"]
    ages.loc[ages["area_code"] == MEMBERS[0], "population"] *= 9
    members = pd.DataFrame({"place_id": UNION, "area_code": MEMBERS})
    shares = age_shares(ages, members)["share_under_20"].xs(2022, level="year")
    expected = (9 * shares[MEMBERS[0]] + shares[MEMBERS[1]]) / 10
    assert shares[UNION] == pytest.approx(expected)
    assert shares[UNION] != pytest.approx(shares[MEMBERS].mean())


def test_an_area_without_a_figure_is_left_out_and_so_is_its_place() -> None:
    built = build_similar_spend(spend_changed({MEMBERS[0]: None, UNION: None}))
    assert built["similar_fits"]["n"].tolist() == [AREAS - 2]
    codes = set(built["similar_spend"]["area_code"])
    assert not codes & {MEMBERS[0], UNION}
    assert MEMBERS[1] in codes


def test_a_doubtful_return_is_in_no_fit_and_among_no_neighbours() -> None:
    values = spend_changed({CODES[60]: 5_000.0})["map_values"]
    spend = (values["measure"] == MEASURE) & (values["area_code"] == CODES[60])
    values.loc[spend, "status"] = "doubtful"
    built = build_similar_spend(tables_of(map_values=values))
    rows = built["similar_spend"].set_index("area_code")
    assert built["similar_fits"]["n"].tolist() == [AREAS - 2]
    assert CODES[60] not in rows.index
    assert rows.loc[CODES[59], "n"] == 14


def test_too_few_areas_have_neighbours_alone_and_a_reason() -> None:
    gaps = spend_changed(dict.fromkeys([*CODES[10:25], UNION]))
    built = build_similar_spend(gaps | {"map_values": both_years(gaps["map_values"])})
    fits = built["similar_fits"].set_index("period")
    reason = "No expected spending: 94 areas have a figure, and 100 are needed."
    assert fits.loc["2022-23", ["shown", "reason"]].tolist() == ["neighbours", reason]
    assert np.isnan(fits.loc["2022-23", "r_squared"])
    rows = built["similar_spend"].set_index("period")
    assert rows.loc["2022-23", "expected"].isna().all()
    # Areas 5 to 9 have fewer than five of their fifteen neighbours left.
    assert rows.loc["2022-23", "median"].isna().sum() == 5


def test_figures_that_do_not_vary_have_a_reason() -> None:
    same = spend_changed(dict.fromkeys([*CODES, UNION], 0.0))
    built = build_similar_spend(same | {"map_values": both_years(same["map_values"])})
    fits = built["similar_fits"].set_index("period")
    assert fits.loc["2022-23", "reason"] == "No expected spending: every area has the same figure."


@pytest.mark.parametrize("measure", ["spend:total", "spend:education"])
def test_a_line_with_schools_has_no_expected_spend(measure: str) -> None:
    values = tables_of()["map_values"]
    schools = values[values["measure"] == MEASURE].assign(measure=measure)
    built = build_similar_spend(
        tables_of(
            map_values=pd.concat([values, schools], ignore_index=True),
            map_measures=pd.DataFrame({"measure": [MEASURE, measure], "source": "outturn"}),
        )
    )
    fits = built["similar_fits"].set_index("measure")
    assert fits["shown"].to_dict() == {MEASURE: "expected", measure: "neighbours"}
    assert "academies" in fits.loc[measure, "reason"]


def both_years(values: pd.DataFrame) -> pd.DataFrame:
    """The values given, and a year before in which every area has a figure of its own."""
    whole = tables_of()["map_values"]
    before = whole[whole["measure"] == MEASURE].assign(period="2021-22", period_start=2021)
    return pd.concat([values, before], ignore_index=True)


SHARED = CODES[20:40]


def test_areas_of_one_body_are_one_observation_and_are_expected_the_same() -> None:
    built = build_similar_spend(spend_changed(dict.fromkeys(SHARED, 800.0)))
    fit = built["similar_fits"].iloc[0]
    assert (fit["areas"], fit["n"]) == (AREAS - 1, AREAS - 1 - 19)
    assert fit["note"].startswith("109 areas have the figures of 90 bodies")
    own = built["similar_spend"].set_index("area_code").loc[SHARED]
    assert len(set(own["expected"])) == 1


def test_what_is_expected_of_a_body_is_a_fit_over_bodies_without_it() -> None:
    tables = spend_changed(dict.fromkeys(SHARED, 800.0))
    rows = build_similar_spend(tables)["similar_spend"].set_index("area_code")
    values = tables["map_values"]
    scores = values[values["measure"] == similar_places.DEPRIVATION].set_index("area_code")["value"]
    spend = values[(values["measure"] == MEASURE) & (values["basis"] == "cash")]
    spend = spend.set_index("area_code")["value"]
    ages = tables["population_ages"].pivot_table(
        index="area_code", columns="age_band", values="population"
    )
    shares = ages.div(ages.sum(axis=1), axis=0) * 100
    points = pd.DataFrame(
        {
            "score": scores[CODES],
            "young": shares["15-19"],
            "old": shares["65-69"],
            "london": (np.arange(AREAS) < IN_LONDON).astype(float),
        }
    )
    rest = [area for area in CODES if area not in {*SHARED, SMALL}]
    design = np.column_stack([np.ones(len(rest)), points.loc[rest]])
    line = np.linalg.lstsq(design, spend[rest], rcond=None)[0]
    # Every area of the body has as many residents, so that its mean is a plain one.
    expected = np.array([1, *points.loc[SHARED].mean()]) @ line
    assert rows.loc[SHARED[0], "expected"] == pytest.approx(expected, abs=0.006)


def test_a_body_counts_once_among_neighbours_and_not_beside_its_own_areas() -> None:
    built = build_similar_spend(spend_changed(dict.fromkeys(SHARED, 800.0)))
    rows = built["similar_spend"].set_index("area_code")
    # The fifteen nearest of area 10 are numbered 11 to 25: nine of their own, six of one body.
    assert rows.loc[CODES[10], "n"] == 9 + 1
    # Of area 25 all but one are of its own body, which leaves too few.
    assert np.isnan(rows.loc[CODES[25], "median"])


def test_the_spread_is_that_of_the_fifteen_nearest() -> None:
    tables = tables_of()
    rows = build_similar_spend(tables)["similar_spend"].set_index("area_code")
    spend = tables["map_values"].query("measure == @MEASURE and basis == 'cash'")
    near = spend.set_index("area_code")["value"][CODES[51:66]]
    found = rows.loc[CODES[50]]
    assert found["n"] == 15
    assert found["median"] == pytest.approx(near.median(), abs=0.006)
    assert found["lower_quartile"] == pytest.approx(near.quantile(0.25), abs=0.006)
    assert (found["lowest"], found["highest"]) == pytest.approx((near.min(), near.max()), abs=0.006)


def test_areas_that_all_spend_nothing_share_no_body() -> None:
    built = build_similar_spend(spend_changed(dict.fromkeys(SHARED, 0.0)))
    assert built["similar_fits"]["n"].tolist() == [AREAS - 1]
    assert built["similar_fits"]["note"].isna().all()


def test_a_london_of_one_body_is_left_out_and_has_neighbours_alone() -> None:
    built = build_similar_spend(spend_changed(dict.fromkeys(CODES[:IN_LONDON], 900.0)))
    fit = built["similar_fits"].iloc[0]
    assert fit["n"] == AREAS - 1 - IN_LONDON
    assert fit["note"].endswith(
        "No expected spending is worked out for London, as no other body is like its own."
    )
    assert "london" not in set(built["similar_terms"]["term"])
    own = built["similar_spend"].set_index("area_code").loc[CODES[:IN_LONDON], "expected"]
    assert own.isna().all()


def test_a_place_inside_one_body_is_expected_what_the_body_is() -> None:
    change = dict.fromkeys([*MEMBERS, UNION, CODES[70]], 900.0)
    rows = build_similar_spend(spend_changed(change))["similar_spend"].set_index("area_code")
    assert rows.loc[UNION, "expected"] == rows.loc[CODES[70], "expected"]


def test_neighbours_alone_are_shown_where_they_are_nearer() -> None:
    # Spend that alternates along the order of neighbours is not in deprivation, ages or London.
    random = np.random.default_rng(8)
    waves = 1000 + 300 * np.sin(np.arange(AREAS) / 12) + random.normal(0, 5, AREAS)
    built = build_similar_spend(spend_changed(dict(zip(CODES, waves.tolist(), strict=True))))
    fit = built["similar_fits"].iloc[0]
    assert fit["shown"] == "neighbours"
    assert fit["reason"].startswith("Only similar places are shown: ")
    assert fit["expected_error"] > fit["neighbours_error"]


def test_money_is_in_whole_pence_and_adds_up() -> None:
    built = build_similar_spend(tables_of())["similar_spend"]
    rows = conform(read_tables()["similar_spend"], built).to_pandas()
    money = rows[["value", "expected", "residual", "lower_cl", "upper_cl", "median"]].dropna()
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
        build_similar_spend(tables_of(population_ages=ages))


def checked(**changes: object) -> tuple[bool, str]:
    """The check on 200 places of which ten lie outside their limits, with some cells changed."""
    fits = pd.DataFrame({"n": [150], "r_squared": [0.5], "reason": ["Expected spending is shown."]})
    rows = pd.DataFrame({"value": 100.0, "expected": 90.0, "residual": 10.0}, index=range(200))
    rows = rows.assign(lower_cl=np.where(rows.index < 10, 1.0, -5.0), upper_cl=25.0)
    for column, value in changes.items():
        frame = fits if column in fits else rows
        frame[column] = value
    result = check_similar_spend({"similar_fits": fits, "similar_spend": rows})
    return result.passed, result.detail


def test_sound_fits_pass_the_check() -> None:
    passed, detail = checked()
    assert passed
    assert detail.startswith("1 fits, 0 with too few or too many bodies, 0 without a reason")
    assert detail.endswith("5.0% of places outside their limits")


@pytest.mark.parametrize(
    "change",
    [
        {"n": 29},
        {"n": 154},
        {"r_squared": np.nan},
        {"reason": None},
        {"value": 5.0, "expected": -5.0},
        {"expected": 89.0},
        {"lower_cl": 1.0},
        {"lower_cl": -5.0},
    ],
)
def test_unsound_fits_fail_the_check(change: dict[str, float]) -> None:
    assert not checked(**change)[0]
