from __future__ import annotations

import re
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.reading import open_app, shown_text
from utils.config import ROOT, STAFF_ON, STAFF_VARIABLE

FILES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py")
#: A public server has none of these.
STAFF = {"ledger.py", "new_data.py", "own_table.py"}
#: Words of the machine that no reader should meet.
MACHINE_WORDS = re.compile(r"\b(nan|NaN|NaT|None|Traceback)\b|<NA>")


def open_page(name: str) -> AppTest:
    """Open a page from the menu."""
    return open_app().switch_page(f"../../../pages/{name}").run()


@pytest.mark.parametrize("mode", ["", STAFF_ON], ids=["public", "staff"])
def test_every_page_and_nothing_else_is_in_the_menu(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv(STAFF_VARIABLE, mode)
    menus: list[Any] = []
    navigate = st.navigation

    def note_menu(pages: Any, **options: Any) -> Any:  # noqa: ANN401  # as Streamlit takes it
        menus.append(pages)
        return navigate(pages, **options)

    monkeypatch.setattr(st, "navigation", note_menu)
    open_app()
    (menu,) = menus
    groups = menu.values() if isinstance(menu, dict) else [menu]
    pages = [page for group in groups for page in group]
    wanted = [path for path in FILES if mode or path.name not in STAFF]
    assert sorted(page._page for page in pages) == wanted
    assert len({page.title for page in pages}) == len(pages)


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_page_runs_with_one_title_and_no_machine_words(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(STAFF_VARIABLE, STAFF_ON if name in STAFF else "")
    app = open_page(name)
    assert not app.exception
    assert len(app.title) == 1
    assert not app.error
    assert MACHINE_WORDS.findall(shown_text(app)) == []


def test_sources_page_begins_with_publishers_and_can_be_searched() -> None:
    app = open_app(page="sources.py", more=False)
    text = shown_text(app)
    assert "public sources, or computed from them" in text
    assert "Department for Work and Pensions" in app.table[0].value.index
    assert "Fisher-Jenks" not in text
    found = open_app(page="sources.py", q="fuel poverty")
    assert not found.exception
    assert "Sub-regional fuel poverty" in shown_text(found)
    assert "Fisher-Jenks" not in shown_text(found)
    assert "Fisher-Jenks" in shown_text(open_app(page="sources.py", q="fisher jenks breaks"))
    assert "0 results" in shown_text(open_app(page="sources.py", q="zzz"))


def test_sources_page_names_every_source_with_its_licence() -> None:
    app = open_page("sources.py")
    text = shown_text(app)
    assert "Ministry of Housing, Communities and Local Government" in text
    assert "Office for Health Improvement and Disparities" in text
    assert "OGL-UK-3.0" in text
    assert "Revenue outturn" in text


def test_an_address_without_a_page_says_so_and_leads_on() -> None:
    app = AppTest.from_function(show_missing).run()
    assert [title.value for title in app.title] == ["Page not found"]
    body = next(block.proto.body for block in app.get("html") if "no page" in block.proto.body)
    assert "&lt;b&gt;" in body
    assert 'href="count"' in body


def show_missing() -> None:
    """The page that is shown for an address without a page."""
    from utils.ui.shell.missing import render_missing  # noqa: PLC0415  # a script of its own

    render_missing("<b>")
