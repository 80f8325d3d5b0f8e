"""Addresses that somebody else wrote: nothing of them is loaded, run, or led to."""

from __future__ import annotations

import random
from urllib.parse import urlencode

from playwright.sync_api import Dialog, Page, Response

from tests.browser.conftest import StartVisit
from tests.browser.visit import PATHS, Visit
from tests.hostile import HOST, HOSTILE
from utils.ui.shared.state import MOST_NOTICES, PARAMETERS

ADDRESSES = 24
#: Parameters in each address, all with a text of their own.
AT_ONCE = 16
#: Pages that are open at the same time, so that one is drawn while another is fetched.
TOGETHER = 4
LONGEST_NOTICE = 500
#: What leads away, what runs, and what a notice shows as anything but words.
HARM = f"""() => [
    ...["href", "src", "data", "action"].map((name) => `[${{name}}*="{HOST}" i]`),
    ...["href", "src"].map((name) => `[${{name}}^="javascript:" i]`),
    "[onerror], [onload], [onmouseover], [ontoggle]",
    '[data-testid="stAlert"] :is(a, img, code, strong, em, del, h1, li, table, .katex)',
    '[data-testid="stException"]',
].flatMap((search) => [...document.querySelectorAll(search)])
    .map((found) => found.outerHTML.slice(0, 200))"""


def hostile_addresses() -> list[str]:
    """Addresses of all pages in turn; the same ones in every run."""
    chosen = random.Random(1)  # noqa: S311  # a sample, not a secret
    addresses = []
    for number in range(ADDRESSES):
        names = [*chosen.sample(list(PARAMETERS), AT_ONCE - 1), chosen.choice(HOSTILE)]
        short = [text for text in HOSTILE if len(text) < 400]
        texts = [chosen.choice(HOSTILE), *chosen.sample(short, AT_ONCE - 1)]
        asked = dict(zip(names, texts, strict=True))
        addresses.append(f"{PATHS[number % len(PATHS)]}?{urlencode(asked)}")
    return addresses


def test_nothing_of_an_address_is_loaded_or_run_or_led_to(start_visit: StartVisit) -> None:
    addresses = hostile_addresses()
    for first in range(0, len(addresses), TOGETHER):
        batch = addresses[first : first + TOGETHER]
        visits = [start_visit() for _ in batch]
        seen: list[str] = []
        for visit, address in zip(visits, batch, strict=True):
            listen(visit.page, seen)
            visit.page.goto(visit.address + address, wait_until="commit")
        for visit, address in zip(visits, batch, strict=True):
            visit.page.locator("h1").first.wait_for()
            visit.wait_idle()
            check(visit, address)
            visit.page.close()
        assert seen == []


def listen(page: Page, seen: list[str]) -> None:
    """Note every dialog, and every answer that is the server's fault."""

    def note_dialog(dialog: Dialog) -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note_answer(answer: Response) -> None:
        if answer.status >= 500:
            seen.append(f"{answer.status}: {answer.url}")

    page.on("dialog", note_dialog)
    page.on("response", note_answer)


def check(visit: Visit, address: str) -> None:
    assert visit.page.evaluate(HARM) == [], address
    notices = visit.page.locator('[data-testid="stAlert"]').all_inner_texts()
    assert len(notices) <= MOST_NOTICES + 4, address
    assert all(len(words) <= LONGEST_NOTICE for words in notices), address
