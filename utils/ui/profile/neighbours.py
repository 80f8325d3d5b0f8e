"""Similar places with what they spend: on everything, or on the theme that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.money_lines import money_lines, whole_lines
from data.read.places import Place
from data.read.whole_place import PREFIX, TOTAL, WholePlaceReader
from utils.formatting import format_per_person
from utils.narrative.tiles import ALL_THEMES
from utils.narrative.whole_place import about, price_words
from utils.ui.profile.choices import ProfileChoices
from utils.ui.profile.top import place_chips
from utils.ui.shared.prose import paragraph, render_prose

NO_FIGURE: Final = "(no figure)"
ORDER: Final = (
    "Most similar first: statistical nearest neighbours of the Office for National Statistics."
)
OPENS: Final = "Each opens a comparison."


def render_neighbours(
    reader: CompareReader, whole: WholePlaceReader, place: Place, choices: ProfileChoices
) -> None:
    """Places most like it with their money, each leading to a comparison."""
    st.header("Similar places")
    comparator, why = reader.comparators.find(place, "neighbours")
    if comparator is None:
        render_prose(paragraph(why))
        return
    what, known = similar_amounts(reader, whole, comparator.members, choices)
    amounts = {code: known.get(code, NO_FIGURE) for code in comparator.members}
    render_prose(
        paragraph(f"{what} per person. {ORDER} {OPENS}"),
        place_chips(reader, place, comparator.members, amounts),
    )


def similar_amounts(
    reader: CompareReader, whole: WholePlaceReader, codes: Sequence[str], choices: ProfileChoices
) -> tuple[str, dict[str, str]]:
    """What is given of similar places, and it by their codes.

    It is the first kind of all public money of the theme, else the theme's first service.
    """
    year, basis = whole.year_or_newest(choices.asked_year), choices.basis
    block, name = TOTAL, "All public money"
    if choices.theme != ALL_THEMES:
        blocks = whole_lines(reader.places, choices.theme, basis=basis)
        if not blocks:
            return _line_amounts(reader, codes, choices)
        block = blocks[0].item.removeprefix(PREFIX)
        name = whole.blocks[block]["name"]
    amounts = {
        code: about(whole.priced(amount, year, basis=basis).per_head)
        for code in codes
        if (amount := whole.amount((code,), year, block))
    }
    return f"{name}, {year}{price_words(basis, year)}, part estimated,", amounts


def _line_amounts(
    reader: CompareReader, codes: Sequence[str], choices: ProfileChoices
) -> tuple[str, dict[str, str]]:
    """The theme's first service with figures in the year."""
    places, year = reader.places, choices.year
    lines = money_lines(places, choices.theme, basis=choices.basis)
    line = next((line for line in lines if year in line.periods), lines[0])
    amounts = {
        code: format_per_person(row["value"])
        for code in codes
        if (row := places.row(places.place(code), line, year)) and row["value"] is not None
    }
    return f"{line.name}, {year}{price_words(choices.basis, year)},", amounts
