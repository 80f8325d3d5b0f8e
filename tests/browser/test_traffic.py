from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.visit import Visit

PUBLIC_HEALTH = "Drugs and alcohol \u2013 Local services: Public health"
HEALTHY = "Outcome: Healthy life expectancy at birth, men"
OLDER = "Older people \u2013 Local services: Adult social care"
SCORE = "Outcome: Deprivation score"
CITY = "/?level=lsoa&inside=E08000025&show=imd_decile:persons&theme=all_services"
ENGLAND = "/?level=lsoa&show=imd_decile:persons&theme=all_services"
#: Bytes over the connection, all messages of a switch together, as they were reached; the map's own
#: message is held to less in the tests of its size.
#: Without the message by which Streamlit begins each run: it lists all pages of the app.
MOST_BYTES = {"year": 4_850, "theme": 7_640, "city": 7_070, "England": 74_090}
COUNT_MAPS = """() => {
    window.newMaps = 0;
    const holdsMap = (one) => one.matches?.(".atlas-map, .leaflet-container, iframe")
        || one.querySelector?.(".atlas-map, .leaflet-container, iframe");
    new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]);
        window.newMaps += added.filter(holdsMap).length;
    }).observe(document.body, { childList: true, subtree: true });
}"""


def test_switches_keep_the_map_and_the_geometry_and_run_the_script_once_each(
    visit: Visit,
) -> None:
    visit.open()
    visit.page.evaluate(COUNT_MAPS)
    visit.run("() => { window.kept = true; }")
    geometry = [url for url in visit.requests if "/atlas/geometry/" in url]
    assert len(geometry) == 1
    visit.forget_traffic()

    visit.choose("Show on the map", PUBLIC_HEALTH)
    visit.wait_shown("Public health, £ per person, 2024-25")
    visit.wait_idle()
    visit.choose("Show on the map", HEALTHY)
    visit.wait_shown("men, years, 2022-24")
    visit.wait_idle()
    visit.year_back()
    visit.wait_shown("2021-23")
    visit.wait_idle()
    visit.year_back()
    visit.wait_shown("2020-22")
    visit.wait_idle()
    visit.wait_finished(4)

    assert (visit.runs_asked_for, visit.runs_finished) == (4, 4)
    # The slider of years fetches all of them once, to show each as it passes.
    asked = [url for url in visit.requests if "/atlas/" in url]
    assert ["/atlas/series/" in url for url in asked] == [True]
    assert visit.run("() => window.kept") is True
    assert visit.page.evaluate("window.newMaps") == 0


def test_panning_and_zooming_send_nothing(visit: Visit) -> None:
    visit.open()
    visit.forget_traffic()
    box = visit.page.locator(".atlas-box").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 60, y + 40, steps=4)
    visit.page.mouse.up()
    visit.wait_shown()
    zoom = visit.run("() => map.getZoom()")
    visit.map.get_by_role("button", name="Zoom in").click()
    visit.wait_nearer(zoom)
    visit.wait_shown()
    visit.map.get_by_text("Map options").click()
    visit.map.get_by_role("button", name="England").click()
    visit.wait_shown()
    # Anything that was sent late would be counted with the run of this switch.
    visit.year_back()
    visit.wait_shown("2023-24")
    visit.wait_finished(1)
    assert [message.WhichOneof("type") for message in visit.sent] == ["rerun_script"]
    assert visit.parameters["year"] == "2023-24"


def switch_year(visit: Visit) -> None:
    visit.year_back()
    visit.wait_shown("2023-24")


def switch_theme(visit: Visit) -> None:
    visit.choose("Show on the map", OLDER)
    visit.wait_shown("Adult social care")


def begins_run(message: bytes) -> bool:
    """Whether a message is the one that begins a run."""
    kind: str = ForwardMsg.FromString(message).WhichOneof("type")
    return kind == "new_session"


def switch_measure(visit: Visit) -> None:
    visit.choose("Show on the map", SCORE)
    visit.wait_shown("Deprivation score")


@pytest.mark.parametrize(
    ("what", "path", "switch"),
    [
        ("year", "/", switch_year),
        ("theme", "/", switch_theme),
        ("city", CITY, switch_measure),
        ("England", ENGLAND, switch_measure),
    ],
)
def test_switch_is_light_runs_once_and_keeps_the_map(
    visit: Visit,
    record_testsuite_property: Callable[[str, object], None],
    what: str,
    path: str,
    switch: Callable[[Visit], None],
) -> None:
    visit.open(path)
    visit.page.evaluate(COUNT_MAPS)
    visit.forget_traffic()
    switch(visit)
    visit.wait_finished(1)
    visit.wait_idle()
    received = sum(len(message) for message in visit.received if not begins_run(message))
    record_testsuite_property(f"bytes_per_switch_{what}", received)
    assert received <= MOST_BYTES[what]
    assert (visit.runs_asked_for, visit.runs_finished) == (1, 1)
    assert visit.page.evaluate("window.newMaps") == 0


def test_a_level_is_fetched_once_and_then_kept_for_good(visit: Visit) -> None:
    visit.open(ENGLAND)
    tiles = [url for url in visit.requests if "/atlas/tiles/" in url]
    assert 0 < len(tiles) == len(set(tiles))
    switch_measure(visit)
    visit.wait_idle()
    visit.forget_traffic()
    visit.choose("Show on the map", "Small areas: Deprivation decile")
    visit.wait_shown("Deprivation decile")
    visit.wait_idle()
    assert [url for url in visit.requests if "/atlas/" in url] == []
