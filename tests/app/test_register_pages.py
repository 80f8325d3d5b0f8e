from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, notices, open_app, press, shown_text

BEDS = "central_bedfordshire_and_luton"


def open_dives(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="deep_dives.py", **address)


def test_every_figure_stands_with_its_source() -> None:
    app = open_dives()
    assert not app.exception
    text = shown_text(app)
    assert "129 figures, each as its source states it" in text
    assert "£4 for each pound: Later saving for each pound" in text
    assert "Publicnet" in text


def test_a_contradictory_figure_is_said_to_be_so_and_not_drawn() -> None:
    app = open_dives(record=BEDS)
    text = shown_text(app)
    assert "£44,000 per person" in text
    assert "Contradictory." in text
    specs = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    assert not any("44000" in spec for spec in specs)


def test_shares_of_a_place_are_drawn_as_stated() -> None:
    text = shown_text(open_dives(record="birmingham"))
    assert "Shares that sources state, Birmingham (%)" in text
    assert "falls to bodies other than the city council (three quarters): 75%" in text


def test_a_journey_is_an_ordered_list_of_its_stages() -> None:
    app = open_dives(shelf="journeys", record="birmingham")
    bodies = [block.proto.body for block in app.get("html")]
    (journey,) = (body for body in bodies if body.startswith("<ol"))
    assert journey.count('<li role="listitem"') == 4
    assert journey.index("Treatment") < journey.index("Recovery and return to the community")
    assert "Stage 3 of 4" in journey
    assert "£34,000 a year for one person" in journey
    assert journey.count("no cost published") == 3
    assert journey.count('href="compare?theme=drugs_and_alcohol"') == 4
    assert 'href="barriers?record=birmingham">5 barriers named in Birmingham' in journey


def test_projects_say_who_leads_and_that_no_champion_is_named() -> None:
    text = shown_text(open_dives(shelf="projects"))
    assert "The sources name a board champion for 0 of 30 projects." in text
    assert "Jon Tomlinson" in text
    assert "Champion and lead officer: Birmingham, each joint commissioning project" in text
    assert "Board champion: none named" in text
    assert "Outcomes of Drugs and alcohol: " in text


def test_figures_of_a_theme_alone() -> None:
    text = shown_text(open_dives(topic="drugs_and_alcohol"))
    assert "16 figures" in text
    assert "welfare benefits" not in text


def test_savings_say_their_kind_years_and_who_gains() -> None:
    text = shown_text(open_dives(record="dorset_bournemouth_and_poole"))
    assert "Who pays and who gains" in text
    assert "Pays: councils; NHS community services. Gains: not said. £7.5 million" in text
    assert (
        "Cashable: not said; gross or net: gross; over: a year; who pays: not said; "
        "who gains: NHS hospitals."
    ) in text


def test_where_the_record_does_not_say_who_pays_that_is_said() -> None:
    text = shown_text(open_dives(record="kent"))
    assert "The record does not say it of any of these figures." in text
    assert "Capital receipts over five years: £720 million to £780 million." in text


def test_figures_arranged_by_theme_name_their_place() -> None:
    app = open_dives(arranged="theme", record=BEDS)
    themes = [subheader.value for subheader in app.subheader]
    assert themes[1:] == [
        "All public services",
        "Offending and community safety",
        "Work and skills",
    ]
    assert "integrated offender management, Central Bedfordshire and Luton" in shown_text(app)
    assert address(app) == {"arranged": "theme", "record": BEDS}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dive-043", "Who pays: councils; NHS community services"),
        ("stage-017", "Pressure point or finding: One person was admitted 24 times in a year"),
        ("project-002", "Lead: Jon Tomlinson"),
        ("b031", "Who raised it: Kent pilot"),
        ("date-010", "Date: 6 August 2009"),
        ("count-006", "Amount: £7.3 billion"),
    ],
)
def test_every_register_has_addresses_of_its_rows(line: str, words: str) -> None:
    app = open_dives(row=line)
    assert not app.exception
    text = shown_text(app)
    assert words in text
    assert "Source: " in text
    assert address(app) == {"row": line}


def test_a_row_opens_its_place_its_theme_and_what_it_shares_with_others() -> None:
    app = open_dives(row="dive-043")
    bodies = "".join(block.proto.body for block in app.get("html"))
    for target in (
        "profile?place=dorset_bournemouth_and_poole",
        "./?place=dorset_bournemouth_and_poole",
        "compare?theme=older_people",
        "./?theme=older_people&amp;show=spend%3Aadult_social_care",
        "barriers?record=dorset_bournemouth_and_poole",
        "deep_dives?row=dive-042",
        "deep_dives?row=stage-022",
        "deep_dives?row=b025",
    ):
        assert f'href="{target}"' in bodies
    press(app, "Back to the lists")
    assert "129 figures" in shown_text(app)
    assert address(app) == {}


def test_a_row_that_is_not_in_the_record_falls_back_and_says_so() -> None:
    app = open_dives(row="dive-999")
    assert notices(app) == [
        "The link asks for the row of the record “dive-999”, which is not here; showing the lists."
    ]
    assert "129 figures" in shown_text(app)


def test_a_profile_leads_to_the_registers() -> None:
    text = shown_text(open_app(page="profile.py", place="kent"))
    assert "In the programme's registers: 10 figures of Kent, " in text
    assert "6 barriers of Kent" in text


def test_one_search_goes_over_all_registers() -> None:
    app = open_dives()
    app.text_input(key="search").set_value("51 benefits").run()
    text = shown_text(app)
    assert "rows hold “51 benefits”" in text
    assert "No one official picture of how 51 benefits fit together" in text
    app.text_input(key="search").set_value("xyzzy").run()
    assert "No row holds “xyzzy”." in shown_text(app)


def test_barriers_recur_by_places_and_end_with_what_they_cannot_tell() -> None:
    app = open_app(page="barriers.py")
    assert not app.exception
    text = shown_text(app)
    assert "Finance: 16 barriers, named in " in text
    assert "A systematic review found little clear proof" in text
    assert "What this cannot tell: " in text


def test_barriers_of_one_place_alone() -> None:
    app = open_app(page="barriers.py", record="kent")
    text = shown_text(app)
    assert "primary legislation" in text
    assert "Welfare benefits are complex" not in text
    assert address(app) == {"record": "kent"}


@pytest.mark.parametrize("page", ["deep_dives.py", "barriers.py"])
def test_a_place_that_is_not_in_the_record_falls_back_and_says_so(page: str) -> None:
    app = open_app(page=page, record="atlantis")
    assert not app.exception
    assert "atlantis" in shown_text(app)
