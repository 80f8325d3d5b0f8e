from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.layers import CLASSES, CROSS, WHERE
from tests.app.reading import (
    address,
    choose,
    kept,
    map_header,
    map_values,
    notices,
    open_app,
    shown_text,
)
from tests.app.test_map_page import PLACES, check_sound
from tests.data.published import published, upper_tier
from utils.formatting import shorten
from utils.palette import CROSS as CROSS_COLOURS

Condition = tuple[str, str, str, str, float]
LIFE = "healthy_life_expectancy:male"
YEAR = "2015-16"
SPEND = "spend:services_without_education"
BIRMINGHAM = "E08000025"
#: Conditions on authorities: measure, basis, period, sign and threshold.
MONEY: Condition = (SPEND, "real", YEAR, "ge", 1600)
#: A year in which an authority made no return.
GAPS: Condition = (SPEND, "real", "2023-24", "ge", 1600)
SCHOOLS: Condition = ("spend:education", "real", YEAR, "le", 700)


def newest(measure: str) -> str:
    return PLACES.maps.measure(measure=measure, basis="as published").periods[-1]


HEALTH: Condition = (LIFE, "as published", newest(LIFE), "le", 62.5)


def published_values(measure: str, basis: str, period: str) -> pd.Series[float]:
    """Published values of authorities, by code."""
    rows = published("map_values")
    chosen = rows[
        (rows["measure"] == measure) & (rows["basis"] == basis) & (rows["period"] == period)
    ]
    return chosen.set_index("area_code")["value"].reindex(sorted(upper_tier()))


def people_in_2020() -> pd.Series[float]:
    rows = published("populations")
    return rows[rows["year"] == 2020].set_index("area_code")["population"]


def link_of(*conditions: Condition) -> str:
    return ";".join(f"{condition[0]}~{condition[3]}~{condition[4]:g}" for condition in conditions)


def expected_counts(
    *conditions: Condition, decimals: Mapping[str, int]
) -> tuple[int, int, float, float]:
    """Areas where all hold, where one cannot tell, and people of the first and of all known."""
    answers = []
    for measure, basis, period, sign, threshold in conditions:
        values = published_values(measure, basis, period).round(decimals[measure])
        meets = values >= threshold if sign == "ge" else values <= threshold
        answers.append(meets.astype("object").where(values.notna(), None))
    table = pd.concat(answers, axis=1)
    fails = table.eq(False).any(axis=1)
    unknown = ~fails & table.isna().any(axis=1)
    holds = ~fails & ~unknown
    people = people_in_2020().reindex(table.index)
    return int(holds.sum()), int(unknown.sum()), people[holds].sum(), people[~unknown].sum()


@pytest.mark.parametrize(
    "conditions",
    [(MONEY,), (HEALTH,), (GAPS,), (GAPS, HEALTH), (MONEY, HEALTH), (MONEY, HEALTH, SCHOOLS)],
    ids=["money", "health", "gaps", "gaps and health", "two", "three"],
)
def test_areas_and_people_where_all_conditions_hold_are_counted(
    conditions: tuple[Condition, ...],
) -> None:
    year = GAPS[2] if GAPS in conditions else YEAR
    app = open_app(view="where", year=year, where=link_of(*conditions))
    check_sound(app)
    assert notices(app) == []
    decimals = {
        condition[0]: PLACES.maps.measure(measure=condition[0], basis=condition[1]).decimals
        for condition in conditions
    }
    areas, unknown, there, known = expected_counts(*conditions, decimals=decimals)
    assert 0 < areas < 153
    text = shown_text(app)
    assert f"{areas} of 153 areas, home to {there:,.0f} people in mid-2020" in text
    assert f"({100 * there / known:.1f}% of people where it is known)" in text
    assert (f"In {unknown} areas we cannot tell" in text) == bool(unknown)
    (panel,) = map_header(app)["panels"]
    assert panel["rule"] == WHERE
    assert panel["legend"]["counts"] == [153 - areas - unknown, areas]
    assert panel["legend"]["missing"] == unknown
    assert [layer["threshold"] for layer in panel["layers"]] == [
        condition[4] for condition in conditions
    ]
    assert len(app.dataframe) == len(conditions)
    assert address(app)["where"] == link_of(*conditions)


def test_one_condition_on_the_measure_above_is_asked_first() -> None:
    app = open_app(show=SPEND, view="where", year=YEAR)
    check_sound(app)
    values = published_values(SPEND, "real", YEAR)
    (layer,) = map_header(app)["panels"][0]["layers"]
    assert layer["threshold"] == round(values.median())
    assert layer["at_least"]
    assert address(app)["where"] == f"spend:services_without_education~ge~{round(values.median())}"


def test_people_of_small_areas_inside_a_place_are_counted() -> None:
    app = open_app(
        show="imd_decile:persons",
        level="lsoa",
        year="2019",
        inside=BIRMINGHAM,
        place=BIRMINGHAM,
        view="where",
        where="imd_decile:persons~le~1",
    )
    check_sound(app)
    small = published("small_area_values")
    chosen = small[(small["measure"] == "imd_decile:persons") & (small["period"] == "2019")]
    parents = published("small_area_parents").query("area_type == 'lsoa11'")
    parents = parents.set_index("area_code")["upper_tier_code"]
    inside = chosen[chosen["area_code"].map(parents) == BIRMINGHAM]
    poorest = inside.loc[inside["value"] <= 1, "area_code"]
    people = published("small_areas").query("measure == 'population' and period == '2020'")
    there = people.set_index("area_code")["value"].reindex(poorest).sum()
    text = shown_text(app)
    assert f"{len(poorest)} of {len(inside)} areas, home to {there:,.0f} people" in text


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "spend:total~ge",
        "spend:nothing~ge~1",
        "spend:total~gt~1",
        "spend:total~ge~much",
        "spend:total~ge~inf",
        "imd_decile:persons~ge~1",
        ";".join(["spend:total~ge~1"] * 4),
    ],
)
def test_a_condition_that_cannot_be_read_falls_back_and_is_reported(bad: str) -> None:
    app = open_app(show=SPEND, view="where", where=bad)
    check_sound(app)
    (sentence,) = notices(app)
    assert f"the condition “{shorten(bad)}”" in sentence
    assert "showing one condition on the measure above" in sentence
    (panel,) = map_header(app)["panels"]
    assert [layer["title"] for layer in panel["layers"]] == ["Local services, without education"]


def test_conditions_can_be_added_changed_and_taken_away() -> None:
    app = open_app(view="where", year=YEAR, where=link_of(MONEY))
    choose(app, "where2_measure", LIFE)
    check_sound(app)
    middle = round(float(published_values(*HEALTH[:3]).median()), 1)
    assert address(app)["where"] == f"{link_of(MONEY)};{LIFE}~ge~{middle:g}"
    choose(app, "where2_sign", "le")
    assert address(app)["where"] == f"{link_of(MONEY)};{LIFE}~le~{middle:g}"
    choose(app, "where1_measure", "")
    check_sound(app)
    assert address(app)["where"] == f"{LIFE}~le~{middle:g}"
    choose(app, "where2_measure", "")
    check_sound(app)
    assert map_header(app)["panels"][0]["rule"] == CLASSES


def test_conditions_outlive_another_kind_of_map() -> None:
    app = open_app(view="where", year=YEAR, where=link_of(MONEY, HEALTH))
    choose(app, "view", "one")
    check_sound(app)
    assert "where" not in address(app)
    choose(app, "view", "where")
    check_sound(app)
    assert address(app)["where"] == link_of(MONEY, HEALTH)


def test_two_maps_show_two_measures() -> None:
    app = open_app(show=SPEND, view="pair", show2=LIFE, year=YEAR)
    check_sound(app)
    panels = map_header(app)["panels"]
    assert [panel["rule"] for panel in panels] == [CLASSES, CLASSES]
    assert [panel["heading"] for panel in panels] == [
        f"Local services, without education, £ per person, {YEAR}, in 2024-25 prices",
        f"Healthy life expectancy at birth, men, years, {newest(LIFE)}",
    ]
    for number, values in enumerate(
        [
            published_values(SPEND, "real", YEAR).round(0),
            published_values(*HEALTH[:3]).round(1),
        ]
    ):
        np.testing.assert_allclose(map_values(app, panel=number), values, rtol=1e-12)
    assert len(app.dataframe) == 2
    assert len(app.get("download_button")) == 7
    assert address(app) == {
        "show": SPEND,
        "view": "pair",
        "show2": LIFE,
        "year2": newest(LIFE),
        "year": YEAR,
    }


def test_two_maps_of_one_measure_show_two_years_in_the_same_colours() -> None:
    app = open_app(show=SPEND, view="pair", classes="quantile")
    check_sound(app)
    first, second = map_header(app)["panels"]
    measure = PLACES.maps.measure(measure=SPEND, basis="real")
    assert first["layers"][0]["period"] == measure.periods[-1]
    assert second["layers"][0]["period"] == measure.periods[0]
    assert first["layers"][0]["breaks"] == second["layers"][0]["breaks"]
    assert first["colours"] == second["colours"]
    assert map_header(app)["series"] is None


def thirds(values: pd.Series[float], breaks: list[float]) -> pd.Series[float]:
    classes = np.searchsorted(breaks, values, side="right")
    return pd.Series(classes, index=values.index, dtype="float64").where(values.notna())


def test_two_measures_in_one_map_count_areas_in_nine_boxes() -> None:
    app = open_app(show=SPEND, view="cross", show2=LIFE, year=YEAR)
    check_sound(app)
    (panel,) = map_header(app)["panels"]
    assert panel["rule"] == CROSS
    assert panel["colours"] == list(CROSS_COLOURS)
    first = published_values(SPEND, "real", YEAR).round(0)
    second = published_values(*HEALTH[:3]).round(1)
    rows, columns = (
        thirds(values, layer["breaks"])
        for values, layer in zip((first, second), panel["layers"], strict=True)
    )
    box = (3 * rows + columns).dropna()
    expected = [int((box == number).sum()) for number in range(9)]
    assert panel["legend"]["counts"] == expected
    assert panel["legend"]["missing"] == 153 - len(box)
    # The classes are thirds of the areas that have a value.
    for values in (rows, columns):
        shares = values.dropna().value_counts(normalize=True)
        assert shares.between(0.25, 0.42).all()
    assert "three classes of equally many areas" in shown_text(app)
    assert len(panel["legend"]["rows"]) == len(panel["legend"]["columns"]) == 3


def test_money_is_crossed_with_an_outcome_and_an_outcome_with_money() -> None:
    def second_of(app: AppTest) -> str:
        return str(map_header(app)["panels"][0]["layers"][1]["title"])

    money = open_app(view="cross", table=False)
    check_sound(money)
    second = address(money)["show2"]
    assert not second.startswith(("spend:", "whole:", "regional:"))
    outcome = open_app(view="cross", show=LIFE, theme="health_and_wellbeing", table=False)
    check_sound(outcome)
    assert address(outcome)["show2"].startswith(("spend:", "whole:"))
    assert second_of(money) != second_of(outcome)


def test_a_measure_is_not_crossed_with_itself() -> None:
    app = open_app(show=SPEND, view="cross", show2=SPEND, table=False)
    check_sound(app)
    (sentence,) = notices(app)
    assert "the second measure “spend:services_without_education”" in sentence
    assert address(app)["show2"] != SPEND


@pytest.mark.parametrize("view", ["pair", "cross", "where"])
@pytest.mark.parametrize(
    "link",
    [
        {"show": "regional:total", "level": "region"},
        {"show": "imd_decile:persons", "level": "lsoa"},
        {"show": "imd_decile:persons", "level": "lsoa", "inside": BIRMINGHAM},
        {"theme": "health_and_wellbeing", "show": "life_expectancy_at_birth:male", "level": "msoa"},
        {"show": "deprivation_score:persons", "level": "lower_tier"},
    ],
    ids=["region", "lsoa", "inside", "msoa", "lower tier"],
)
def test_every_kind_of_map_is_drawn_at_every_level(view: str, link: dict[str, str]) -> None:
    app = open_app(view=view, table=False, **link)
    check_sound(app)
    assert notices(app) == []
    assert map_header(app)["chosen"]["view"] == view
    assert map_header(app)["level"] == link["level"]


def test_a_kind_of_map_can_be_changed_and_the_rest_survives() -> None:
    link = {"year": YEAR, "basis": "cash", "place": "kent"}
    link |= {"show": "spend:adult_social_care"}
    app = open_app(table=False, **link)
    for view in ("pair", "cross", "where", "one"):
        choose(app, "view", view)
        check_sound(app)
        assert kept(app, *link) == link
    assert address(app) == link


def test_the_summary_tells_of_both_measures() -> None:
    text = shown_text(open_app(show=SPEND, view="pair", show2=LIFE, year=YEAR, table=False))
    assert re.search(rf"Local services, without education, {YEAR}: from £", text)
    assert re.search(r"Healthy life expectancy at birth, men, .*: from .* years", text)


def test_a_condition_on_a_decile_starts_at_its_deprived_end() -> None:
    app = open_app(
        show="imd_decile:persons", level="lsoa", year="2019", inside=BIRMINGHAM, view="where"
    )
    check_sound(app)
    (layer,) = map_header(app)["panels"][0]["layers"]
    assert not layer["at_least"]
    assert "at most decile" in shown_text(app)
    assert "(1 is the most deprived tenth)" in shown_text(app)
