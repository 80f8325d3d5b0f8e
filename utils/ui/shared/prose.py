"""Prose on pages that change often, as HTML.

A browser parses Streamlit's markdown anew at every switch; a few paragraphs take it longer than the
map. Everything here is escaped, except what `strong` and `link` make of escaped words.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def strong(words: str) -> Html:
    """Words that stand out."""
    return Html(f"<strong>{escape(words)}</strong>")


def link(words: str, address: str) -> Html:
    """Words that lead elsewhere."""
    return Html(f'<a href="{escape(address)}">{escape(words)}</a>')


def join(*parts: str) -> Html:
    """Put parts behind one another."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def paragraph(*parts: str) -> Html:
    """A paragraph."""
    return Html(f"<p>{join(*parts)}</p>")


def bullets(items: Iterable[str]) -> Html:
    """A list."""
    return Html("<ul>" + "".join(f"<li>{join(one)}</li>" for one in items) + "</ul>")


def render_prose(*blocks: Html) -> None:
    """Write blocks as one element."""
    st.html("".join(blocks))
