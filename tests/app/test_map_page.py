from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.read.measures import MapReader, Measure
from data.read.places import PlaceReader
from tests.app.reading import (
    address,
    choose,
    kept,
    map_bytes,
    map_header,
    map_values,
    notices,
    open_app,
    prose_with,
    proses,
    shown_text,
)
from tests.app.test_pages import MACHINE_WORDS
from utils.narrative.place import measure_title
from utils.ui.shared.words import PROGRAMMES, SCHEMES

BIRMINGHAM = "E08000025"
HARTLEPOOL = "E06000001"
PLACES = PlaceReader(MapReader())
#: A link with every choice of a map of authorities away from its default.
FULL_LINK = {
    "show": "spend:adult_social_care",
    "year": "2015-16",
    "basis": "cash",
    "programme": "pilot",
    "place": "kent",
    "classes": "fisher",
    "mark": "yes",
}
DEFAULTS = {
    "show": "whole:total",
    "level": "upper_tier",
    "year": "2024-25",
    "basis": "real",
    "programme": "none",
    "place": "",
    "inside": "",
    "view": "one",
    "classes": "fixed",
    "mark": "no",
}
#: Money of local services alone, of which a body may make no return.
SPEND = "spend:services_without_education"
#: The map that opens first may send so much on its first visit, and on each switch: the values with
#: the range of each.
DEFAULT_BYTES = 2_400


def check_sound(app: AppTest) -> None:
    """Fail if the page broke, shows a word of the machine, or a map that is not its table."""
    assert not app.exception
    assert not app.error
    text = shown_text(app)
    assert MACHINE_WORDS.findall(text) == []
    assert "GBP" not in text
    header = map_header(app)
    for number, panel in enumerate(header["panels"]):
        for place, layer in enumerate(panel["layers"]):
            assert layer["value"]["n"] == header["geometry"]["count"]
            assert len(map_values(app, panel=number, layer=place)) == layer["value"]["n"]
        legend = panel["legend"]
        assert sum(legend["counts"]) + legend["missing"] == header["geometry"]["count"]


def test_map_page_opens_on_all_services_of_england_in_real_terms() -> None:
    app = open_app()
    check_sound(app)
    assert kept(app) == DEFAULTS
    assert notices(app) == []
    assert address(app) == {}
    assert app.header[0].value == "England"
    assert len(app.dataframe[0].value) == 153
    header = map_header(app)
    assert (header["level"], header["period"]) == ("upper_tier", "2024-25")
    assert header["selected"] == header["inside"] == []
    assert header["outlined"] == []
    assert header["chosen"] == {
        "view": "one",
        "basis": "real",
        "scheme": "fixed",
        "mark": "no",
        "programme": "none",
    }


def test_the_map_that_opens_first_is_small() -> None:
    assert len(map_bytes(open_app(table=False))) <= DEFAULT_BYTES


def test_a_closed_table_is_not_sent() -> None:
    app = open_app(table=False)
    check_sound(app)
    assert len(app.dataframe) == 0
    assert len(app.get("download_button")) == 0


def test_the_map_colours_what_is_published() -> None:
    measure = PLACES.maps.measure(measure="whole:total", basis="real")
    rows = PLACES.maps.on_map(measure, period="2024-25")
    np.testing.assert_array_equal(map_values(open_app()), rows["value"].round(0))


@pytest.mark.parametrize("theme", PLACES.theme_names)
def test_every_theme_in_a_link_shows_its_first_measure_and_the_tiles(theme: str) -> None:
    app = open_app(theme=theme, place=BIRMINGHAM)
    check_sound(app)
    first = PLACES.theme_measures(theme, basis="real")[0]
    assert kept(app)["show"] == first.measure
    assert notices(app) == []
    assert "Public money per person" in shown_text(app)
    assert "More on Birmingham" in shown_text(app)
    assert map_header(app)["selected"] == [BIRMINGHAM]


def own_measures(theme: str) -> list[Measure]:
    """The measures that stand first under a theme; others are drawn with the theme before."""
    themes = list(PLACES.theme_names)
    before = {
        measure.measure
        for other in themes[: themes.index(theme)]
        for measure in PLACES.theme_measures(other, basis="real")
    }
    measures = PLACES.theme_measures(theme, basis="real")
    return [measure for measure in measures if measure.measure not in before]


@pytest.mark.parametrize("theme", PLACES.theme_names)
def test_every_measure_of_every_theme_is_drawn(theme: str) -> None:
    app = open_app(theme=theme, place="kent", table=False)
    for measure in own_measures(theme):
        choose(app, "show", measure.measure)
        check_sound(app)
        header = map_header(app)
        assert kept(app)["show"] == measure.measure
        assert header["level"] in PLACES.maps.by_level[measure.measure, measure.basis]
        assert header["panels"][0]["layers"][0]["title"] == measure_title(measure)
        values = map_values(app)
        assert np.isfinite(values).any(), measure.measure
        assert f"{measure_title(measure)} is published for:" in shown_text(app)


def test_a_measure_in_a_link_is_shown_whatever_theme_the_link_names() -> None:
    app = open_app(theme="work_and_skills", show="life_expectancy_at_65:male")
    check_sound(app)
    assert kept(app)["show"] == "life_expectancy_at_65:male"
    assert notices(app) == []
    assert address(app) == {"show": "life_expectancy_at_65:male"}


def test_outcome_is_shown_with_its_limits_and_its_unit() -> None:
    app = open_app(theme="health_and_wellbeing", show="healthy_life_expectancy:male")
    check_sound(app)
    columns = list(app.dataframe[0].value.columns)
    assert {"Value", "95% confidence interval, lower", "95% confidence interval, upper"} <= set(
        columns
    )
    assert "Healthy life expectancy at birth, men, years" in shown_text(app)
    value, lower, upper = (map_values(app, part=part) for part in ("value", "lower", "upper"))
    known = np.isfinite(value) & np.isfinite(lower) & np.isfinite(upper)
    assert known.sum() > 100
    assert ((lower <= value) & (value <= upper))[known].all()


def test_money_in_accounts_has_no_limits() -> None:
    app = open_app(show=SPEND)
    assert len(map_values(app, part="lower")) == len(map_values(app, part="upper")) == 0


def test_price_basis_changes_the_figures_and_the_legend() -> None:
    app = open_app(year="2010-11")
    real, on_map = app.dataframe[0].value["Value"].copy(), map_values(app)
    assert "£ per person, in 2024-25 prices" in shown_text(app)
    choose(app, "basis", "cash")
    check_sound(app)
    assert "£ per person, in cash" in shown_text(app)
    cash = app.dataframe[0].value["Value"]
    assert (real.dropna() > cash.dropna()).all()
    assert (on_map > map_values(app))[np.isfinite(on_map)].all()
    assert kept(app)["year"] == "2010-11"


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_programme_overlay_can_be_chosen(programme: str) -> None:
    app = open_app(programme=programme)
    check_sound(app)
    assert kept(app)["programme"] == programme
    assert notices(app) == []
    kinds = [] if programme == "none" else programme.split("+")
    assert map_header(app)["outlined"] == kinds


def test_all_public_money_has_the_range_of_its_estimate() -> None:
    app = open_app()
    lower, upper = map_values(app, part="lower"), map_values(app, part="upper")
    assert len(lower) == len(upper) == 153
    assert (lower < map_values(app)).all()
    assert (map_values(app) < upper).all()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_classes_can_be_chosen(scheme: str) -> None:
    app = open_app(show=SPEND, classes=scheme, year="2015-16")
    check_sound(app)
    assert notices(app) == []
    measure = PLACES.maps.measure(measure=SPEND, basis="real")
    (layer,) = map_header(app)["panels"][0]["layers"]
    expected = PLACES.maps.breaks(measure, scheme=scheme, period="2015-16")
    assert layer["breaks"] == list(expected)
    assert (map_header(app)["series"] is not None) == (scheme == "fixed")
    assert ("cannot be played" in shown_text(app)) == (scheme in {"quantile", "equal", "fisher"})


def test_gap_is_said_with_its_reason_and_the_newest_year() -> None:
    text = shown_text(open_app(show=SPEND, place=BIRMINGHAM, year="2023-24"))
    assert "no figure for Birmingham in 2023-24, as there is no return from Birmingham" in text
    assert "The newest complete year is 2022-23: £1,623 per person" in text


def test_the_table_of_an_estimate_has_a_range_and_no_limits() -> None:
    columns = list(open_app(show="whole:total").dataframe[0].value.columns)
    assert {"Lowest of the range", "Highest of the range"} <= set(columns)
    assert not any("limit" in column for column in columns)


def test_missing_values_of_the_table_read_no_data() -> None:
    table = open_app(show=SPEND, year="2023-24").dataframe[0]
    assert table.value["Value"].isna().any()
    assert table.proto.placeholder == "no figure"


def tiles(app: AppTest) -> str:
    """What the tiles of the place say, as HTML."""
    (body,) = (
        block.proto.body for block in app.get("html") if '<div class="tiles">' in block.proto.body
    )
    return body


def test_the_tiles_of_birmingham_give_the_range_of_its_published_counts() -> None:
    app = open_app(place=BIRMINGHAM)
    check_sound(app)
    assert app.header[0].value == "Birmingham"
    assert "£7.0 to £7.5 billion" in tiles(app)
    assert 'href="count?place=E08000025&amp;look=count"' in tiles(app)


def test_the_tiles_speak_first_of_all_public_money_and_lead_to_its_count() -> None:
    app = open_app(place=BIRMINGHAM, show="whole:total", year="2022-23", basis="cash")
    check_sound(app)
    first, *_ = tiles(app).split("</section>")
    assert "Public money per person, 2024-25" in first
    assert "measured</a>; the rest is an estimate." in first
    assert 'href="count?place=E08000025"' in first
    (sources,) = (
        block.proto.body for block in app.get("html") if "figures are from" in block.proto.body
    )
    assert "figure=card&amp;place=E08000025" in sources


def test_place_of_several_authorities_has_tiles_of_its_own() -> None:
    app = open_app(place="manchester_city_region_and_warrington")
    check_sound(app)
    assert app.header[0].value == "Manchester city region and Warrington"
    assert "It has no group of" in tiles(app)


def test_place_without_programme_says_so() -> None:
    app = open_app(place=HARTLEPOOL)
    check_sound(app)
    assert "Not a pilot" in tiles(app)


def test_county_that_was_a_pilot_is_known_by_its_code_and_by_its_name() -> None:
    for place in ("kent", "E10000016"):
        app = open_app(place=place)
        check_sound(app)
        assert app.header[0].value == "Kent"
        assert "What Kent counted then, as its sources say." in tiles(app)


def test_outcome_without_limits_is_said_to_allow_no_comparison() -> None:
    app = open_app(
        place="manchester_city_region_and_warrington", show="falls_admissions_65_and_over:persons"
    )
    check_sound(app)
    (said,) = (prose for prose in proses(app) if prose.startswith("On the map: "))
    assert "no confidence interval" in said
    assert "approximately" in said


def test_valid_link_restores_every_choice_and_stays_in_the_address() -> None:
    app = open_app(**FULL_LINK)
    check_sound(app)
    assert kept(app, *FULL_LINK) == FULL_LINK
    assert notices(app) == []
    assert address(app) == FULL_LINK
    assert app.header[0].value == "Kent"
    header = map_header(app)
    assert (header["period"], header["selected"]) == ("2015-16", ["kent"])
    assert header["chosen"]["scheme"] == "fisher"
    assert header["chosen"]["mark"] == "yes"


@pytest.mark.parametrize(
    ("name", "bad", "shown"),
    [
        ("theme", "no_such_theme", "every measure"),
        ("show", "spend:nonsense", "Adult social care, people aged 65 and over"),
        ("year", "1066-67", "2024-25"),
        ("basis", "gold", "Real terms (2024-25 prices)"),
        ("programme", "everything", "No outlines"),
        ("place", "E99999999", "England"),
        ("level", "galaxy", "Counties, cities and boroughs (153)"),
        ("level", "lsoa", "Counties, cities and boroughs (153)"),
        ("inside", "atlantis", "all of England"),
        ("view", "sideways", "One measure"),
        ("classes", "rainbow", "Same in every year (about equal numbers)"),
        ("mark", "perhaps", "No"),
    ],
)
def test_bad_value_in_a_link_falls_back_and_says_so(name: str, bad: str, shown: str) -> None:
    link = {"theme": "older_people", "show": "spend:adult_social_care"} | {name: bad}
    app = open_app(**link)
    check_sound(app)
    sentence = next(notice for notice in notices(app) if bad in notice)
    assert f"showing {shown}" in sentence
    assert kept(app).get(name) != bad
    assert bad not in str(address(app))
    assert len(app.dataframe[0].value) == 153


@pytest.mark.parametrize(
    ("name", "bad", "shown"),
    [
        ("show2", "spend:nonsense", "All public spending (part estimated)"),
        ("year2", "1066-67", "2024-25"),
        ("area", "E99999999", "no area"),
    ],
)
def test_bad_second_choice_in_a_link_falls_back_and_says_so(
    name: str, bad: str, shown: str
) -> None:
    base = {"level": "region"} if name == "area" else {"view": "pair", "show2": "spend:education"}
    app = open_app(**base | {name: bad})
    check_sound(app)
    (sentence,) = notices(app)
    assert bad in sentence
    assert f"showing {shown}" in sentence
    assert bad not in str(address(app))


def test_unknown_parameter_is_left_out_and_named() -> None:
    app = open_app(colour="red")
    assert notices(app) == [
        "The link includes “colour”, which this atlas does not know; it was left out."
    ]
    assert "colour" not in address(app)


def test_warning_is_shown_once_and_not_again_after_the_next_choice() -> None:
    app = open_app(theme="no_such_theme")
    assert len(notices(app)) == 1
    choose(app, "place", "E10000016")
    assert notices(app) == []


def test_choices_outlive_a_visit_to_another_page() -> None:
    app = open_app(**FULL_LINK)
    app.switch_page("../../../pages/sources.py").run()
    app.switch_page("../../../pages/map.py").run()
    assert kept(app, *FULL_LINK) == FULL_LINK
    assert address(app) == FULL_LINK


def test_measure_in_the_list_is_called_by_its_name_and_kind() -> None:
    options = open_app().selectbox(key="show").options
    measures = [measure for theme in PLACES.theme_names for measure in own_measures(theme)]
    assert len(set(options)) == len(options) == len(measures)
    assert all(
        option.endswith(measure_title(measure))
        for option, measure in zip(options, measures, strict=True)
    )
    assert "Older people \u2013 Local services: Adult social care" in options


def test_labels_of_the_list_of_measures_repeat_nothing() -> None:
    options = open_app().selectbox(key="show").options
    assert options[0] == "All public spending (part estimated)"
    assert "Local services, without education" in options
    assert [option for option in options if option.count("All public") > 1] == []
    assert [option for option in options if option.count("Local services") > 1] == []


def summary(app: AppTest) -> str:
    """The text that says what the map shows."""
    return prose_with(app, " is published for: ")


def test_the_summary_gives_range_median_classes_and_the_chosen_place() -> None:
    measure = PLACES.maps.measure(measure=SPEND, basis="real")
    values = PLACES.maps.on_map(measure, period="2015-16").set_index("area_code")["value"]
    shown = values.round(0)
    text = summary(open_app(show=SPEND, year="2015-16", place=BIRMINGHAM))
    assert (
        f"Local services, without education, 2015-16: from £{shown.min():,.0f} to "
        f"£{shown.max():,.0f}; half of the {shown.count():,} areas are below "
        f"£{shown.median():,.0f}." in text
    )
    breaks = PLACES.maps.breaks(measure, scheme="fixed", period="2015-16")
    edges = [-np.inf, *breaks, np.inf]
    counts = pd.cut(shown, edges, right=False).value_counts(sort=False)
    for count, edge in zip(counts.iloc[1:-1], breaks, strict=False):
        assert f"{count} £{edge:,.0f} to under" in text
    number = int(np.searchsorted(breaks, shown[BIRMINGHAM], side="right")) + 1
    side = "above" if shown[BIRMINGHAM] > shown.median() else "below"
    assert f"Birmingham has £{shown[BIRMINGHAM]:,.0f}: class {number} of 5" in text
    assert f"{side} the median." in text


def test_the_summary_says_why_the_chosen_place_has_no_value() -> None:
    text = summary(open_app(show=SPEND, year="2023-24", place=BIRMINGHAM))
    assert "Birmingham has no figure (No return from Birmingham)." in text
    assert "with no figure" in text


def test_the_summary_speaks_of_a_place_of_several_authorities() -> None:
    place = "central_bedfordshire_and_luton"
    row = PLACES.row(
        PLACES.place(place),
        PLACES.maps.measure(measure=SPEND, basis="real"),
        "2015-16",
    )
    assert row is not None
    text = summary(open_app(show=SPEND, year="2015-16", place=place))
    assert f"{PLACES.place(place).name} has £{row['value']:,.0f}" in text


def test_the_table_holds_every_value_of_the_map() -> None:
    app = open_app(year="2015-16")
    table = app.dataframe[0].value
    np.testing.assert_array_equal(table["Value"].to_numpy(np.float64), map_values(app))
    codes = PLACES.maps.geography.areas("upper_tier")["area_code"]
    assert list(table["GSS code"]) == list(codes)
