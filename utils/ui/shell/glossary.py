"""The words that are explained to readers, and links to them."""

from __future__ import annotations

from functools import cache
from typing import Final, TypedDict, cast

import yaml

from utils.config import DECLARED_DIR
from utils.ui.shared.prose import Html

FILE: Final = DECLARED_DIR / "glossary.yml"


class Word(TypedDict):
    """A word and what it means."""

    word: str
    meaning: str


@cache
def load_glossary() -> dict[str, Word]:
    """Every word by its key."""
    return cast("dict[str, Word]", yaml.safe_load(FILE.read_text(encoding="utf-8")))


def explained(key: str, words: str) -> Html:
    """Words of a text that open their meaning when pressed.

    Args:
        key: key of the word in the glossary.
        words: what is written in the text.

    Raises:
        KeyError: the glossary has no such word.
    """
    load_glossary()[key]
    return Html('<a href="help?about=words#word-{}">{}</a>').format(key, words)
