"""Sentences about the determinants of health beside health, which never say what causes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from data.read.measures import Measure, ValueRow
from data.read.periods import have_common_years
from data.read.rows import SmallAreaCorrelationsRow
from utils.formatting import format_difference, format_difference_interval, join_words
from utils.narrative.verdicts import CLEAR, SHORT
from utils.stats.differences import difference_limits
from utils.stats.verdicts import CANNOT_TELL, Polarity, Verdict


def determinant_sentence(what: str, verdicts: Sequence[Verdict]) -> str:
    """Count on how many measures of a determinant a place clearly stands out."""
    if not verdicts:
        return f"{what}: no figure."
    found = Counter(verdicts)
    clear = [f"clearly {SHORT[verdict]} on {found[verdict]}" for verdict in CLEAR if found[verdict]]
    unclear = []
    if found["similar"]:
        unclear.append(f"no clear difference on {found['similar']}")
    if found[CANNOT_TELL]:
        unclear.append(
            f"for {found[CANNOT_TELL]} there is no confidence interval, so we cannot tell if the "
            "difference is real"
        )
    return f"{what}, {len(verdicts)} measures: {join_words(clear + unclear)}."


def moved_words(first: ValueRow, newest: ValueRow, measure: Measure) -> str:
    """Say which way a figure moved since its first period, and whether that is clear."""
    old, new = first["value"], newest["value"]
    if first["period"] == newest["period"] or old is None or new is None:
        return "only one period"
    change = difference_limits(
        value=new,
        lower=newest["lower_cl"],
        upper=newest["upper_cl"],
        other=old,
        other_lower=first["lower_cl"],
        other_upper=first["upper_cl"],
    )
    size = new - old
    if have_common_years(first, newest):
        change = None
    words = format_difference(abs(size), unit=measure.unit, decimals=measure.decimals)
    side = "up" if size > 0 else "down"
    since = f"since {first['period']}"
    if change is None:
        return f"{side} {words} {since} (cannot be tested)"
    limits = format_difference_interval(
        change.lower, change.upper, unit=measure.unit, decimals=measure.decimals
    )
    if change.lower <= 0 <= change.upper:
        return f"no clear change {since} ({limits})"
    goods: dict[Polarity, bool] = {"high_is_good": size > 0, "low_is_good": size < 0}
    good = goods.get(measure.polarity)
    verdict = "" if good is None else (", better" if good else ", worse")
    return f"{side} {words} {since} ({limits}){verdict}"


def correlation_sentence(
    rows: Sequence[SmallAreaCorrelationsRow], titles: Mapping[str, str], *, place: str
) -> str:
    """Say with which domains length of life clearly goes together, the strongest first."""
    clear = [row for row in rows if row["lower_cl"] > 0 or row["upper_cl"] < 0]
    strongest = sorted(clear, key=lambda row: -abs(row["value"]))
    if not strongest:
        return f"In {place} length of life shows no clear link with any of these."
    words = [
        f"{titles[row['other_measure']].partition(': ')[2] or titles[row['other_measure']]} "
        f"({row['value']:.2f}, {row['lower_cl']:.2f} to {row['upper_cl']:.2f})"
        for row in strongest
    ]
    rest = "" if len(clear) == len(rows) else " For the others we cannot tell."
    return (
        f"In {place} people live longer in neighbourhoods that are less deprived of "
        f"{join_words(words)}; this is a link, and does not show a cause.{rest}"
    )
