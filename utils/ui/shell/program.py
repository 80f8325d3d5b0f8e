"""The shell's program for the browser: its parts as a single text, with their style."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from geo.script import join_parts

ASSETS_DIR: Final = Path(__file__).parent / "assets"
#: Styles that Streamlit's own parts take on; sent with the page, so that nothing jumps.
PAGE_STYLE: Final = ASSETS_DIR / "page.css"


@cache
def shell_script() -> str:
    """All parts; they put their style into the page when they are read."""
    return join_parts(ASSETS_DIR, style=(ASSETS_DIR / "shell.css").read_text(encoding="utf-8"))
