"""The first answer of the page that compares places: money, need and health in a few sentences."""

from __future__ import annotations

from data.compare_reader import CompareReader
from data.need_reader import NeedReader, NeedRow
from data.place_reader import Place
from utils.narrative.compare import money_answer, need_answer, outcomes_answer
from utils.ui.compare_choices import CompareChoices
from utils.ui.passport_links import where_from
from utils.ui.prose import bullets, render_prose


def need_rows(need: NeedReader, choices: CompareChoices) -> list[tuple[Place, NeedRow | None]]:
    """Each place's spend beside what its need would suggest, in the year chosen."""
    return [
        (
            place,
            need.adjusted(
                choices.money.measure,
                choices.money.basis,
                choices.money_year,
                place.value_code,
            ),
        )
        for place in choices.chosen
    ]


def render_answer(reader: CompareReader, need: NeedReader, choices: CompareChoices) -> None:
    """Write the answer in plain words."""
    standings = reader.standings(
        choices.chosen,
        choices.money,
        period=choices.money_year,
        against=choices.against,
        own_set=choices.own_set,
    )
    sentences = [
        money_answer(
            choices.money,
            period=choices.money_year,
            shared=choices.money_shared,
            standings=standings,
        ),
        need_answer(need_rows(need, choices)),
    ]
    first, *others = choices.chosen
    sentences += [_health(reader, choices, first, other) for other in others]
    sources = where_from(
        choices.chosen, theme=choices.theme, basis=choices.basis, period=choices.money_year
    )
    render_prose(bullets(sentences), sources)


def _health(reader: CompareReader, choices: CompareChoices, first: Place, other: Place) -> str:
    found = [
        reader.differences([first, other], one.measure, period=one.period)[0]
        for one in choices.outcomes
        if all(
            standing.value is not None
            for standing in one.standings
            if standing.place in (first, other)
        )
    ]
    return outcomes_answer(first, other, found)
