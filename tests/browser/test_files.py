from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit

INK_BELOW = 40
SCALE = 2
MARGIN = 16


def save_picture(visit: Visit, path: Path) -> Image.Image:
    visit.map.get_by_text("Map options").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Save picture (PNG)").click()
    waiting.value.save_as(path)
    name = waiting.value.suggested_filename
    assert re.fullmatch(r"total-place-atlas_[a-z0-9-]+_(counties|small-areas)[a-z-]*\.png", name)
    return Image.open(path).convert("L")


def written(picture: Image.Image, top: int) -> int:
    """Dark pixels of a band of the picture, inside its margins."""
    edge = MARGIN * SCALE
    band = picture.crop((edge + SCALE, top, picture.width - edge - SCALE, top + 60))
    return sum(band.histogram()[:INK_BELOW])


def test_picture_holds_title_map_and_legend_and_no_words_over_the_areas(
    visit: Visit, tmp_path: Path
) -> None:
    visit.open("/?year=2022-23&programme=none")
    box = visit.page.locator(".atlas-box").bounding_box()
    assert box is not None
    picture = save_picture(visit, tmp_path / "map.png")
    assert picture.width == int((box["width"] + 2 * MARGIN) * SCALE)
    assert picture.height > (box["height"] + 150) * SCALE
    # Where a caveat once lay across the map, at seven tenths of its height, nothing is written.
    top = (MARGIN + 2 * 18 + box["height"] * 0.7 - 14) * SCALE
    assert written(picture, int(top)) < 300
    # The caveat and the source are below the map and its legend.
    assert written(picture, picture.height - 100) > 300


def test_picture_of_all_small_areas_is_not_empty(visit: Visit, tmp_path: Path) -> None:
    visit.open("/?level=lsoa&show=imd_decile:persons")
    visit.map.locator(".atlas-box[data-tiles=ready]").wait_for()
    picture = save_picture(visit, tmp_path / "small.png")
    middle = picture.crop((picture.width // 3, 300, 2 * picture.width // 3, 900))
    assert len([pixels for pixels in middle.histogram() if pixels > 50]) > 10


@pytest.mark.parametrize(
    ("path", "areas"),
    [("/?year=2022-23", 153), ("/?level=lsoa&show=imd_decile:persons", 32844)],
)
def test_page_that_was_saved_works_offline(
    visit: Visit, chromium: Browser, tmp_path: Path, path: str, areas: int
) -> None:
    visit.open(path)
    shown = visit.map.get_attribute("data-shown")
    visit.page.get_by_text("The same as a table").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_test_id("stDownloadButton").get_by_text("works offline").click()
    saved = tmp_path / "map.html"
    waiting.value.save_as(saved)

    context = chromium.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(saved.as_uri())
    alone = page.locator(".atlas-map[data-shown]")
    alone.wait_for()
    page.wait_for_timeout(500)
    assert alone.get_attribute("data-shown") == shown
    assert alone.get_attribute("data-areas") == str(areas)
    box = page.locator(".atlas-box").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".atlas-tooltip")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(str(shown))
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []
    context.close()
