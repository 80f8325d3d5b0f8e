"""Which suppliers are named to the public, and which are put together.

A person's name is never published. Folding people is not enough for that: many sole traders and
partnerships trade under a person's name. So a name is published only where something in it shows
that it is no person's; all others are one line.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, Final

import yaml

from data.ledger.core.names import legal_form, plain_text
from data.ledger.suppliers.individual_words import person_words
from utils.config import LEDGER_WORDS_DIR

WORDS_FILE: Final = LEDGER_WORDS_DIR / "named_suppliers.yml"
LONGEST: Final = 120
NOT_NAMED: Final = "not_named"
#: Kinds of suppliers whose payments are one line, and what that line is called.
FOLDED: Final = {
    "individual": "Individuals",
    "redacted": "Names taken out by the publisher",
    "not_said": "No supplier given",
    NOT_NAMED: "Suppliers not named here",
}
_SAINTS: Final = frozenset({"st", "saint"})
_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile("['\u2018\u2019\u02bc`\u00b4]\\s?s\\b", re.IGNORECASE)


def published_supplier(kind: str, name: str) -> tuple[str, str]:
    """Kind and name under which a supplier of a count is published.

    Args:
        kind: kind of supplier in the count.
        name: its name there.
    """
    if kind in FOLDED:
        return kind, FOLDED[kind]
    shown = tidy(name)
    if kind == "organisation" and not may_be_named(shown):
        return NOT_NAMED, FOLDED[NOT_NAMED]
    return kind, shown


def may_be_named(name: str) -> bool:
    """Whether something in an organisation's name shows that it is no person's.

    A legal form does, as companies are on a public register. A word that institutions have does,
    and so does a name all of whose words are known and one is an organisation's, unless initials
    or a given name are in it.

    >>> may_be_named("Kiely Bros Ltd."), may_be_named("East Durham College")
    (True, True)
    >>> may_be_named("Victoria Robinson Childcare"), may_be_named("J & J Clark & Sons")
    (False, False)
    """
    if legal_form(name):
        return True
    words = _WORD.findall(plain_text(_POSSESSIVE.sub("", name)))
    if _may_be_personal(words):
        return False
    declared = _declared()
    if not declared["institutions"].isdisjoint(words):
        return True
    known = person_words()
    plain = known.strong | known.other | declared["plain"]
    return plain.issuperset(words) and not known.strong.isdisjoint(words)


def _may_be_personal(words: list[str]) -> bool:
    """Whether initials or given names are among words, a saint's aside."""
    known = person_words()
    saints = {after for word, after in pairwise(words) if word in _SAINTS}
    return not words or any(
        (len(word) == 1 and word.isalpha())
        or (word in known.given | known.both and word not in saints)
        # "Daves", where the apostrophe is left out.
        or (word.removesuffix("s") in known.given and word not in saints)
        for word in words
    )


def tidy(name: str) -> str:
    """A name on one line, without signs that cannot be shown or marks at its end."""
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(shown.split())[:LONGEST].rstrip(" .,*-")


@cache
def _declared() -> dict[str, frozenset[str]]:
    read: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in read.items()}
