from __future__ import annotations

import numpy as np
import pytest

from tests.app.reading import (
    address,
    choose,
    has_button,
    kept,
    map_header,
    map_values,
    notices,
    open_app,
    press,
    prose_with,
    shown_text,
)
from tests.app.test_map_page import BIRMINGHAM, PLACES, check_sound
from tests.data.published import published
from utils.palette import OUTCOME, TENTHS
from utils.ui.map.choices import DEPRIVATION
from utils.ui.shared.words import LEVEL_WORDS

LIFE = "life_expectancy_at_birth:male"
#: A measure of each level, in a theme that has it.
LEVELS = {
    "region": {"show": "regional:total", "year": "2015-16"},
    "upper_tier": {"show": "spend:total", "year": "2015-16"},
    "lower_tier": {"show": "deprivation_score:persons", "year": "2019"},
    "msoa": {"theme": "health_and_wellbeing", "show": LIFE, "year": "2016-20"},
    "lsoa": {"show": "imd_decile:persons", "year": "2019"},
}
COUNTS = {"region": 9, "upper_tier": 153, "lower_tier": 296, "msoa": 6_791, "lsoa": 32_844}
BACK = "Back to England"
LOOK = "Look inside"
LUTON = "central_bedfordshire_and_luton"


@pytest.mark.parametrize("level", LEVELS)
def test_the_page_opens_at_every_level(level: str) -> None:
    app = open_app(level=level, **LEVELS[level])
    check_sound(app)
    assert notices(app) == []
    header = map_header(app)
    assert (header["level"], header["geometry"]["count"]) == (level, COUNTS[level])
    assert header["period"] == LEVELS[level]["year"]
    assert kept(app)["level"] == level
    assert LEVEL_WORDS[level].split(" (")[0].lower() in shown_text(app).lower()


@pytest.mark.parametrize("level", LEVELS)
def test_the_table_holds_every_value_of_every_level(level: str) -> None:
    app = open_app(level=level, **LEVELS[level])
    table = app.dataframe[0].value
    areas = PLACES.maps.geography.areas(level)
    assert list(table["GSS code"]) == list(areas["area_code"])
    assert list(table["Area"]) == list(areas["area_name"])
    shown = table["Value"].to_numpy(np.float64, na_value=np.nan)
    np.testing.assert_array_equal(shown, map_values(app))
    assert len(app.get("download_button")) == 4


@pytest.mark.parametrize(
    ("link", "level", "shown"),
    [
        ({"show": "spend:total"}, "lsoa", "upper_tier"),
        ({"show": "spend:total"}, "msoa", "upper_tier"),
        ({"show": "spend:total"}, "lower_tier", "upper_tier"),
        ({"show": "imd_decile:persons"}, "upper_tier", "lsoa"),
        ({"show": "imd_decile:persons"}, "region", "lsoa"),
        ({"show": "regional:total"}, "upper_tier", "region"),
        ({"theme": "health_and_wellbeing", "show": "spend:public_health"}, "lsoa", "upper_tier"),
    ],
)
def test_a_level_at_which_the_measure_does_not_exist_falls_back_and_says_where_it_does(
    link: dict[str, str], level: str, shown: str
) -> None:
    app = open_app(level=level, **link)
    check_sound(app)
    (sentence,) = notices(app)
    assert sentence == (
        f"The link asks for the area level “{level}”, which is not here; showing "
        f"{LEVEL_WORDS[shown]}."
    )
    header = map_header(app)
    assert header["level"] == kept(app)["level"] == shown
    assert len(app.dataframe[0].value) == COUNTS[shown]
    assert "is published for:" in shown_text(app)


def test_only_levels_at_which_the_measure_exists_are_offered() -> None:
    for link in LEVELS.values():
        app = open_app(table=False, **link)
        chosen = kept(app)
        basis = chosen["basis"] if chosen["show"].startswith(("spend", "regional")) else None
        levels = PLACES.maps.by_level[chosen["show"], basis or "as published"]
        assert map_header(app)["levels"] == list(levels)


def test_the_level_can_be_changed_and_is_kept_in_the_address() -> None:
    app = open_app(year="2015-16", place="kent", basis="cash")
    choose(app, "level", "region")
    check_sound(app)
    assert map_header(app)["level"] == "region"
    expected = {"level": "region", "year": "2015-16", "place": "kent", "basis": "cash"}
    assert address(app) == expected
    assert notices(app) == []


def test_a_measure_without_the_level_is_shown_where_it_exists() -> None:
    app = open_app(level="region", year="2015-16")
    choose(app, "show", "imd_decile:persons")
    check_sound(app)
    assert map_header(app)["level"] == "lsoa"
    choose(app, "show", "healthy_life_expectancy:male")
    check_sound(app)
    assert map_header(app)["level"] == "upper_tier"
    assert notices(app) == []


@pytest.mark.parametrize(
    ("level", "link", "area", "name"),
    [
        ("region", {"show": "regional:total"}, "E12000005", "West Midlands"),
        ("lower_tier", LEVELS["lower_tier"], "E07000222", "Warwick"),
        ("msoa", LEVELS["msoa"], "E02001827", "Birmingham 001"),
        ("lsoa", LEVELS["lsoa"], "E01008881", "Yardley East, Birmingham 067A"),
    ],
)
def test_a_chosen_area_is_told_of_with_its_figure_and_its_home(
    level: str, link: dict[str, str], area: str, name: str
) -> None:
    app = open_app(level=level, area=area, **link)
    check_sound(app)
    assert map_header(app)["selected"] == [area]
    assert address(app)["area"] == area
    text = shown_text(app)
    assert f"{name} ({area}" in text
    codes = list(PLACES.maps.geography.areas(level)["area_code"])
    value = map_values(app)[codes.index(area)]
    sentence = prose_with(app, f"{name} ({area}")
    assert f"{value:,.0f}" in sentence or f"{value:,.1f}" in sentence
    homes = PLACES.maps.geography.upper_tier_of
    if area in homes:
        assert f"in {PLACES.place(homes[area]).name})" in sentence


BEFORE = {
    "show": "spend:adult_social_care",
    "year": "2015-16",
    "basis": "cash",
    "programme": "pilot",
    "classes": "fisher",
    "mark": "yes",
}


@pytest.mark.parametrize("place", [BIRMINGHAM, LUTON])
def test_looking_inside_a_place_shows_its_small_areas_and_the_breadcrumb_leads_back(
    place: str,
) -> None:
    app = open_app(**BEFORE, place=place)
    before = kept(app)
    press(app, LOOK)
    check_sound(app)
    members, header = PLACES.place(place).members, map_header(app)
    rows = PLACES.rows_inside(place, level="lsoa")
    assert rows is not None
    assert (header["level"], tuple(header["inside"])) == ("lsoa", members)
    assert header["geometry"]["count"] == len(rows) == len(app.dataframe[0].value)
    assert len(header["geometry"]["areas"]) == len(members)
    text = shown_text(app)
    assert f"England → {PLACES.place(place).name} → Small areas" in text
    same = ("basis", "programme", "place", "classes", "mark")
    assert kept(app, *same) == {name: before[name] for name in same}
    assert kept(app, "show", "inside") == {"show": DEPRIVATION, "inside": place}
    assert not has_button(app, LOOK)
    press(app, BACK)
    check_sound(app)
    assert {**before, "area": ""} == {"area": "", **kept(app)}
    assert not has_button(app, BACK)
    assert has_button(app, LOOK)
    assert address(app) == BEFORE | {"place": place}


def test_looking_inside_keeps_a_measure_that_small_areas_have() -> None:
    app = open_app(
        theme="housing_and_regeneration",
        show="deprivation_score:persons",
        year="2015",
        place=BIRMINGHAM,
    )
    press(app, LOOK)
    check_sound(app)
    assert kept(app, "show", "level", "year") == {
        "show": "deprivation_score:persons",
        "level": "lsoa",
        "year": "2015",
    }


@pytest.mark.parametrize("theme", PLACES.theme_names)
def test_one_can_look_inside_from_every_theme(theme: str) -> None:
    app = open_app(theme=theme, place=BIRMINGHAM, table=False)
    press(app, LOOK)
    check_sound(app)
    assert notices(app) == []
    assert kept(app, "inside") == {"inside": BIRMINGHAM}
    assert map_header(app)["level"] == "lsoa"


def test_a_link_into_a_place_opens_there_and_leads_back_to_england() -> None:
    link = {"show": "imd_decile:persons", "level": "lsoa", "year": "2019"}
    app = open_app(**link, inside=BIRMINGHAM, place=BIRMINGHAM, area="E01008881")
    check_sound(app)
    assert notices(app) == []
    assert map_header(app)["inside"] == [BIRMINGHAM]
    assert map_header(app)["selected"] == ["E01008881"]
    press(app, BACK)
    check_sound(app)
    assert map_header(app)["inside"] == []
    assert kept(app, "place", "year") == {"place": BIRMINGHAM, "year": "2019"}
    assert "inside" not in address(app)


def test_the_summary_inside_a_place_is_of_its_small_areas() -> None:
    app = open_app(show="imd_decile:persons", year="2019", level="lsoa", inside=BIRMINGHAM)
    values = map_values(app)
    assert len(values) == 639
    worst, best = (int((values == decile).sum()) for decile in (1, 10))
    text = shown_text(app)
    assert f"Areas in each decile: 1, most deprived tenth: {worst}; 2: " in text
    assert f"10, least deprived tenth: {best}." in text


@pytest.mark.parametrize("level", ["region", "upper_tier"])
def test_a_place_is_not_looked_into_at_a_level_that_does_not_lie_in_it(level: str) -> None:
    app = open_app(level=level, inside=BIRMINGHAM)
    check_sound(app)
    assert map_header(app)["inside"] == []
    assert not has_button(app, BACK)
    assert "inside" not in address(app)


@pytest.mark.parametrize("level", ["lower_tier", "msoa"])
def test_coarser_levels_inside_a_place_are_sent_whole(level: str) -> None:
    app = open_app(level=level, inside="E10000031", **LEVELS[level])
    check_sound(app)
    assert map_header(app)["inside"] == ["E10000031"]
    assert map_header(app)["geometry"]["count"] == COUNTS[level]


def test_the_most_deprived_tenth_is_the_darkest_and_the_area_is_said_to_lie_in_it() -> None:
    small = published("small_area_values")
    rows = small[(small["measure"] == "imd_decile:persons") & (small["period"] == "2019")]
    area = str(rows.loc[rows["value"] == 1, "area_code"].iloc[0])
    app = open_app(show="imd_decile:persons", year="2019", level="lsoa", area=area)
    check_sound(app)
    (panel,) = map_header(app)["panels"]
    assert panel["colours"] == list(TENTHS[::-1])
    assert panel["legend"]["labels"][0] == "1, most deprived tenth"
    assert panel["legend"]["labels"][-1] == "10, least deprived tenth"
    text = shown_text(app)
    assert "is among the most deprived tenth of neighbourhoods in England (decile 1)." in text


def test_a_high_score_of_deprivation_is_as_dark_as_a_low_decile() -> None:
    app = open_app(show="deprivation_score:persons", theme="health_and_wellbeing")
    check_sound(app)
    (panel,) = map_header(app)["panels"]
    assert panel["colours"] == list(OUTCOME[5])
    assert panel["legend"]["labels"][-1].endswith("(most deprived)")
