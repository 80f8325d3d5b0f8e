from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import NARROW, PATHS, WIDE, Visit

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}
CARD = "/?place=E08000025"
SECOND_PLACE = (
    "/?place=manchester_city_region_and_warrington&theme=health_and_wellbeing"
    "&show=healthy_life_expectancy:male"
)
PROFILE = "/profile?place=E08000025"
INSIDE = "/inequality?place=E08000025&over=moran"
CAUSES = "/inequality?place=kent&part=causes"
SPEND = "/spend_outcomes?place=E08000025"
COUNT = "/count?place=E08000025"
MONEY = "/count?place=E08000025&look=money"
TAX = "/count?place=E08000025&look=tax"
ROW = "/deep_dives?row=b031"
THEME = "/deep_dives?topic=drugs_and_alcohol"
REQUESTS = "/barriers?strand=asks"
OWN = "/barriers?strand=own"
PAYMENTS = "/payments?place=E06000047&q=care"
SIX = (
    "/compare?places=E08000025,E06000032,E10000016,E09000023,E08000032,worcestershire"
    "&against=neighbours&theme=drugs_and_alcohol"
)

#: Every level and kind of map.
VIEWS = [
    "/?level=region&show=regional:health&theme=health_and_wellbeing",
    "/?level=lower_tier&show=deprivation_score:persons",
    "/?level=msoa&show=life_expectancy_at_birth:male&theme=health_and_wellbeing&mark=yes",
    "/?level=lsoa&show=imd_decile:persons",
    "/?level=lsoa&show=imd_decile:persons&inside=kent&place=kent",
    "/?view=pair",
    "/?view=cross",
    "/?view=where&where=spend:total~ge~2500;deprivation_score:persons~ge~25",
]


class Exemption(NamedTuple):
    """One rule that one element of Streamlit's own markup breaks, which this app cannot mend."""

    rule: str
    selector: str
    reason: str


#: Two frames later what a click asks for has begun: the browser has asked for the run, and what
#: opens has begun to move.
BEGUN = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""
#: Nothing is pale that is about to be drawn anew, and nothing moves that comes to an end.
REDRAWN = """() => !document.querySelector("[data-stale=true]")
    && document.getAnimations().every((one) => one.playState !== "running"
        || one.effect.getComputedTiming().endTime === Infinity)"""
EXEMPTIONS: list[Exemption] = []


def is_exempt(visited: Page, rule: str, target: str) -> bool:
    """Tell whether the element lies where the rule is exempt."""
    matches = visited.locator(target).first.evaluate
    return any(
        exemption.rule == rule
        and matches("(element, own) => element.matches(own)", exemption.selector)
        for exemption in EXEMPTIONS
    )


def find_violations(visited: Page) -> list[str]:
    """Run axe and return a line for each broken rule and element."""
    found: list[dict[str, Any]] = Axe().run(visited, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not is_exempt(visited, rule["id"], node["target"][0])
    ]


def wait_redrawn(visit: Visit) -> None:
    """Wait until a run that a click has asked for is over and all that it draws anew is in full.

    What is about to be drawn anew is pale until it is, and its colours change little by little.
    """
    visit.page.evaluate(BEGUN)
    visit.wait_idle()
    visit.page.wait_for_function(REDRAWN)


def check_accessible(visit: Visit) -> None:
    """Check the page with the map in it."""
    assert find_violations(visit.page) == []


@pytest.mark.parametrize(
    "path",
    [
        *PATHS,
        CARD,
        SECOND_PLACE,
        PROFILE,
        SIX,
        INSIDE,
        CAUSES,
        SPEND,
        COUNT,
        MONEY,
        TAX,
        ROW,
        THEME,
        REQUESTS,
        OWN,
        PAYMENTS,
    ],
)
def test_page_meets_wcag_22_aa_on_a_phone_and_on_a_desktop(
    start_reading: StartVisit, path: str
) -> None:
    visit = start_reading(NARROW).open(path)
    for expander in visit.page.get_by_test_id("stExpander").all()[-2:]:
        expander.locator("summary").first.click()
        expect(expander.locator("details").first).to_have_attribute("open", "")
        wait_redrawn(visit)
    check_accessible(visit)
    visit.page.set_viewport_size(WIDE)
    wait_redrawn(visit)
    check_accessible(visit)


@pytest.mark.parametrize("path", VIEWS)
def test_every_kind_of_map_meets_wcag_22_aa_in_light_and_dark(
    start_reading: StartVisit, path: str
) -> None:
    visit = start_reading(NARROW).open(path)
    visit.page.locator(".atlas-more summary").click()
    check_accessible(visit)
    visit.page.emulate_media(color_scheme="dark")
    visit.wait_idle()
    check_accessible(visit)


def test_dark_theme_meets_wcag_22_aa(start_reading: StartVisit) -> None:
    check_accessible(start_reading(color_scheme="dark").open(CARD))


def test_a_passport_meets_wcag_22_aa(start_reading: StartVisit) -> None:
    visit = start_reading(NARROW)
    visit.page.goto(
        f"{visit.address}/atlas/passport?figure=card&place=kent&theme=all_services&basis=real"
        "&period=2022-23"
    )
    check_accessible(visit)
    visit.page.emulate_media(color_scheme="dark")
    check_accessible(visit)


def test_page_with_warnings_meets_wcag_22_aa(visit: Visit) -> None:
    check_accessible(visit.open("/?theme=nonsense"))


def test_menu_of_the_phone_meets_wcag_22_aa(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW).open()
    visit.page.get_by_role("button", name="Menu").click()
    visit.page.locator(".shell nav").get_by_text("More", exact=True).click()
    head = visit.page.locator(".shell nav")
    expect(head.get_by_role("link", name="Sources and methods")).to_be_in_viewport()
    check_accessible(visit)


def test_tooltip_and_message_of_the_map_meet_wcag_22_aa(visit: Visit) -> None:
    visit.page.route("**/atlas/geometry/**", lambda route: route.abort())
    visit.page.goto(visit.address)
    expect(visit.map.get_by_role("alert")).to_be_visible()
    check_accessible(visit)
    visit.page.unroute("**/atlas/geometry/**")
    visit.map.get_by_role("button", name="Try again").click()
    visit.wait_shown()
    visit.page.mouse.move(*visit.pointer())
    expect(visit.map.locator(".atlas-tooltip")).to_be_visible()
    check_accessible(visit)
