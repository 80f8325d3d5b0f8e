"""The page on what changed, as a visitor meets it and by links of every kind."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, notices, open_app, shown_text
from utils.ui.did_it_work.choices import ANSWERS

MEN = "pilots_life_expectancy_men"


def open_page(**address: str) -> AppTest:
    """Open the page as a link does."""
    app = open_app(page="did_it_work.py", **address)
    assert not app.exception
    return app


def bodies_of(app: AppTest) -> str:
    """Everything written as HTML."""
    return "".join(block.proto.body for block in app.get("html"))


def test_the_page_opens_with_one_sentence_and_every_question() -> None:
    app = open_page()
    words = bodies_of(app)
    assert "questions that can be asked, none shows a change beyond chance" in words
    assert "Life expectancy of men in the pilots" in words
    assert "years (\u22120.2 to 0.2) from a weighted mix of places." in words
    assert "could have been seen;" not in words
    assert "placebo" not in words
    assert "Questions that cannot be asked (33)" in words
    assert "All upper-tier councils took part" in words
    assert address(app) == {}


@pytest.mark.parametrize("part", ANSWERS)
def test_a_question_is_answered_with_all_its_parts(part: str) -> None:
    app = open_page(question=MEN, answer=part)
    text = shown_text(app)
    assert "Life expectancy of men in the pilots: Life expectancy at birth" in text
    assert "What else happened" in bodies_of(app)
    assert "Grants to councils cut" in bodies_of(app)
    assert not app.warning


def test_a_place_has_its_questions_first() -> None:
    words = bodies_of(open_page(place="durham"))
    assert words.index("Questions about Durham") < words.index("Total Place pilots (")
    assert words.index("Employment in Durham") < words.index("Total Place pilots (")
    kent = bodies_of(open_page(place="E10000016"))
    assert "No question is about Kent alone; 4 are about all pilots together: none shows" in kent


def test_a_place_without_a_question_is_asked_about_by_a_button() -> None:
    app = open_page(place="E08000036")
    words = bodies_of(app)
    assert "No declared question is about Wakefield." in words
    assert "Test, Learn and Grow: ten accelerators, 10 places, July 2025" in words
    (button,) = (button for button in app.button if button.label == "Ask about Wakefield")
    button.click().run()
    assert not app.exception
    assert address(app)["asked"] == "own"
    assert address(app)["treated"] == "E08000036"


def test_without_a_place_one_is_asked_for() -> None:
    app = open_page(asked="own")
    assert app.info[0].value == "Choose a place: one to six areas that worked together."
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize(
    "hostile",
    [
        {"question": "<script>alert(1)</script>"},
        {"question": "birmingham_gangs"},
        {"asked": "everything"},
        {"answer": "../../etc"},
        {"asked": "own", "treated": "E99999999,'; drop table"},
        {"asked": "own", "effect": "nothing:persons"},
        {"asked": "own", "start": "1066"},
        {"asked": "own", "pool": "friends"},
        {"asked": "own", "until": "2066"},
        {"asked": "together", "joint": "happiness"},
    ],
)
def test_a_link_that_cannot_be_followed_is_said(hostile: dict[str, str]) -> None:
    app = open_page(**hostile)
    assert notices(app)
    assert "<script>" not in bodies_of(app)


def test_a_question_of_ones_own_is_marked_and_in_the_address() -> None:
    app = open_page(asked="own", treated="E08000025,E08000003", effect="employment_rate:persons")
    assert "Exploratory, not declared before" in shown_text(app)
    assert "could have been seen; to say “no clear change” we ask for" in bodies_of(app)
    choose(app, "start", "2012")
    assert not app.exception
    assert address(app) == {
        "asked": "own",
        "treated": "E08000025,E08000003",
        "effect": "employment_rate:persons",
        "start": "2012",
    }


def test_a_last_year_is_in_the_address_and_one_before_the_start_is_refused() -> None:
    asked = {"asked": "own", "treated": "E08000025", "effect": "employment_rate:persons"}
    app = open_page(**asked, start="2012")
    choose(app, "until", "2019")
    assert not app.exception
    assert address(app) == {**asked, "start": "2012", "until": "2019"}
    assert "from a weighted mix of places" in bodies_of(app)
    choose(app, "until", "2011")
    (refusal,) = app.info
    assert refusal.value == (
        "This cannot be asked. The last period used, 2011, is before the first after it began, "
        "2012. Choose a later one."
    )


def test_all_programmes_are_answered_together() -> None:
    app = open_page(asked="together", joint="together_employment")
    words = bodies_of(app)
    assert "Of 5 questions over all programmes together, none shows a change" in words
    assert "30 in 2010 and 5 in 2013" in words
    assert "Preventable deaths from heart disease and stroke" in words
    assert words.count("could have been seen; to say") == 1
    choose(app, "joint", "together_heart_deaths")
    assert not app.exception
    assert address(app) == {"asked": "together", "joint": "together_heart_deaths"}


def test_a_place_without_figures_is_named() -> None:
    app = open_page(
        asked="own",
        treated="E06000058",
        effect="deaths_in_usual_residence_65_and_over:persons",
        start="2010",
    )
    (refusal,) = app.info
    assert "This cannot be asked. No figure for Bournemouth" in refusal.value


def test_more_areas_than_six_are_cut_and_said() -> None:
    codes = ",".join(f"E0800000{number}" for number in range(1, 9))
    app = open_page(asked="own", treated=codes)
    assert "8 areas are too many" in " ".join(notices(app))
