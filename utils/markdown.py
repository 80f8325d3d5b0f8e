"""Text where Markdown is read: shown as it is, whoever wrote it.

What is not written in the code itself goes through `plain_text`; a test finds every place of a page
that does without it. `Markdown` marks what we wrote as such. HTML is made by `prose` of the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NewType

#: A text with signs of Markdown that are meant; nothing from outside is in it as it came.
Markdown = NewType("Markdown", str)
#: What makes links, pictures, code, formulas, HTML, tables and emphasis of a text.
_SIGNS: Final = re.compile(
    r"[\\`*\[\]!$|~]|(?<![^\W_])_|_(?![^\W_])|<(?=[\w/!?])|&(?=#?\w+;)", re.ASCII
)
#: What makes a list, a heading, a quotation or a rule of a text that begins with it.
_START: Final = re.compile(r"^(?:([#>+=-])|(\d+)([.)]))")
#: Addresses become links by themselves, and a word behind a colon a sign, a colour or a picture of
#: Streamlit's; a sign without width stops that.
_ADDRESSES: Final = re.compile(
    r"(?i)\b(https?|ftp|mailto|xmpp|www)(?=[:.])|(?<=[\w.+-])(@)(?=[\w-])|(:)(?=[\w+/-])"
)
#: A web address inside a text, as code shows it: nothing in it can end the code.
_WEB_ADDRESS: Final = re.compile(r"\b(https?://[\w./%?=&#:@+~,;()-]*[\w/])", re.ASCII)
_NO_WIDTH: Final = "\u200b"
#: A link as `markdown_link` writes it, and a sign that `plain_text` has escaped.
_LINK: Final = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_ESCAPED: Final = re.compile(r"\\([^\w\s]|_)")
#: What ends a line, or is no sign at all.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: What turns the direction of writing, so that a text reads as another.
_TURNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Halves of a character, which no message to a browser takes.
_HALVES: Final = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> Markdown:
    r"""A text that Markdown shows as it is: no picture, link, code or sign comes of it.

    It is one line; what turns the direction of writing is left out.

    >>> plain_text("![x](http://evil)")
    '\\!\\[x\\](http\u200b:\u200b//evil)'
    >>> plain_text(":red[a] <b>b</b> &lt; 1. c")
    ':\u200bred\\[a\\] \\<b>b\\</b> \\&lt; 1. c'
    >>> plain_text("# Leeds"), plain_text("Leeds, 2022-23: up to 5 & more")
    ('\\# Leeds', 'Leeds, 2022-23: up to 5 & more')
    """
    return _begun(_escaped(_line(text)))


def plain_notes(text: str) -> Markdown:
    r"""As `plain_text`, with web addresses as code: no link, and copied as they are.

    >>> plain_notes("Source: *us*, https://a.test/b_c.")
    'Source: \\*us\\*, `https://a.test/b_c`.'
    """
    parts = _WEB_ADDRESS.split(_line(text))
    return _begun(
        "".join(f"`{part}`" if at % 2 else _escaped(part) for at, part in enumerate(parts))
    )


def _line(text: str) -> str:
    line = _CONTROLS.sub(" ", text).strip()
    return _HALVES.sub("\ufffd", _TURNS.sub("", line))


def _escaped(text: str) -> str:
    escaped = _SIGNS.sub(r"\\\g<0>", text)
    return _ADDRESSES.sub(lambda found: found[0] + _NO_WIDTH, escaped)


def _begun(text: str) -> Markdown:
    return Markdown(_START.sub(lambda found: f"{found[2] or ''}\\{found[3] or found[1]}", text))


def markdown_link(words: str, address: str) -> Markdown:
    r"""A link of our own.

    >>> markdown_link("[1] $2", "a?b=(c)")
    '[\\[1\\] \\$2](a?b=%28c%29)'
    """
    return Markdown(f"[{plain_text(words)}]({address.replace('(', '%28').replace(')', '%29')})")


def words_of(text: Markdown | str) -> str:
    r"""What a reader sees of a text of ours: links as their words, and no sign of escape.

    >>> words_of(markdown_link("[1] $2", "a?b=(c)") + "; up to 5")
    '[1] $2; up to 5'
    """
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text)).replace(_NO_WIDTH, "")


def bullet_list(items: Iterable[Markdown]) -> Markdown:
    """A list of lines."""
    return Markdown("\n".join(f"- {item}" for item in items))
