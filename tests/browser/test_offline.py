from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_accessibility import find_violations
from tests.browser.visit import NARROW, WIDE
from tests.unit.utils.ui.offline.small_copy import make_small_copy

SHOWN = ".atlas-map[data-shown]"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_copy(tmp_path_factory.mktemp("copy") / "A town's atlas, März")


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page without a network; what it asks for, and what goes wrong, is looked at in the end."""
    context: BrowserContext = chromium.new_context(
        viewport=request.param, locale="en-GB", offline=True
    )
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    # axe asks for the page's styles once more by itself, which the page's policy does not let it.
    assert [text for text in wrong if "Connecting to" not in text or "style.css" not in text] == []


def check_page(page: Page) -> None:
    assert find_violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_copy_on_a_disk_has_its_places_map_and_tables(reader: Page, copy: Path) -> None:
    reader.goto((copy / "index.html").as_uri())
    check_page(reader)
    reader.get_by_label("Find a place").fill("leed")
    expect(reader.get_by_role("link", name="Kent")).to_be_hidden()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Leeds")
    check_page(reader)

    reader.get_by_role("link", name="On the map").click()
    reader.locator(SHOWN).wait_for()
    expect(reader.locator(".atlas-live")).to_contain_text("Leeds is selected")
    check_page(reader)
    reader.get_by_label("Show on the map").select_option("employment_rate:persons")
    expect(reader.locator(f"{SHOWN}[data-shown*='mployment']")).to_be_visible()
    reader.get_by_role("slider", name="Year").focus()
    before = reader.locator(SHOWN).get_attribute("data-shown")
    reader.keyboard.press("ArrowLeft")
    expect(reader.locator(SHOWN)).not_to_have_attribute("data-shown", before or "")

    reader.locator(".atlas-more summary").click()
    reader.get_by_label("Area level").select_option("lower_tier")
    expect(reader.locator(f"{SHOWN}[data-areas='296']")).to_be_visible()
    reader.get_by_role("link", name="Every period as a table").click()
    expect(reader.get_by_role("row", name="Adur")).to_be_visible()


@pytest.mark.parametrize("reader", [WIDE], indirect=True)
def test_small_areas_are_drawn_without_a_server(reader: Page, copy: Path) -> None:
    reader.goto((copy / "map.html").as_uri() + "#show=imd_decile:persons")
    expect(reader.locator(f"{SHOWN}[data-areas='32844']")).to_be_visible()
    reader.locator(".atlas-box[data-tiles=ready]").wait_for()
    expect(reader.locator(".atlas-message")).to_be_hidden()
    assert reader.evaluate(
        """() => [...document.querySelectorAll(".leaflet-tile-pane canvas")].some((tile) =>
            tile.getContext("2d").getImageData(0, 0, 512, 512).data.some((byte) => byte > 0))"""
    )
