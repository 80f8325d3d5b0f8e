"""All public money of the places compared: the amounts, and what is said of them first."""

from __future__ import annotations

from data.read.whole_place import WholeAmount, WholePlaceReader
from utils.narrative.whole_place import Named, compared_sentence
from utils.ui.compare.choices import CompareChoices


def whole_answer(reader: WholePlaceReader, choices: CompareChoices) -> str:
    """All public money of the first place beside each of the others, as far as ranges can tell.

    Nothing where fewer than two have a figure. The year is the newest, or that which was chosen.
    """
    year = reader.year_or_newest(choices.asked_year)
    found = amounts_of(reader, choices, year)
    named = [Named(name, amount) for name, amount in found.items()]
    return compared_sentence(named, year=year, basis=choices.basis)


def amounts_of(
    reader: WholePlaceReader, choices: CompareChoices, year: str
) -> dict[str, WholeAmount]:
    """All public money of each place that has a figure, by its name."""
    return {
        place.name: amount
        for place in choices.chosen
        if (amount := amount_of(reader, place.members, year, choices.basis)) is not None
    }


def amount_of(
    reader: WholePlaceReader, codes: tuple[str, ...], year: str, basis: str
) -> WholeAmount | None:
    """All public money of areas together in a year, in cash or in prices of the price base."""
    found = reader.amount(codes, year)
    return None if found is None else reader.priced(found, year, basis=basis)
