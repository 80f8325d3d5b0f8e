"""The first answer of the page that compares places: money, similar places and health."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.comparisons import CompareReader, Standing
from data.read.places import Place
from data.read.similar_rows import SimilarRow
from data.read.similar_spend import SimilarReader
from data.read.whole_place import WholePlaceReader
from utils.narrative.compare import money_answer, outcomes_answer
from utils.narrative.place import gap_sentence
from utils.narrative.similar import similar_answer
from utils.ui.compare.choices import DEFAULT_AGAINST, CompareChoices
from utils.ui.compare.whole_answer import whole_answer
from utils.ui.passports.links import where_from
from utils.ui.shared.prose import bullets, render_prose


def similar_rows(
    similar: SimilarReader, choices: CompareChoices
) -> list[tuple[Place, SimilarRow | None]]:
    """Each place's spend beside similar places, in the year chosen."""
    return [
        (
            place,
            similar.row(
                choices.money.measure,
                choices.money.basis,
                choices.money_year,
                place.value_code,
            ),
        )
        for place in choices.chosen
    ]


def render_answer(
    reader: CompareReader,
    similar: SimilarReader,
    whole: WholePlaceReader,
    choices: CompareChoices,
) -> None:
    """Write the answer in plain words: all public money first, then local services and health."""
    standings = reader.standings(
        choices.chosen,
        choices.money,
        period=choices.money_year,
        against=choices.against,
        own_set=choices.own_set,
    )
    everything = whole_answer(whole, choices)
    sentences = [
        *([everything] if everything else []),
        money_answer(
            choices.money,
            period=choices.money_year,
            shared=choices.money_shared,
            standings=standings,
            gaps=_gaps(reader, choices, standings),
        ),
    ]
    if choices.against == DEFAULT_AGAINST:
        sentences.append(_beside_similar(similar, choices))
    first, *others = choices.chosen
    sentences += [_health(reader, choices, first, other) for other in others]
    sources = where_from(
        choices.chosen,
        theme=choices.theme,
        basis=choices.basis,
        period=choices.money_year,
        whole_year=whole.year_or_newest(choices.asked_year),
    )
    render_prose(bullets(sentences), sources)


def _gaps(
    reader: CompareReader, choices: CompareChoices, standings: Sequence[Standing]
) -> dict[str, str]:
    """What is known of each place or region without a figure in the year."""
    money, year = choices.money, choices.money_year
    lacking = {
        standing.place.name: standing.place for standing in standings if standing.value is None
    }
    for standing in standings:
        comparator, reference = standing.comparator, standing.reference
        if comparator and comparator.code and reference and reference.value is None:
            lacking[comparator.name] = Place(
                comparator.code, comparator.name, "region", (comparator.code,)
            )
    return {
        name: gap_sentence(place, year, reader.places.gap(place, money, year))
        for name, place in lacking.items()
    }


def _beside_similar(similar: SimilarReader, choices: CompareChoices) -> str:
    money, year = choices.money, choices.money_year
    reasons = {
        place.place_id: similar.why_none(money.measure, money.basis, year, place.value_code)
        for place in choices.chosen
    }
    return similar_answer(similar_rows(similar, choices), reasons=reasons)


def _health(reader: CompareReader, choices: CompareChoices, first: Place, other: Place) -> str:
    found = [
        reader.differences([first, other], outcome.measure, period=outcome.period)[0]
        for outcome in choices.outcomes
        if all(
            standing.value is not None
            for standing in outcome.standings
            if standing.place in (first, other)
        )
    ]
    return outcomes_answer(first, other, found)
