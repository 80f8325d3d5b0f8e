"""Public bodies that are declared by name: departments, agencies, police, fire, NHS boards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from data.ledger.core.declared import read_declared
from data.ledger.core.names import normalise_name
from utils.config import LEDGER_WORDS_DIR

NAMES_FILE: Final = LEDGER_WORDS_DIR / "public_bodies.yml"
AREAS_FILE: Final = LEDGER_WORDS_DIR / "served_areas.yml"
EXACT, BEGINS, PATTERN = 100.0, 90.0, 80.0


@dataclass(frozen=True)
class PublicBody:
    """A public body as recognised in a text.

    Attributes:
        body_id: kind and name, such as "council:E08000025" or "police:west-midlands".
        kind: council, police, fire, nhs, department, agency, school, parish and so on.
        name: the body's name for readers.
        score: how sure it is, from 0 to 100.
        rule: by what the body was recognised.
    """

    body_id: str
    kind: str
    name: str
    score: float
    rule: str


@dataclass(frozen=True)
class ServedBody:
    """A body wider than a place, with the part of each upper-tier area that it serves."""

    body_id: str
    name: str
    kind: str
    areas: dict[str, float]


def declared() -> dict[str, Any]:
    """The declaration of names."""
    return read_declared(NAMES_FILE)


@cache
def served_bodies() -> dict[str, ServedBody]:
    """The bodies whose served areas are declared, by id."""
    read = read_declared(AREAS_FILE)["bodies"]
    found = {}
    for entry in read:
        areas = entry["areas"]
        parts = areas if isinstance(areas, dict) else dict.fromkeys(areas, 1.0)
        found[entry["id"]] = ServedBody(
            entry["id"],
            entry["name"],
            entry["kind"],
            {code: float(part) for code, part in parts.items()},
        )
    return found


@cache
def names_by_kind(kind: str) -> dict[frozenset[str], ServedBody]:
    """Declared bodies of a kind by the words of their names, without those of the kind."""
    bodies = served_bodies()
    found = {
        name_words(key.partition(":")[2].removeprefix("icb-").replace("-", " ")): body
        for key, body in bodies.items()
        if body.kind == kind
    }
    others: dict[str, str] = declared().get(f"{kind}_names", {})
    if kind in {"police", "fire"}:
        found |= {name_words(name): bodies[key] for name, key in others.items()}
    return found


def name_words(text: str) -> frozenset[str]:
    """The words of a name that distinguish it from others."""
    return frozenset(text.split()) - {"and", "the", "of", "for"}


@cache
def _named() -> dict[str, PublicBody]:
    bodies = {
        normalise_name(served.name): _body(served, "name") for served in served_bodies().values()
    }
    for entry in declared()["bodies"]:
        body = PublicBody(entry["id"], entry["kind"], entry["name"], EXACT, "declared name")
        bodies |= {normalise_name(name): body for name in [entry["name"], *entry["names"]]}
    return bodies


@cache
def _beginnings() -> list[tuple[re.Pattern[str], PublicBody]]:
    """Beginnings of names, the longest first."""
    pairs = [
        (
            begin,
            PublicBody(
                entry["id"], entry["kind"], entry["name"], BEGINS, "begins with a declared name"
            ),
        )
        for entry in declared()["bodies"]
        for begin in entry.get("begins", [])
    ]
    pairs.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return [(re.compile(rf"{re.escape(begin)}s?(?: |$)"), body) for begin, body in pairs]


def _body(served: ServedBody, what: str) -> PublicBody:
    return PublicBody(served.body_id, served.kind, served.name, EXACT, f"declared {what}")


def named_body(name: str, *, formed: bool) -> PublicBody | None:
    """Find a declared body by a normalised name, or by what the name begins with.

    Args:
        name: as `names.normalise_name` writes it.
        formed: whether the text states a legal form, which a beginning then cannot outweigh.
    """
    body = _named().get(name)
    if body is not None or formed:
        return body
    return next((body for begin, body in _beginnings() if begin.match(name)), None)
