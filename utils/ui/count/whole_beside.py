"""All public money of a place beside its region and similar places, or its own authorities."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.comparators import Comparators
from data.read.places import Place
from data.read.whole_place import TOTAL, WholePlaceReader
from utils.charts.whole_place import places_chart
from utils.config import ENGLAND
from utils.narrative.whole_place import PRICES, Named, about, measured_beside_sentence, shown_basis
from utils.ui.count.choices import CountChoices
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import paragraph, render_prose, strong

PILOTS_TITLE: Final = "All public spending in England and the Total Place pilots, {year}"
NO_NEIGHBOURS: Final = (
    "No similar places are shown: the Office for National Statistics names them for single "
    "authorities, and {place} is made of {count}."
)
#: How much of a chart's notes is below it; the rest is in "About this figure".
Groups = dict[str, tuple[str, ...]]


def render_beside(
    reader: WholePlaceReader,
    comparators: Comparators,
    place: Place,
    block: str,
    choices: CountChoices,
) -> None:
    """The place, its region and its nearest statistical neighbours."""
    if len(place.members) != 1:
        _render_members(reader, comparators, place, block, choices)
        return
    year = choices.year
    st.header("Compared with similar places")
    code = place.members[0]
    region = comparators.region(code)
    near: Groups = {comparators.name(one): (one,) for one in comparators.neighbours(code)}
    _render_places(
        reader,
        {place.name: place.members, comparators.name(region): (region,), **near},
        choices,
        block=block,
        title=f"All public spending, {place.name}, its region and similar places, {year} "
        f"(£ per person, {PRICES[shown_basis('cash', year)]})",
    )

    def say() -> None:
        own, *others = _named(reader, {place.name: place.members, **near}, year, block)
        said = measured_beside_sentence(own, others)
        if said:
            render_prose(paragraph(said))

    draw_kept("measured_beside", choices.address, say)


def _render_members(
    reader: WholePlaceReader,
    comparators: Comparators,
    place: Place,
    block: str,
    choices: CountChoices,
) -> None:
    st.header("Compared with its region and its authorities")
    regions = dict.fromkeys(comparators.region(code) for code in place.members)
    groups: Groups = {place.name: place.members}
    groups |= {comparators.name(code): (code,) for code in (*regions, *place.members)}
    _render_places(
        reader,
        groups,
        choices,
        block=block,
        title=f"All public spending, {place.name}, its region and its authorities, {choices.year} "
        f"(£ per person, {PRICES[shown_basis('cash', choices.year)]})",
    )
    render_prose(
        paragraph(NO_NEIGHBOURS.format(place=place.name, count=f"{len(place.members)} of them"))
    )


def render_pilots(
    reader: WholePlaceReader, comparators: Comparators, block: str, choices: CountChoices
) -> None:
    """England, and the places of the programme in the order of their names."""
    year = choices.year
    pilots = [place for place in comparators.places.programme if place.kind == "pilot"]
    england = reader.amount((ENGLAND,), year, block)
    if england is not None:
        less = ", without one-off support," if block != TOTAL else ""
        render_prose(
            paragraph(
                strong(
                    f"All public bodies together spent {about(england.per_head)} per person in "
                    f"England in {year}{less} that can be said to benefit one region."
                ),
                " Choose a place above to see its own, by kind, by body and through time.",
            )
        )
    _render_places(
        reader,
        {place.name: place.members for place in pilots},
        choices,
        block=block,
        title=PILOTS_TITLE.format(year=year)
        + f" (£ per person, {PRICES[shown_basis('cash', year)]})",
    )


def _named(reader: WholePlaceReader, groups: Groups, year: str, block: str) -> list[Named]:
    """Those that have a figure, with it."""
    found = ((name, reader.amount(codes, year, block)) for name, codes in groups.items())
    return [Named(name, amount) for name, amount in found if amount is not None]


def _render_places(
    reader: WholePlaceReader, groups: Groups, choices: CountChoices, *, block: str, title: str
) -> None:
    england = reader.amount((ENGLAND,), choices.year, block)
    known = dict(_named(reader, groups, choices.year, block))
    if england is None or not known:
        return
    beside = dict.fromkeys(known, Named("England", england))
    render_kept_chart(
        lambda: places_chart(known, beside=beside, title=title, name="whole_place_beside"),
        key="whole_beside",
        address=choices.address,
    )
