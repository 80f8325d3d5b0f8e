from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from tests.app.reading import open_app, shown_text
from tests.app.test_pages import MACHINE_WORDS
from utils.narrative.place import measure_title
from utils.ui.map_choices import PROGRAMMES

BIRMINGHAM = "E08000025"
HARTLEPOOL = "E06000001"
PLACES = PlaceReader(MapReader())
#: A link with every choice away from its default.
FULL_LINK = {
    "theme": "older_people",
    "show": "spend:adult_social_care",
    "year": "2015-16",
    "basis": "cash",
    "programme": "pilot",
    "place": "kent",
}


def choices(app: AppTest) -> dict[str, str]:
    """What the controls show."""
    boxes = {key: app.selectbox(key=key).value for key in ("theme", "show", "programme", "place")}
    years = app.get("select_slider")
    return {**boxes, "basis": app.radio(key="basis").value} | (
        {"year": years[0].value} if years else {}
    )


def warnings(app: AppTest) -> list[str]:
    return [one.value for one in app.warning]


def check_sound(app: AppTest) -> None:
    """Fail if the page broke or shows a word of the machine."""
    assert not app.exception
    text = shown_text(app)
    assert MACHINE_WORDS.findall(text) == []
    assert "GBP" not in text


def test_map_page_opens_on_all_services_of_england_in_real_terms() -> None:
    app = open_app()
    check_sound(app)
    assert choices(app) == {
        "theme": "all_services",
        "show": "spend:total",
        "year": "2023-24",
        "basis": "real",
        "programme": "pilot+parallel",
        "place": "",
    }
    assert warnings(app) == []
    assert dict(app.query_params) == {}
    assert "Choose a place" in app.info[0].value
    assert len(app.dataframe[0].value) == 153


@pytest.mark.parametrize("theme", PLACES.theme_names)
def test_every_theme_shows_its_first_measure_and_the_card_of_a_pilot(theme: str) -> None:
    app = open_app(theme=theme, place=BIRMINGHAM)
    check_sound(app)
    first = PLACES.theme_measures(theme, basis="real")[0]
    assert app.selectbox(key="show").value == first.measure
    assert warnings(app) == []
    assert f"Outcomes: {PLACES.theme_names[theme].lower()}" in shown_text(app)


def test_theme_can_be_changed_with_another_measure_on_the_map_than_it_has() -> None:
    app = open_app(theme="older_people", show="life_expectancy_at_65:male")
    app.selectbox(key="theme").select("work_and_skills").run()
    check_sound(app)
    assert app.selectbox(key="show").value == "spend:planning_development"
    assert warnings(app) == []


def test_outcome_is_shown_with_its_limits_and_its_unit() -> None:
    app = open_app(theme="health_and_wellbeing", show="healthy_life_expectancy:male")
    check_sound(app)
    columns = list(app.dataframe[0].value.columns)
    assert {"Value", "Lower 95% limit", "Upper 95% limit"} <= set(columns)
    assert "Healthy life expectancy at birth (survey), men, years" in shown_text(app)
    assert app.radio(key="basis").disabled


def test_price_basis_changes_the_figures_and_the_legend() -> None:
    app = open_app(year="2010-11")
    real = app.dataframe[0].value["Value"].copy()
    assert "£ per person, in prices of 2023-24" in shown_text(app)
    app.radio(key="basis").set_value("cash").run()
    check_sound(app)
    assert "£ per person, in cash" in shown_text(app)
    cash = app.dataframe[0].value["Value"]
    assert (real.dropna() > cash.dropna()).all()
    assert app.get("select_slider")[0].value == "2010-11"


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_programme_overlay_can_be_chosen(programme: str) -> None:
    app = open_app(programme=programme)
    check_sound(app)
    assert app.selectbox(key="programme").value == programme
    assert warnings(app) == []


def test_gap_is_said_with_its_reason_and_the_newest_year() -> None:
    text = shown_text(open_app(place=BIRMINGHAM, year="2023-24"))
    assert "no figure for Birmingham in 2023-24 (No return from Birmingham)" in text
    assert "The newest is £2,407 a person in 2022-23" in text


def test_missing_values_of_the_table_read_no_data() -> None:
    table = open_app(year="2023-24").dataframe[0]
    assert table.value["Value"].isna().any()
    assert table.proto.placeholder == "no data"


def test_birmingham_shows_both_published_counts_with_their_sources() -> None:
    app = open_app(place=BIRMINGHAM)
    check_sound(app)
    assert app.subheader[0].value == "Birmingham"
    counts = [one.value for one in app.markdown if "public spend" in one.value]
    assert any("£7.5 billion" in one and "Liam Byrne" in one for one in counts)
    assert any("£7.3 billion" in one and "Local Government Chronicle" in one for one in counts)


def test_central_bedfordshire_and_luton_shows_its_count_a_person() -> None:
    app = open_app(place="central_bedfordshire_and_luton")
    check_sound(app)
    assert "£6,853 a person" in shown_text(app)


def test_place_of_several_authorities_has_a_card_of_its_own() -> None:
    app = open_app(place="manchester_city_region_and_warrington", theme="older_people")
    check_sound(app)
    assert app.subheader[0].value == "Manchester city region and Warrington"
    text = shown_text(app)
    assert "a person in Manchester city region and Warrington in 2023-24" in text
    assert "≈" in text


def test_place_without_programme_says_so() -> None:
    app = open_app(place=HARTLEPOOL)
    check_sound(app)
    assert "Hartlepool is not in the record of Total Place pilots" in shown_text(app)


def test_county_that_was_a_pilot_is_known_by_its_code_and_by_its_name() -> None:
    for place in ("kent", "E10000016"):
        app = open_app(place=place)
        check_sound(app)
        assert "Kent was a Total Place pilot" in shown_text(app)


def test_outcome_without_limits_is_said_to_allow_no_comparison() -> None:
    app = open_app(
        place="manchester_city_region_and_warrington",
        theme="older_people",
        show="falls_admissions_65_and_over:persons",
    )
    text = shown_text(app)
    assert "without limits one cannot tell if they differ" in text
    against = next(one.value for one in app.table if "Against England" in one.value.columns)
    without = against[against["Value (95% limits)"].str.contains("no limits published")]
    assert "cannot tell" in set(without["Against England"])


def test_valid_link_restores_every_choice_and_stays_in_the_address() -> None:
    app = open_app(**FULL_LINK)
    check_sound(app)
    assert choices(app) == FULL_LINK
    assert warnings(app) == []
    assert dict(app.query_params) == {name: [value] for name, value in FULL_LINK.items()} or (
        dict(app.query_params) == FULL_LINK
    )
    assert app.subheader[0].value == "Kent"


@pytest.mark.parametrize(
    ("name", "bad", "shown"),
    [
        ("theme", "no_such_theme", "All local services"),
        ("show", "spend:nonsense", "Adult social care, people aged 65 and over"),
        ("year", "1066-67", "2023-24"),
        ("basis", "gold", "Real terms (2023-24 prices)"),
        ("programme", "everything", "Pilots (solid) and parallel places (dashed)"),
        ("place", "E99999999", "England"),
    ],
)
def test_bad_value_in_a_link_falls_back_and_says_so(name: str, bad: str, shown: str) -> None:
    link = {"theme": "older_people", "show": "spend:adult_social_care"} | {name: bad}
    app = open_app(**link)
    check_sound(app)
    told = next(one for one in warnings(app) if bad in one)
    assert f"showing {shown}" in told
    assert choices(app)[name] != bad if name in choices(app) else True
    assert bad not in str(dict(app.query_params))


def test_unknown_parameter_is_left_out_and_named() -> None:
    app = open_app(colour="red")
    assert warnings(app) == [
        "The link holds “colour”, which this atlas does not know; it was left out."
    ]
    assert "colour" not in dict(app.query_params)


def test_warning_is_shown_once_and_not_again_after_the_next_choice() -> None:
    app = open_app(theme="no_such_theme")
    assert len(warnings(app)) == 1
    app.selectbox(key="place").select("kent").run()
    assert warnings(app) == []


def test_choices_outlive_a_visit_to_another_page() -> None:
    app = open_app(**FULL_LINK)
    app.switch_page("../../pages/sources.py").run()
    app.switch_page("../../pages/map.py").run()
    assert choices(app) == FULL_LINK


def test_measure_in_the_list_is_called_by_its_name_and_kind() -> None:
    app = open_app(theme="health_and_wellbeing")
    options = app.selectbox(key="show").options
    measures = PLACES.theme_measures("health_and_wellbeing", basis="real")
    assert len(set(options)) == len(options) == len(measures)
    assert options[0] == f"Spend per person: {measure_title(measures[0])}"
