from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import is_local
from tests.browser.visit import PATHS, Visit

#: Everything one switch may bring over the connection: controls, card, table and map together.
SWITCH_BYTES = 40_000
COUNT_FRAMES = """() => {
    window.newFrames = 0;
    const holdsFrame = (one) => one.nodeName === "IFRAME" || one.querySelector?.("iframe");
    new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]);
        window.newFrames += added.filter(holdsFrame).length;
    }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.mark.parametrize("path", PATHS)
def test_no_request_leaves_this_machine(visit: Visit, path: str) -> None:
    visit.open(path)
    assert len(visit.requests) > 10
    assert [url for url in visit.requests if not is_local(url)] == []


def test_switches_keep_the_frame_and_the_geometry_and_run_the_script_once_each(
    visit: Visit,
) -> None:
    visit.open()
    visit.page.evaluate(COUNT_FRAMES)
    visit.run("() => { window.kept = true; }")
    geometry = [url for url in visit.requests if "/atlas/geometry/" in url]
    assert len(geometry) == 1
    visit.forget_traffic()

    visit.choose("Theme", "Health and wellbeing")
    visit.wait_shown("Public health, 2023-24")
    visit.settle()
    visit.choose("What to map", "Outcome: Healthy life expectancy at birth (survey), men")
    visit.wait_shown("Healthy life expectancy at birth (survey), men, 2022-24")
    visit.settle()
    visit.year_back()
    visit.wait_shown("2021-23")
    visit.settle()
    visit.year_back()
    visit.wait_shown("2020-22")
    visit.settle()

    assert (visit.runs_asked_for, visit.runs_finished) == (4, 4)
    assert [url for url in visit.requests if "/atlas/" in url] == []
    assert visit.run("() => window.kept") is True
    assert visit.page.evaluate("window.newFrames") == 0


def test_panning_and_zooming_send_nothing(visit: Visit) -> None:
    visit.open()
    visit.forget_traffic()
    box = visit.page.locator("iframe[title*=place_map]").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 60, y + 40, steps=4)
    visit.page.mouse.up()
    visit.wait_shown()
    zoom = visit.run("() => map.getZoom()")
    visit.map.get_by_role("button", name="Zoom in").click()
    visit.wait_shown()
    assert visit.run("() => map.getZoom()") > zoom
    visit.map.get_by_role("button", name="England").click()
    visit.wait_shown()
    # Anything that was sent late would be counted with the run of this switch.
    visit.year_back()
    visit.wait_shown("2022-23")
    visit.settle()
    assert [one.WhichOneof("type") for one in visit.sent] == ["rerun_script"]
    assert visit.parameters == {"year": "2022-23"}


def test_switch_of_the_year_is_light(
    visit: Visit, record_testsuite_property: Callable[[str, object], None]
) -> None:
    visit.open()
    visit.forget_traffic()
    visit.year_back()
    visit.wait_shown("2022-23")
    visit.settle()
    received = sum(map(len, visit.received))
    record_testsuite_property("bytes_per_switch_of_the_year", received)
    assert received <= SWITCH_BYTES
