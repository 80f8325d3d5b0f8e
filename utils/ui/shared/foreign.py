"""Text from outside, such as an address, where Streamlit would read it as Markdown."""

from __future__ import annotations

import re
from typing import Final

#: What makes links, pictures, code, formulas, directives and tables of a text.
_SIGNS: Final = re.compile(r"([\\\\`*\[\]!$|])")
#: Addresses become links by themselves; a sign without width stops that.
_ADDRESSES: Final = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|(?<=\w)(@)(?=\w)")
_NO_WIDTH: Final = "\u200b"


def plain_text(text: str) -> str:
    r"""A text that Markdown shows as it is: no picture, link or code comes of it.

    >>> plain_text("![x](http://evil)")
    '\\!\\[x\\](http\u200b://evil)'
    >>> plain_text("Leeds, 2022-23")
    'Leeds, 2022-23'
    """
    escaped = _SIGNS.sub(r"\\\1", text).replace("__", r"\_\_")
    return _ADDRESSES.sub(lambda found: found[0] + _NO_WIDTH, escaped)
