from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import Visit
from utils.ui.shell.pages import MAIN, MORE

CARE = "Older people \u2013 Local services: Adult social care"
LINK = {
    "show": "spend:adult_social_care",
    "year": "2015-16",
    "basis": "cash",
    "programme": "pilot",
    "place": "E08000025",
}


def check_restored(visit: Visit) -> None:
    expect(visit.box("Show on the map")).to_have_value(CARE)
    visit.wait_shown("Adult social care, £ per person, 2015-16")
    expect(visit.page.get_by_label("Outline")).to_have_value("pilot")
    expect(visit.page.get_by_label("Prices")).to_have_value("cash")
    expect(visit.year).to_have_attribute("aria-valuetext", "2015-16")
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()
    visit.wait_shown("Adult social care, £ per person, 2015-16")
    assert visit.parameters == LINK


def test_pasted_link_restores_every_choice_for_another_visitor(start_visit: StartVisit) -> None:
    first = start_visit().open(f"/?{urlencode(LINK)}")
    check_restored(first)
    assert first.page.get_by_role("alert").count() == 0
    check_restored(start_visit().open(first.page.url.removeprefix(first.address)))


def test_reloading_keeps_what_was_chosen_with_the_controls(visit: Visit) -> None:
    visit.open()
    visit.choose("Show on the map", CARE)
    visit.wait_parameter("show", "spend:adult_social_care")
    visit.find("Birmingham")
    visit.wait_parameter("place", LINK["place"])
    visit.wait_idle()
    visit.page.reload()
    visit.wait_idle()
    visit.wait_shown("Adult social care, £ per person, 2024-25")
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()


def test_bad_link_still_opens_and_says_what_is_shown_instead(visit: Visit) -> None:
    visit.open("/?place=E99999999&theme=nonsense")
    warnings = visit.page.get_by_test_id("stAlert")
    expect(warnings.filter(has_text="“E99999999”")).to_contain_text("showing England")
    expect(warnings.filter(has_text="“nonsense”")).to_be_visible()
    expect(visit.page.get_by_role("heading", name="England", level=2)).to_be_visible()
    assert visit.parameters == {}
    visit.open("/nonsense")
    expect(visit.page.get_by_role("heading", name="Page not found")).to_be_visible()
    expect(visit.page.get_by_text("no page at the address “nonsense”")).to_be_visible()


def test_choices_are_kept_when_coming_back_from_another_page(visit: Visit) -> None:
    visit.open(f"/?{urlencode(LINK)}")
    visit.open_page("Sources and methods")
    visit.page.get_by_role("heading", name="Where is each number from").wait_for()
    visit.open_page("Map")
    check_restored(visit)


def test_back_undoes_one_choice_after_the_other(visit: Visit) -> None:
    visit.open()
    visit.find("Bradford")
    visit.wait_parameter("place", "E08000032")
    visit.wait_idle()
    visit.choose("Show on the map", CARE)
    visit.wait_parameter("show", "spend:adult_social_care")
    visit.wait_idle()
    visit.find("Kent")
    visit.wait_parameter("place", "E10000016")
    visit.wait_idle()
    visit.open_page("Place")
    expect(visit.page.get_by_role("heading", name="Kent", level=1)).to_be_visible()
    visit.wait_parameter("place", "E10000016")
    visit.wait_idle()
    for place, shown in (
        ("Kent", {"place": "E10000016", "show": "spend:adult_social_care"}),
        ("Bradford", {"place": "E08000032", "show": "spend:adult_social_care"}),
        ("Bradford", {"place": "E08000032"}),
        ("England", {}),
    ):
        visit.page.go_back()
        expect(visit.page.get_by_role("heading", name=place, level=2)).to_be_visible()
        visit.wait_idle()
        assert visit.parameters == shown


@pytest.mark.parametrize("path", ["profile", "count", "spend_outcomes", "inequality", "compare"])
def test_opening_a_page_is_one_entry_of_the_history(visit: Visit, path: str) -> None:
    visit.open("/?place=E08000032")
    titles = {entry.file: entry.title for entry in (*MAIN, *MORE)}
    visit.open_page(titles[path])
    visit.page.wait_for_url(f"**/{path}?*")
    visit.wait_idle()
    visit.page.go_back()
    expect(visit.page.get_by_role("heading", name="Bradford", level=2)).to_be_visible()
    assert visit.parameters == {"place": "E08000032"}


def test_a_link_holds_the_position_of_the_map(start_visit: StartVisit) -> None:
    first = start_visit().open()
    first.run("() => { map.setView([52.5, -1.9], 8, { animate: false }); }")
    first.wait_parameter("at", "8,52.500,-1.900")
    other = start_visit().open(first.page.url.removeprefix(first.address))
    assert other.run("() => [map.getZoom(), map.getCenter().lat.toFixed(2)]") == [8, "52.50"]
    assert other.page.get_by_test_id("stAlert").count() == 0
