from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import MAP, NARROW, Visit

CARE = "Older people \u2013 Local services: Adult social care"
MAP_BUTTONS = {"Zoom in", "Zoom out", "▶ Play years", "England", "London", "Save picture (PNG)"}
#: In the order in which they are read.
MAP_TOOLS = [
    "Zoom in",
    "Zoom out",
    "Year",
    "▶ Play years",
    "Map options",
    "Area level",
    "Show as",
    "Prices",
    "Classes",
    "Hatch areas whose class is unsure",
    "Outline",
    "Find an area on the map",
    "England",
    "London",
    "Save picture (PNG)",
]
MOST_TABS = 60
FOCUSED = """() => {
    const one = document.activeElement;
    const label = one.labels && one.labels[0] && one.labels[0].firstChild.textContent.trim();
    return one.getAttribute("aria-label") || label || one.textContent.trim() || one.nodeName;
}"""


def test_phone_shows_the_map_whole_and_its_controls_work(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW).open()
    box = visit.page.locator(".atlas-box").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    assert box["height"] > 300
    assert visit.is_painted("overlay")
    visit.choose("Show on the map", CARE)
    visit.wait_shown("Adult social care")
    visit.find("Hartlepool", "council")
    expect(visit.page.get_by_role("heading", name="Hartlepool", level=2)).to_be_visible()
    visit.map.get_by_text("Map options").click()
    assert visit.map.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_phone_leads_to_every_page_from_its_menu(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW).open()
    visit.open_page("Sources and methods")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Where is each number from")
    expect(visit.page.locator(".shell nav")).to_be_hidden()


def press_tab(visit: Visit) -> str:
    """Press Tab and name what has the focus then."""
    visit.page.keyboard.press("Tab")
    return str(visit.page.evaluate(FOCUSED))


def test_place_can_be_chosen_with_the_keyboard_alone(visit: Visit) -> None:
    visit.open()
    reached = next((n for n in range(MOST_TABS) if press_tab(visit) == "Find a place"), None)
    assert reached is not None
    visit.page.keyboard.type("Hartlepool")
    expect(visit.page.get_by_role("option").first).to_contain_text("Hartlepool")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.wait_parameter("place", "E06000001")
    expect(visit.page.get_by_role("heading", name="Hartlepool", level=2)).to_be_visible()


def test_every_button_of_the_map_is_reached_by_tab_and_works_by_enter(visit: Visit) -> None:
    visit.open()
    visit.map.get_by_text("Map options").click()
    visit.page.locator(".shell-name").focus()
    start = visit.run("() => map.getZoom()")
    reached: list[str] = []
    while not set(reached) >= MAP_BUTTONS and len(reached) < MOST_TABS:
        reached.append(press_tab(visit))
    assert set(reached) >= MAP_BUTTONS
    order = [tool for tool in reached if tool in MAP_TOOLS]
    assert order == MAP_TOOLS
    visit.map.get_by_role("button", name="London").focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function(
        f"(start) => document.querySelector('{MAP}').atlas.map.getZoom() > start", arg=start
    )


def test_page_says_its_language_and_name_and_has_a_skip_link(visit: Visit) -> None:
    visit.open()
    assert visit.page.evaluate("document.documentElement.lang").startswith("en")
    assert "Total Place Atlas" in visit.page.title()
    assert "Skip to the page" in [press_tab(visit) for _ in range(3)]
