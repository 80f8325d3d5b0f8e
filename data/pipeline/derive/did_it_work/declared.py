"""The declared questions, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from utils.config import PROGRAMME_DIR
from utils.errors import CheckFailedError

QUESTIONS_FILE: Final = PROGRAMME_DIR / "questions.yml"
ALL_PILOTS: Final = "all_pilots"
ALWAYS: Final = frozenset({"question", "programme", "places", "theme", "title"})
ASKED: Final = ALWAYS | {"measure", "sex", "form", "reason", "confounders"}
NOT_ASKED: Final = ALWAYS | {"cannot_be_asked"}
OPTIONAL: Final = frozenset({"topics", "first_period"})


@dataclass(frozen=True)
class Question:
    """A declared question.

    Attributes:
        question: its id.
        programme: id of the programme it is about.
        title: what is asked of.
        places: ids of places of the programme's record.
        theme: id of a theme.
        topics: the record's own words for what is asked.
        measure: id of a measure of the map; empty where it cannot be asked.
        form: form of its periods, by which the programme's cut is chosen.
        reason: why this measure.
        confounders: what else happened.
        first_period: first period used, where it is not the measure's own.
        cannot_be_asked: what is missing, or nothing.
    """

    question: str
    programme: str
    title: str
    places: tuple[str, ...]
    theme: str
    topics: tuple[str, ...] = ()
    measure: str = ""
    form: str = ""
    reason: str = ""
    confounders: tuple[str, ...] = ()
    first_period: str = ""
    cannot_be_asked: str = ""


@dataclass(frozen=True)
class Declared:
    """The whole file: questions in order, programmes and confounders by id."""

    questions: tuple[Question, ...]
    programmes: Mapping[str, Mapping[str, Any]]
    confounders: Mapping[str, Mapping[str, Any]]
    never_donors: frozenset[str] = field(default_factory=frozenset)


def read_questions() -> Declared:
    """Read the file of questions."""
    return declare(yaml.safe_load(QUESTIONS_FILE.read_text(encoding="utf-8")))


def declare(loaded: Mapping[str, Any]) -> Declared:
    """Check what was read.

    Raises:
        CheckFailedError: a question is there twice, has other parts than it may, or names a
            programme, form of periods or confounder that is not declared.
    """
    programmes, confounders = loaded["programmes"], loaded["confounders"]
    questions = tuple(_question(entry, programmes, confounders) for entry in loaded["questions"])
    known: set[str] = set()
    for question in questions:
        _require(question.question, "question", question.question not in known, "each once")
        known.add(question.question)
    return Declared(questions, programmes, confounders, frozenset(loaded["never_donors"]))


def _question(
    entry: Mapping[str, Any],
    programmes: Mapping[str, Mapping[str, Any]],
    confounders: Collection[str],
) -> Question:
    name = str(entry.get("question", entry))
    wanted = NOT_ASKED if "cannot_be_asked" in entry else ASKED
    parts = set(entry)
    _require(name, "parts", wanted <= parts <= wanted | OPTIONAL, f"{sorted(wanted)}", parts)
    _require(name, "programme", entry["programme"] in programmes, f"one of {sorted(programmes)}")
    own = programmes[entry["programme"]]
    also = [*own["confounders"], *entry.get("confounders", [])]
    _require(name, "confounders", set(also) <= set(confounders), f"of {sorted(confounders)}", also)
    form = entry.get("form", "")
    _require(name, "form", not form or form in own["periods"], f"one of {list(own['periods'])}")
    measure = entry.get("measure", "")
    return Question(
        question=name,
        programme=entry["programme"],
        title=entry["title"],
        places=tuple(entry["places"]),
        theme=entry["theme"],
        topics=tuple(entry.get("topics", ())),
        measure=measure if not measure or ":" in measure else f"{measure}:{entry['sex']}",
        form=form,
        reason=entry.get("reason", ""),
        confounders=tuple(dict.fromkeys(also)) if measure else (),
        first_period=entry.get("first_period", ""),
        cannot_be_asked=entry.get("cannot_be_asked", ""),
    )


def _require(
    name: str, column: str, holds: object, expected: str, received: object = "another"
) -> None:
    if not holds:
        raise CheckFailedError(
            f"{QUESTIONS_FILE.name}, question {name}, {column}: received {received}, "
            f"expected {expected}."
        )
