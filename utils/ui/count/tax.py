"""Tax and spend: what is raised and spent in a place's region, and income tax of its council."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Place
from data.read.revenue import Balance, RevenueReader
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
from utils.ui.shared.chart_view import render_chart
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
    if region == ENGLAND:
        _render_regions(reader, year)
    _render_taxes(reader, region, year)
    _render_years(reader, region)
    if place is not None:
        _render_income_tax(reader, place, regions)
    _render_outcome(reader, compare, choices, own=region)


def _render_regions(reader: RevenueReader, year: str) -> None:
    """Regions side by side, from north to south, and England."""
    st.header("Region by region")
    names = {**reader.regions, ENGLAND: reader.name(ENGLAND)}
    found: dict[str, Balance] = {}
    for code, name in names.items():
        balance = reader.balance(code, year)
        if balance is not None:
            found[name] = balance
    render_chart(regions_chart(found, year=year), key="tax_regions")


def _render_taxes(reader: RevenueReader, region: str, year: str) -> None:
    st.header("What is raised")
    others = reader.regions if region == ENGLAND else {ENGLAND: reader.name(ENGLAND)}
    beside = {name: reader.by_tax(code, year) for code, name in others.items()}
    chart = taxes_chart(reader.by_tax(region, year), beside, region=reader.name(region), year=year)
    render_chart(chart, key="tax_kinds")


def _render_years(reader: RevenueReader, region: str) -> None:
    st.header("Through time")
    chart = balance_years_chart(
        reader.real_balances(region), region=reader.name(region), prices=PRICE_BASE_YEAR
    )
    render_chart(chart, key="tax_years")


def _render_income_tax(reader: RevenueReader, place: Place, regions: tuple[str, ...]) -> None:
    """Income tax of a place, of its councils where there are several, its region and England."""
    st.header("Income tax by council")
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
    chart = income_tax_chart(taxes, lacking, place=place.name, beside=tuple(beside))
    render_chart(chart, key="income_tax")


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
    beside = reader.beside(choices.beside, choices.year)
    source = source_note(compare, beside.measure)
    chart = outcome_chart(beside, reader.regions, own=own, source=source)
    render_chart(chart, key="tax_outcome")
