"""Finds which supplier texts are people, or stand where a person's name was taken away.

A person's name is never shown: in doubt a name is folded into "individuals".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from rapidfuzz.distance import Levenshtein

from data.ledger.core.names import ORDER_NUMBER, OTHER_NAME, SAME_WORDS, legal_form, plain_text
from data.ledger.suppliers.individual_words import person_words

KEPT_VERDICTS: Final = 1 << 18
Kind = Literal["individual", "organisation", "not_said"]
Confidence = Literal["high", "fair", "low"]
#: Between a company's name and the one that it trades under.
TRADING_AS: Final = ", trading as "
_TRADING: Final = re.compile(r"\bt")
_WORD: Final = re.compile(r"[^\W_]+")
_PARTS: Final = re.compile(r"\s+-+\s+|\s+-+$|#")
_BRACKETED: Final = re.compile(r"\(([^()]*)\)?")
#: Words that join the doctors of a practice, and so do not make their names a firm's.
_JOINING: Final = frozenset({"partner", "partners", "associate", "associates", "partnership"})
#: Marks of firms and web addresses, for names that otherwise might be a person's.
_OF_NO_PERSON: Final = re.compile(r"[@!]|\.(?:com?|org|net|uk)\b|couk\b")
_VOWELS: Final = frozenset("aeiouy")
_LINKS: Final = frozenset(
    {"of", "the", "for", "in", "on", "at", "to", "by", "with", "from", "a", "an", "or", "is", "as"}
)
LONGEST_NAME: Final = 5
REDACTED: Final = "redacted"
REDACTION: Final = "redacted or a group of people"
CODE_LENGTH: Final = 4
#: A word of so many letters is no surname when it is one slip away from an organisation's word.
LONG_WORD: Final = 9


@dataclass(frozen=True)
class Verdict:
    """What a supplier text is, by which rule, and how sure that is."""

    kind: Kind
    rule: str
    confidence: Confidence


@lru_cache(maxsize=KEPT_VERDICTS)
def judge_supplier(text: str) -> Verdict:
    """Say whether a supplier text is an individual, an organisation or says nothing.

    Rules, the first that holds: nothing said; a redaction; a legal form; a person by title, by
    initials, by a given name, or by a few words none of which an organisation is known by.
    """
    plain = plain_text(text)
    words = tuple(_words(plain))
    spaced = " ".join(words)
    if not words or person_words().nobody.fullmatch(spaced):
        return Verdict("not_said", "no supplier is named", "high")
    formed = bool(legal_form(text))
    if _is_redacted(words) or person_words().whole.fullmatch(spaced):
        return Verdict("individual", REDACTION, "high")
    if formed:
        return Verdict("organisation", "legal form", "high")
    if person_words().anywhere.search(spaced):
        return Verdict("individual", REDACTION, "fair")
    person = _named_person(plain)
    # A person may trade under the name of a shop, so only what stands before that name counts.
    own = tuple(_words(OTHER_NAME.split(f" {plain}", maxsplit=1)[0]))
    if person is not None and person.confidence == "low":
        return _doubtful(plain, own) or person
    return person or _organisation(words)


def _doubtful(plain: str, own: tuple[str, ...]) -> Verdict | None:
    """An organisation, where a name that may be a person's has a mark or a word of one."""
    if _OF_NO_PERSON.search(plain):
        return Verdict("organisation", "a mark that no name of a person has", "low")
    if _has_organisation_word(own):
        return Verdict("organisation", "a word of an organisation, or a slip of one", "low")
    return None


def is_bare_redaction(text: str) -> bool:
    """Whether a name was taken away and no word says that it was a person's."""
    words = tuple(_words(plain_text(text)))
    return _is_redacted(words) and person_words().persons.isdisjoint(words)


def _has_organisation_word(words: tuple[str, ...]) -> bool:
    """Whether a word anywhere is an organisation's, or a long one that is a slip of one."""
    strong = person_words().strong
    long = [known for known in strong if len(known) >= LONG_WORD]
    return any(
        word in strong
        or (
            len(word) >= LONG_WORD
            and any(Levenshtein.distance(word, known, score_cutoff=1) <= 1 for known in long)
        )
        for word in words
    )


def _named_person(plain: str) -> Verdict | None:
    """A person named first, or anywhere if what stands first is not known for an organisation."""
    first, *others = _named_parts(plain)
    found = _person(first, comma="," in plain)
    if found is not None or _is_organisation(first):
        return found
    return next((verdict for part in others if (verdict := _person(part)) is not None), None)


def _organisation(words: tuple[str, ...]) -> Verdict:
    if not person_words().strong.isdisjoint(words):
        return Verdict("organisation", "words of an organisation", "high")
    rule = "one word" if len(words) == 1 else "no pattern of a person"
    return Verdict("organisation", rule, "low")


def shown_name(text: str) -> str:
    """An organisation's name as written, without the parts of it that name a person.

    The name that a company trades under follows as "trading as", if it is no person's.
    """
    straight = ORDER_NUMBER.sub("", " ".join(text.split()))
    place = OTHER_NAME.search(plain_text(straight))
    if place is not None and len(plain_text(straight)) == len(straight):
        own = straight[: place.start()].rstrip(" (-\u2013\u2014")
        other = straight[place.end() :].strip(" ().-")
        if legal_form(own) and _TRADING.search(place.group()) and _is_sure(other):
            return f"{shown_name(own)}{TRADING_AS}{shown_name(other)}"
        straight = own or straight
    bare = _BRACKETED.sub(
        lambda part: "" if _names_person(part.group(1)) else part.group(), straight
    )
    kept = [part for part in re.split(r"(\s+-+\s+)", bare) if not _names_person(part)]
    return " ".join("".join(kept).split()).strip(" -\u2013\u2014") or straight


def _is_sure(name: str) -> bool:
    """Whether a name is an organisation's beyond doubt."""
    verdict = judge_supplier(name)
    return verdict.kind == "organisation" and verdict.confidence != "low"


def _names_person(part: str) -> bool:
    words = tuple(_words(plain_text(part)))
    found = _person(words)
    return found is not None and found.confidence != "low"


def _named_parts(plain: str) -> list[tuple[str, ...]]:
    """The parts of a text, as words, the first without what stands in brackets.

    Parts end at "trading as", at a hyphen between spaces and at "#".
    """
    halves = OTHER_NAME.split(f" {plain}")
    parts = [part for half in halves for part in _PARTS.split(half)]
    bare = [_BRACKETED.sub(" ", part) for part in parts]
    named = [
        tuple(_without_codes(_words(text)) or _words(part))
        for text, part in zip(bare, parts, strict=True)
    ]
    return [part for part in named if part] or [()]


def _without_codes(words: list[str]) -> list[str]:
    """Without account numbers, which may follow a person's name."""
    return [word for word in words if len(word) < CODE_LENGTH or word.isalpha()]


def _is_redacted(words: tuple[str, ...]) -> bool:
    """Whether a word is "redacted" or one slip away from it."""
    return any(
        word != "reacted" and Levenshtein.distance(word, REDACTED, score_cutoff=1) <= 1
        for word in words
    ) or bool(person_words().always.search(" ".join(words)))


def _person(words: tuple[str, ...], *, comma: bool = False) -> Verdict | None:
    """The rule by which words are a person's name; None where they are not."""
    declared = person_words()
    if not words or any(word.isdigit() for word in words) or _is_known(words):
        return None
    if words[-1] in declared.lone and len(words) > 1:
        return _person(words[:-1], comma=comma)
    if _has_title(words):
        rest = set(words) - declared.titles - _JOINING
        named = bool(rest - {"and"}) and declared.strong.isdisjoint(rest)
        return Verdict("individual", "title", "high") if named else None
    if not declared.strong.isdisjoint(words) or words[0] == "st":
        return None
    if _by_initials(words, comma=comma):
        return Verdict("individual", "initials and a surname", "fair")
    return _by_given_name(words) or _by_unknown_words(words)


def _has_title(words: tuple[str, ...]) -> bool:
    declared = person_words()
    pairs = pairwise(words)
    after = any(two in declared.titles for pair, two in pairs if pair == "and")
    ends = not declared.titles.isdisjoint({words[0], words[-1]})
    return len(words) > 1 and (ends or after or not declared.plain_titles.isdisjoint(words))


def _by_initials(words: tuple[str, ...], *, comma: bool) -> bool:
    """Letters and a surname, in either order; several people joined by "and" too."""
    marks = "".join("&" if word == "and" else _mark(word) for word in words)
    if re.fullmatch(r"([ij]+(&[ij]+)*|([ij]+w&)+[ij]+)w{1,2}", marks):
        return True
    if not person_words().other.isdisjoint(words):
        return False
    after = r"w{1,2}[ij]{1,3}" if comma else r"w{1,2}i{1,3}|wi{1,2}w"
    return re.fullmatch(after, marks) is not None


def _mark(word: str) -> str:
    """Mark a word: i a letter, j two letters, w what can be a surname, o anything else."""
    if len(word) == 1:
        return "i"
    if not word.isalpha() or word in _LINKS or word in person_words().acronyms:
        return "o"
    return "w" if len(word) > len("jr") else "j"


def _by_given_name(words: tuple[str, ...]) -> Verdict | None:
    declared = person_words()
    alone = [word for word in words if word != "and"]
    if not 1 < len(alone) <= LONGEST_NAME or not _LINKS.isdisjoint(alone):
        return None
    if words[0] in declared.given:
        if words[0] in declared.both and set(words[1:]) <= declared.other:
            return None
        return Verdict("individual", "given name first", "high")
    second = alone[1] in declared.given and len(words) == len(alone)
    if second and declared.other.isdisjoint(words) and _mark(words[0]) != "o":
        return Verdict("individual", "given name after a surname", "fair")
    return None


def _by_unknown_words(words: tuple[str, ...]) -> Verdict | None:
    """Two to four words by none of which an organisation is known: a rarer name, in doubt."""
    known = person_words().other | person_words().acronyms | _LINKS | {"and"}
    plausible = all(
        word.isalpha() and len(word) > 1 and word not in known and not _VOWELS.isdisjoint(word)
        for word in words
    )
    if 1 < len(words) < LONGEST_NAME and plausible:
        return Verdict("individual", "words no organisation is known by", "low")
    return None


def _is_organisation(words: tuple[str, ...]) -> bool:
    return not person_words().strong.isdisjoint(words) or _is_known(words)


def _is_known(words: tuple[str, ...]) -> bool:
    known = person_words().known
    return any(words[:length] in known for length in range(1, LONGEST_NAME))


def _words(plain: str) -> list[str]:
    spaced = plain.replace("&", " and ").replace("+", " and ")
    return [SAME_WORDS.get(word, word) for word in _WORD.findall(spaced)]
