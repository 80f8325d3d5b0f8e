from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.test_accessibility import check_accessible
from tests.browser.visit import NARROW, Visit

AGES = "/profile?place=E08000025&chart=ages&more=people"
BLOCKS = "/profile?place=E08000025&chart=whole_blocks"


def check_in_sight(visit: Visit, title: str) -> None:
    expect(visit.page.locator(".shell-shown")).to_contain_text(title)
    expect(visit.page.locator(".shell-shown")).to_be_focused()
    expect(visit.page.locator(".shell-shown")).to_be_in_viewport()


def test_a_link_leads_to_its_chart_until_the_next_choice(start_visit: StartVisit) -> None:
    visit = start_visit().open(AGES)
    check_in_sight(visit, "Residents by age")
    visit.page.locator(".st-key-twin_ages summary").click()
    visit.page.get_by_role("button", name="Link").click()
    code = visit.page.get_by_test_id("stPopoverBody").locator("code")
    expect(code).to_have_text(visit.address + AGES)
    assert visit.parameters == {"place": "E08000025"}
    visit.page.go_back()
    visit.wait_parameter("chart", "ages")
    visit.wait_idle()
    visit.open(BLOCKS)
    check_in_sight(visit, "All public spending by kind")


def test_alone_a_chart_fits_a_phone_and_meets_wcag_22_aa(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW)
    visit.page.goto(f"{visit.address}{AGES}&embed=true")
    title = visit.page.get_by_text("Residents by age, mid-2024")
    expect(title).to_be_visible()
    expect(visit.page.get_by_role("link", name="Total Place Atlas")).to_be_visible()
    visit.wait_idle()
    assert visit.page.locator("h1, .shell, .stExpander").count() == 0
    check_accessible(visit)
