"""A page of another site that shows the map, a tile and a chart, with the script of the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.test_accessibility import check_accessible
from tests.browser.visit import Visit
from utils.config import ROOT
from utils.ui.shared.chart_links import ChartLink

PLACE = {"place": "E08000025"}
FIGURES = {
    "map": ("/", ChartLink("map", "Map", 900), "Areas by class"),
    "tile": ("/", ChartLink("tile_public_money_per_person", "Tile", 420), "Birmingham"),
    "chart": ("/profile", ChartLink("ages", "Ages", 600, ("people",)), "Residents by age"),
}
WIDTH = 320


@pytest.fixture
def host(address: str) -> Iterator[str]:
    """Address of a page on another site that has the three frames and the documented script."""
    docs = (ROOT / "docs" / "embed.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```html\n(.*?)```", docs, flags=re.DOTALL)
    frames = "".join(link.frame(address + path, PLACE) for path, link, _ in FIGURES.values())
    page = f"<!doctype html><html lang=en><title>Host</title>{frames}{script}".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_shows_figures_that_say_how_high_they_are(
    start_visit: StartVisit, host: str
) -> None:
    visit = start_visit({"width": WIDTH + 16, "height": 800})
    visit.page.goto(host)
    for _, link, words in FIGURES.values():
        element = visit.page.locator(f"iframe[title={link.title}]")
        element.scroll_into_view_if_needed()
        frame = element.content_frame
        expect(frame.get_by_text(words).first).to_be_visible()
        origin = frame.get_by_role("link", name="Total Place Atlas")
        expect(origin).to_be_visible()
        assert f"chart={link.key}" in str(origin.get_attribute("href"))
        assert frame.locator(".shell, h1").count() == 0
        # The script of the page has made the frame as high as what is in it.
        expect(element).to_have_attribute("style", re.compile(r"height: \d+px"))
        main = frame.get_by_test_id("stMain")
        expect(frame.locator("[data-test-script-state=notRunning]").first).to_be_attached()
        visit.page.wait_for_timeout(300)
        content = main.evaluate("main => [main.scrollHeight - main.clientHeight, main.scrollWidth]")
        assert content[0] <= 1
        assert content[1] <= WIDTH


@pytest.mark.parametrize("name", FIGURES)
def test_alone_each_figure_meets_wcag_22_aa(start_visit: StartVisit, name: str) -> None:
    path, link, words = FIGURES[name]
    visit: Visit = start_visit({"width": WIDTH, "height": 800})
    visit.page.goto(f"{link.link(visit.address + path, PLACE)}&embed=true")
    expect(visit.page.get_by_text(words).first).to_be_visible()
    visit.wait_idle()
    check_accessible(visit)
