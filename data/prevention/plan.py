"""A plan: scenarios chosen for a place with a visitor's own numbers, as a file and in a link."""

from __future__ import annotations

import json
import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.prevention.own_numbers import SHARES, number_names, with_own_numbers
from data.prevention.scenario import LIMIT, PEOPLE_COUNT, Scenario, bounds_of, kind_of
from utils.errors import InvalidInputError

FORMAT: Final = "total-place-atlas-plan"
VERSION: Final = 1
#: The most scenarios of a plan and letters of a file that are read.
MOST_SCENARIOS: Final = 20
LONGEST: Final = 100_000
#: Years that a plan may be looked at over.
YEARS: Final = (3, 5, 10, 20)
#: What a kind of number is called where one is refused.
KIND_WORDS: Final = {
    PEOPLE_COUNT: "how many people",
    "take_up": "take-up",
    "cost": "cost",
    "baseline": "how often it happens",
    "effect": "share that is avoided",
    "deadweight": "share avoided anyway",
    "cashable": "share that can be taken out of a budget",
}
PARTS: Final = {"format", "version", "place", "years", "scenarios"}
CHOICE_PARTS: Final = {"scenario", "people", "numbers"}


@dataclass(frozen=True)
class Choice:
    """A scenario with what the visitor changed.

    Attributes:
        scenario: its id.
        people: size of the cohort; none takes the place's own count.
        numbers: names with the visitor's numbers, in the order of the names; money in prices of
            the results.
    """

    scenario: str
    people: float | None = None
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Plan:
    """Scenarios for a place over a number of years."""

    place: str
    years: int
    choices: tuple[Choice, ...]


def apply_choice(scenario: Scenario, choice: Choice) -> Scenario:
    """The scenario, in prices of the results, with the numbers of a choice in it."""
    return with_own_numbers(scenario, dict(choice.numbers))


def check_plan(plan: Plan, scenarios: Mapping[str, Scenario]) -> Plan:
    """The plan, if everything in it is allowed.

    Raises:
        InvalidInputError: a scenario or a number is unknown or repeated, or a number is out of
            bounds; the message names the field, the value and the bounds.
    """
    if plan.years not in YEARS:
        raise InvalidInputError(
            argument="Years looked at", received=plan.years, expected=_one_of(map(str, YEARS))
        )
    if not 1 <= len(plan.choices) <= MOST_SCENARIOS:
        raise InvalidInputError(
            argument="Number of scenarios",
            received=len(plan.choices),
            expected=f"1 to {MOST_SCENARIOS}",
        )
    seen: set[str] = set()
    for choice in plan.choices:
        if choice.scenario not in scenarios or choice.scenario in seen:
            raise InvalidInputError(
                argument="Scenario",
                received=choice.scenario,
                expected="each of these at most once: " + ", ".join(sorted(scenarios)),
            )
        seen.add(choice.scenario)
        _check_choice(choice, scenarios[choice.scenario])
    return plan


def write_plan(plan: Plan) -> str:
    """The plan as the text of a file."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "place": plan.place,
            "years": plan.years,
            "scenarios": [
                {
                    "scenario": choice.scenario,
                    "people": choice.people,
                    "numbers": dict(choice.numbers),
                }
                for choice in plan.choices
            ],
        },
        indent=2,
    )


def read_plan(
    text: str, scenarios: Mapping[str, Scenario], places: Container[str] | None = None
) -> Plan:
    """Read the text of a file; nothing in it is run.

    Args:
        text: of the file.
        scenarios: by id.
        places: keys of the places there are; none takes any.

    Raises:
        InvalidInputError: it is no plan, of another version, or holds something not allowed.
    """
    if len(text) > LONGEST:
        raise InvalidInputError(
            argument="Pasted text", received=f"{len(text)} letters", expected=f"at most {LONGEST}"
        )
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            argument="Pasted text", received=text[:40], expected="the whole text of a saved plan"
        ) from error
    _require_parts("Saved plan", held, PARTS)
    for name, allowed in (("format", FORMAT), ("version", VERSION)):
        if held[name] != allowed:
            raise InvalidInputError(argument=name, received=held[name], expected=repr(allowed))
    if not isinstance(held["scenarios"], list):
        raise InvalidInputError(argument="Scenarios", received=held["scenarios"], expected="a list")
    plan = Plan(
        place=_text("Place", held["place"], may_be_empty=True),
        years=int(_number("Years looked at", held["years"], None, whole=True)),
        choices=tuple(_read_choice(part) for part in held["scenarios"]),
    )
    if plan.place and places is not None and plan.place not in places:
        raise InvalidInputError(
            argument="Place",
            received=plan.place,
            expected="the code of a council or place of the atlas, or nothing",
        )
    return check_plan(plan, scenarios)


def _read_choice(part: object) -> Choice:
    held = _require_parts("scenario", part, CHOICE_PARTS)
    numbers = held["numbers"]
    if not isinstance(numbers, dict):
        raise InvalidInputError(argument="numbers", received=numbers, expected="names with values")
    people = held["people"]
    return Choice(
        scenario=_text("scenario", held["scenario"]),
        people=None if people is None else _number("How many people", people, PEOPLE_COUNT),
        numbers=tuple(
            (name, _number(name, value, None)) for name, value in sorted(numbers.items())
        ),
    )


def _check_choice(choice: Choice, scenario: Scenario) -> None:
    if choice.people is not None:
        _number(label_of(PEOPLE_COUNT, scenario), choice.people, PEOPLE_COUNT)
    known = set(number_names(scenario))
    for name, value in choice.numbers:
        if name not in known:
            raise InvalidInputError(
                argument=f"{scenario.name}, numbers",
                received=name,
                expected="one of " + ", ".join(sorted(known)),
            )
        _number(label_of(name, scenario), value, name)


def label_of(name: str, scenario: Scenario) -> str:
    """What a number of a scenario is called where it is refused."""
    kind, _, position = name.partition(LIMIT)[0].partition(":")
    limit = name.partition(LIMIT)[2]
    named = scenario.costs if kind == "cost" else scenario.outcomes
    parts = [scenario.name, *([named[int(position)].name] if position else []), KIND_WORDS[kind]]
    return ", ".join([*parts, *([f"{limit}est"] if limit else [])])


def bounds_words(name: str) -> str:
    """What a number may be, in words; a share as a part of one and in percent.

    >>> bounds_words("effect:0"), bounds_words("people")
    ('0 to 1 (0% to 100%)', '1 to 10,000,000')
    """
    low, high = bounds_of(name)
    words = f"{low:,.10g} to {high:,.10g}"
    return f"{words} (0% to 100%)" if kind_of(name) in SHARES else words


def _require_parts(argument: str, held: object, parts: set[str]) -> dict[str, Any]:
    if not isinstance(held, dict) or set(held) != parts:
        received = sorted(map(str, held)) if isinstance(held, dict) else type(held).__name__
        raise InvalidInputError(
            argument=argument, received=received, expected="exactly " + ", ".join(sorted(parts))
        )
    return held


def _text(argument: str, held: object, *, may_be_empty: bool = False) -> str:
    if not isinstance(held, str) or not (held or may_be_empty):
        raise InvalidInputError(argument=argument, received=held, expected="text")
    return held


def _number(argument: str, held: object, name: str | None, *, whole: bool = False) -> float:
    if isinstance(held, bool) or not isinstance(held, int | float) or not math.isfinite(held):
        raise InvalidInputError(argument=argument, received=held, expected="a number")
    number = float(held)
    if whole and not number.is_integer():
        raise InvalidInputError(argument=argument, received=held, expected="a whole number")
    if name is not None:
        low, high = bounds_of(name)
        if not low <= number <= high:
            raise InvalidInputError(argument=argument, received=held, expected=bounds_words(name))
    return number


def _one_of(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"
