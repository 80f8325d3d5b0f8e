"""Recognises public bodies in the names of suppliers and of payers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final

from data.ledger.bodies.bodies import (
    EXACT,
    PATTERN,
    PublicBody,
    declared,
    name_words,
    named_body,
    names_by_kind,
)
from data.ledger.bodies.councils import council_of_place, find_council
from data.ledger.core.names import legal_form, normalise_name, slug

__all__ = ["PublicBody", "resolve_body", "resolve_payer"]
KEPT: Final = 1 << 18
#: A school by its name may be independent.
SCHOOL_SCORE: Final = 60.0
UNNAMED_SCORE: Final = 60.0
_POLICE: Final = re.compile(r"\b(?:police|constabulary|chief constable|o?pf?cc|crime comm\w*)\b")
#: Words that no firm has in its name, so that the force is one of another nation.
_COMMISSIONER: Final = re.compile(r"\b(?:police and crime comm\w*|chief constable)\b")
_LAST_BRACKET: Final = re.compile(r"\s*\([^()]*\)?\s*$")
_FIRE: Final = re.compile(
    r"\b(?:fire and rescue|fire rescue|fire auth\w*|fire service|fire brigade|frs)\b"
)
_NHS: Final = re.compile(
    r"\b(?:nhs|nhsft|icb|ccg|pct|integrated care board|clinical commissioning group"
    r"|primary care trust|hospitals? trust|hospitals? foundation trust|mental health trust"
    r"|(?:university|teaching) hosp\w*)\b"
)
_NHS_COMMISSIONERS: Final = {
    "icb": re.compile(r"\b(?:icb|integrated care board)\b"),
    "ccg": re.compile(r"\b(?:ccg|clinical commissioning group)\b"),
    "pct": re.compile(r"\b(?:pct|primary care trust)\b"),
}
_NHS_CODE: Final = re.compile(r" [rq][a-z0-9]{2}$")
_SCHOOL: Final = re.compile(
    r"\b(?:school|academy|academies|schools|multi academy trust|mat|pupil referral unit|pru"
    r"|sixth form college|educational trust|learning trust|education trust)\b"
    r"|\b(?:primary|infants?|juniors?|grammar)$"
)
_PENSION: Final = re.compile(
    r"^(.*?) ?\b(?:pension fund|superannuation fund|lgps|local government pension\w*)\b"
)
_PARK: Final = re.compile(r"^(.+) national park(?: authority)?(?: npa)?$")
_DRAINAGE: Final = re.compile(r"^(.+?) (?:internal )?drainage board$")
_COMBINED: Final = re.compile(r"^(?:the )?(.+?) (?:mayoral )?combined authority$")
_FILE_NOISE: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\b|\b\d+[a-z]{0,2}\b|\bq[1-4]\b"
    r"|\b(?:csv|xlsx?|ods|zip|tsv|txt|spend\w*|payments?|expenditure|transparency|over|report|data"
    r"|clean|sample|invoices?|purchase|cards?|suppliers?|transactions|published|final|gbp|p)\b"
)


@cache
def _set_aside(kind: str) -> frozenset[str]:
    """Words of the names of a kind of body that distinguish no body from another."""
    return frozenset(declared()["set_aside"][kind].split())


@lru_cache(maxsize=KEPT)
def resolve_body(text: str) -> PublicBody | None:
    """Recognise a public body in the name of a supplier; None where it is none.

    The first that holds: a declared name; police; fire; a pension fund; a council by its published
    name with a word for a council; a parish council; an NHS body by its words; a combined
    authority, park or drainage board; a school by its name.
    """
    name = normalise_name(text)
    formed = bool(legal_form(text))
    found = named_body(name, formed=formed)
    if found is not None or formed or not name:
        return found
    found = next((body for find in _FINDERS if (body := find(name)) is not None), None)
    bare = _LAST_BRACKET.sub("", text)
    if found is None and bare != text:
        # "Cheshire East Council (Crewe)": an office of the council, unless it says what it is not.
        inside = set(normalise_name(text[len(bare) :]).split())
        council = find_council(normalise_name(bare))
        return council if inside.isdisjoint(declared()["no_office"].split()) else None
    return found


@lru_cache(maxsize=KEPT)
def resolve_payer(text: str) -> PublicBody:
    """Recognise the body whose ledger it is, from the payer's name or a file's name.

    Unlike a supplier, a payer may be known by the bare name of its place, as in
    "bradford_2018-08.csv"; the longest part of the text that names a body is taken.

    Returns:
        The body; a body of the kind "unknown", with score 0, where the text names none.
    """
    whole = resolve_body(text)
    if whole is not None and whole.score == EXACT:
        return whole
    words = _FILE_NOISE.sub(" ", normalise_name(re.sub(r"[_\-./]+", " ", text))).split()
    for find in (resolve_body, council_of_place):
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                found = find(" ".join(words[start : start + length]))
                if found is not None:
                    return found
    return whole or _unknown(text)


def _unknown(text: str) -> PublicBody:
    shown = " ".join(text.split()) or "Payer not said"
    place = slug(normalise_name(text)) or "not-said"
    return PublicBody(f"unknown:{place}", "unknown", shown, 0.0, "no public body is recognised")


def _police(name: str) -> PublicBody | None:
    if _POLICE.search(name) is None:
        return None
    own = name_words(name) - _set_aside("police")
    force = names_by_kind("police").get(own)
    if force is not None:
        return PublicBody(
            force.body_id, "police", force.name, EXACT, "police words and a force's name"
        )
    if own and _COMMISSIONER.search(name) is not None:
        place = " ".join(word for word in name.split() if word in own)
        return PublicBody(
            f"police:{slug(place)}", "police", f"{place.title()} police", PATTERN, "police words"
        )
    if not own and {"police", "crime"} <= set(name.split()):
        return PublicBody(
            "police:unnamed", "police", "A police body", UNNAMED_SCORE, "police words alone"
        )
    return None


def _fire(name: str) -> PublicBody | None:
    if _FIRE.search(name) is None:
        return None
    fire = names_by_kind("fire")
    own = name_words(name)
    found = fire.get(own - _set_aside("fire")) or fire.get(own - _set_aside("fire") - {"royal"})
    return (
        None
        if found is None
        else PublicBody(found.body_id, "fire", found.name, EXACT, "fire words")
    )


def _pension_fund(name: str) -> PublicBody | None:
    match = _PENSION.match(name)
    if match is None:
        return None
    owner = find_council(match.group(1))
    own = owner.name.removesuffix(" council") if owner else match.group(1).title()
    place = slug(normalise_name(own)) or "local-government"
    return PublicBody(
        f"pension:{place}", "pension_fund", f"{own} pension fund".strip(), PATTERN, "pension words"
    )


def _nhs(name: str) -> PublicBody | None:
    words = set(name.split())
    if _NHS.search(name) is None or words & _set_aside("nhs_trade"):
        return None
    short: dict[str, Any] = declared()["nhs_words"]
    coded = _NHS_CODE.sub("", name)
    kept = " ".join(short.get(word, word) for word in coded.split())
    own = " ".join(word for word in kept.split() if word not in _set_aside("nhs"))
    own = str(declared()["nhs_names"].get(own, own)).replace("-", " ")
    level = next((key for key, match in _NHS_COMMISSIONERS.items() if match.search(name)), "")
    board = names_by_kind("nhs").get(name_words(own)) if level == "icb" else None
    if board is not None:
        return PublicBody(
            board.body_id, "nhs", board.name, EXACT, "an integrated care board's name"
        )
    place = "-".join(word for word in own.split() if word not in {"and", "the", "of"})
    if not place:
        only = set(name.split()) <= {"nhs", *_NHS_COMMISSIONERS}
        unnamed = PublicBody("nhs:unnamed", "nhs", "An NHS body", UNNAMED_SCORE, "NHS words alone")
        return unnamed if only else None
    sure = PATTERN if "nhs" in name or level else UNNAMED_SCORE
    shown = " ".join(
        word.upper() if word in {"nhs", *_NHS_COMMISSIONERS} else word.title()
        for word in name.split()
    )
    return PublicBody(
        f"nhs:{level}-{place}" if level else f"nhs:{place}", "nhs", shown, sure, "NHS words"
    )


def _other(name: str) -> PublicBody | None:
    combined = _COMBINED.match(name)
    if combined is not None:
        known = names_by_kind("combined").get(name_words(combined.group(1)))
        if known is not None:
            return PublicBody(
                known.body_id, "combined", known.name, EXACT, "a combined authority's name"
            )
    for kind, pattern, what in (
        ("park", _PARK, "national park"),
        ("drainage", _DRAINAGE, "drainage board"),
    ):
        match = pattern.match(name)
        if match is not None:
            own = match.group(1)
            return PublicBody(
                f"{kind}:{slug(own)}", kind, f"{own.title()} {what}", PATTERN, f"{what} words"
            )
    return None


def _school(name: str) -> PublicBody | None:
    if _SCHOOL.search(name) is None:
        return None
    if not set(declared()["no_school"].split()).isdisjoint(name.split()):
        return None
    return PublicBody(
        f"school:{slug(name)}", "school", name.title(), SCHOOL_SCORE, "school by its name"
    )


_FINDERS: Final[tuple[Callable[[str], PublicBody | None], ...]] = (
    _police,
    _fire,
    _pension_fund,
    find_council,
    _nhs,
    _other,
    _school,
)
