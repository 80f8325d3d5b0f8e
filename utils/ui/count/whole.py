"""All the public money of a place: the answer, its kinds, who spends it, through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.read.accounts import MoneyReader
from data.read.comparators import Comparators
from data.read.general_practice import PracticeReader
from data.read.measures import MapReader
from data.read.money_basis import WHOLE_BASIS
from data.read.places import Place
from data.read.whole_place import REAL, TOTAL, WITHOUT_ONE_OFF, WholeAmount, WholePlaceReader
from utils.charts.chart import Chart
from utils.charts.whole_place import blocks_chart, years_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.markdown import plain_text
from utils.narrative.whole_place import (
    FEWEST_RESIDENTS,
    HOW,
    JOINED,
    NEGATIVE,
    RANGE_WORDS,
    SMALL_PLACES,
    WHOLE_SOURCES,
    WITHOUT,
    Named,
    beside_sentence,
    changes_sentence,
    growth_sentence,
    measured_sentence,
    old_accounts_sentence,
    real_sentence,
    shown_basis,
    whole_sentence,
)
from utils.ui.count.choices import CountChoices
from utils.ui.count.general_practice import render_general_practice
from utils.ui.count.whole_beside import render_beside, render_pilots
from utils.ui.count.whole_items import render_crossings, render_items
from utils.ui.count.whole_passports import kinds_list, whole_url
from utils.ui.count.whole_people import render_ages, render_purpose, render_spenders
from utils.ui.count.whole_tests import has_tests, render_tests
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong


def render_whole(
    reader: WholePlaceReader,
    money: MoneyReader,
    practices: PracticeReader,
    comparators: Comparators,
    choices: CountChoices,
) -> None:
    """The count of all public money: of a place, or of England beside the pilots."""
    block = WITHOUT_ONE_OFF if choices.one_off == WITHOUT else TOTAL
    place, year = choices.place, choices.year
    if place is None:
        render_pilots(reader, comparators, block, choices)
        _render_close(reader, comparators, place=None)
        _render_about(())
        return
    found = reader.amount(place.members, year, block)
    england = reader.amount((ENGLAND,), year, block)
    if found is None or england is None:
        st.info(plain_text(f"No figure for {place.name} in {year}."))
        return
    maps, address = comparators.places.maps, choices.address
    draw_kept(
        "count_answer",
        address,
        lambda: _render_answer(
            reader, maps, place, year=year, block=block, found=found, england=england
        ),
    )
    _render_blocks(reader, maps, place, block, choices)
    draw_kept("spenders", address, lambda: render_spenders(reader, place, year, block))
    _render_years(reader, place, block, address)
    render_beside(reader, comparators, place, block, choices)
    st.header("More on this figure")
    render_more(
        "Whom and what it is for: ages, prevention, general practices",
        lambda: _render_purposes(reader, money, practices, place, year=year, block=block),
        key="count_whom",
    )
    _render_close(reader, comparators, place=place)
    render_more(
        "How it is made: every item, what is counted once, and the sources",
        lambda: _render_made(reader, maps, place, year),
        key="count_made",
    )


def _render_purposes(
    reader: WholePlaceReader,
    money: MoneyReader,
    practices: PracticeReader,
    place: Place,
    *,
    year: str,
    block: str,
) -> None:
    """People of which age it is for, what of it prevents, and what general practices are paid."""
    render_ages(reader, place, year, block)
    render_purpose(reader, money, place, year)
    render_general_practice(practices, place, year)


def _render_close(
    reader: WholePlaceReader, comparators: Comparators, *, place: Place | None
) -> None:
    """How close it is to what others counted; nothing where nobody counted."""
    if has_tests(reader, comparators.places, place=place):
        render_more(
            "How close it is to what others counted or published",
            lambda: render_tests(reader, comparators.places, place=place),
            key="count_close",
        )


def _render_made(reader: WholePlaceReader, maps: MapReader, place: Place, year: str) -> None:
    """Every item, money that is counted once, and what is counted, how and from where."""
    render_items(reader, maps, place, year)
    render_crossings(reader)
    changes = changes_sentence(reader.driver_changes(place.members))
    _render_about([changes] if changes else [])


def _render_answer(
    reader: WholePlaceReader,
    maps: MapReader,
    place: Place,
    *,
    year: str,
    block: str,
    found: WholeAmount,
    england: WholeAmount,
) -> None:
    """The figure with its range, what is measured of it, England beside it, and its passport."""
    answer = whole_sentence(place.name, year, found, without=block != TOTAL)
    old = old_accounts_sentence(reader.old_accounts(place.members, year), year)
    where = link("Where this figure is from", whole_url(maps, block, place=place, year=year))
    real = real_sentence(reader.priced(found, year, basis=REAL), year, reader.years[-1])
    render_prose(
        paragraph(join(strong(answer), f" {real}")),
        paragraph(
            join(
                f"{beside_sentence(Named(place.name, found), Named('England', england))} "
                f"{measured_sentence(found)} {old} ",
                where,
            )
        ),
        *([paragraph(SMALL_PLACES)] if found.population < FEWEST_RESIDENTS else []),
    )


def _render_blocks(
    reader: WholePlaceReader, maps: MapReader, place: Place, block: str, choices: CountChoices
) -> None:
    """All public money by kind as a chart, then each kind with the way to its passport."""
    year = choices.year
    blocks = {
        name: amount
        for name, amount in reader.by_block(place.members, year).items()
        if block == TOTAL or not reader.blocks[name]["one_off"]
    }

    def make() -> Chart:
        basis = shown_basis("cash", year)
        return blocks_chart(blocks, reader.blocks, place=place.name, year=year, basis=basis)

    def list_kinds() -> None:
        with st.expander("How much is each kind, and where is it from?"):
            kinds = kinds_list(reader, maps, blocks, place=place, year=year)
            render_prose(kinds, *_cautions(blocks, year))

    render_kept_chart(make, key="blocks", address=choices.address)
    draw_kept("kinds", choices.address, list_kinds)


def _cautions(blocks: Mapping[str, WholeAmount], year: str) -> list[Html]:
    """What to know of the kinds of spending of a year."""
    is_negative = any(amount.amount < 0 for amount in blocks.values())
    return [
        *([paragraph(JOINED[year])] if year in JOINED else []),
        *([paragraph(NEGATIVE)] if is_negative else []),
    ]


def _render_years(
    reader: WholePlaceReader, place: Place, block: str, address: Mapping[str, str]
) -> None:
    """All public money by year in real terms, and whether it grew."""

    def make() -> Chart:
        own, england = (reader.real_by_year(codes, block) for codes in (place.members, (ENGLAND,)))
        return years_chart(own, england, place=place.name, prices=PRICE_BASE_YEAR)

    def say_growth() -> None:
        own = reader.real_by_year(place.members, block)
        first, last = (Named(f"{place.name} in {year}", own[year]) for year in (min(own), max(own)))
        render_prose(paragraph(strong(growth_sentence(first, last))))

    st.header("Through time")
    render_kept_chart(make, key="whole_years", address=address)
    draw_kept("growth", address, say_growth)


def _render_about(cautions: Sequence[str]) -> None:
    """What is counted and how, what may mislead, and the sources of the charts."""
    with st.expander("About this figure: what is counted, how, and from which sources?"):
        render_prose(
            bullets([WHOLE_BASIS, HOW, RANGE_WORDS, *cautions, SMALL_PLACES, WHOLE_SOURCES])
        )
