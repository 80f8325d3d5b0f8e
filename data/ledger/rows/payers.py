"""Whose ledger a file is, where no column says: from its titles, or else from its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from data.ledger.core.dates import MONTH_NAME
from data.ledger.core.declared import read_declared
from utils.config import LEDGER_WORDS_DIR

BODY: Final = re.compile(
    r"\b(council|borough|nhs|trust|police|constabulary|commissioner|department|ministry|authority"
    r"|fire and rescue|university|agency|integrated care board|foundation|corporation)\b",
    re.IGNORECASE,
)
#: Words of a title that no longer belong to the name of a body.
AFTER: Final = re.compile(
    r"\s*[-:,(]?\s*\b(expenditure|payments?|spend(ing)?|invoices?|transparency|transactions?"
    r"|suppliers?|purchase|procurement|report|data|over|greater|above|exceeding|more|£|all)\b.*"
    r"|\s*[-:,(]?\s*£.*",
    re.IGNORECASE | re.DOTALL,
)
PERIOD: Final = re.compile(
    rf"\b{MONTH_NAME}\b.*|\b(19|20)[0-9]{{2}}\b.*|\bquarter\b.*", re.IGNORECASE | re.DOTALL
)
LINKS: Final = frozenset({"and", "of", "on", "upon", "the", "in", "for", "with"})
WORDS_FILE: Final = LEDGER_WORDS_DIR / "payer_words.yml"
MONTH_WORD: Final = re.compile(MONTH_NAME, re.IGNORECASE)
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")


def payer_from_titles(titles: Iterable[str]) -> str:
    """Find a body in titles above a table: "Northam Council Expenditure over £250" names one."""
    for title in titles:
        name = PERIOD.sub("", AFTER.sub("", " ".join(title.split()))).strip(" -:,.")
        if BODY.search(name) and name.lower() not in _words("general"):
            return name
    return ""


def payer_from_name(file: str) -> str:
    """Find a body in the name of a file: "northam_borough_council_2024-04.csv" names one.

    Returns:
        The name as words with capitals; "" where nothing but dates and general words is left.
    """
    stem = PurePosixPath(file.replace("\\", "/")).name
    stem = re.sub(r"(\.[A-Za-z]{2,5}){1,2}$", "", stem)
    words = [word for word in re.split(r"[^A-Za-z&']+", CAMEL.sub(" ", stem)) if word]
    no_part = _words("no_part")
    kept = [
        word
        for word in words
        if word.lower() in LINKS
        or not (word.lower() in no_part or MONTH_WORD.fullmatch(word) or len(word) == 1)
    ]
    while kept and kept[0].lower() in LINKS:
        kept.pop(0)
    while kept and kept[-1].lower() in LINKS:
        kept.pop()
    if not kept or {word.lower() for word in kept} <= _words("general") | LINKS:
        return ""
    return " ".join(_capital(word) for word in kept)


def _capital(word: str) -> str:
    if word.lower() in LINKS:
        return word.lower()
    return (
        word.upper()
        if word.lower() in _words("short") or word.isupper()
        else word[0].upper() + word[1:]
    )


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_declared(WORDS_FILE)[kind])
