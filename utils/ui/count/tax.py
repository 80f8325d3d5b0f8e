"""Tax and spend: what is raised and spent in a place's region, and income tax of its council."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Place
from data.read.revenue import Balance, RevenueReader
from utils.charts.chart import Chart
from utils.charts.revenue import balance_years_chart, regions_chart
from utils.charts.revenue_outcome import outcome_chart
from utils.charts.taxes import income_tax_chart, taxes_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.markdown import plain_text
from utils.narrative.place import measure_title
from utils.narrative.revenue import (
    balance_sentence,
    meaning_sentences,
    several_sentence,
)
from utils.narrative.sources import source_note
from utils.ui.count.choices import CountChoices
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.prose import paragraph, render_prose, strong


def render_tax(reader: RevenueReader, compare: CompareReader, choices: CountChoices) -> None:
    """Tax and spend of a place's region, or of every region beside England."""
    place, year = choices.place, choices.year
    regions = reader.regions_of(place) if place else ()
    region = regions[0] if len(regions) == 1 else ENGLAND
    balance, england = reader.balance(region, year), reader.balance(ENGLAND, year)
    if balance is None or england is None:
        st.info(plain_text(f"No figure for {reader.name(region)} in {year}."))
        return
    own = place.name if place and region != ENGLAND else ""
    beside = england if region != ENGLAND else None
    blocks = [
        paragraph(strong(balance_sentence(reader.name(region), balance, place=own))),
        paragraph(meaning_sentences(balance, beside)),
    ]
    if place and not own:
        names = [reader.regions[code] for code in regions]
        blocks.insert(0, paragraph(several_sentence(place.name, names)))
    render_prose(*blocks)
    address = choices.address
    if region == ENGLAND:
        st.header("Region by region")
        render_kept_chart(lambda: _regions(reader, year), key="tax_regions", address=address)
    st.header("What is raised")
    render_kept_chart(lambda: _taxes(reader, region, year), key="tax_kinds", address=address)
    st.header("Through time")
    render_kept_chart(lambda: _years(reader, region), key="tax_years", address=address)
    if place is not None:
        st.header("Income tax by council")
        render_kept_chart(
            lambda: _income_tax(reader, place, regions), key="income_tax", address=address
        )
    _render_outcome(reader, compare, choices, own=region)


def _regions(reader: RevenueReader, year: str) -> Chart:
    """Regions side by side, from north to south, and England."""
    names = {**reader.regions, ENGLAND: reader.name(ENGLAND)}
    found: dict[str, Balance] = {}
    for code, name in names.items():
        balance = reader.balance(code, year)
        if balance is not None:
            found[name] = balance
    return regions_chart(found, year=year)


def _taxes(reader: RevenueReader, region: str, year: str) -> Chart:
    others = reader.regions if region == ENGLAND else {ENGLAND: reader.name(ENGLAND)}
    beside = {name: reader.by_tax(code, year) for code, name in others.items()}
    own = reader.by_tax(region, year)
    return taxes_chart(own, beside, region=reader.name(region), year=year)


def _years(reader: RevenueReader, region: str) -> Chart:
    return balance_years_chart(
        reader.real_balances(region), region=reader.name(region), prices=PRICE_BASE_YEAR
    )


def _income_tax(reader: RevenueReader, place: Place, regions: tuple[str, ...]) -> Chart:
    """Income tax of a place, of its councils where there are several, its region and England."""
    groups = {place.name: place.members}
    if len(place.members) > 1:
        groups |= {reader.name(code): (code,) for code in place.members}
    beside = {reader.name(code): reader.councils(code) for code in (*regions, ENGLAND)}
    groups |= beside
    taxes = {name: reader.income_tax(codes) for name, codes in groups.items()}
    lacking = {
        name: [reader.name(code) for code in found.lacking]
        for name, found in taxes.items()
        if found is not None
    }
    return income_tax_chart(taxes, lacking, place=place.name, beside=tuple(beside))


def _render_outcome(
    reader: RevenueReader, compare: CompareReader, choices: CountChoices, *, own: str
) -> None:
    st.header("Compared with an outcome")
    st.selectbox(
        "Outcome",
        list(reader.outcomes),
        key="beside",
        format_func=lambda name: measure_title(reader.outcomes[name]),
        width=420,
    )

    def make() -> Chart:
        beside = reader.beside(choices.beside, choices.year)
        source = source_note(compare, beside.measure)
        return outcome_chart(beside, reader.regions, own=own, source=source)

    render_kept_chart(make, key="tax_outcome", address=choices.address)
