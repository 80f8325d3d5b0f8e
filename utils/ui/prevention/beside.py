"""A plan beside what the place spends today: on the theme, and on prevention by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.prevention.plan import Plan
from data.prevention.reading import PreventionReader
from data.read.accounts import MoneyReader
from data.read.money_lines import whole_lines
from data.read.places import Place, PlaceReader
from data.read.purpose import LATE, PREVENTION, purpose_amounts, sum_of
from data.read.whole_place import PREFIX, WholePlaceReader
from utils.formatting import format_value, join_words, lower_first
from utils.narrative.prevention import rounded_pounds
from utils.ui.prevention.answer import Answer
from utils.ui.shared.prose import bullets, paragraph, render_prose

CASH: Final = "cash"
NO_PLACE: Final = "Choose a place in the search above to see this plan beside what it spends today."
NOT_SHOWN: Final = (
    "The council's return of {} does not show what is prevention and what is late intervention."
)
BY_PURPOSE: Final = (
    "By the names of its lines, the council spent {prevention} on prevention and {late} on late "
    "intervention in {year}, public health and social care together; of the rest the returns do "
    "not say."
)
NEAR: Final = (
    "{name}: {value} in {place} in {period}. That is near to whom this is for, and not the same."
)
#: Below this share of what is spent, a comparison says nothing.
SMALLEST_SHARE: Final = 0.0005
NONE_NEAR: Final = (
    "{theme}: no kind of all public money in {place} is near to this plan in size; beside them the "
    "plan is too small to show."
)
#: Blocks that are all public money or general to all, and so no theme of a scenario.
GENERAL: Final = frozenset({"total", "total_without_one_off", "measured", "government"})


def render_beside(
    reader: PreventionReader,
    places: PlaceReader,
    whole: WholePlaceReader,
    money: MoneyReader,
    place: Place | None,
    plan: Plan,
    answer: Answer,
) -> None:
    """How large the plan is beside the place's money of its themes, and of prevention."""
    if place is None:
        render_prose(paragraph(NO_PLACE))
        return
    year = whole.years[-1]
    first_year = float(answer.result.by_year.cost[:, 0].sum())
    items = [
        sentence
        for theme in dict.fromkeys(
            reader.scenarios[choice.scenario].theme for choice in plan.choices
        )
        if (sentence := _theme_sentence(places, whole, place, theme, year, first_year))
    ]
    items += _purpose_sentences(money, place)
    items += _near_sentences(reader, place, plan)
    render_prose(
        paragraph(f"The plan costs public bodies {rounded_pounds(first_year)} in its first year."),
        bullets(items),
    )


def _theme_sentence(
    places: PlaceReader,
    whole: WholePlaceReader,
    place: Place,
    theme: str,
    year: str,
    first_year: float,
) -> str:
    """The plan's first year as a share of the kinds of money of a theme."""
    lines = whole_lines(places, theme, basis=CASH)
    blocks = [name for line in lines if (name := line.item.removeprefix(PREFIX)) not in GENERAL]
    found = [(name, whole.amount(place.members, year, name)) for name in blocks]
    known = [(name, amount) for name, amount in found if amount is not None]
    total = sum(amount.amount for _, amount in known)
    if not total:
        return (
            f"{places.theme_names[theme]}: no kind of all public money is of this theme alone, so "
            "there is nothing to set it beside."
        )
    if first_year / total < SMALLEST_SHARE:
        return NONE_NEAR.format(theme=places.theme_names[theme], place=place.name)
    names = join_words([lower_first(whole.blocks[name]["name"]) for name, _ in known])
    return (
        f"{place.name} spent about {rounded_pounds(total)} on {names} in {year}, part of it "
        f"estimated: the plan is {100 * first_year / total:.2g}% of that."
    )


def _purpose_sentences(money: MoneyReader, place: Place) -> Sequence[str]:
    """What councils spend on prevention and on late intervention, by the names of their lines."""
    year = money.newest_whole_year(place.members)
    amounts = purpose_amounts(money, place.members, year)
    if not amounts:
        return [NOT_SHOWN.format(year)]
    prevention = rounded_pounds(sum_of(amounts, PREVENTION))
    late = rounded_pounds(sum_of(amounts, LATE))
    return [BY_PURPOSE.format(prevention=prevention, late=late, year=year)]


def _near_sentences(reader: PreventionReader, place: Place, plan: Plan) -> Sequence[str]:
    """Figures of a single authority that are near to a cohort, as a help to choose how many."""
    sentences = []
    for choice in plan.choices:
        indicator = reader.scenarios[choice.scenario].cohort.near
        if not indicator or len(place.members) > 1:
            continue
        found = reader.near_figure(indicator, place.members[0])
        if found:
            row = reader.indicators[indicator]
            value = format_value(found[1], unit=row["unit"], decimals=row["decimals"])
            sentences.append(
                NEAR.format(name=row["name"], value=value, place=place.name, period=found[0])
            )
    return sentences
