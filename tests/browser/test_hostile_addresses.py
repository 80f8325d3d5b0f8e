"""Addresses that somebody else wrote: nothing of them is loaded, run, or led to."""

from __future__ import annotations

import random
from urllib.parse import urlencode

from playwright.sync_api import Dialog, Page, Response

from tests.browser.conftest import StartVisit
from tests.browser.visit import PATHS, Visit
from tests.hostile import HOST, HOSTILE
from utils.ui.shared.state import MOST_NOTICES, PARAMETERS

#: Parameters in each address, all with a text of their own.
AT_ONCE = 16
#: Longer texts are in an address by themselves.
LONG = 400
#: As Back and Forward do: the page asks for a run with the new address.
GO_TO = """(address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
}"""
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


def hostile_queries() -> list[str]:
    """Queries in which each hostile text is in many parameters; the same ones in every run."""
    chosen = random.Random(1)  # noqa: S311  # a sample, not a secret
    short = [text for text in HOSTILE if len(text) < LONG]
    queries = []
    for first in HOSTILE:
        # A name of a parameter may be hostile too.
        names = [*chosen.sample(list(PARAMETERS), AT_ONCE - 1), chosen.choice(HOSTILE)]
        texts = [first, *chosen.sample(short, AT_ONCE - 1)]
        queries.append(urlencode(dict(zip(names, texts, strict=True))))
    return queries


def test_nothing_of_an_address_is_loaded_or_run_or_led_to(start_visit: StartVisit) -> None:
    queries = hostile_queries()
    for number, path in enumerate(PATHS):
        visit = start_visit()
        seen: list[str] = []
        listen(visit.page, seen)
        mine = queries[number :: len(PATHS)]
        visit.open(f"{path}?{mine[0]}")
        check(visit, mine[0])
        for query in mine[1:]:
            visit.forget_traffic()
            visit.page.evaluate(GO_TO, f"{path}?{query}")
            visit.wait_finished(1)
            assert visit.runs_finished >= 1
            visit.wait_idle()
            check(visit, f"{path}?{query}")
        assert seen == []
        visit.page.close()


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
