from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from tests.browser.server import serve_app
from tests.browser.visit import WIDE, Visit
from tests.browser_finder import BROWSER_VARIABLE, find_browser

ACTION_MS = 30_000
LOCAL = {"localhost", "127.0.0.1"}
INLINE = {"data", "blob", "about"}
StartVisit = Callable[..., Visit]
ColorScheme = Literal["light", "dark"]


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Address of the running app."""
    with serve_app() as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser for all; each visit has a context of its own."""
    path = find_browser(environ=os.environ, home=Path.home())
    if path is None:
        pytest.fail(f"No browser: python -m tests installs one, or set {BROWSER_VARIABLE}.")
    with sync_playwright() as playwright:
        expect.set_options(timeout=ACTION_MS)
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shared_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A context for most visits: what a browser loaded once it need not load again."""
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(ACTION_MS)
    yield context
    context.close()


@pytest.fixture
def start_visit(
    chromium: Browser, shared_context: BrowserContext, address: str
) -> Iterator[StartVisit]:
    """Start visits; those with options that a page alone cannot have get a context of their own."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(
        viewport: dict[str, int] = WIDE,
        *,
        color_scheme: ColorScheme = "light",
        touch: bool = False,
        **options: str,
    ) -> Visit:
        context = shared_context
        if touch or options:
            context = chromium.new_context(
                locale="en-GB", has_touch=touch, is_mobile=touch, **options
            )
            context.set_default_timeout(ACTION_MS)
            contexts.append(context)
        page = context.new_page()
        page.set_viewport_size(ViewportSize(**viewport))
        page.emulate_media(color_scheme=color_scheme)
        visits.append(Visit(page, address))
        return visits[-1]

    yield start
    for visit in visits:
        visit.page.close()
    for context in contexts:
        context.close()
    # What one visit left in the browser is nothing that the next begins with.
    shared_context.clear_cookies()
    check_traffic(visits)


def check_traffic(visits: Sequence[Visit]) -> None:
    """None of them may have left this machine or met an error."""
    for visit in visits:
        assert [url for url in visit.requests if not is_local(url)] == []
        assert visit.errors == []


@pytest.fixture
def visit(start_visit: StartVisit) -> Visit:
    """A visit with a wide window."""
    return start_visit()


def is_local(url: str) -> bool:
    """Tell whether an address is on this machine or holds its own content."""
    parts = urlsplit(url)
    return parts.scheme in INLINE or parts.hostname in LOCAL
