"""The declared questions over all programmes together, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from data.pipeline.derive.did_it_work.declared import ALL_PILOTS, Declared
from utils.config import PROGRAMME_DIR
from utils.errors import CheckFailedError

STAGGERED_FILE: Final = PROGRAMME_DIR / "staggered_questions.yml"
WHOLE_PLACE: Final = "whole_place_community_budgets"
PARTS: Final = frozenset({"question", "measure", "sex", "form", "title", "confounders"})


@dataclass(frozen=True)
class StaggeredQuestion:
    """A question over all programmes.

    Attributes:
        question: its id.
        title: what is asked of.
        measure: id of a measure of the map.
        form: form of its periods.
        confounders: what else happened.
    """

    question: str
    title: str
    measure: str
    form: str
    confounders: tuple[str, ...]


@dataclass(frozen=True)
class Staggered:
    """The whole file.

    Attributes:
        questions: questions in order.
        starts: places of the programme's record by the year in which their programme began.
        kept: places of the record whose areas are compared with all the same.
        until: last period used, by form.
    """

    questions: tuple[StaggeredQuestion, ...]
    starts: Mapping[int, tuple[str, ...]]
    kept: tuple[str, ...]
    until: Mapping[str, str]


def read_staggered(declared: Declared) -> Staggered:
    """Read the file of questions over all programmes."""
    return declare_staggered(yaml.safe_load(STAGGERED_FILE.read_text(encoding="utf-8")), declared)


def declare_staggered(loaded: Mapping[str, Any], declared: Declared) -> Staggered:
    """Check what was read.

    Args:
        loaded: the file.
        declared: the questions by programme, of which programmes and confounders are known.

    Raises:
        CheckFailedError: a question has other parts than it may, names what is not declared, is
            there twice, or the measures are not those that the rule of the file asks for.
    """
    questions = tuple(_question(entry, loaded, declared) for entry in loaded["questions"])
    asked = sorted(question.measure for question in questions)
    _require("all questions", "measure", asked == _by_rule(declared), f"{_by_rule(declared)}")
    names = {question.question for question in questions}
    _require("all questions", "question", len(names) == len(questions), "each once")
    return Staggered(
        questions=questions,
        starts={
            int(declared.programmes[start["programme"]]["began"]): tuple(start["places"])
            for start in loaded["starts"]
        },
        kept=tuple(loaded["kept"]),
        until=loaded["until"],
    )


def _by_rule(declared: Declared) -> list[str]:
    """Measures asked of all pilots, or of all whole-place areas."""
    wide = ((ALL_PILOTS,), (WHOLE_PLACE,))
    return sorted({one.measure for one in declared.questions if one.measure and one.places in wide})


def _question(
    entry: Mapping[str, Any], loaded: Mapping[str, Any], declared: Declared
) -> StaggeredQuestion:
    name = str(entry.get("question", entry))
    _require(name, "parts", set(entry) == PARTS, f"{sorted(PARTS)}")
    _require(name, "form", entry["form"] in loaded["until"], f"one of {list(loaded['until'])}")
    also = tuple(dict.fromkeys([*loaded["confounders"], *entry["confounders"]]))
    known = sorted(declared.confounders)
    _require(name, "confounders", set(also) <= set(known), f"of {known}")
    return StaggeredQuestion(
        question=name,
        title=entry["title"],
        measure=f"{entry['measure']}:{entry['sex']}",
        form=entry["form"],
        confounders=also,
    )


def _require(name: str, column: str, holds: object, expected: str) -> None:
    if not holds:
        raise CheckFailedError(
            f"{STAGGERED_FILE.name}, {name}, {column}: received another, expected {expected}."
        )
