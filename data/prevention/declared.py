"""Reads what is declared: scenarios, bodies, grades of evidence, and what was left out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import yaml
from pydantic import ValidationError

from data.prevention.scenario import Declared, Scenario, Source
from utils.config import DECLARED_DIR
from utils.errors import InvalidInputError

Model = TypeVar("Model", bound=Declared)
FOLDER: Final = DECLARED_DIR / "prevention"


class Body(Declared):
    """A public body that pays or gains, and the pairs of words that mean it in the unit costs."""

    id: str
    name: str
    note: str = ""
    agencies: tuple[tuple[str, str], ...] = ()


class GradeWords(Declared):
    """A grade of evidence, with what is taken off a benefit and put on a cost for it."""

    grade: int
    words: str
    benefit_off: float
    cost_on: float


class Rate(Declared):
    """The discount rate a year, and where it is from."""

    value: float
    source: str


class Grades(Declared):
    """The grades, whose corrections are either the guidance's table or our own."""

    table: Literal["own", "published"]
    note: str
    discount_rate: Rate
    grades: tuple[GradeWords, ...]
    rule: str
    sources: dict[str, Source]

    @property
    def benefit_off(self) -> dict[int, float]:
        """Part taken off a benefit, by grade."""
        return {entry.grade: entry.benefit_off for entry in self.grades}

    @property
    def cost_on(self) -> dict[int, float]:
        """Part put on a cost, by grade."""
        return {entry.grade: entry.cost_on for entry in self.grades}


class Seen(Declared):
    """A figure that was found for a scenario that was left out."""

    text: str
    url: str


class LeftOut(Declared):
    """A scenario that the evidence does not carry, and what is missing."""

    scenario: str
    name: str
    missing: str
    looked_for: str
    found: tuple[Seen, ...] = ()


@lru_cache(maxsize=1)
def read_scenarios(folder: Path = FOLDER / "scenarios") -> dict[str, Scenario]:
    """Every scenario by id, in the order of their files.

    Raises:
        InvalidInputError: a file is not as `Scenario` says, or its name is not its id.
    """
    found = {}
    for file in sorted(folder.glob("*.yml")):
        scenario = _parse(Scenario, _load(file), file)
        if scenario.scenario != file.stem:
            raise InvalidInputError(
                argument=f"{file.name}, scenario", received=scenario.scenario, expected=file.stem
            )
        found[scenario.scenario] = scenario
    for scenario in found.values():
        for other in scenario.cohort.shared_with:
            if other not in found or scenario.scenario not in found[other].cohort.shared_with:
                raise InvalidInputError(
                    argument=f"{scenario.scenario}.yml, shared_with",
                    received=other,
                    expected="a scenario that names this one too",
                )
    return found


@lru_cache(maxsize=1)
def read_bodies(file: Path = FOLDER / "bodies.yml") -> dict[str, Body]:
    """Every body by id.

    Raises:
        InvalidInputError: the file is not as `Body` says.
    """
    bodies = [_parse(Body, entry, file) for entry in _load(file)["bodies"]]
    return {body.id: body for body in bodies}


@lru_cache(maxsize=1)
def read_grades(file: Path = FOLDER / "evidence_grades.yml") -> Grades:
    """The grades of evidence and the discount rate.

    Raises:
        InvalidInputError: the file is not as `Grades` says.
    """
    return _parse(Grades, _load(file), file)


@lru_cache(maxsize=1)
def read_left_out(file: Path = FOLDER / "left_out.yml") -> tuple[LeftOut, ...]:
    """Scenarios that were looked for and left out.

    Raises:
        InvalidInputError: the file is not as `LeftOut` says.
    """
    return tuple(_parse(LeftOut, entry, file) for entry in _load(file)["left_out"])


def _load(file: Path) -> Any:  # noqa: ANN401 - what YAML holds
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _parse(model: type[Model], held: object, file: Path) -> Model:
    try:
        return model.model_validate(held)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidInputError(
            argument=f"{file.name} {where}".strip(),
            received=first["input"],
            expected=first["msg"],
        ) from error
