"""What in a supplier's name shows that it is an organisation's and no private person's.

Words of trades that one person can follow alone show nothing beside a word that is not known: it
may be a surname. Words of what takes many people do, as homes, hotels and schools.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from data.ledger.core.names import FORMS, SAME_WORDS, plain_text
from data.ledger.core.phrases import plain_words
from data.ledger.publish.naming_words import naming_words
from data.ledger.suppliers.individual_words import person_words

#: A word so short that is not known may be initials.
INITIALS: Final = 2
#: Systems cut names at this length or beyond, and with them "Limited".
SHORTEST_CUT: Final = 25
#: As many letters in a code may be a name, as in that of somebody's account.
_LETTERS: Final = re.compile(r"[a-z]{4}")
_CUT_LETTER: Final = re.compile(rf"(?<=.{{{SHORTEST_CUT - 2}}}) [a-z]$")
_CUT_FORM: Final = re.compile(r"\s\(?l(?:im?|imite?)?$")
_VOWELS: Final = frozenset("aeiouy")
_SAINTS: Final = frozenset({"st", "saint"})
_POSSESSIVE: Final = re.compile("['\u2018\u2019\u02bc`\u00b4]\\s?s\\b", re.IGNORECASE)


def is_an_organisations(name: str) -> bool:
    """Whether something in a name shows that it is an organisation's.

    Any of: a firm or charity that the country knows; a legal form anywhere, also cut short; an
    institution; what takes many people, with one word at most that is not known; nothing but
    known words. None counts where initials or a given name are in the name, save that of an
    institution that honours somebody, or of a building.

    >>> is_an_organisations("Quillfeather Health Care"), is_an_organisations("Quillfeather Taxis")
    (True, False)
    """
    text = _CUT_LETTER.sub("", plain_words(_POSSESSIVE.sub("", name)))
    words = text.split()
    if not words or not naming_words().titles.isdisjoint(words):
        return False
    if _is_known_firm(text) or _is_in_honour(text, words) or _is_home_of_one_name(text):
        return True
    return not _personal(_without_buildings(words)) and (
        _states_form(name, words)
        or _is_institution(text, words)
        or _is_of_many(text, words)
        or _is_all_known(words)
    )


def _is_known_firm(text: str) -> bool:
    """Whether a firm or charity that the country knows comes first, and no person behind it."""
    firm = naming_words().firms.match(text)
    known = firm is not None and not _personal(text[firm.end() :].split())
    return known or text in naming_words().firms_alone | person_words().acronyms


def _is_in_honour(text: str, words: list[str]) -> bool:
    """Whether it is an institution of a kind that bears names of people."""
    found = naming_words().in_honour.search(text)
    if found is None:
        return False
    rest = f"{text[: found.start()]} {text[found.end() :]}".split()
    return naming_words().lessons.isdisjoint(words) and not any(map(_is_letter, rest))


def _is_home_of_one_name(text: str) -> bool:
    """Whether it is a home for many people with one given name and no word that is not known."""
    rest, found = naming_words().homes.subn(" ", text)
    others = [word for word in rest.split() if word not in naming_words().given]
    alone = len(rest.split()) - len(others) == 1
    return found > 0 and alone and all(map(_is_known, others)) and not _initials(others)


def _personal(words: list[str]) -> bool:
    """Whether initials or given names are among words, a saint's aside."""
    given, common = naming_words().given, person_words().given
    saints = {after for word, after in pairwise(words) if word in _SAINTS}
    return any(
        _is_letter(word)
        # "Daves", where the apostrophe is left out.
        or ((word in given or word.removesuffix("s") in common) and word not in saints)
        for word in words
    )


def _without_buildings(words: list[str]) -> list[str]:
    """Words without those names of people that are a building's or a street's."""
    declared = naming_words()
    names = declared.given | declared.surnames
    pairs = pairwise([*words, ""])
    return [word for word, after in pairs if word not in names or after not in declared.buildings]


def _states_form(name: str, words: list[str]) -> bool:
    """Whether a legal form is anywhere, or cut short behind a word of an organisation."""
    if any(SAME_WORDS.get(word, word) in FORMS for word in words):
        return True
    plain = plain_text(name)
    cut = _CUT_FORM.search(plain) if len(plain) >= SHORTEST_CUT else None
    return cut is not None and not person_words().strong.isdisjoint(words)


def _is_institution(text: str, words: list[str]) -> bool:
    """Whether it is an institution, and no teacher's school or vet's hospital."""
    declared = naming_words()
    if not declared.lessons.isdisjoint(words):
        text = declared.taught.sub(" ", text)
    return not _initials_first(words) and declared.institutions.search(text) is not None


def _is_of_many(text: str, words: list[str]) -> bool:
    """Whether it takes many people, and no more than one of its other words is not known."""
    rest, found = naming_words().of_many.subn(" ", text)
    unknown = [word for word in _without_buildings(rest.split()) if not _is_known(word)]
    sure = not _initials_first(words) and not _is_address(words)
    return found > 0 and len(unknown) <= 1 and sure


def _is_all_known(words: list[str]) -> bool:
    """Whether all words are known, and are more than an address or words that say nothing."""
    known, strong = naming_words().known, person_words().strong
    if _personal(words) or _is_address(words) or not all(map(_is_known, words)):
        return False
    said = [word for word in words if word.isalpha() and word not in naming_words().plain]
    sure = [word for word in said if word in known]
    if len(sure) < len(said):
        # Three letters and a word may be initials and a surname.
        return len(sure) > 1 and not strong.isdisjoint(sure)
    return any(len(word) > INITIALS for word in sure)


def _is_address(words: list[str]) -> bool:
    """Whether a number comes first and an address follows, perhaps of a private home.

    Barristers' chambers are known by their address.
    """
    at_home = words[0].isdigit() and "chambers" not in words
    return at_home and not naming_words().address.isdisjoint(words)


def _is_known(word: str) -> bool:
    """Whether organisations are known by a word, or it is no name: a code or without a vowel."""
    code = not word.isalpha() and _LETTERS.search(word) is None
    letters = len(word) > INITIALS and _VOWELS.isdisjoint(word)
    return code or letters or word in naming_words().known


def _initials_first(words: list[str]) -> bool:
    return len(words[0]) <= INITIALS and not _is_known(words[0])


def _initials(words: list[str]) -> bool:
    return any(len(word) <= INITIALS and word not in naming_words().plain for word in words)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
