"""Mapping a table of one's own as staff would: everything drawn comes from this server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, expect

from data.own_table.cli import main
from tests.browser.conftest import is_local
from tests.browser.server import serve_app
from tests.browser.test_accessibility import RULES, find_violations, wait_redrawn
from tests.browser.visit import NARROW, WIDE, Visit
from tests.unit.data.own_table.tables import resident_rows, write_csv

FRAME: Final = 'iframe[title="streamlit_folium.st_folium"]'
STILL_MS: Final = 1_000
CLICK: Final = """() => {
    let layer = null;
    window.map.eachLayer((one) => {
        if (one.feature && one.feature.properties.area_code === "E06000065") layer = one;
    });
    const at = window.map.latLngToContainerPoint(layer.getBounds().getCenter());
    const box = window.map.getContainer().getBoundingClientRect();
    return [box.left + at.x, box.top + at.y];
}"""


@pytest.fixture(scope="module")
def staff_address() -> Iterator[str]:
    with serve_app(staff=True) as address:
        yield address


def folium_frame(page: Page) -> Frame:
    """The frame of the map, once its areas are drawn."""
    page.locator(FRAME).scroll_into_view_if_needed()
    page.frame_locator(FRAME).locator(".leaflet-overlay-pane canvas").wait_for()
    handle = page.locator(FRAME).element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def wait_still(page: Page) -> None:
    """Wait until the frame keeps its place: what is drawn above it late pushes it down."""
    before = None
    while before != (now := page.locator(FRAME).bounding_box()):
        before = now
        page.wait_for_timeout(STILL_MS)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_table_is_mapped_clicked_and_taken_away_without_a_third_party(
    chromium: Browser, staff_address: str, tmp_path: Path, viewport: dict[str, int]
) -> None:
    rows = [*resident_rows("upper_tier"), ["W06000015", 1]]
    file = write_csv(tmp_path / "residents.csv", rows)
    context = chromium.new_context(viewport=viewport, locale="en-GB")
    context.set_default_timeout(60_000)
    page = context.new_page()
    visit = Visit(page, staff_address).open("/own_table")
    assert find_violations(page) == []
    visit.upload(file)
    page.get_by_role("button", name="Draw the map").click()
    frame = folium_frame(page)
    wait_redrawn(visit)
    expect(page.get_by_text("153 of 154 rows are matched; 1 is not, and listed.")).to_be_visible()
    assert find_violations(page) == []
    found = Axe().run(frame, options=RULES).response["violations"]  # type: ignore[arg-type]
    assert [violation["id"] for violation in found] == []
    page.locator(FRAME).scroll_into_view_if_needed()
    wait_still(page)
    x, y = frame.evaluate(CLICK)
    before = list(visit.requests)
    visit.forget_traffic()
    page.locator(FRAME).click(position={"x": x, "y": y})
    expect(page.get_by_text("North Yorkshire (E06000065)")).to_be_visible()
    wait_redrawn(visit)
    # What did not change is not sent again: neither the areas nor the table.
    assert sum(map(len, visit.received)) < 40_000
    assert visit.runs_asked_for == 1
    with page.expect_download() as taken:
        page.get_by_role("button", name="GeoPackage").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"SQLite format 3")
    requests = [*before, *visit.requests]
    assert any("/atlas/script/" in url for url in requests)
    assert [url for url in requests if not is_local(url)] == []
    assert visit.errors == []
    context.close()


def test_a_page_taken_away_draws_without_any_request(chromium: Browser, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "residents.csv", resident_rows("region"))
    assert main([str(file), "--value=Residents", f"--out={tmp_path / 'out'}"]) == 0
    context = chromium.new_context(viewport=NARROW, offline=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "out" / "map.html").as_uri())
    page.locator(".leaflet-overlay-pane canvas").wait_for()
    assert len(requests) == 1
    assert find_violations(page) == []
    context.close()


def test_a_public_server_has_no_such_page(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/own_table")
    visit.page.locator("h1").first.wait_for()
    expect(visit.page.get_by_text("Map your own table")).to_have_count(0)
    expect(visit.page.locator("input[type=file]")).to_have_count(0)
