from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import Visit

LINK = {
    "theme": "older_people",
    "show": "spend:adult_social_care",
    "year": "2015-16",
    "basis": "cash",
    "programme": "pilot",
    "place": "E08000025",
}


def check_restored(visit: Visit) -> None:
    expect(visit.box("Theme")).to_have_value("Older people")
    expect(visit.box("What to map")).to_have_value("Spend per person: Adult social care")
    expect(visit.box("Find a place")).to_have_value("Birmingham (Total Place pilot)")
    visit.wait_shown("Adult social care, £ per person, 2015-16")
    expect(visit.page.get_by_label("Outline")).to_have_value("pilot")
    expect(visit.page.get_by_label("Prices")).to_have_value("cash")
    expect(visit.year).to_have_attribute("aria-valuetext", "2015-16")
    expect(visit.page.get_by_role("heading", name="Birmingham", level=3)).to_be_visible()
    visit.wait_shown("Adult social care, £ per person, 2015-16")
    assert visit.parameters == LINK


def test_pasted_link_restores_every_choice_for_another_visitor(start_visit: StartVisit) -> None:
    first = start_visit().open(f"/?{urlencode(LINK)}")
    check_restored(first)
    assert first.page.get_by_role("alert").count() == 0
    check_restored(start_visit().open(first.page.url.removeprefix(first.address)))


def test_reloading_keeps_what_was_chosen_with_the_controls(visit: Visit) -> None:
    visit.open()
    visit.choose("Theme", "Older people")
    visit.wait_parameter("theme", "older_people")
    visit.choose("What to map", "Spend per person: Adult social care")
    visit.wait_parameter("show", "spend:adult_social_care")
    visit.choose("Find a place", "Birmingham (Total Place pilot)")
    visit.wait_parameter("place", LINK["place"])
    visit.wait_idle()
    visit.page.reload()
    visit.wait_idle()
    visit.wait_shown("Adult social care, £ per person, 2024-25")
    expect(visit.box("Find a place")).to_have_value("Birmingham (Total Place pilot)")


def test_bad_link_still_opens_and_says_what_is_shown_instead(visit: Visit) -> None:
    visit.open("/?place=E99999999&theme=nonsense")
    warnings = visit.page.get_by_test_id("stAlert")
    expect(warnings.filter(has_text="“E99999999”")).to_contain_text("showing England")
    expect(warnings.filter(has_text="“nonsense”")).to_be_visible()
    expect(visit.box("Find a place")).to_have_value("All of England")
    assert visit.parameters == {}


def test_choices_are_kept_when_coming_back_from_another_page(visit: Visit) -> None:
    visit.open(f"/?{urlencode(LINK)}")
    visit.page.get_by_role("link", name="Sources and methods").click()
    visit.page.get_by_role("heading", name="Where is each number from").wait_for()
    visit.page.get_by_role("link", name="Map", exact=True).click()
    check_restored(visit)
