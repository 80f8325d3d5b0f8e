"""Supplier names as they can be compared: case, marks, legal forms and trailing codes aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Words written in several ways, and the way they are compared in.
SAME_WORDS: Final = {
    "limited": "ltd",
    **dict.fromkeys(("limted", "lmited", "limitd", "limied", "limtied", "limitied"), "ltd"),
    "saint": "st",
    "company": "co",
    "brothers": "bros",
    "metropolitian": "metropolitan",
}
#: Legal forms that say what kind of company it is, not which company.
FORMS: Final = {
    "ltd": "ltd",
    "plc": "plc",
    "llp": "llp",
    "cic": "cic",
    "cio": "cio",
    "inc": "inc",
    "bv": "bv",
    "gmbh": "gmbh",
    "sarl": "sarl",
}
#: Names that are kept in mind with what was made of them, and those that are worked on.
MOST_KEPT: Final = 1 << 18
MOST_AT_ONCE: Final = 1 << 12
#: What stands before the name a company trades under, or had before.
OTHER_NAME: Final = re.compile(
    r"\s+\(?\b(?:t\s*/\s*as?\b|t\.\s*a\.?|ta\b|trading\s+as\b|aka\b|a/k/a\b"
    r"|formerly(?:\s+known\s+as)?\b|previously\b|prev\b)",
)
_APOSTROPHES: Final = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_CODE_BEFORE_MARKS_GO: Final = re.compile(
    r"#.*$|_[a-z]$|\*+$|&&\s*\w+$"
    # How it is paid, and a short code behind a legal form: "(DD)", "LTD-2WM".
    r"|\s*\((?:dd|so|bacs|chaps|chq|cheque|direct debit|bank transfer)\)$"
    r"|(?<=\bltd)\s*[-/]\s*[a-z0-9]{1,5}$|(?<=\blimited)\s*[-/]\s*[a-z0-9]{1,5}$"
    r"|(?<=\bplc)\s*[-/]\s*[a-z0-9]{1,5}$|(?<=\bllp)\s*[-/]\s*[a-z0-9]{1,5}$"
)
#: The number of an order behind a shop's name, as purchase cards have it: digits and letters mixed.
ORDER_NUMBER: Final = re.compile(
    r"(?<=\w)\s+(?:\d{3}-\d{7}-\d{2,7}|(?=(?:[a-z]*\d){3})(?=\d*[a-z])(?!.*[a-z]{4})[a-z\d]{8,12})$",
    re.IGNORECASE,
)
#: "Ltd" and "limited", cut short at the end of a name.
_CUT_FORM: Final = re.compile(r"(?<=\w\s)(?:lt|limite)$")
#: Legal forms that are written out in several words.
_LONG_FORMS: Final = {
    "community interest company": "cic",
    "charitable incorporated organisation": "cio",
    "limited liability partnership": "llp",
    "public limited company": "plc",
}
_LONG_FORM: Final = re.compile("|".join(rf"\b{form}\b" for form in _LONG_FORMS))
_WORDS: Final = re.compile(r"[^\W_]+")
_LONE_LETTERS: Final = re.compile(r"\b[^\W\d_](?: [^\W\d_]\b)+")
#: Numbers of this many digits at the end are a branch or an account, unless they are a year.
_TRAILING_CODE: Final = re.compile(r"(?<=\w) (?!(?:19|20)\d\d$)\d{4,}$")
_STUCK_CODE: Final = re.compile(r"(?<=[a-z]{4})\d{5,}$")


@lru_cache(maxsize=MOST_KEPT)
def normalise_name(text: str) -> str:
    """Write a supplier's name in the form in which names are compared.

    Case, accents, punctuation, "the" at either end, legal forms (Ltd, Limited, PLC, LLP, CIC),
    what a company trades as, and trailing branch or account numbers are taken away; "&" and "+"
    become "and" and letters that stand alone become one word. Normalising twice changes nothing.

    Returns:
        Lower-case words separated by single spaces; "" for a text without letters and digits.
    """
    name, before = text, None
    while name != before:
        name, before = _once(name), name
    return name


@lru_cache(maxsize=MOST_KEPT)
def legal_form(text: str) -> str:
    """Return the legal form that a name states: ltd, plc, llp, cic, cio or inc; "" if none."""
    plain = _without_code(plain_text(text))
    main = _words(OTHER_NAME.split(plain, maxsplit=1)[0] or plain)
    stated = [FORMS[word] for word in main if word in FORMS]
    return stated[-1] if stated else ""


def compact(name: str) -> str:
    """A normalised name without its spaces, save between digits: "water care" is "watercare"."""
    return re.sub(r"(?<!\d) | (?!\d)", "", name)


def slug(name: str) -> str:
    """A normalised name as a part of an id: words joined by hyphens."""
    return name.replace(" ", "-")


@lru_cache(maxsize=MOST_AT_ONCE)
def plain_text(text: str) -> str:
    """Lower case without accents, with straight white space."""
    bare = _APOSTROPHES.sub("", text)
    if bare.isascii():
        return " ".join(bare.lower().split())
    marked = unicodedata.normalize("NFKD", bare.casefold())
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return " ".join(bare.split())


def _words(plain: str) -> list[str]:
    spaced = plain.replace("&", " and ").replace("+", " and ")
    joined = " ".join(SAME_WORDS.get(word, word) for word in _WORDS.findall(spaced))
    return _LONE_LETTERS.sub(lambda run: run.group().replace(" ", ""), joined).split()


def _without_code(plain: str) -> str:
    """Without an account's code or a mark of payment at the end, and with a cut form put right."""
    bare = ORDER_NUMBER.sub("", _CODE_BEFORE_MARKS_GO.sub("", plain).strip()) or plain
    short = _LONG_FORM.sub(lambda found: _LONG_FORMS[found.group()], bare)
    return _CUT_FORM.sub("ltd", short)


def _once(text: str) -> str:
    plain = _without_code(plain_text(text))
    main = OTHER_NAME.split(plain, maxsplit=1)[0].strip()
    words = _words(main) or _words(plain)
    named = [word for word in words if word not in FORMS] or words
    for end in (0, -1):
        if len(named) > 1 and named[end] == "the":
            named.pop(end)
    return _TRAILING_CODE.sub("", _STUCK_CODE.sub("", " ".join(named)))
