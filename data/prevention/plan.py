"""A plan: scenarios chosen for a place with a visitor's own numbers, as a file and in a link."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.prevention.scenario import PEOPLE_COUNT, Scenario, bounds_of
from utils.errors import InvalidInputError

FORMAT: Final = "total-place-atlas-plan"
VERSION: Final = 1
#: The most scenarios of a plan and letters of a file that are read.
MOST_SCENARIOS: Final = 20
LONGEST: Final = 100_000
YEARS: Final = (1, 30)
PARTS: Final = {"format", "version", "place", "years", "scenarios"}
CHOICE_PARTS: Final = {"scenario", "people", "numbers"}


@dataclass(frozen=True)
class Choice:
    """A scenario with what the visitor changed.

    Attributes:
        scenario: its id.
        people: size of the cohort; none takes the place's own count.
        numbers: names with the visitor's numbers, in the order of the names.
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
    """The scenario with the visitor's numbers in it, each marked as theirs and without a range."""
    changed = scenario
    for name, value in choice.numbers:
        changed = _with_number(changed, name, value)
    return changed


def check_plan(plan: Plan, scenarios: Mapping[str, Scenario]) -> Plan:
    """The plan, if everything in it is allowed.

    Raises:
        InvalidInputError: a scenario or a number is unknown or repeated, or a number is out of
            bounds; the message names the field, the value and the bounds.
    """
    if not YEARS[0] <= plan.years <= YEARS[1]:
        raise InvalidInputError(
            argument="years", received=plan.years, expected=f"{YEARS[0]} to {YEARS[1]}"
        )
    if len(plan.choices) > MOST_SCENARIOS:
        raise InvalidInputError(
            argument="scenarios", received=len(plan.choices), expected=f"at most {MOST_SCENARIOS}"
        )
    seen: set[str] = set()
    for choice in plan.choices:
        if choice.scenario not in scenarios or choice.scenario in seen:
            raise InvalidInputError(
                argument="scenario",
                received=choice.scenario,
                expected="each of these once at most: " + ", ".join(sorted(scenarios)),
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


def read_plan(text: str, scenarios: Mapping[str, Scenario]) -> Plan:
    """Read the text of a file; nothing in it is run.

    Raises:
        InvalidInputError: it is no plan, of another version, or holds something not allowed.
    """
    if len(text) > LONGEST:
        raise InvalidInputError(
            argument="plan", received=f"{len(text)} letters", expected=f"at most {LONGEST}"
        )
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            argument="plan", received=text[:40], expected=f"a saved plan (JSON); {error}"
        ) from error
    _require_parts("plan", held, PARTS)
    for name, allowed in (("format", FORMAT), ("version", VERSION)):
        if held[name] != allowed:
            raise InvalidInputError(argument=name, received=held[name], expected=repr(allowed))
    if not isinstance(held["scenarios"], list):
        raise InvalidInputError(argument="scenarios", received=held["scenarios"], expected="a list")
    plan = Plan(
        place=_text("place", held["place"]),
        years=int(_number("years", held["years"], YEARS, whole=True)),
        choices=tuple(_read_choice(part) for part in held["scenarios"]),
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
        people=None if people is None else _number("people", people, bounds_of(PEOPLE_COUNT)),
        numbers=tuple(
            (name, _number(name, value, None)) for name, value in sorted(numbers.items())
        ),
    )


def _check_choice(choice: Choice, scenario: Scenario) -> None:
    if choice.people is not None:
        _number(f"{choice.scenario}, people", choice.people, bounds_of(PEOPLE_COUNT))
    known = {name for name, _ in scenario.estimates()}
    for name, value in choice.numbers:
        if name not in known:
            raise InvalidInputError(
                argument=f"{choice.scenario}, numbers",
                received=name,
                expected="one of " + ", ".join(sorted(known)),
            )
        _number(f"{choice.scenario}, {name}", value, bounds_of(name))


def _with_number(scenario: Scenario, name: str, value: float) -> Scenario:
    own = {
        "value": value,
        "low": value,
        "high": value,
        "basis": "yours",
        "source": None,
        "price_year": None,
    }
    kind, _, position = name.partition(":")
    if kind == "take_up":
        return scenario.model_copy(update={"take_up": scenario.take_up.model_copy(update=own)})
    rows: list[Any] = list(scenario.costs if kind == "cost" else scenario.outcomes)
    at = int(position)
    part = "amount" if kind == "cost" else kind
    rows[at] = rows[at].model_copy(update={part: getattr(rows[at], part).model_copy(update=own)})
    return scenario.model_copy(update={"costs" if kind == "cost" else "outcomes": tuple(rows)})


def _require_parts(argument: str, held: object, parts: set[str]) -> dict[str, Any]:
    if not isinstance(held, dict) or set(held) != parts:
        received = sorted(map(str, held)) if isinstance(held, dict) else type(held).__name__
        raise InvalidInputError(
            argument=argument, received=received, expected="exactly " + ", ".join(sorted(parts))
        )
    return held


def _text(argument: str, held: object) -> str:
    if not isinstance(held, str) or not held:
        raise InvalidInputError(argument=argument, received=held, expected="text")
    return held


def _number(
    argument: str, held: object, bounds: tuple[float, float] | None, *, whole: bool = False
) -> float:
    if isinstance(held, bool) or not isinstance(held, int | float) or not math.isfinite(held):
        raise InvalidInputError(argument=argument, received=held, expected="a number")
    number = float(held)
    if whole and not number.is_integer():
        raise InvalidInputError(argument=argument, received=held, expected="a whole number")
    if bounds and not bounds[0] <= number <= bounds[1]:
        raise InvalidInputError(
            argument=argument, received=held, expected=f"{bounds[0]:,.10g} to {bounds[1]:,.10g}"
        )
    return number
