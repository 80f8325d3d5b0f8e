"""Whatever an address asks for, the page says so in few words, and nothing of it is a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from data.read.find_place.finder import find_place
from tests.hostile import HOSTILE
from tests.unit.utils.ui.choices import PLACES
from utils.config import ROOT
from utils.narrative.found_place import say_found
from utils.ui.prevention.choices import read_numbers
from utils.ui.shared import state
from utils.ui.shared.asked_chart import AskedChart, missing_words
from utils.ui.shared.loaders import load_finder, load_prevention
from utils.ui.shared.place_picker import resolve

#: A sign that Markdown or Streamlit would read, once what is kept from being one is taken out.
KEPT = re.compile(r"\\(?:[^\w\s]|_)")
SIGNS = re.compile(
    r"[`*\[\]$|~]|<[\w/!?]|&#?\w+;|(?<![^\W_])_|_(?![^\W_])|:[\w+/-]|(?:https?|ftp)[:.]|www\.|\w@\w",
    re.IGNORECASE | re.ASCII,
)


@dataclass
class Page:
    """What stands for Streamlit: what is kept of a visit, its address and what it warns of."""

    query_params: dict[str, str] = field(default_factory=dict)
    session_state: dict[str, object] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def warning(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    page = Page()
    monkeypatch.setattr(state, "st", page)
    return page


def check(page: Page) -> None:
    """No sign is left in what is said, and it is short."""
    for said in page.warnings:
        found = SIGNS.search(KEPT.sub("^", said))
        assert found is None, (found, said)
        assert len(said.splitlines()) == 1
        assert len(said) <= 3 * state.LONGEST_NOTICE
        assert said.encode()
    assert len(page.warnings) <= state.MOST_NOTICES + 1


def test_no_text_is_left_out() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 200


@pytest.mark.parametrize("name", state.PARAMETERS)
def test_no_parameter_shows_what_it_was_given_as_a_sign(page: Page, name: str) -> None:
    for text in HOSTILE:
        page.query_params = {name: text, text: name}
        state.choose(name, ["a", "b"], default="a", words="what is shown")
        state.show_notices()
        check(page)
        if text and name != state.AT:
            assert page.warnings, text
        page.session_state.clear()
        page.warnings.clear()


def test_no_value_that_is_read_in_a_way_of_its_own_is_shown_as_a_sign(page: Page) -> None:
    scenarios, finder = load_prevention().scenarios, load_finder()
    for number, text in enumerate(HOSTILE):
        sentences = [
            *read_numbers(text, scenarios)[1],
            *read_numbers(f"alcohol_care_team:people:{text}", scenarios)[1],
            missing_words(AskedChart(text)),
        ]
        if number % 8 == 0:
            # Names that are like it are looked for among all, which takes longer.
            sentences.append(say_found(text, find_place(text, finder=finder), shown=""))
        for sentence in sentences:
            state.notify(sentence)
        state.show_notices()
        check(page)
        page.warnings.clear()


def test_a_list_of_many_is_answered_in_few_words(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utils.ui.shared.place_picker.st", page)
    asked = [text for text in HOSTILE if "," not in text][::9]
    for sentence in resolve(asked, places=PLACES, finder=load_finder())[1]:
        state.notify(sentence)
    page.query_params = {f"{text}{number}": text for number, text in enumerate(HOSTILE)}
    assert not state.asks_for("theme")
    state.show_notices()
    check(page)
    assert len(page.warnings) == state.MOST_NOTICES + 1


def test_the_address_is_read_in_one_place_alone() -> None:
    """What is not among the parameters listed there cannot be asked for."""
    modules = {
        path.relative_to(ROOT / "utils/ui/shared").as_posix()
        for path in (ROOT / "utils/ui").rglob("*.py")
        if re.search(r"\bst\.query_params", path.read_text("utf-8"))
    }
    # The other two write the whole address into a link, in which it is encoded.
    assert modules == {"alone.py", "chart_links.py", "state.py"}
    assert not [
        path for path in (ROOT / "pages").glob("*.py") if "query_params" in path.read_text()
    ]
