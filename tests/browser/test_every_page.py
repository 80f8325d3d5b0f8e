"""Every page as everybody meets it: on a phone and on a desktop, from this machine alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import StartVisit, is_local
from tests.browser.test_accessibility import check_accessible, wait_redrawn
from tests.browser.visit import NARROW, PATHS, WIDE, Visit

#: Addresses of pages with choices made, beside the pages as they open.
CHOSEN = [
    "/?place=E08000025",
    (
        "/?place=manchester_city_region_and_warrington&theme=health_and_wellbeing"
        "&show=healthy_life_expectancy:male"
    ),
    "/profile?place=E08000025",
    (
        "/compare?places=E08000025,E06000032,E10000016,E09000023,E08000032,worcestershire"
        "&against=neighbours&theme=drugs_and_alcohol"
    ),
    "/inequality?place=E08000025&over=moran",
    "/inequality?place=kent&part=causes",
    "/spend_outcomes?place=E08000025",
    "/count?place=E08000025",
    "/count?place=E08000025&look=money",
    "/count?place=E08000025&look=tax",
    "/deep_dives?row=b031",
    "/deep_dives?topic=drugs_and_alcohol",
    "/barriers?strand=asks",
    "/barriers?strand=own",
    "/payments?place=E06000047&q=care",
]
#: A page needs at least so many files of ours; fewer would mean that none were noted.
FEWEST_REQUESTS = 3
TOO_WIDE = """() => { const scrolls = (one) => {
    const inside = one.closest("table, [role=tablist]");
    for (let box = inside?.parentElement; box; box = box.parentElement) {
        if (["auto", "scroll"].includes(getComputedStyle(box).overflowX))
            return box.getBoundingClientRect().right <= innerWidth + 1;
    }
    return false;
};
return [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
        // A table of data scrolls inside itself; a map cuts off what reaches over its edge.
        && !one.closest("[data-testid=stDataFrame], .leaflet-container") && !scrolls(one))
    .map((one) => one.outerHTML.slice(0, 120)); }"""
MAIN = "document.querySelector('[data-testid=stMain]')"


def open_parts(visit: Visit) -> None:
    """Open the first and the last parts that a page shows on request."""
    parts = visit.page.get_by_test_id("stExpander").all()
    for part in [*parts[:3], *parts[3:][-2:]]:
        part.locator("summary").first.click()
        expect(part.locator("details").first).to_have_attribute("open", "")
        wait_redrawn(visit)


def check_not_sideways(visit: Visit) -> None:
    """Nothing reaches over the right edge of the window."""
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.page.evaluate(f"{MAIN}.scrollWidth <= {MAIN}.clientWidth")
    assert visit.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", [*PATHS, *CHOSEN])
def test_page_fits_a_phone_and_meets_wcag_22_aa_there_and_on_a_desktop(
    start_visit: StartVisit, path: str
) -> None:
    visit = start_visit(NARROW).open(path)
    open_parts(visit)
    check_not_sideways(visit)
    check_accessible(visit)
    visit.page.set_viewport_size(WIDE)
    wait_redrawn(visit)
    check_accessible(visit)
    assert len(visit.requests) > FEWEST_REQUESTS
    assert [url for url in visit.requests if not is_local(url)] == []
