from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.map_reader import MapReader
from geo.classify import NO_DATA, classify
from tests.browser.conftest import StartVisit
from tests.browser.visit import BIRMINGHAM, Visit, read_download
from utils.charts.area_map import measure_colours
from utils.charts.palette import NO_DATA_COLOUR

CODE = "E08000025"
HEALTHY_LIFE = "/?theme=health_and_wellbeing&show=healthy_life_expectancy:male&year=2022-24"
NORTH_SEA = (54.5, 2.0)
SHORT_MESSAGE = """() => AtlasMap.show({ title: "Short", period: "2000", values: "AACAPwAAgD8=",
    lower: null, upper: null, breaks: [], colours: ["#ff0000"], prefix: "", suffix: "",
    decimals: 0, outlines: {}, selected: [], series: null })"""


def expected_colour(period: str) -> str:
    """Colour of Birmingham's class by the published figures."""
    reader = MapReader()
    measure = reader.measure(measure="spend:total", basis="real")
    rows = reader.on_map(measure, period=period).set_index("area_code")
    (found,) = classify(
        rows.loc[[CODE], "value"].to_numpy(dtype="float64", na_value=float("nan")),
        breaks=list(measure.breaks),
    )
    return NO_DATA_COLOUR if found == NO_DATA else measure_colours(measure)[int(found)]


@pytest.mark.parametrize("period", ["2023-24", "2022-23"])
def test_area_is_painted_in_the_colour_of_its_class(visit: Visit, period: str) -> None:
    visit.open(f"/?year={period}")
    assert visit.colour() == expected_colour(period)
    assert (visit.colour() == NO_DATA_COLOUR) == (period == "2023-24")
    assert visit.colour(place=NORTH_SEA) == ""


def test_programme_places_are_outlined_and_the_outlines_can_be_left_out(visit: Visit) -> None:
    visit.open()
    assert visit.is_painted("outlines")
    visit.choose("Outline on the map", "None")
    visit.wait_parameter("programme", "none")
    visit.settle()
    assert not visit.is_painted("outlines")


def test_click_on_the_map_selects_the_area(visit: Visit) -> None:
    visit.open()
    assert not visit.is_painted("marks")
    visit.page.mouse.click(*visit.pointer())
    visit.wait_parameter("place", CODE)
    expect(visit.page.get_by_role("heading", name="Birmingham", level=3)).to_be_visible()
    expect(visit.box("Find a place")).to_have_value("Birmingham")
    visit.page.mouse.move(0, 0)
    visit.wait_shown()
    assert visit.is_painted("marks")


def test_click_on_a_map_that_is_partly_out_of_sight_hits_what_is_under_the_pointer(
    start_visit: StartVisit,
) -> None:
    visit = start_visit({"width": 1280, "height": 700}).open()
    before = visit.pointer()
    visit.page.mouse.click(*before)
    visit.wait_parameter("place", CODE)
    assert visit.pointer() == before


def test_place_found_by_name_is_marked_on_the_map(visit: Visit) -> None:
    visit.open()
    assert not visit.is_painted("marks")
    wide = visit.run("() => map.getZoom()")
    visit.choose("Find a place", "Kent (Total Place pilot)")
    visit.wait_parameter("place", "kent")
    expect(visit.page.get_by_role("heading", name="Kent", level=3)).to_be_visible()
    visit.settle()
    visit.wait_shown()
    assert visit.is_painted("marks")
    assert visit.run("() => map.getZoom()") > wide


def test_tooltip_names_the_area_the_value_its_limits_and_the_year(visit: Visit) -> None:
    visit.open(HEALTHY_LIFE)
    visit.page.mouse.move(*visit.pointer())
    tooltip = visit.map.locator(".atlas-tooltip")
    expect(tooltip).to_contain_text("Birmingham")
    expect(tooltip).to_contain_text(re.compile(r"58\.3 years \(56\.2 years to 60\.4 years\)"))
    expect(tooltip).to_contain_text("Healthy life expectancy at birth (survey), men, 2022-24")


def test_tooltip_over_a_gap_says_no_data(visit: Visit) -> None:
    visit.open("/?year=2023-24")
    visit.page.mouse.move(*visit.pointer())
    expect(visit.map.locator(".atlas-tooltip")).to_contain_text("Birminghamno data")


def test_years_play_in_the_browser_alone_and_the_slider_follows_at_the_end(visit: Visit) -> None:
    visit.open()
    visit.forget_traffic()
    visit.map.get_by_role("button", name="Play years").click()
    period = visit.map.locator(".atlas-period")
    expect(period).to_have_text("2007-08")
    expect(period).to_have_text("2008-09")
    assert visit.colour() == expected_colour("2008-09")
    assert visit.sent == []
    assert sum("/atlas/series/" in url for url in visit.requests) == 1
    visit.map.get_by_role("button", name="Stop").click()
    stopped = period.inner_text()
    visit.wait_parameter("year", stopped)
    expect(visit.year).to_have_attribute("aria-valuetext", stopped)
    visit.settle()
    visit.wait_shown(stopped)
    assert visit.runs_asked_for == 1
    expect(visit.map.get_by_role("button", name="Play years")).to_be_visible()


def test_outlines_that_fail_to_load_are_said_and_can_be_asked_for_again(visit: Visit) -> None:
    visit.page.route("**/atlas/geometry/**", lambda route: route.abort())
    visit.page.goto(visit.address)
    alert = visit.map.get_by_role("alert")
    expect(alert).to_contain_text("The outlines could not be loaded")
    visit.page.get_by_text("Show the table").click()
    expect(visit.page.get_by_test_id("stDataFrame")).to_be_visible()
    visit.page.unroute("**/atlas/geometry/**")
    alert.get_by_role("button", name="Try again").click()
    visit.wait_shown("Total service expenditure")
    expect(alert).to_be_hidden()
    assert visit.colour() == expected_colour("2023-24")


def test_values_that_do_not_fit_the_outlines_are_refused(visit: Visit) -> None:
    visit.open("/?year=2022-23")
    before = visit.colour()
    visit.run(SHORT_MESSAGE)
    expect(visit.map.get_by_role("alert")).to_contain_text("The map got 2 values for 153 areas")
    assert visit.colour() == before
    visit.year_back()
    visit.wait_shown("2021-22")
    expect(visit.map.get_by_role("alert")).to_be_hidden()
    assert visit.colour() == expected_colour("2021-22")


def test_buttons_show_london_and_then_england_again(visit: Visit) -> None:
    visit.open()
    start = visit.run("() => map.getZoom()")
    visit.map.get_by_role("button", name="London").click()
    visit.wait_shown()
    assert visit.run("() => map.getZoom()") > start
    assert not visit.run("(at) => map.getBounds().contains(at)", list(BIRMINGHAM))
    visit.map.get_by_role("button", name="England").click()
    visit.wait_shown()
    assert visit.run("() => map.getZoom()") == start


def test_table_can_be_downloaded_with_all_areas(visit: Visit, tmp_path: Path) -> None:
    visit.open("/?year=2022-23")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Download this table").click()
    waiting.value.save_as(tmp_path / "table.csv")
    assert waiting.value.suggested_filename == "total-place-atlas_spend_total_real_2022-23.csv"
    lines = read_download(tmp_path / "table.csv")
    assert len(lines) == 154
    assert lines[0].startswith("area_code,area_name,value,")
