"""The search over all registers, whose words are in the address."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.registers import RegisterReader
from utils.markdown import plain_text
from utils.narrative.registers import REGISTERS, results_words
from utils.ui.registers.rows import row_words
from utils.ui.shared.prose import Html, bullets, folded, join, render_prose
from utils.ui.shared.state import asks_for, choose_text

#: Name of the parameter and of the widget.
SEARCH: Final = "q"
LONGEST: Final = 100
#: Results of a register that are shown at once; the others open below them.
FIRST: Final = 5
_PAGE: Final = "search_page"


def resolve_search(page: str) -> str:
    """What is searched for; a search ends when the visitor goes to another page.

    Args:
        page: name of the page that is open.
    """
    if st.session_state.get(_PAGE) != page and not asks_for(SEARCH):
        st.session_state.pop(SEARCH, None)
    st.session_state[_PAGE] = page
    return choose_text(SEARCH, longest=LONGEST)


def ask_search(
    label: str = "Search all records of the programme",
    placeholder: str = "For example alcohol, Kent or pooled budgets",
) -> None:
    """Ask for words to search for.

    Args:
        label: what is searched.
        placeholder: examples.
    """
    st.text_input(
        plain_text(label),
        key=SEARCH,
        placeholder=placeholder,
        max_chars=LONGEST,
        width=480,
    )


def render_results(reader: RegisterReader, text: str) -> None:
    """Show what was found, register by register; more than a few of one open below."""
    found = reader.search(text)
    st.header(plain_text(results_words(sum(map(len, found.values())), text)))
    for table, rows in found.items():
        lines = [row_words(reader, row) for row in rows]
        others = lines[FIRST:]
        rest = folded(f"{len(others)} more", bullets(others)) if others else ""
        title = Html("<h3>{} ({})</h3>").format(REGISTERS[table], len(rows))
        render_prose(join(title, bullets(lines[:FIRST]), rest))
