from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import notices, open_app, prose_with, proses, shown_text

BIRMINGHAM, LUTON, KENT = "E08000025", "E06000032", "E10000016"
BEDS = "central_bedfordshire_and_luton"
BEDS_NAME = "Central Bedfordshire and Luton"


def open_compare(*places: str, **address: str) -> AppTest:
    """Open the page as a link does."""
    if places:
        address["places"] = ",".join(places)
    return open_app(page="compare.py", **address)


def test_first_visit_sets_a_large_pilot_beside_a_small_one() -> None:
    app = open_compare()
    text = shown_text(app)
    assert not app.exception
    assert "Birmingham £1,623" in text
    assert "Central Bedfordshire and Luton £1,254" in text
    assert "Of " in prose_with(app, "outcomes of this theme, compared with")


def test_answer_says_money_similar_places_and_health() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    answer = prose_with(app, "Compared with similar places: Birmingham, in the ")
    assert "2022-23, in 2024-25 prices" in answer
    assert "newest year in which all of them have a figure" in answer
    assert "there is no confidence interval for both, so we cannot tell if the difference" in answer


def test_all_public_money_comes_first_and_is_more_only_where_ranges_lie_apart() -> None:
    app = open_compare(BIRMINGHAM, BEDS, money_year="2018-19", basis="cash")
    assert [header.value for header in app.header][:2] == ["All public money", "Outcomes"]
    answer = prose_with(app, "All public money in 2018-19, part estimated, in cash. About £")
    assert answer.index("All public money in 2018-19") < answer.index("Local services")
    assert f"per person in {BEDS_NAME} (£" in answer
    said = prose_with(app, "Spent by all public bodies in 2018-19, in cash")
    assert said.count("per person in England") == 2
    assert "England here, because we have no range for the group" in shown_text(app)


def test_all_public_money_is_of_its_newest_year_where_none_is_chosen() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    assert "All public money in 2024-25, part estimated. About £" in shown_text(app)
    assert "Spent by all public bodies in 2024-25" in shown_text(app)


def test_all_public_money_whose_ranges_overlap_cannot_be_told_apart() -> None:
    app = open_compare(BIRMINGHAM, "E08000026", BEDS, against="region")
    said = prose_with(app, "All public money in 2024-25")
    assert "we cannot tell if that is more or less than" in said
    assert "as the ranges overlap" in said
    assert "per person in West Midlands" in prose_with(app, "Spent by all public bodies")


def test_a_place_in_several_regions_is_set_beside_england() -> None:
    app = open_compare("whole_place_community_budgets", BIRMINGHAM, against="region")
    assert not app.exception
    said = prose_with(app, "Spent by all public bodies")
    assert "per person in England" in said
    assert "per person in West Midlands" in said


def test_difference_of_two_places_has_limits() -> None:
    app = open_compare(BIRMINGHAM, BEDS, theme="drugs_and_alcohol")
    sentence = prose_with(app, "95% limits of the difference")
    assert "Birmingham is" in sentence


@pytest.mark.parametrize("against", ["region", "neighbours", "pilots", "parallel", "type"])
def test_every_comparator_is_said_in_words(against: str) -> None:
    app = open_compare(BIRMINGHAM, KENT, against=against)
    assert not app.exception
    assert len([text for text in proses(app) if "Birmingham: " in text]) > 0
    assert app.selectbox(key="against").value == against


def test_a_comparator_that_cannot_be_had_says_why() -> None:
    app = open_compare(BIRMINGHAM, "manchester_city_region_and_warrington", against="type")
    assert "authorities of several types" in shown_text(app)


def test_the_comparator_governs_money_and_its_headline() -> None:
    app = open_compare(BIRMINGHAM, KENT, against="region")
    answer = prose_with(app, "outcomes of this theme, compared with").partition("Beside")[0]
    assert "(West Midlands £" in answer
    assert "(South East £" in answer
    assert "England" not in answer


def test_places_that_share_an_authority_are_refused_in_words() -> None:
    app = open_compare(LUTON, BEDS)
    assert any(
        "share an authority, so they cannot be compared" in notice for notice in notices(app)
    )
    assert "Choose two to six places" in app.info[0].value


def test_a_set_of_ones_own_is_a_comparator() -> None:
    app = open_compare(BIRMINGHAM, KENT, against="set", set="E08000026,E06000032")
    assert "2 authorities together, without the place itself: Coventry and Luton" in shown_text(app)


def test_an_unknown_member_of_the_set_is_reported() -> None:
    app = open_compare(BIRMINGHAM, KENT, against="set", set="E08000026,E99")
    assert any("“E99”" in notice for notice in notices(app))


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([BIRMINGHAM], "Choose two to six places"),
        ([BIRMINGHAM, "birmingham"], "a place is shown once"),
        ([BIRMINGHAM, "Atlantis"], "Atlantis"),
        (
            [BIRMINGHAM, LUTON, KENT, "E08000026", "E08000027", "E08000028", "E08000029"],
            "at most 6 are shown",
        ),
    ],
)
def test_places_that_cannot_be_compared_are_told_what_to_change(
    places: list[str], words: str
) -> None:
    app = open_compare(*places)
    assert not app.exception
    assert words in shown_text(app)


def test_no_place_at_all_is_told_what_to_do() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([]).run()
    assert not app.exception
    assert "Choose two to six places above" in shown_text(app)


def test_a_year_without_data_is_a_gap_with_a_sentence() -> None:
    app = open_compare(BIRMINGHAM, LUTON, basis="cash", money_year="2023-24")
    assert not app.exception
    text = shown_text(app)
    assert "No figure for Birmingham in 2023-24, as there is no return from Birmingham" in text


def test_the_same_first_and_last_year_asks_for_another() -> None:
    app = open_compare(BIRMINGHAM, LUTON, money_year="2012-13", since="2012-13")
    assert "Choose an earlier first year" in shown_text(app)


def test_unlike_counts_stand_apart() -> None:
    app = open_compare(BIRMINGHAM, "worcestershire")
    text = prose_with(app, "cannot be compared directly")
    benefits = text.index("benefits and pensions are included:")
    unsaid = text.index("does not say whether benefits")
    assert benefits < text.index("£4.4 billion") < unsaid < text.index("£7.5 billion")


def test_typed_names_are_found() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([BIRMINGHAM, "Central Beds"]).run()
    assert app.multiselect(key="places").value == [BIRMINGHAM, "E06000056"]


def test_a_former_name_offers_its_successors() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([BIRMINGHAM, LUTON, "Bedfordshire"]).run()
    shown = " ".join(notices(app))
    assert "Bedford" in shown
    assert "Central Bedfordshire" in shown


def test_a_postcode_adds_its_council_and_says_so() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([BIRMINGHAM, LUTON, "LS1 1UR"]).run()
    assert app.multiselect(key="places").value == [BIRMINGHAM, LUTON, "E08000035"]
    assert "“LS1 1UR” is a postcode in Leeds." in notices(app)


def test_a_postcode_of_another_country_is_refused_in_words() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([BIRMINGHAM, LUTON, "EH1 1AA"]).run()
    assert app.multiselect(key="places").value == [BIRMINGHAM, LUTON]
    assert any("postcode of Scotland" in notice for notice in notices(app))


def test_a_name_of_several_places_offers_each_as_a_button() -> None:
    app = open_compare(BIRMINGHAM, LUTON)
    app.multiselect(key="places").set_value([BIRMINGHAM, LUTON, "Newcastle"]).run()
    offered = [button for button in app.button if "Newcastle" in button.label]
    assert [button.label for button in offered[:2]] == [
        "Newcastle upon Tyne (council, North East)",
        "Newcastle-under-Lyme (district, Staffordshire)",
    ]
    offered[1].click().run()
    assert app.multiselect(key="places").value == [BIRMINGHAM, LUTON, "E10000028"]


def test_table_of_a_chart_is_sent_once_opened() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    before = len(app.dataframe)
    app.session_state["twin_themes"] = True
    app.run()
    assert len(app.dataframe) == before + 1


def test_spend_and_similar_places_of_every_service_open_their_passports() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    frames = [table.value for table in app.table if BEDS_NAME in table.value.columns]
    (cells,) = (
        frame["Birmingham"]
        for frame in frames
        if frame["Birmingham"].str.contains("figure=need").any()
    )
    assert len(cells) > 5
    assert all("figure=value" in cell and "figure=need" in cell for cell in cells if "£" in cell)


def test_the_answer_leads_to_where_its_figures_are_from() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    bodies = [block.proto.body for block in app.get("html")]
    (body,) = (text for text in bodies if "Where these figures are from" in text)
    assert body.count("figure=card") == 2


def test_compare_opens_with_the_newest_outcome_and_shows_a_gap_as_a_gap() -> None:
    app = open_compare(BIRMINGHAM, BEDS)
    assert app.selectbox(key="outcome").value == "life_expectancy_at_birth_ohid:female"
    assert "2023-25" in shown_text(app)
