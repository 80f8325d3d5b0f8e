"""Pool and prevent: what a visitor reads, changes, saves and opens, and hostile links."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from data.prevention.declared import read_scenarios
from tests.app.reading import address, notices, open_app, shown_text
from utils.ui.shared.loaders import load_prevention

SCENARIOS = sorted(read_scenarios())


def open_page(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="pool_and_prevent.py", **address)


def rows_compared(app: AppTest) -> list[str]:
    """The rows of the table of all scenarios, as HTML."""
    body = next(held for element in app.get("html") if "<tbody>" in (held := element.proto.body))
    return body.split("<tbody>")[1].split("<tr>")[1:]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_says_who_pays_who_gains_and_how_sure(scenario: str) -> None:
    app = open_page(do=scenario)
    assert not app.exception
    text = shown_text(app)
    assert "For 100 " in text
    assert "have their money back is" in text
    assert load_prevention().scenarios[scenario].main_caveat in text
    assert "pay" in text
    assert "nan" not in text.split()
    for source in load_prevention().scenarios[scenario].sources.values():
        assert source.title in text


def test_without_a_choice_every_scenario_is_compared_and_opens() -> None:
    app = open_page(place="E10000016")
    assert not app.exception
    table = rows_compared(app)
    assert len(table) == len(SCENARIOS)
    assert all(any(f"?do={scenario}&" in row for row in table) for scenario in SCENARIOS)
    assert all("place=E10000016" in row for row in table)
    app.multiselect(key="do").set_value(["reablement"]).run()
    assert "Of what could be counted" in shown_text(app)
    app.multiselect(key="do").set_value([]).run()
    assert not app.exception
    assert "Of what could be counted" not in shown_text(app)
    assert len(rows_compared(app)) == len(SCENARIOS)


def test_a_visitors_number_is_marked_and_in_the_address() -> None:
    app = open_page(do="falls_exercise")
    before = shown_text(app)
    app.number_input(key="falls_exercise|effect:0").set_value(0.0).run()
    app.number_input(key="falls_exercise|effect:1").set_value(0.0).run()
    text = shown_text(app)
    assert "(yours)" in str(app.number_input(key="falls_exercise|effect:0").label)
    assert address(app)["numbers"] == "falls_exercise~effect:0~0;falls_exercise~effect:1~0"
    assert "No public body gains" in text
    assert "2 numbers are yours" in text
    again = app.number_input(key="falls_exercise|cost:0")
    assert again.step == 1.0
    app.button(key="undo_own").click().run()
    assert "numbers" not in address(app)
    assert shown_text(app) == before


def test_an_emptied_box_is_not_zero_and_the_shown_number_is_not_the_visitors() -> None:
    app = open_page(do="falls_exercise")
    before = shown_text(app)
    box = app.number_input(key="falls_exercise|cost:0")
    box.set_value(200.0).run()
    assert "1 number is yours" in shown_text(app)
    app.number_input(key="falls_exercise|cost:0").set_value(None).run()
    assert "nothing was typed for a course of classes" in " ".join(notices(app))
    assert "numbers" not in address(app)
    app.number_input(key="falls_exercise|effect:0.high").set_value(40.0).run()
    assert address(app)["numbers"] == "falls_exercise~effect:0.high~0.4"
    app.number_input(key="falls_exercise|effect:0.high").set_value(29.0).run()
    app.number_input(key="falls_exercise|cost:0").set_value(158.0).run()
    app.number_input(key="falls_exercise|cost:0").set_value(157.0).run()
    assert "numbers" not in address(app)
    assert shown_text(app) == before


def test_people_scale_the_money_and_stay_in_the_link() -> None:
    app = open_page(do="family_support", numbers="family_support~people~1000")
    assert "For 1,000 families" in shown_text(app)
    app.number_input(key="family_support|people").set_value(250.0).run()
    assert "For 250 families" in shown_text(app)
    assert address(app)["numbers"] == "family_support~people~250"


def test_a_plan_of_two_names_both() -> None:
    app = open_page(do="family_support,falls_exercise", horizon="5")
    text = shown_text(app)
    assert "100 families (intensive family support) and 100 people (exercise" in text
    assert "over 5 years" in text
    assert address(app)["do"] == "family_support,falls_exercise"


def test_a_place_sees_its_money_its_counts_and_its_pilot_beside_the_plan() -> None:
    families = "family_support~people~1000"
    text = shown_text(open_page(place="E08000025", do="family_support", numbers=families))
    assert "Birmingham spent about £" in text
    assert "the plan is" in text
    assert "Children in need: " in text
    assert "near to whom this is for" in text
    assert "What Birmingham found in 2009-10." in text
    few = shown_text(open_page(place="E08000025", do="family_support"))
    assert "the plan is too small to show" in few
    assert "Choose a place" in shown_text(open_page(do="family_support"))


def test_a_plan_for_people_who_may_be_the_same_says_so() -> None:
    warned = [warning.value for warning in open_page(do="reablement,falls_exercise").warning]
    assert "Some may be in both reablement at home (older people" in warned[0]
    assert not open_page(do="reablement,supported_employment").warning


def test_a_saved_plan_opens_and_a_wrong_one_changes_nothing() -> None:
    app = open_page(place="E10000016")
    plan = {
        "format": "total-place-atlas-plan",
        "version": 1,
        "place": "E08000025",
        "years": 5,
        "scenarios": [{"scenario": "reablement", "people": 40, "numbers": {"take_up": 0.5}}],
    }
    app.text_area(key="pasted_plan").set_value(json.dumps(plan)).run()
    app.button(key="open_plan").click().run()
    assert address(app) | {"do": "reablement", "horizon": "5", "place": "E08000025"} == address(app)
    assert address(app)["numbers"] == "reablement~people~40;reablement~take_up~0.5"
    before = address(app)
    app.text_area(key="pasted_plan").set_value(json.dumps({**plan, "years": 99})).run()
    app.button(key="open_plan").click().run()
    assert "Years looked at: got 99, allowed: 3, 5, 10 or 20" in app.error[0].value
    assert address(app) == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"do": "![x](http://a)"}, "which is not here"),
        ({"horizon": "7"}, "years looked at"),
        ({"numbers": "falls_exercise~effect:0~7"}, "allowed: 0 to 1"),
        ({"numbers": "falls_exercise~people~-3"}, "allowed: 1 to 10,000,000"),
        ({"numbers": "falls_exercise~people~nan"}, "allowed: 1 to"),
        ({"numbers": "x~y~z~a"}, "which no scenario has"),
    ],
)
def test_links_that_cannot_be_followed_say_so(asked: dict[str, str], said: str) -> None:
    app = open_page(**asked)
    assert not app.exception
    assert said in " ".join(notices(app))
