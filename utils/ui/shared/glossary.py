"""The words that are explained to readers: their list, and where they stand in a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NotRequired, TypedDict, cast

import yaml
from markupsafe import Markup, escape

from utils.config import DECLARED_DIR

FILE: Final = DECLARED_DIR / "glossary.yml"
#: What a link on a page leads to, and what is between tags.
_TAG: Final = re.compile(r"(<[^>]*>)")
ADDRESS: Final = "help?about=words#word-{}"


class Word(TypedDict):
    """A word, what it means, and the forms of it that are marked in a text."""

    word: str
    meaning: str
    marked: NotRequired[list[str]]


@cache
def load_glossary() -> dict[str, Word]:
    """Every word by its key."""
    return cast("dict[str, Word]", yaml.safe_load(FILE.read_text(encoding="utf-8")))


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is looked for in a text, and the key of each form."""
    keys = {
        str(escape(form)): key
        for key, entry in load_glossary().items()
        for form in entry.get("marked", [])
    }
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b"), keys


def mark_words(text: Markup) -> Markup:
    """A text in which each word that is explained leads to its meaning, where it comes first.

    Args:
        text: HTML; words in a link, a heading or a summary are left alone.
    """
    pattern, keys = _forms()
    if not pattern.search(text):
        return text
    seen: set[str] = set()
    depth = 0
    parts = _TAG.split(str(text))
    for place, part in enumerate(parts):
        if part.startswith("<"):
            if re.match(r"<(a|h\d|summary|th|button)\b", part):
                depth += 1
            elif re.match(r"</(a|h\d|summary|th|button)>", part):
                depth -= 1
        elif not depth:
            parts[place] = pattern.sub(lambda found: _marked(found[0], keys, seen), part)
    return Markup("".join(parts))  # noqa: S704 - made of HTML that is safe already


def _marked(form: str, keys: dict[str, str], seen: set[str]) -> str:
    """A form as a link to its meaning; only the first of each word."""
    key = keys[form]
    if key in seen:
        return form
    seen.add(key)
    return f'<a class="word" href="{ADDRESS.format(key)}">{form}</a>'
