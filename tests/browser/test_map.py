from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from data.read.measures import ALL_PERIODS, FIXED, MapReader
from data.read.places import HEADLINE
from geo.classify import NO_DATA, classify
from geo.layers import CLASSES, Geometry, Layer, Legend, MapMessage, Panel
from tests.browser.conftest import StartVisit
from tests.browser.visit import ATLAS, BIRMINGHAM, Visit, read_download
from utils.charts.area_map import View, view_colours
from utils.narrative.map_summary import class_counts
from utils.palette import NO_DATA_COLOUR

CODE = "E08000025"
HEALTHY_LIFE = "/?theme=health_and_wellbeing&show=healthy_life_expectancy:male&year=2022-24"
#: Money of local services, of which a body may make no return.
LOCAL = f"/?show={HEADLINE}"
NORTH_SEA = (54.5, 2.0)
#: How often a frame that moved on while it was read is read again.
MOST_FRAMES = 5
SEND = "(bytes) => atlas.show(Uint8Array.from(bytes))"


def expected_colour(
    period: str,
    *,
    measure: str = "spend:services_without_education",
    basis: str = "real",
    code: str = CODE,
) -> str:
    """Colour of an area's class by the published figures."""
    reader = MapReader()
    found = reader.first[measure, basis]
    breaks = reader.breaks(found, scheme=FIXED, period=ALL_PERIODS)
    rows = reader.on_map(found, period=period)
    row = list(rows["area_code"]).index(code)
    (cell,) = classify(reader.numbers(found, period=period)[[row]], breaks=list(breaks))
    view = View(measure=found, period=period, rows=rows, breaks=breaks)
    return NO_DATA_COLOUR if cell == NO_DATA else view_colours(view)[int(cell)]


def area_counts(period: str) -> list[int]:
    """Areas in each class and without data: all services in real terms, as published."""
    reader = MapReader()
    found = reader.first[HEADLINE, "real"]
    breaks = reader.breaks(found, scheme=FIXED, period=ALL_PERIODS)
    counts, missing = class_counts(reader.numbers(found, period=period), breaks)
    return [*counts, missing]


@pytest.mark.parametrize("period", ["2023-24", "2022-23"])
def test_area_is_painted_in_the_colour_of_its_class(visit: Visit, period: str) -> None:
    visit.open(f"{LOCAL}&year={period}")
    assert visit.colour() == expected_colour(period)
    assert (visit.colour() == NO_DATA_COLOUR) == (period == "2023-24")
    assert visit.colour(place=NORTH_SEA) == ""


def test_programme_places_are_outlined_and_named_and_both_can_be_left_out(visit: Visit) -> None:
    visit.open(f"{LOCAL}&programme=pilot%2Bparallel")
    assert visit.is_painted("outlines")
    expect(visit.map.locator(".atlas-legend")).to_contain_text("Total Place pilot")
    labels = visit.map.locator(".atlas-label span:visible")
    expect(labels.filter(has_text="Birmingham")).to_have_count(1)
    visit.choose_tool("Outline", "No outlines")
    visit.page.wait_for_function("() => !location.search.includes('programme')")
    visit.wait_unpainted("outlines")
    expect(labels).to_have_count(0)


def test_click_on_the_map_selects_the_area_and_says_so(visit: Visit) -> None:
    visit.open(LOCAL)
    assert not visit.is_painted("marks")
    visit.page.mouse.click(*visit.pointer())
    visit.wait_parameter("place", CODE)
    expect(visit.page.get_by_role("heading", name="Birmingham", level=2)).to_be_visible()
    expect(visit.map.locator("[aria-live]")).to_have_text(
        "Birmingham is selected. Local services, without education, 2024-25: no figure."
    )
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
    visit.open(LOCAL)
    assert not visit.is_painted("marks")
    wide = visit.run("() => map.getZoom()")
    visit.find("Kent", "county")
    visit.wait_parameter("place", "E10000016")
    expect(visit.page.get_by_role("heading", name="Kent", level=2)).to_be_visible()
    visit.wait_idle()
    visit.page.wait_for_function(
        f"(wide) => document.querySelector('.atlas-map').atlas.map.getZoom() > {wide}"
    )
    visit.wait_shown()
    assert visit.is_painted("marks")


def test_tooltip_names_the_area_the_value_its_limits_and_the_year(visit: Visit) -> None:
    visit.open(HEALTHY_LIFE)
    visit.page.mouse.move(*visit.pointer())
    tooltip = visit.map.locator(".atlas-tooltip")
    expect(tooltip).to_contain_text("Birmingham")
    expect(tooltip).to_contain_text(re.compile(r"58\.3 years \(56\.2 years to 60\.4 years\)"))
    expect(tooltip).to_contain_text("Healthy life expectancy at birth, men, 2022-24")


def test_tooltip_over_a_gap_says_no_data(visit: Visit) -> None:
    visit.open(f"{LOCAL}&year=2023-24")
    visit.page.mouse.move(*visit.pointer())
    expect(visit.map.locator(".atlas-tooltip")).to_contain_text("Birminghamno figure")


def test_hover_marks_an_area_without_redrawing_the_areas(visit: Visit) -> None:
    visit.open(LOCAL)
    visit.run("""() => {
        window.drawn = { areas: 0, marks: 0 };
        const count = (renderer, name) => {
            const draw = renderer._draw;
            renderer._draw = function (...given) {
                window.drawn[name] += 1;
                draw.apply(this, given);
            };
        };
        count(atlas.maps[0].renderer, "areas");
        count(atlas.maps[0].marks.hovered._renderer, "marks");
    }""")
    visit.page.mouse.move(*visit.pointer())
    expect(visit.map.locator(".atlas-tooltip")).to_contain_text("Birmingham")
    visit.page.mouse.move(*visit.pointer((51.3, 0.7)))
    expect(visit.map.locator(".atlas-tooltip")).to_contain_text("Kent")
    visit.colour()
    assert visit.page.evaluate("window.drawn.areas") == 0
    assert visit.page.evaluate("window.drawn.marks") >= 2


def one_frame(visit: Visit) -> tuple[str, str, str]:
    """Period, colour and legend of a frame while the years play; read again if it moved on."""
    for _ in range(MOST_FRAMES):
        period = visit.year.get_attribute("aria-valuetext")
        found = visit.colour(), visit.map.locator(".atlas-legend").inner_text()
        if period and visit.year.get_attribute("aria-valuetext") == period:
            return period, *found
    raise AssertionError("No frame stood still long enough to be read.")


def test_years_play_in_the_browser_alone_and_the_slider_follows(visit: Visit) -> None:
    visit.open(LOCAL)
    visit.forget_traffic()
    visit.map.get_by_role("button", name="Play years").click()
    visit.wait_shown("2007-08")
    visit.wait_shown("2008-09")
    period, colour, legend = one_frame(visit)
    assert colour == expected_colour(period)
    assert [int(areas) for areas in re.findall(r": (\d+) areas?", legend)] == [
        count for count in area_counts(period) if count
    ]
    assert visit.sent == []
    assert sum("/atlas/series/" in url for url in visit.requests) == 1
    visit.map.get_by_role("button", name="Stop").click()
    stopped = visit.year.get_attribute("aria-valuetext")
    assert stopped is not None
    visit.wait_parameter("year", stopped)
    visit.wait_idle()
    visit.wait_shown(stopped)
    assert visit.runs_asked_for == 1
    expect(visit.map.get_by_role("button", name="Play years")).to_be_visible()


def test_less_motion_steps_from_year_to_year_and_does_not_glide(start_visit: StartVisit) -> None:
    visit = start_visit(reduced_motion="reduce").open(f"{LOCAL}&year=2010-11")
    assert visit.run("() => map.options.zoomAnimation || map.options.inertia") is False
    visit.map.get_by_role("button", name="Next year").click()
    visit.wait_parameter("year", "2011-12")
    visit.wait_shown("2011-12")
    assert visit.map.get_by_role("button", name="Play years").count() == 0


def test_outlines_that_fail_to_load_are_said_and_can_be_asked_for_again(visit: Visit) -> None:
    visit.page.route("**/atlas/geometry/**", lambda route: route.abort())
    visit.page.goto(visit.address + LOCAL)
    alert = visit.map.get_by_role("alert")
    expect(alert).to_contain_text("The outlines could not be loaded")
    visit.page.get_by_text("The same as a table").click()
    expect(visit.page.get_by_test_id("stDataFrame")).to_be_visible()
    visit.page.unroute("**/atlas/geometry/**")
    alert.get_by_role("button", name="Try again").click()
    visit.wait_shown("Local services, without education")
    expect(alert).to_be_hidden()
    assert visit.colour() == expected_colour("2024-25")


def short_message() -> list[int]:
    """A message of two values, for no map of this atlas."""
    layer = Layer(
        title="Short",
        period="2000",
        prefix="",
        suffix="",
        decimals=0,
        values=np.array([1.0, 2.0]),
    )
    legend = Legend(title="Short", counts=[2], missing=0, labels=["all"])
    panel = Panel(rule=CLASSES, heading="Short", layers=[layer], colours=["#ff0000"], legend=legend)
    message = MapMessage(
        level="upper_tier",
        levels=["upper_tier"],
        chosen={},
        inside=[],
        geometry=Geometry(key="upper_tier/", areas=[], page="", count=153),
        panels=[panel],
        periods=["2000"],
        period="2000",
        series=None,
        outlined=[],
        selected=[],
        source="",
    )
    return list(message.pack())


def test_values_that_do_not_fit_the_outlines_are_refused(visit: Visit) -> None:
    visit.open(f"{LOCAL}&year=2022-23")
    before = visit.colour()
    visit.run(SEND, short_message())
    alert = visit.map.get_by_role("alert")
    expect(alert).to_contain_text("The map got 2 values for 153 areas, so it draws none")
    assert visit.colour() == before
    visit.year_back()
    visit.wait_shown("2021-22")
    expect(alert).to_be_hidden()
    assert visit.colour() == expected_colour("2021-22")


def test_message_that_is_cut_short_is_refused(visit: Visit) -> None:
    visit.open(LOCAL)
    visit.run(SEND, short_message()[:-1])
    expect(visit.map.get_by_role("alert")).to_contain_text("an array is cut short")


def test_buttons_show_london_and_then_england_again(visit: Visit) -> None:
    visit.open(LOCAL)
    start = visit.run("() => map.getZoom()")
    visit.map.get_by_text("Map options").click()
    visit.map.get_by_role("button", name="London").click()
    visit.wait_nearer(start)
    visit.wait_shown()
    assert not visit.run("(at) => map.getBounds().contains(at)", list(BIRMINGHAM))
    visit.map.get_by_role("button", name="England").click()
    visit.page.wait_for_function(f"(start) => {ATLAS}.maps[0].map.getZoom() === start", arg=start)


def test_table_can_be_downloaded_with_all_areas(visit: Visit, tmp_path: Path) -> None:
    visit.open(f"{LOCAL}&year=2022-23")
    visit.page.get_by_text("The same as a table").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_test_id("stDownloadButton").get_by_text("CSV").click()
    waiting.value.save_as(tmp_path / "table.csv")
    assert waiting.value.suggested_filename == (
        "total-place-atlas_local-services-without-education-gbp-per-person-in-2024-to-2025-prices"
        "_counties-cities-and-boroughs_2022-to-2023.csv"
    )
    lines = read_download(tmp_path / "table.csv")
    assert len(lines) == 154
    assert lines[0].startswith("area_code,area_name,area_type,measure,")
