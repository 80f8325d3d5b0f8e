"""The shell's program for the browser: its parts as a single text, with their style."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

ASSETS_DIR: Final = Path(__file__).parent / "assets"
#: Styles that Streamlit's own parts take on; sent with the page, so that nothing jumps.
PAGE_STYLE: Final = ASSETS_DIR / "page.css"
#: Each part uses only those before it.
PARTS: Final[tuple[str, ...]] = tuple(
    json.loads((ASSETS_DIR / "parts.json").read_text(encoding="utf-8"))
)


@cache
def shell_script() -> str:
    """All parts in a scope of their own; the style is put into the page when they are read."""
    style = json.dumps((ASSETS_DIR / "shell.css").read_text(encoding="utf-8"))
    parts = "\n".join((ASSETS_DIR / name).read_text(encoding="utf-8") for name in PARTS)
    return f'(function () {{\n"use strict";\nconst STYLE = {style};\n{parts}}})();\n'


@cache
def script_version() -> str:
    """Short hash of the program; it is part of its address."""
    return hashlib.sha256(shell_script().encode()).hexdigest()[:12]
