"""Prose on pages that change often, as HTML.

A browser parses Streamlit's markdown anew at every switch; a few paragraphs take it longer than the
map. Everything here is escaped, except what `strong` and `link` make of escaped words.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup as Html

from utils.ui.shared.glossary import mark_words

__all__ = ["Html", "bullets", "folded", "join", "link", "paragraph", "render_prose", "strong"]


def strong(words: str) -> Html:
    """Words that stand out."""
    return Html("<strong>{}</strong>").format(words)


def link(words: str, address: str) -> Html:
    """Words that lead elsewhere."""
    return Html('<a href="{}">{}</a>').format(address, words)


def join(*parts: str) -> Html:
    """Put parts behind each other; what is not HTML already is escaped."""
    return Html("").join(parts)


def paragraph(*parts: str) -> Html:
    """A paragraph."""
    return Html("<p>{}</p>").format(join(*parts))


def bullets(items: Iterable[str]) -> Html:
    """A list."""
    return Html("<ul>{}</ul>").format(join(*(Html("<li>{}</li>").format(item) for item in items)))


def folded(title: str, *blocks: str, is_open: bool = False) -> Html:
    """A short entry whose details open below it.

    Args:
        title: what is shown of it.
        blocks: its details.
        is_open: whether they are shown at once.
    """
    return Html('<details class="record"{}><summary>{}</summary>{}</details>').format(
        Html(" open") if is_open else "", title, join(*blocks)
    )


def render_prose(*blocks: Html) -> None:
    """Write blocks as one element; words that are explained lead to their meaning."""
    st.html(mark_words(Html("").join(blocks)))
