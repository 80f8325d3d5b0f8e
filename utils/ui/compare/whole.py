"""All public money of the places compared: side by side with their ranges, and through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from data.read.comparators import Comparators
from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.charts.chart import Chart
from utils.charts.whole_place import places_chart, years_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.markdown import plain_text
from utils.narrative.whole_place import (
    PRICES,
    Named,
    beside_sentence,
    shown_basis,
)
from utils.ui.compare.choices import CompareChoices
from utils.ui.compare.sections import render_panels
from utils.ui.compare.whole_answer import amount_of, amounts_of
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, join, link, paragraph, render_prose
from utils.ui.shared.whole_line import count_address

ENGLAND_NAME: Final = "England"
REGION: Final = "region"
INTRO: Final = (
    "Spent by all public bodies in {year}, in {prices}; part estimated, and with one-off support "
    "for Covid, energy and the cost of living:"
)
NO_GROUP: Final = (
    "Each is compared with England here, because we have no range for the group you chose. You can "
    "also choose its region under “Compare each with”."
)


def render_whole(
    reader: WholePlaceReader, comparators: Comparators, choices: CompareChoices
) -> None:
    """All public money of each place with its range beside England or its region, and the years."""
    st.header("All public money")
    year = reader.year_or_newest(choices.asked_year)
    england = amount_of(reader, (ENGLAND,), year, choices.basis)
    found = amounts_of(reader, choices, year)
    if england is None or not found:
        st.info(plain_text(f"No figure for these places in {year}."))
        return
    known = [place for place in choices.chosen if place.name in found]
    beside = {
        place.name: _beside(reader, comparators, place, choices, year)
        or Named(ENGLAND_NAME, england)
        for place in known
    }
    prices = PRICES[shown_basis(choices.basis, year)]

    def say() -> None:
        sentences = [
            beside_sentence(Named(name, amount), beside[name]) for name, amount in found.items()
        ]
        notes = [] if choices.against in {"england", REGION} else [paragraph(NO_GROUP)]
        intro = INTRO.format(year=year, prices=prices)
        render_prose(paragraph(intro), bullets(sentences), *notes)

    def make() -> Chart:
        return places_chart(
            found,
            beside=beside,
            what=_what(beside),
            title=f"All public spending, {year} (£ per person, {prices})",
            name="whole_place_compared",
        )

    draw_kept("whole_compared", choices.address, say)
    render_kept_chart(make, key="whole_places", address=choices.address)
    render_more(
        "All public money through time",
        lambda: render_panels(_years(reader, known), "whole_years"),
        key="whole_years",
    )
    counts = (link(place.name, count_address(place, year)) for place in known)
    render_prose(paragraph("How each is counted: ", *_separated(list(counts))))


def _beside(
    reader: WholePlaceReader,
    comparators: Comparators,
    place: Place,
    choices: CompareChoices,
    year: str,
) -> Named | None:
    """The region of a place, where that is the comparator and it lies in a single region."""
    if choices.against != REGION:
        return None
    comparator, _ = comparators.find(place, REGION)
    if comparator is None:
        return None
    amount = amount_of(reader, (comparator.code,), year, choices.basis)
    return None if amount is None else Named(comparator.name, amount)


def _what(beside: Mapping[str, Named]) -> str:
    """What the grey ticks are."""
    names = {named.name for named in beside.values()}
    if names == {ENGLAND_NAME}:
        return ENGLAND_NAME
    return "England or its region" if ENGLAND_NAME in names else "its region"


def _years(reader: WholePlaceReader, chosen: list[Place]) -> list[Chart]:
    """A panel a place, all on the same scale."""
    england = reader.real_by_year((ENGLAND,))
    own = {place.name: reader.real_by_year(place.members) for place in chosen}
    every = [*england.values(), *(found for years in own.values() for found in years.values())]
    domain = (
        min(found.lower_per_head for found in every),
        max(found.upper_per_head for found in every),
    )
    return [
        years_chart(found, england, place=name, prices=PRICE_BASE_YEAR, domain=domain)
        for name, found in own.items()
    ]


def _separated(links: list[str]) -> list[str]:
    return [join(", " if number else "", part) for number, part in enumerate(links)]
