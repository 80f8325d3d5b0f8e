"""All the public money of a place: the answer, its kinds, who spends it, through time."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.comparators import Comparators
from data.read.general_practice import PracticeReader
from data.read.money_basis import WHOLE_BASIS
from data.read.places import Place
from data.read.whole_place import TOTAL, WITHOUT_ONE_OFF, WholePlaceReader
from utils.charts.whole_place import blocks_chart, places_chart, years_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.narrative.whole_place import (
    AGES,
    FEWEST_RESIDENTS,
    HOW,
    JOINED,
    NEGATIVE,
    RANGE_WORDS,
    SMALL_PLACES,
    SPENDERS,
    WITHOUT,
    Named,
    about,
    beside_sentence,
    changes_sentence,
    growth_sentence,
    measured_sentence,
    old_accounts_sentence,
    share_words,
    upstream_sentence,
    whole_sentence,
)
from utils.ui.count.choices import CountChoices
from utils.ui.count.general_practice import render_general_practice
from utils.ui.count.whole_items import render_crossings, render_items
from utils.ui.count.whole_tests import render_tests
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong

HEALTH, PREVENTION = "health", "public_health_local"
#: Public health moved to councils in this year.
FIRST_PREVENTION: Final = "2013-14"
PILOTS_TITLE: Final = "All public spending in England and the Total Place pilots, {year}"


def render_whole(
    reader: WholePlaceReader,
    practices: PracticeReader,
    comparators: Comparators,
    choices: CountChoices,
) -> None:
    """The count of all public money: of a place, or of England beside the pilots."""
    block = WITHOUT_ONE_OFF if choices.one_off == WITHOUT else TOTAL
    if choices.place is None:
        _render_pilots(reader, comparators, choices.year, block)
        render_tests(reader, comparators.places, place=None)
        return
    place, year = choices.place, choices.year
    found = reader.amount(place.members, year, block)
    england = reader.amount((ENGLAND,), year, block)
    if found is None or england is None:
        st.info(f"No figure for {place.name} in {year}.")
        return
    render_prose(
        paragraph(strong(whole_sentence(place.name, year, found, without=block != TOTAL))),
        paragraph(
            f"{measured_sentence(found)} "
            f"{old_accounts_sentence(reader.old_accounts(place.members, year), year)}"
        ),
        paragraph(beside_sentence(Named(place.name, found), Named("England", england))),
        *([paragraph(SMALL_PLACES)] if found.population < FEWEST_RESIDENTS else []),
    )
    _render_blocks(reader, choices, block)
    _render_spenders(reader, place, year, block)
    _render_ages(reader, place, year, block)
    render_general_practice(practices, place, year)
    _render_years(reader, place, block)
    _render_beside(reader, comparators, place, year, block)
    render_tests(reader, comparators.places, place=place)
    render_items(reader, place, year)
    render_crossings(reader)
    _render_method()


def _render_blocks(reader: WholePlaceReader, choices: CountChoices, block: str) -> None:
    place, year = choices.place, choices.year
    if place is None:
        return
    blocks = {
        name: amount
        for name, amount in reader.by_block(place.members, year).items()
        if block == TOTAL or not reader.blocks[name]["one_off"]
    }
    chart = blocks_chart(blocks, reader.blocks, place=place.name, year=year)
    render_chart(chart, key="blocks")
    if year in JOINED:
        render_prose(paragraph(JOINED[year]))
    if any(amount.amount < 0 for amount in blocks.values()):
        render_prose(paragraph(NEGATIVE))


def _render_spenders(reader: WholePlaceReader, place: Place, year: str, block: str) -> None:
    st.header("Who spends it")
    sums = reader.by_spender(place.members, year, with_one_off=block == TOTAL)
    whole = sum(sums.values())
    people = reader.amount(place.members, year)
    if people is None:
        return
    render_prose(
        bullets(
            join(
                strong(f"{SPENDERS[spender]}: "),
                f"{about(amount / people.population)} a person, {share_words(amount / whole)}",
            )
            for spender, amount in sums.items()
        ),
        paragraph("Money passed between bodies counts where it is spent. Shares are rounded."),
    )


def _render_ages(reader: WholePlaceReader, place: Place, year: str, block: str) -> None:
    """People of which age the money is for, and how much of health money prevents."""
    people = reader.amount(place.members, year)
    health = reader.amount(place.members, year, HEALTH)
    if people is None or health is None:
        return
    st.header("Who it is for")
    sums = reader.by_age(place.members, year, with_one_off=block == TOTAL)
    whole = sum(sums.values())
    prevention = sum(
        line.amount for line in reader.lines(place.members, year) if line.item["item"] == PREVENTION
    )
    render_prose(
        bullets(
            join(
                strong(f"{AGES[age]}: "),
                f"{about(amount / people.population)} a person, {share_words(amount / whole)}",
            )
            for age, amount in sums.items()
        ),
        paragraph(
            upstream_sentence(prevention / people.population, health.per_head)
            if year >= FIRST_PREVENTION
            else "Before 2013-14 public health was part of the NHS."
        ),
    )


def _render_years(reader: WholePlaceReader, place: Place, block: str) -> None:
    st.header("Through time")
    own = reader.real_by_year(place.members, block)
    england = reader.real_by_year((ENGLAND,), block)
    chart = years_chart(own, england, place=place.name, prices=PRICE_BASE_YEAR)
    render_chart(chart, key="whole_years")
    first, last = (Named(f"{place.name} in {year}", own[year]) for year in (min(own), max(own)))
    render_prose(paragraph(strong(growth_sentence(first, last))))
    changes = changes_sentence(reader.driver_changes(place.members))
    if changes:
        render_prose(paragraph(changes))


def _render_beside(
    reader: WholePlaceReader, comparators: Comparators, place: Place, year: str, block: str
) -> None:
    """The place, its region and its nearest statistical neighbours."""
    if len(place.members) != 1:
        _render_members(reader, comparators, place, year, block)
        return
    st.header("Beside similar places")
    code = place.members[0]
    region = comparators.region(code)
    codes = {place.name: code, comparators.name(region): region}
    codes |= {comparators.name(near): near for near in comparators.neighbours(code)}
    _render_places(
        reader,
        {name: (one,) for name, one in codes.items()},
        year=year,
        block=block,
        title=f"All public spending, {place.name}, its region and similar places, {year} "
        "(£ per person, cash)",
    )


def _render_members(
    reader: WholePlaceReader, comparators: Comparators, place: Place, year: str, block: str
) -> None:
    st.header("Its authorities")
    groups = {place.name: place.members}
    groups |= {comparators.name(code): (code,) for code in place.members}
    _render_places(
        reader,
        groups,
        year=year,
        block=block,
        title=f"All public spending, {place.name} and its authorities, {year} (£ per person, cash)",
    )


def _render_pilots(
    reader: WholePlaceReader, comparators: Comparators, year: str, block: str
) -> None:
    pilots = [place for place in comparators.places.programme if place.kind == "pilot"]
    groups = {place.name: place.members for place in pilots}
    england = reader.amount((ENGLAND,), year, block)
    if england is not None:
        less = ", without one-off support," if block != TOTAL else ""
        render_prose(
            paragraph(
                strong(
                    f"All public bodies together spent {about(england.per_head)} a person in "
                    f"England in {year}{less} that can be said to benefit one region."
                ),
                " Choose a place above to see its own, by kind, by body and through time.",
            )
        )
    _render_places(
        reader,
        groups,
        year=year,
        block=block,
        title=PILOTS_TITLE.format(year=year) + " (£ per person, cash)",
    )
    _render_method()


def _render_places(
    reader: WholePlaceReader,
    groups: dict[str, tuple[str, ...]],
    *,
    year: str,
    block: str,
    title: str,
) -> None:
    england = reader.amount((ENGLAND,), year, block)
    found = {name: reader.amount(codes, year, block) for name, codes in groups.items()}
    known = {name: amount for name, amount in found.items() if amount is not None}
    if england is None or not known:
        return
    beside = dict.fromkeys(known, Named("England", england))
    chart = places_chart(known, beside=beside, title=title, name="whole_place_beside")
    render_chart(chart, key="whole_beside")


def _render_method() -> None:
    st.header("What is counted, and how")
    render_prose(bullets([WHOLE_BASIS, HOW, RANGE_WORDS, SMALL_PLACES]))
