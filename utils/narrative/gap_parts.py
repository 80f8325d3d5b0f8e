"""Sentences about what makes the gap in life expectancy in England, by cause and age."""

from __future__ import annotations

from typing import Final

from data.read.gap_parts import REST, Gap
from utils.formatting import format_interval, format_value, join_words, lower_first
from utils.narrative.inequality import YEARS

PERSON: Final = {"male": "man", "female": "woman"}
#: Causes of the source that together are the heart and circulation.
CIRCULATION: Final = (
    "Ischaemic heart disease",
    "Stroke",
    "Other diseases of the heart and circulation",
)
TOGETHER: Final = "heart disease, stroke and other diseases of the circulation"
NAMED: Final = 3
WHAT: Final = (
    "Bars are the years added to the difference in life expectancy at birth between the most and "
    "the least deprived tenth of England's small areas; together they are the whole gap."
)
ENGLAND_ONLY: Final = (
    "England only: deaths by cause, age and deprivation are not published for a place. The newest "
    "year is 2015. Causes are grouped as in the source."
)
ARITHMETIC: Final = (
    "This is a decomposition (Arriaga, 1984): arithmetic on death rates, not proof of what causes "
    "the gap. The parts have no confidence intervals."
)


def why_sentence(gap: Gap, *, sex: str) -> str:
    """Say how wide the gap is, what makes most of it, and how much arises before 65."""
    between = format_interval(gap.limits.lower, gap.limits.upper, unit=YEARS, decimals=1)
    who = PERSON[sex]
    return (
        f"In England in {gap.period} a {who} in the most deprived tenth could expect "
        f"{_number(gap.limits.difference)} fewer years than a {who} in the least deprived: "
        f"{_number(gap.most)} against {_years(gap.least)} (95% confidence interval of the "
        f"difference {between}). {_most(gap)} "
        f"Deaths before age 65 make up {_years(gap.before_65)} of the gap."
    )


def why_in_short(gap: Gap) -> str:
    """Say which causes make most of England's gap, for the top of a page."""
    return f"Why is there a gap? For England, {gap.period}: {lower_first(_most(gap))}"


def causes_sentence(gap: Gap) -> str:
    """Say how much of the gap each cause makes."""
    (first, most), *rest = gap.causes.items()
    words = [
        f"{first} {_years(most)}",
        *(f"{lower_first(str(cause))} {_number(part)}" for cause, part in rest),
    ]
    return f"{'; '.join(words)}."


def ages_sentence(gap: Gap) -> str:
    """Say which ages make most of the gap, and how much is from deaths at older ages."""
    later = gap.ages.sum() - gap.before_65
    return (
        f"The largest part is at ages {gap.ages.idxmax()}, {_years(gap.ages.max())}. Deaths at 65 "
        f"and over make up {_years(later)} of the gap."
    )


def _most(gap: Gap) -> str:
    """Say which causes make most of the gap, the heart and circulation as one."""
    heart = gap.causes[list(CIRCULATION)].sum()
    others = gap.causes.drop([*CIRCULATION, REST]).nlargest(NAMED - 1)
    parts = [(TOGETHER, heart), *((lower_first(str(name)), part) for name, part in others.items())]
    (first, most), *rest = sorted(parts, key=lambda part: -part[1])
    words = [f"{first} make up {_years(most)} of the gap"]
    words += [f"{name} {_number(part)}" for name, part in rest]
    words.append(f"all causes that the source does not name {_number(gap.causes[REST])}")
    sentence = join_words(words)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _years(value: float) -> str:
    return format_value(value, unit=YEARS, decimals=1)


def _number(value: float) -> str:
    return format_value(value, unit="", decimals=1)
