"""Numbers in plain British words."""

from __future__ import annotations

import math
from typing import Final

MINUS: Final = "\u2212"
MISSING: Final = "no figure"
BILLION: Final = 1_000_000_000
MILLION: Final = 1_000_000
#: Below it an amount would be written as no pounds.
HALF_A_POUND: Final = 0.5
GBP_PER_PERSON: Final = "GBP per person"
PERCENT: Final = "%"
#: The end of units of ratios, of which 100 means the same.
RATIO: Final = "= 100"
#: Units that stand before the number, and what is left to stand after it.
PREFIXES: Final = {
    GBP_PER_PERSON: ("£", ""),
    "GBP": ("£", ""),
    "GBP a week": ("£", " a week"),
    "decile": ("decile ", ""),
    "rank": ("rank ", ""),
    "score": ("", ""),
}
#: Units of differences, where they are others than those of the values.
DIFFERENCES: Final = {
    PERCENT: "percentage points",
    "decile": "deciles",
    "rank": "ranks",
    "score": "points",
}
#: Characters that are repeated of a text from outside, such as an address or a file.
LONGEST_REPEATED: Final = 60


def shorten(text: str, longest: int = LONGEST_REPEATED) -> str:
    """The beginning of a text that is too long to be repeated.

    >>> shorten("Leeds"), shorten("Leeds and Bradford", 6)
    ('Leeds', 'Leeds…')
    """
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def affixes(unit: str) -> tuple[str, str]:
    """What comes before and after a number of a unit; a ratio such as "England = 100" has none."""
    if unit.endswith(RATIO):
        return "", ""
    if unit in PREFIXES:
        return PREFIXES[unit]
    return "", unit if unit in {PERCENT, ""} else f" {unit}"


def format_value(value: float | None, *, unit: str, decimals: int) -> str:
    """Write a value with its unit; a missing value is "no figure"."""
    if value is None or not math.isfinite(value):
        return MISSING
    before, after = affixes(unit)
    sign = MINUS if round(value, decimals) < 0 else ""
    return f"{sign}{before}{abs(value):,.{decimals}f}{after}"


def format_interval(lower: float | None, upper: float | None, *, unit: str, decimals: int) -> str:
    """Write limits as "a to b" with the unit once; nothing where either is missing."""
    if lower is None or upper is None or not (math.isfinite(lower) and math.isfinite(upper)):
        return ""
    after = affixes(unit)[1]
    low = format_value(lower, unit=unit, decimals=decimals).removesuffix(after)
    return f"{low} to {format_value(upper, unit=unit, decimals=decimals)}"


def difference_unit(unit: str) -> str:
    """The unit of a difference of two values; that of two percentages is no percentage.

    >>> difference_unit("%"), difference_unit("England = 100"), difference_unit("per 1,000")
    ('percentage points', 'points', 'per 1,000')
    """
    return "points" if unit.endswith(RATIO) else DIFFERENCES.get(unit, unit)


def format_difference(value: float | None, *, unit: str, decimals: int) -> str:
    """Write a difference of two values of a unit.

    >>> format_difference(1.5, unit="%", decimals=1), format_difference(1, unit="%", decimals=0)
    ('1.5 percentage points', '1 percentage point')
    """
    words = format_value(value, unit=difference_unit(unit), decimals=decimals)
    # In the units that only differences have, "1 points" would be wrong; "1.0 points" is not.
    is_own = difference_unit(unit) != unit
    return (
        words.removesuffix("s") if is_own and words.split(" ")[0] in {"1", f"{MINUS}1"} else words
    )


def format_difference_interval(
    lower: float | None, upper: float | None, *, unit: str, decimals: int
) -> str:
    """Write limits of a difference of two values of a unit.

    >>> format_difference_interval(0.5, 3.5, unit="%", decimals=1)
    '0.5 to 3.5 percentage points'
    """
    return format_interval(lower, upper, unit=difference_unit(unit), decimals=decimals)


def ratio_words(value: float | None, *, unit: str) -> str:
    """Say a ratio as a share more or less; nothing of other units or without a value.

    >>> ratio_words(487.2, unit="all adults = 100")
    '387% more than all adults'
    """
    if value is None or not math.isfinite(value) or not unit.endswith(RATIO):
        return ""
    more, base = round(value) - 100, unit.removesuffix(RATIO).strip()
    if not more:
        return f"the same as {base}"
    return f"{abs(more):,}% {'more' if more > 0 else 'fewer'} than {base}"


def format_per_person(value: float | None) -> str:
    """Write GBP per person in whole pounds; an amount that would round to zero is not called zero.

    >>> format_per_person(1415.4)
    '£1,415'
    >>> format_per_person(0.34)
    'under £1'
    """
    if value is not None and 0 < abs(value) < HALF_A_POUND:
        return "under £1" if value > 0 else f"between {MINUS}£1 and £0"
    return format_value(value, unit=GBP_PER_PERSON, decimals=0)


def format_pounds(amount: float) -> str:
    """Write an amount of money in billions, millions or pounds, without false precision.

    >>> format_pounds(7_500_000_000)
    '£7.5 billion'
    >>> format_pounds(6853)
    '£6,853'
    """
    sign, amount = (MINUS if round(amount) < 0 else ""), abs(amount)
    for size, word in ((BILLION, "billion"), (MILLION, "million")):
        if amount >= size:
            return f"{sign}£{amount / size:,.4g} {word}"
    return f"{sign}£{amount:,.0f}"


def to_three_figures(amount: float) -> float:
    """An estimate to three figures, as it has no more.

    >>> to_three_figures(8_918_856_384)
    8920000000.0
    """
    return float(f"{amount:.3g}")


def lower_first(text: str) -> str:
    """The text with a small first letter, for a name within a sentence; an abbreviation stays.

    >>> lower_first("Adult social care"), lower_first("NHS land"), lower_first("A&E visits")
    ('adult social care', 'NHS land', 'A&E visits')
    """
    rest = text.partition(" ")[0][1:]
    return text if rest != rest.lower() or "&" in rest else text[:1].lower() + text[1:]


def format_count(number: int, one: str, several: str) -> str:
    """Write how many there are of something.

    >>> format_count(1, "body", "bodies")
    '1 body'
    >>> format_count(1200, "body", "bodies")
    '1,200 bodies'
    """
    return f"{number:,} {one if number == 1 else several}"


def join_words(words: list[str]) -> str:
    """Join words as a sentence does.

    >>> join_words(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
