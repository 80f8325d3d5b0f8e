"""What a browser may load and run for a page of ours, and who may show it: the content policies."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from utils.config import ANY_SITE, frame_sites, is_staff

#: Streamlit's page, into which its program draws every page of the app.
PAGE_FILE: Final = Path(st.__file__).parent / "static" / "index.html"
#: Scripts that are written into the page itself.
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: What a Host header may be to become part of a policy.
HOST: Final = re.compile(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII)
#: Nothing is loaded, run, sent or framed; for answers that are no pages, if they are opened as one.
NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#: Streamlit's older components, each a page in a frame of our own; folium's writes its map's script
#: into itself. They answer in staff mode alone.
COMPONENT: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def page_policy(*, host: str, is_safe: bool, ancestors: Sequence[str]) -> str:
    """Policy of Streamlit's page.

    Args:
        host: the Host header of the request.
        is_safe: whether it came by TLS.
        ancestors: who may show the page inside another.
    """
    return _compose(
        {
            "default-src": ["'none'"],
            # Scripts in the page are named by their hashes. A component's program is text that
            # Streamlit makes a blob of; only a script that runs already can make one.
            "script-src": ["'self'", "blob:", *inline_hashes()],
            # Streamlit's styles are made while it runs, and written into the page.
            "style-src": ["'self'", "'unsafe-inline'"],
            # Pictures that are drawn in the page and those of Streamlit's own styles.
            "img-src": ["'self'", "data:", "blob:"],
            "font-src": ["'self'", "data:"],
            "connect-src": ["'self'", *_socket_source(host, is_safe=is_safe)],
            "manifest-src": ["'self'"],
            # Folium's map, in staff mode.
            "frame-src": ["'self'" if is_staff() else "'none'"],
            "worker-src": ["'none'"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": list(ancestors),
        }
    )


def document_policy(styles: Sequence[str], *, ancestors: Sequence[str]) -> str:
    """Policy of a page that we write ourselves, which has no script.

    Args:
        styles: the style texts in it.
        ancestors: who may show it inside another page.
    """
    return _compose(
        {
            "default-src": ["'none'"],
            "style-src": [source_hash(style) for style in styles],
            # The empty icon, without which a browser would ask the host for one.
            "img-src": ["'self'", "data:"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": list(ancestors),
        }
    )


def whole_page_ancestors() -> tuple[str, ...]:
    """Who may show whole pages: this site, and those that the server's owner named."""
    return ("'self'", *frame_sites())


def figure_ancestors(sites: Sequence[str]) -> tuple[str, ...]:
    """Who may show a figure alone: any site, or those that are named and who may show pages."""
    if ANY_SITE in sites:
        return (ANY_SITE,)
    return tuple(dict.fromkeys((*whole_page_ancestors(), *sites)))


@cache
def inline_hashes() -> tuple[str, ...]:
    """Hashes of the scripts written into Streamlit's page, as the installed file has them."""
    page = re.sub(r"<!--.*?-->", "", PAGE_FILE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return tuple(source_hash(script) for script in _INLINE.findall(page))


def source_hash(text: str) -> str:
    """How a policy names a script or a style by its content.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _socket_source(host: str, *, is_safe: bool) -> list[str]:
    """Our own socket by name: older browsers do not count it to 'self'."""
    if not HOST.fullmatch(host.lower()):
        return []
    return [f"{'wss' if is_safe else 'ws'}://{host.lower()}"]


def _compose(directives: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
