"""How fast pages with charts answer, beside an empty Streamlit app: `python -m tests.bench.pages`.

Words: from the key that takes an option until a changed sentence stands on the page (on the empty
one, the changed picture). Whole: until the last change of the page, every chart drawn anew, before
it stands still for 400 ms with no script running. First: options that no visitor of this server has
seen yet; again: the same once more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests.bench.browser import FLAGS, SIZE, browser_path
from tests.bench.floor_colours import COLOURS
from tests.bench.servers import Server, run_server
from tests.bench.subjects import ATLAS, FLOOR
from tests.bench.visit import BenchError
from utils.environment import say

#: Notes when the visitor pressed Enter, when words first changed after it and when the page last
#: changed; a chart's canvas is put in anew whenever it is drawn, so a new picture counts.
WATCH = """() => {
    window.benchChanged = performance.now();
    const isText = (node) => node.closest && node.closest('[data-testid="stHtml"]');
    new MutationObserver((list) => {
        window.benchChanged = performance.now();
        const added = list.flatMap((one) => [one.target, ...one.addedNodes]);
        if (!window.benchWords && added.some(isText)) window.benchWords = window.benchChanged;
    }).observe(
        document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        window.benchPressed = performance.now();
        window.benchWords = 0;
    }, true);
}"""
STILL = """() => performance.now() - window.benchChanged > 400
    && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')"""
TOOK = "() => [benchWords - benchPressed, benchChanged - benchPressed]"


COLUMNS = ("first: words", "whole", "again: words", "whole")


class Scene(NamedTuple):
    """A page, the selectbox by which it is switched, and what is chosen in turn."""

    title: str
    path: str
    label: str
    options: Sequence[str]


#: The first colour is there at the start, so it comes last.
EMPTY = Scene("Empty app", "", "Colour", (*COLOURS[1:], COLOURS[0]))
PLACES = ("Leeds", "Sheffield", "Cornwall", "Bristol, City of", "Newham", "Manchester")
OUTCOMES = ("Anxiety", "Adults living with obesity", "Children looked after", "Pupils often absent")
SCENES = (
    Scene("Inequality inside: place", "inequality?place=E08000025", "Find a place", PLACES),
    Scene("Inequality between: outcome", "inequality?part=between", "Outcome", OUTCOMES),
    Scene(
        "Housing, work, crime and neighbourhood: place",
        "inequality?part=causes",
        "Find a place",
        PLACES,
    ),
    Scene("Spend and outcomes: place", "spend_outcomes?place=E08000025", "Find a place", PLACES),
)


def main(arguments: Sequence[str]) -> int:
    """Measure the floor and every scene, and print medians and ratios."""
    if arguments:
        say(f"Got {arguments[0]}; this program takes no arguments.")
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_path()), args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        with run_server(FLOOR.script, own_settings=True) as server:
            _, floor = _measure(page, server, EMPTY)
        say(f"{'ms (x empty)':<30}" + "".join(f"{column:>15}" for column in COLUMNS))
        say(_row(EMPTY, floor, floor))
        with run_server(ATLAS.script, own_settings=True) as server:
            for scene in SCENES:
                first, again = _measure(page, server, scene)
                say(_row(scene, [*first, *again], [*floor, *floor]))
        browser.close()
    return 0


def _row(scene: Scene, times: Sequence[float], floor: Sequence[float]) -> str:
    """A line of the report: each time with its ratio to the empty page's."""
    cells = [f"{ms:.0f} ({ms / least:.1f})" for ms, least in zip(times, floor, strict=True)]
    return f"{scene.title:<30}" + "".join(f"{cell:>15}" for cell in cells)


def _measure(page: Page, server: Server, scene: Scene) -> list[tuple[float, ...]]:
    """Medians, until the words and until the whole page, of a first and of a second choice."""
    page.goto(server.url + scene.path)
    page.get_by_role("combobox", name=scene.label).wait_for()
    page.evaluate(WATCH)
    page.wait_for_function(STILL)
    rounds = [[_choose(page, scene.label, name) for name in scene.options] for _ in range(2)]
    return [
        tuple(median(times) for times in zip(*times_of_round, strict=True))
        for times_of_round in rounds
    ]


def _choose(page: Page, label: str, name: str) -> list[float]:
    """Choose an option and return the milliseconds until words and the whole page changed.

    Raises:
        BenchError: no words changed.
    """
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(name)
    page.get_by_role("option").first.wait_for()
    page.wait_for_function(STILL)
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    page.wait_for_function(STILL)
    words, whole = page.evaluate(TOOK)
    if words < 0:
        raise BenchError(f"{label}: no words changed when {name} was chosen.")
    return [words, whole]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
