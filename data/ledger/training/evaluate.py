"""Tests weights on payments of publishers that they were not learnt from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.ledger.count.theme_estimates import make_model
from data.ledger.training.fit import fit
from data.ledger.training.labels import Example

CHANCES: Final = (0.5, 0.6, 0.7, 0.75, 0.8)
PLACES: Final = 3


@dataclass(frozen=True)
class Answer:
    """What weights say of an example, and how sure they are."""

    example: Example
    theme: str
    chance: float

    @property
    def right(self) -> bool:
        """Whether that is what the rules say by the field that was not seen."""
        return self.theme == self.example.theme


def cross_validate(examples: Sequence[Example]) -> list[Answer]:
    """Answers for every hidden example, by weights learnt without its publisher."""
    found = []
    for publisher in sorted({example.publisher for example in examples}):
        others = [example for example in examples if example.publisher != publisher]
        own = [one for one in examples if one.publisher == publisher and one.hidden]
        found += list(_answers(own, others))
    return found


def _answers(own: Sequence[Example], others: Sequence[Example]) -> Iterator[Answer]:
    model = make_model({**fit(others), "fair": 1.0, "least": 0.0})
    for example in own:
        words = example.words & model.weights.keys()
        if not words:
            yield Answer(example, "", 0.0)
            continue
        chances = model.chances(frozenset(words))
        best = int(chances.argmax())
        yield Answer(example, model.themes[best], float(chances[best]))


def evaluation(answers: Sequence[Answer], *, least: float) -> dict[str, Any]:
    """Coverage and precision by GBP and by example: by chance, theme and publisher.

    Args:
        answers: of `cross_validate`.
        least: the least chance at which there is an estimate; for themes and publishers.
    """
    return {
        "by_least_chance": {f"{chance}": _measured(answers, chance) for chance in CHANCES},
        "by_theme": _by(answers, least, lambda answer: answer.theme),
        "by_publisher": _by(answers, least, lambda answer: answer.example.publisher),
    }


def _by(
    answers: Sequence[Answer], least: float, key: Callable[[Answer], str]
) -> dict[str, dict[str, float]]:
    names = sorted({key(answer) for answer in answers} - {""})
    return {
        name: _measured([answer for answer in answers if key(answer) == name], least)
        for name in names
    }


def _measured(answers: Sequence[Answer], least: float) -> dict[str, float]:
    told = [answer for answer in answers if answer.chance >= least]
    right = [answer for answer in told if answer.right]
    return {
        "examples": len(answers),
        "gbp": round(_money(answers)),
        "covered_by_gbp": _share(_money(told), _money(answers)),
        "right_by_gbp": _share(_money(right), _money(told)),
        "right_by_example": _share(len(right), len(told)),
    }


def _money(answers: Iterable[Answer]) -> float:
    return sum(answer.example.amount for answer in answers)


def _share(part: float, whole: float) -> float:
    return round(part / whole, PLACES) if whole else 0.0
