"""The journeys of those who look at unequal health, and at spend beside outcomes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import NARROW, Visit

PAGE = "/inequality?place=E08000025"
MARKS = "document.querySelector('.atlas-map').atlas.maps[0].marks"
DOTS = "svg [aria-label*='Birmingham 050:']"
HOVERED = f"{MARKS}.hovered.getLatLngs().flat(3).length"
MARKED = "[...document.querySelectorAll('.atlas-marked')].map((one) => one.ariaLabel)"


def test_pointing_at_a_dot_marks_the_neighbourhood_on_the_map(visit: Visit) -> None:
    visit.open(PAGE)
    visit.wait_shown("Life expectancy at birth")
    visit.page.get_by_role("tab", name="By deprivation").click()
    visit.wait_parameter("tab", "deprivation")
    dot = visit.page.locator(DOTS).first
    dot.scroll_into_view_if_needed()
    dot.hover(force=True)
    visit.page.wait_for_function(f"() => {HOVERED} > 0")


def test_pointing_at_the_map_marks_the_dots_of_the_neighbourhood(visit: Visit) -> None:
    visit.open(PAGE)
    visit.wait_shown("Life expectancy at birth")
    visit.page.get_by_role("tab", name="Then and now").click()
    visit.wait_idle()
    # The map moves down the page while the chart above it is drawn.
    expect(visit.page.locator(DOTS).first).to_be_attached()
    visit.map.scroll_into_view_if_needed()
    left, top = visit.pointer()
    visit.page.mouse.move(left, top)
    visit.page.mouse.move(left + 2, top)
    visit.page.wait_for_function(f"() => {MARKED}.length > 1")
    labels = visit.page.evaluate(MARKED)
    assert len({label.partition(":")[0] for label in labels}) == 1


def test_the_first_answer_stands_on_the_first_screen_of_a_phone(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW).open(PAGE)
    expect(
        visit.page.get_by_text("A man born in the most deprived tenth of Birmingham")
    ).to_be_in_viewport()


def test_pressing_a_dot_chooses_the_place(visit: Visit) -> None:
    visit.open("/spend_outcomes?place=E08000025")
    dot = visit.page.locator("svg [aria-label^='Kent:']").first
    dot.scroll_into_view_if_needed()
    dot.click(force=True)
    visit.wait_parameter("place", "E10000016")
    expect(visit.page.get_by_text("Kent spent £").first).to_be_visible()
