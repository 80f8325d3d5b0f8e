"""What a visitor wants in the first minute: few clicks, and the answer without scrolling."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import Visit

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
#: A live postcode of Birmingham, and a ward of it.
POSTCODE, WARD = "B15 2TT", "Ladywood"


def tile(visit: Visit, begins: str) -> Locator:
    """The tile whose heading begins so."""
    heading = visit.page.get_by_role("heading", name=re.compile(f"^{begins}"), level=3)
    return visit.page.locator(".tile", has=heading)


def check_in_sight(visit: Visit, part: Locator) -> None:
    """Fail unless all of it is on the first screen."""
    expect(part).to_be_visible()
    box, size = part.bounding_box(), visit.page.viewport_size
    assert box is not None
    assert size is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"] + 1
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]


@SIZES
def test_england_is_answered_before_anything_is_chosen(
    start_visit: StartVisit, size: dict[str, int]
) -> None:
    visit = start_visit(size).open()
    check_in_sight(visit, visit.search)
    for begins in ("Public money per person", "Life expectancy", "Healthy life", "Years of life"):
        check_in_sight(visit, tile(visit, begins))
    if size is LAPTOP:
        check_in_sight(visit, visit.map.locator("figcaption"))
        check_in_sight(visit, visit.page.locator(".atlas-box"))
        check_in_sight(visit, visit.map.locator(".atlas-legend ul"))
        check_in_sight(visit, visit.year)


@SIZES
def test_a_postcode_is_answered_by_typing_it_and_one_press(
    start_visit: StartVisit, size: dict[str, int]
) -> None:
    visit = start_visit(size).open()
    visit.find(POSTCODE)
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()
    money = tile(visit, "Public money per person")
    check_in_sight(visit, money)
    expect(money).to_contain_text("similar places")
    expect(money).to_contain_text("England: £")
    check_in_sight(visit, tile(visit, "Health"))
    expect(visit.page.get_by_text(f"{POSTCODE} is a postcode")).to_be_visible()


def test_a_ward_leads_to_its_council(visit: Visit) -> None:
    visit.open()
    visit.find(WARD, "ward")
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()
    expect(visit.page.get_by_text("Ladywood is a ward in Birmingham")).to_be_visible()


def test_a_name_of_two_towns_is_offered_with_where_they_are(visit: Visit) -> None:
    visit.open()
    visit.search.fill("Newcastle")
    options = visit.page.get_by_role("listbox", name="Places found").get_by_role("option")
    expect(options.nth(0)).to_contain_text("Newcastle upon Tyne")
    expect(options.nth(1)).to_contain_text("district, Staffordshire")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(300)
    assert visit.parameters == {}


@SIZES
def test_similar_places_are_one_press_from_the_tiles_and_compared_by_another(
    start_visit: StartVisit, size: dict[str, int]
) -> None:
    visit = start_visit(size).open("/?place=E08000025")
    visit.page.get_by_role("link", name="More on Birmingham").click()
    expect(visit.page.get_by_role("heading", name="Birmingham", level=1)).to_be_visible()
    chip = visit.page.locator(".chips li").get_by_role("link").first
    check_in_sight(visit, chip)
    chip.click()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Compare Birmingham and")
    expect(visit.page.get_by_role("rowheader", name="Public money per person")).to_be_visible()


def test_a_search_on_compare_adds_the_place(visit: Visit) -> None:
    visit.open("/compare?places=E08000025,E06000032")
    visit.find("Kent", "county")
    expect(visit.page.get_by_role("columnheader", name="Kent")).to_be_visible()
    visit.wait_idle()
    assert visit.parameters["places"] == "E08000025,E06000032,E10000016"


def test_a_source_opens_above_the_page_and_closes_again(visit: Visit) -> None:
    visit.open("/?place=E08000025")
    visit.page.get_by_role("link", name="Where these figures are from").click()
    opened = visit.page.get_by_role("dialog")
    expect(opened).to_contain_text("How it was made")
    visit.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()
    assert visit.parameters == {"place": "E08000025"}


def test_a_tile_is_a_door_to_its_page(visit: Visit) -> None:
    visit.open("/?place=E08000025")
    tile(visit, "Public money per person").get_by_role("link").last.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(
        "All the public money of Birmingham"
    )
    # Within the visit: nothing was loaded anew.
    assert sum(url.endswith("/_stcore/stream") for url in visit.requests) == 1


def test_the_menu_of_a_phone_closes_when_a_page_is_chosen(start_visit: StartVisit) -> None:
    visit = start_visit(PHONE).open("/?place=E08000025")
    visit.open_page("Compare")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Compare Birmingham")
    expect(visit.page.locator(".shell nav")).to_be_hidden()


def scrolled(visit: Visit) -> float:
    """How far the page is scrolled."""
    return float(visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


def test_a_wheel_scrolls_the_page_and_zooms_the_map_with_ctrl(visit: Visit) -> None:
    visit.open()
    zoom = visit.run("() => map.getZoom()")
    visit.page.mouse.move(*visit.pointer())
    visit.page.mouse.wheel(0, 120)
    visit.page.wait_for_timeout(300)
    assert scrolled(visit) > 0
    assert visit.run("() => map.getZoom()") == zoom
    visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    visit.page.mouse.move(*visit.pointer())
    visit.page.keyboard.down("Control")
    visit.page.mouse.wheel(0, -120)
    visit.page.keyboard.up("Control")
    visit.wait_nearer(zoom)
    assert scrolled(visit) == 0


def drag_finger(visit: Visit, x: float, y: float, *, down: float) -> None:
    """Drag a single finger over the screen, as far down as given, in pixels."""
    session = visit.page.context.new_cdp_session(visit.page)

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x, "y": y + down * step / 10})
        visit.page.wait_for_timeout(20)
    touch("touchEnd")
    visit.page.wait_for_timeout(300)


def test_one_finger_scrolls_the_page_and_leaves_the_map(start_visit: StartVisit) -> None:
    visit = start_visit(PHONE, touch=True).open()
    visit.page.locator(".atlas-box").scroll_into_view_if_needed()
    before, centre = scrolled(visit), visit.run("() => map.getCenter().toString()")
    drag_finger(visit, *visit.pointer(), down=150)
    assert scrolled(visit) != before
    assert visit.run("() => map.getCenter().toString()") == centre


def test_the_map_cannot_leave_england(visit: Visit) -> None:
    visit.open()
    visit.run("() => { map.panTo([20, 40], { animate: false }); }")
    visit.page.wait_for_timeout(600)
    latitude, longitude = visit.run("() => { const c = map.getCenter(); return [c.lat, c.lng]; }")
    assert 49 < latitude < 57
    assert -7.5 < longitude < 3
