from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, open_app, prose_with, proses, shown_text

BIRMINGHAM, KENT, SCILLY = "E08000025", "E10000016", "E06000053"
BEDS = "central_bedfordshire_and_luton"


def open_inequality(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="inequality.py", **address)


def test_each_part_begins_with_a_computed_sentence() -> None:
    inside = open_inequality(place=BIRMINGHAM)
    first = prose_with(inside, "A man born in the most deprived tenth of Birmingham")
    assert "8.6 fewer years" in first
    assert "7.5 to 9.6 years" in first
    assert "the slope index of 2022-24, puts the gap at " in first
    assert "The newest slope index is of 2022-24." in shown_text(inside)
    between = shown_text(open_inequality(part="between"))
    assert "the most deprived fifth of authorities were" in between
    assert "Of all inequality between authorities" in between
    causes = shown_text(open_inequality(part="causes", place=BIRMINGHAM))
    assert "Housing, 7 measures: " in causes


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("inside", "why the gap is there"),
        ("between", "whether a programme or policy changed the gap"),
        ("causes", "what causes what"),
    ],
)
def test_each_part_ends_with_what_it_cannot_tell(part: str, words: str) -> None:
    app = open_inequality(part=part, place=KENT)
    assert not app.exception
    last = proses(app)[-1]
    assert last.startswith("What this cannot tell: ")
    assert words in last


def test_two_times_say_whether_the_change_can_be_told() -> None:
    text = shown_text(open_inequality(place=BEDS))
    assert "in 2009-13 and by" in text
    assert "no clear change in the gap" in text


def test_a_place_of_several_authorities_offers_the_tenths_of_each() -> None:
    app = open_inequality(place=BEDS)
    assert app.selectbox(key="inner").options == ["Luton", "Central Bedfordshire"]
    app.selectbox(key="inner").set_value("E06000056").run()
    assert "most deprived tenth of Central Bedfordshire" in shown_text(app)
    assert address(app)["inner"] == "E06000056"


def test_a_county_offers_its_districts() -> None:
    options = open_inequality(place=KENT).selectbox(key="inner").options
    assert options[0] == "Kent"
    assert "Thanet" in options


def test_our_index_is_set_beside_the_published_one() -> None:
    text = shown_text(open_inequality(place=BIRMINGHAM, tab="years"))
    assert "For 2014-16 our estimate is 8.9 years; the published one is 9.0 years" in text
    assert "is inside our confidence interval" in text


def test_a_place_too_small_gets_the_reason_and_no_number() -> None:
    app = open_inequality(place=SCILLY, tab="deprivation")
    assert not app.exception
    text = shown_text(app)
    assert "5 are needed" in text
    assert "slope index is" not in text.split("By neighbourhood")[-1]


def test_only_the_tab_that_the_address_names_is_drawn() -> None:
    first, line = (
        open_inequality(place=BIRMINGHAM),
        open_inequality(place=BIRMINGHAM, tab="deprivation"),
    )
    assert "Across the neighbourhoods of Birmingham" in shown_text(first)
    assert "tab" not in address(first)
    assert len(first.get("vega_lite_chart")) == 1
    assert "Across the neighbourhoods of Birmingham" not in shown_text(line)
    assert address(line)["tab"] == "deprivation"
    assert len(line.get("vega_lite_chart")) == 2


def test_a_tab_chosen_is_in_the_address_and_an_unknown_tab_is_said() -> None:
    app = open_inequality(place=BIRMINGHAM, tab="nonsense")
    assert "“nonsense”" in shown_text(app)
    choose(app, "tab", "concentration")
    assert address(app)["tab"] == "concentration"
    assert "concentration index" in shown_text(app)


@pytest.mark.parametrize("over", ["moran", "getis_ord", "moran:deprivation"])
def test_clusters_are_said_in_words_with_how_many_tests_were_made(over: str) -> None:
    app = open_inequality(place=BIRMINGHAM, over=over)
    assert not app.exception
    text = shown_text(app)
    assert "could be chance" in text
    assert "Benjamini" in text


def test_too_few_neighbours_for_clusters_is_said() -> None:
    text = shown_text(open_inequality(place=SCILLY, over="moran:deprivation"))
    assert "too few to look for clusters" in text or "is not published" in text


@pytest.mark.parametrize("small", ["mortality_ratio_under_75", "healthy_life_expectancy_census"])
def test_other_measures_of_small_areas_can_be_shown(small: str) -> None:
    app = open_inequality(place=BIRMINGHAM, small=small, tab="concentration")
    assert not app.exception
    assert "concentration index" in shown_text(app)


@pytest.mark.parametrize(
    "of", ["preventable_mortality_under_75_2025_take:persons", "fuel_poverty:persons"]
)
def test_any_outcome_of_authorities_is_shown_across_fifths(of: str) -> None:
    app = open_inequality(part="between", of=of)
    assert not app.exception
    assert app.selectbox(key="of").value == of


def test_correlations_are_never_called_causes() -> None:
    text = shown_text(open_inequality(part="causes", place=BIRMINGHAM))
    assert "this is a link, and does not show a cause" in text


def test_a_link_with_what_is_not_here_falls_back_and_says_so() -> None:
    app = open_inequality(place=BIRMINGHAM, part="nonsense", inner="E99")
    assert not app.exception
    text = shown_text(app)
    assert "nonsense" in text
    assert "E99" in text


@pytest.mark.parametrize(
    ("sex", "words"),
    [
        (
            "male",
            (
                "a man in the most deprived tenth could expect 9.1 fewer years",
                "other diseases of the circulation make up 2.4 years of the gap, cancers and",
                "tumours 1.9, respiratory diseases 1.4 and all causes that the source does",
                "Deaths before age 65 make up 4.9 years of the gap.",
            ),
        ),
        (
            "female",
            (
                "a woman in the most deprived tenth could expect 7.2 fewer years",
                "Cancers and other tumours make up 1.7 years of the gap, heart disease, stroke",
                "other diseases of the circulation 1.7, respiratory diseases 1.4 and all causes",
                "Deaths before age 65 make up 3.1 years of the gap.",
            ),
        ),
    ],
)
def test_what_makes_the_gap_in_england_is_said_and_drawn(sex: str, words: tuple[str, ...]) -> None:
    app = open_inequality(place=BIRMINGHAM, tab="why", sex=sex)
    assert not app.exception
    said = prose_with(app, "In England in 2013-15")
    for part in words:
        assert part in said
    assert "Why is there a gap? For England, 2013-15: " in prose_with(app, "Why is there a gap?")
    text = shown_text(app)
    assert "England only: deaths by cause, age and deprivation are not published for a" in text
    assert "not proof of what causes the gap" in text
    assert len(app.get("vega_lite_chart")) == 3
