"""Tests weights on payments of publishers that they were not learnt from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.ledger.count.theme_estimates import make_model
from data.ledger.training.fit import fit
from data.ledger.training.labels import Example

CHANCES: Final = (0.5, 0.6, 0.7, 0.75, 0.8)
#: The share of the money that is to be right.
WANTED: Final = 0.9
HUNDRED: Final = 100
#: A chance below this is none to go by, whatever the test says.
FLOOR: Final = 0.7
#: What few publishers say may be their own way of writing.
FEWEST_PUBLISHERS: Final = 5
#: A chance that no answer has.
NEVER: Final = 1.01
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
    model = make_model(fit(others))
    for example in own:
        words = example.words & model.weights.keys()
        if not words:
            yield Answer(example, "", 0.0)
            continue
        chances = model.chances(frozenset(words))
        best = int(chances.argmax())
        yield Answer(example, model.themes[best], float(chances[best]))


def least_chances(answers: Sequence[Answer]) -> dict[str, float]:
    """For each theme that was answered, the chance from which on such an answer is believed."""
    themes = sorted({answer.theme for answer in answers} - {""})
    return {
        theme: least_chance([answer for answer in answers if answer.theme == theme])
        for theme in themes
    }


def least_chance(answers: Sequence[Answer]) -> float:
    """The least chance from which on, whatever the bound, nine tenths of the money are right.

    Returns:
        A chance in hundredths, at least `FLOOR`; `NEVER` where there is none, or where the answers
        from it on are of too few publishers to tell.
    """
    least = NEVER
    for hundredths in range(HUNDRED, round(FLOOR * HUNDRED) - 1, -1):
        given = [answer for answer in answers if answer.chance >= hundredths / HUNDRED]
        right = [answer for answer in given if answer.right]
        if _money(right) < WANTED * _money(given):
            break
        if len({answer.example.publisher for answer in given}) >= FEWEST_PUBLISHERS:
            least = hundredths / HUNDRED
    return least


def evaluation(answers: Sequence[Answer], *, least: Mapping[str, float]) -> dict[str, Any]:
    """Coverage and precision by GBP and by example: by chance, theme and publisher.

    Args:
        answers: of `cross_validate`.
        least: the least chance at which there is an estimate of each theme.
    """
    alike = {f"{chance}": dict.fromkeys(least, chance) for chance in CHANCES}
    return {
        "all": _measured(answers, least),
        "by_least_chance": {chance: _measured(answers, own) for chance, own in alike.items()},
        "by_theme": _by(answers, least, lambda answer: answer.theme),
        "by_publisher": _by(answers, least, lambda answer: answer.example.publisher),
    }


def _by(
    answers: Sequence[Answer], least: Mapping[str, float], key: Callable[[Answer], str]
) -> dict[str, dict[str, float]]:
    names = sorted({key(answer) for answer in answers} - {""})
    return {
        name: _measured([answer for answer in answers if key(answer) == name], least)
        for name in names
    }


def _measured(answers: Sequence[Answer], least: Mapping[str, float]) -> dict[str, float]:
    given = [answer for answer in answers if answer.chance >= least.get(answer.theme, NEVER)]
    right = [answer for answer in given if answer.right]
    return {
        "examples": len(answers),
        "gbp": round(_money(answers)),
        "covered_by_gbp": _share(_money(given), _money(answers)),
        "right_by_gbp": _share(_money(right), _money(given)),
        "right_by_example": _share(len(right), len(given)),
    }


def _money(answers: Iterable[Answer]) -> float:
    return sum(answer.example.amount for answer in answers)


def _share(part: float, whole: float) -> float:
    return round(part / whole, PLACES) if whole else 0.0
