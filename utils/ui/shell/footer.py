"""The foot of every page: sources, licence, data version, help, and where to write to."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import streamlit as st

from utils.config import feedback_address
from utils.ui.shared.loaders import load_maps
from utils.ui.shared.prose import Html, join, link, paragraph
from utils.ui.shared.words import ATTRIBUTION

_SEPARATOR = Html(" &middot; ")


def render_footer() -> None:
    """Show the foot."""
    st.html(_foot(feedback_address(), load_maps().store.version))


#: Of the versions that visits may be shown at one time.
@lru_cache(maxsize=4)
def _foot(address: str, version: str) -> Html:
    maps = load_maps()
    newest = max(row["retrieved"] for row in maps.sources.values())
    links = [
        link("Sources and methods", "sources"),
        link("Help and glossary", "help"),
        link("What is new", "help?about=news"),
        link("Accessibility", "help?about=accessibility"),
        link("Privacy and cookies", "help?about=privacy"),
        link("Licences", "help?about=licences"),
    ]
    if address:
        links.append(link("Report a problem", address))
    return join(
        Html('<div class="shell-foot">'),
        paragraph(_SEPARATOR.join(links)),
        paragraph(
            f"{ATTRIBUTION}. Data version {version}; the newest source was "
            f"downloaded on {date.fromisoformat(newest):%-d %B %Y}."
        ),
        Html("</div>"),
    )
