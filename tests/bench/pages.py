"""How fast the pages with charts answer a choice, beside an empty Streamlit app: `python -m
tests.bench.pages`.

From the press that chooses an option to the last change of the page, before it stands still for
300 ms. First: options that this visit has not seen; again: the same ones once more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests.bench.browser import browser_path
from tests.bench.servers import Server, run_server
from tests.bench.subjects import ATLAS, FLOOR
from utils.environment import say

OPTIONS = 6
QUIET_MS = 300
LONGEST_MS = 20_000
#: Notes every change of the page and when the last one was.
WATCH = """() => {
    window.changed = performance.now();
    new MutationObserver(() => { window.changed = performance.now(); }).observe(
        document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
STILL = f"() => performance.now() - window.changed > {QUIET_MS}"


class Scene(NamedTuple):
    """A page, and the selectbox by which it is switched."""

    title: str
    path: str
    label: str


SCENES = (
    Scene("Health inequality, inside: place", "inequality?place=E08000025", "Find a place"),
    Scene("Health inequality, inside: measure", "inequality?place=E08000025", "Measured by"),
    Scene("Health inequality, between: outcome", "inequality?part=between", "Outcome"),
    Scene("Spend and outcomes: outcome", "spend_outcomes?place=E08000025", "Outcome"),
)


def main(arguments: Sequence[str]) -> int:
    """Measure the floor and every scene, and print medians and ratios."""
    if arguments:
        say(f"Got {arguments[0]}; this program takes no arguments.")
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path()), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        with run_server(FLOOR.script, own_settings=True) as server:
            floor, _ = _measure(page, server, Scene("Empty app", "", "Colour"))
        say(f"{'':<38}{'first, ms':>10}{'ratio':>7}{'again, ms':>11}{'ratio':>7}")
        say(f"{'Empty app':<38}{floor:>10.0f}")
        with run_server(ATLAS.script, own_settings=True) as server:
            for scene in SCENES:
                first, again = _measure(page, server, scene)
                say(
                    f"{scene.title:<38}{first:>10.0f}{first / floor:>7.1f}{again:>11.0f}"
                    f"{again / floor:>7.1f}"
                )
        browser.close()
    return 0


def _measure(page: Page, server: Server, scene: Scene) -> tuple[float, float]:
    """Medians of the first and of a second choice of some options."""
    page.goto(server.url + scene.path)
    box = page.get_by_role("combobox", name=scene.label, exact=True)
    box.wait_for()
    page.evaluate(WATCH)
    page.wait_for_function(STILL)
    box.click()
    names = page.get_by_role("option").all_inner_texts()[1 : OPTIONS + 1]
    page.keyboard.press("Escape")
    rounds = [[_choose(page, scene.label, name) for name in names] for _ in range(2)]
    first, again = (median(one) for one in rounds)
    return first, again


def _choose(page: Page, label: str, name: str) -> float:
    """Choose an option and return the milliseconds until the last change of the page."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(name)
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.wait_for_function(STILL)
    began = page.evaluate("() => performance.now()")
    option.click()
    page.wait_for_timeout(QUIET_MS)
    page.wait_for_function(STILL, timeout=LONGEST_MS)
    ended: float = page.evaluate("() => window.changed")
    return ended - float(began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
