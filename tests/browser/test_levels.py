from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.test_map import expected_colour
from tests.browser.visit import ATLAS, BIRMINGHAM, Visit

DECILE = "imd_decile:persons"
LSOAS = f"/?level=lsoa&show={DECILE}&year=2019"
#: A point well inside a small area, its code and its name.
SMALL_AREA = ((52.5807, -1.8353), "E01009427")
LEVELS = [
    ("/?level=region&show=regional:health&theme=health_and_wellbeing", 9),
    ("/", 153),
    ("/?level=lower_tier&show=deprivation_score:persons", 296),
    ("/?level=msoa&show=life_expectancy_at_birth:male&theme=health_and_wellbeing", 6791),
    (LSOAS, 32844),
    (f"{LSOAS}&inside=E08000025", 639),
]


@pytest.mark.parametrize(("path", "areas"), LEVELS)
def test_every_level_is_drawn_whole(visit: Visit, path: str, areas: int) -> None:
    visit.open(path)
    expect(visit.map).to_have_attribute("data-areas", str(areas))
    expect(visit.map.get_by_role("alert")).to_be_hidden()
    pane = "tile" if path == LSOAS else "overlay"
    visit.page.wait_for_timeout(300)
    assert visit.colour(pane) not in {"", "#ffffff"}


def row_under(visit: Visit, place: tuple[float, float]) -> str:
    """Code of the small area under a point of the tiles, by the map's own index."""
    found = visit.run(
        """async (at) => {
            const [one] = atlas.maps, row = one.tiles.rowAt(L.latLng(at));
            const index = await (await fetch(new URL(one.scene.index, document.baseURI))).json();
            let number = 0;
            const codes = index.codes.map((step) => { number += step; return "E0" + number; });
            return codes[row];
        }""",
        list(place),
    )
    return str(found)


def test_tiles_carry_the_colour_of_the_small_area_and_so_do_the_outlines_nearer(
    visit: Visit,
) -> None:
    visit.open(LSOAS)
    visit.run("(at) => map.setView(at, 9, { animate: false })", list(SMALL_AREA[0]))
    visit.map.locator(".atlas-box[data-tiles=ready]").wait_for()
    visit.page.wait_for_timeout(500)
    assert row_under(visit, SMALL_AREA[0]) == SMALL_AREA[1]
    colour = expected_colour("2019", measure=DECILE, basis="as published", code=SMALL_AREA[1])
    assert visit.colour("tile", SMALL_AREA[0]) == colour
    visit.run("(at) => map.setView(at, 12, { animate: false })", list(SMALL_AREA[0]))
    visit.page.wait_for_function(f"() => {ATLAS}.maps[0].near.has('E08000025')")
    assert visit.colour("overlay", SMALL_AREA[0]) == colour


def test_small_area_among_the_tiles_can_be_pointed_at_and_chosen(visit: Visit) -> None:
    visit.open(LSOAS)
    visit.run("(at) => map.setView(at, 9, { animate: false })", list(SMALL_AREA[0]))
    visit.map.locator(".atlas-box[data-tiles=ready]").wait_for()
    visit.page.wait_for_timeout(500)
    visit.page.mouse.move(*visit.pointer(SMALL_AREA[0]))
    expect(visit.map.locator(".atlas-tooltip")).to_contain_text("Birmingham")
    visit.page.mouse.click(*visit.pointer(SMALL_AREA[0]))
    visit.wait_parameter("area", SMALL_AREA[1])
    expect(visit.map.locator("[aria-live]")).to_contain_text(
        "is selected. Deprivation decile, 2019"
    )
    expect(visit.page.get_by_text(f"({SMALL_AREA[1]}, in Birmingham)")).to_be_visible()


def test_double_click_looks_inside_and_the_breadcrumb_leads_back(visit: Visit) -> None:
    visit.open("/?year=2022-23&show=spend:services_without_education")
    visit.page.mouse.dblclick(*visit.pointer())
    visit.wait_parameter("inside", "E08000025")
    visit.wait_shown("Deprivation decile")
    expect(visit.map).to_have_attribute("data-areas", "639")
    expect(visit.page.get_by_text("England → Birmingham → Small areas")).to_be_visible()
    visit.page.wait_for_function(f"() => {ATLAS}.map.getZoom() > 9")
    visit.page.get_by_role("button", name="Back to England").click()
    visit.wait_shown("Local services, without education, £ per person, 2022-23")
    expect(visit.map).to_have_attribute("data-areas", "153")
    assert "inside" not in visit.parameters


def test_button_of_the_card_looks_inside_a_place_of_several_authorities(visit: Visit) -> None:
    visit.open("/?place=central_bedfordshire_and_luton")
    visit.page.get_by_role("button", name="Look inside").click()
    visit.wait_parameter("inside", "central_bedfordshire_and_luton")
    visit.wait_shown("Deprivation decile")
    around = visit.run("() => atlas.maps[0].layers[0].getLayers().length")
    assert around == 151


def test_level_is_chosen_with_the_keyboard_and_only_those_of_the_measure_are_offered(
    visit: Visit,
) -> None:
    visit.open("/?show=deprivation_score:persons")
    visit.map.get_by_text("Map options").click()
    level = visit.page.get_by_label("Area level")
    assert level.locator("option").evaluate_all("(all) => all.map((one) => one.value)") == [
        "upper_tier",
        "lower_tier",
        "msoa",
        "lsoa",
    ]
    level.focus()
    visit.page.keyboard.press("ArrowDown")
    visit.wait_parameter("level", "lower_tier")
    expect(visit.map).to_have_attribute("data-areas", "296")


def test_search_selects_a_small_area_as_a_click_does(visit: Visit) -> None:
    visit.open(f"{LSOAS}&inside=E08000025&place=E08000025")
    visit.map.get_by_text("Map options").click()
    search = visit.page.get_by_label("Find an area on the map")
    search.focus()
    visit.page.keyboard.type("Birmingham 067")
    first = visit.map.locator("datalist option").first
    expect(first).to_have_attribute("value", "Yardley East, Birmingham 067A")
    visit.page.keyboard.press("Enter")
    page_area = visit.page.get_by_text("Birmingham 067A").first
    expect(page_area).to_be_visible()
    expect(visit.map.locator("[aria-live]")).to_contain_text("Birmingham 067A is selected")
    # The address is written at the end of the run that the choice asked for.
    visit.page.wait_for_function("() => /[?&]area=E01/.test(location.search)")


def test_tile_that_fails_to_load_is_said_and_the_table_works(visit: Visit) -> None:
    visit.page.route("**/atlas/tiles/**", lambda route: route.abort())
    visit.page.goto(visit.address + LSOAS)
    expect(visit.map.get_by_role("alert")).to_contain_text("A part of the map could not be loaded")
    visit.page.get_by_text("The same as a table").click()
    expect(visit.page.get_by_test_id("stDataFrame")).to_be_visible()


def test_link_with_an_unknown_level_falls_back_and_says_so(start_visit: StartVisit) -> None:
    visit = start_visit().open("/?level=parish&classes=rainbow")
    warnings = visit.page.get_by_test_id("stAlert")
    expect(warnings.filter(has_text="“parish”")).to_be_visible()
    expect(warnings.filter(has_text="“rainbow”")).to_be_visible()
    assert visit.colour(place=BIRMINGHAM)
