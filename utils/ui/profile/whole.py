"""The public money on a place's page: all of it, or that of a theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.money_lines import money_lines, whole_lines
from data.read.places import Place
from data.read.similar_spend import SimilarReader
from data.read.whole_place import PREFIX, WholeAmount, WholePlaceReader
from utils.charts.chart import Chart
from utils.charts.similar import LineSpend
from utils.charts.whole_place import blocks_chart
from utils.formatting import lower_first
from utils.markdown import plain_text
from utils.narrative.spend_lines import other_year_words
from utils.narrative.tiles import ALL_THEMES, beside_similar, place_position
from utils.narrative.whole_place import JOINED, PRICES, block_sentence, shown_basis
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose
from utils.ui.shared.similar_table import render_similar_table
from utils.ui.shared.whole_line import count_address, whole_line


def render_whole(
    reader: CompareReader,
    similar: SimilarReader,
    whole: WholePlaceReader,
    place: Place,
    choices: ProfileChoices,
) -> None:
    """All public money by kind; where a theme is chosen, the money of that theme first."""
    year = whole.year_or_newest(choices.asked_year)
    if choices.theme == ALL_THEMES:
        st.header("All public money")
        _say_other_year(whole, choices, year)
        render_all(whole, place, choices)
        return
    st.header(plain_text(f"Public money: {lower_first(reader.places.theme_names[choices.theme])}"))
    _say_other_year(whole, choices, year)
    _render_theme(reader, whole, place, choices, year)
    draw_kept("place_lines", choices.address, lambda: render_lines(reader, similar, place, choices))


def _say_other_year(whole: WholePlaceReader, choices: ProfileChoices, year: str) -> None:
    """Say that the count of all public money does not have the year chosen."""
    if choices.asked_year not in {None, year}:
        st.info(
            plain_text(
                f"All public money is counted from {whole.years[0]} to {whole.years[-1]}, not for "
                f"{choices.asked_year}. It is shown for {year}."
            )
        )


def render_all(whole: WholePlaceReader, place: Place, choices: ProfileChoices) -> None:
    """All public money by kind, what is measured of it, and the way to its count."""
    year = whole.year_or_newest(choices.asked_year)
    blocks = _blocks(whole, place, choices, year, whole.blocks)
    if not blocks:
        st.info(plain_text(f"No figure for {place.name} in {year}."))
        return
    basis = shown_basis(choices.basis, year)
    draw_kept(
        "place_whole_line",
        choices.address,
        lambda: render_prose(whole_line(whole, place, year=choices.asked_year, basis=basis)),
    )
    render_kept_chart(
        lambda: blocks_chart(blocks, whole.blocks, place=place.name, year=year, basis=basis),
        key="whole_blocks",
        address=choices.address,
    )
    if year in JOINED:
        st.caption(JOINED[year])


def _blocks(
    whole: WholePlaceReader, place: Place, choices: ProfileChoices, year: str, names: Iterable[str]
) -> dict[str, WholeAmount]:
    """Amounts of kinds of spending in the prices chosen, where the place has any."""
    found = whole.by_block(place.members, year)
    return {
        name: whole.priced(found[name], year, basis=choices.basis)
        for name in names
        if name in found
    }


def _render_theme(
    reader: CompareReader,
    whole: WholePlaceReader,
    place: Place,
    choices: ProfileChoices,
    year: str,
) -> None:
    """The kinds of all public money that belong to a theme, each compared with similar places."""
    theme = reader.places.theme_names[choices.theme]
    lines = whole_lines(reader.places, choices.theme, basis=choices.basis)
    named = [line.item.removeprefix(PREFIX) for line in lines]
    blocks = _blocks(whole, place, choices, year, named)
    more = link(f"All public money of {place.name}", count_address(place, year))
    if not blocks:
        words = f"No kind of all public money is about {lower_first(theme)} alone. "
        render_prose(paragraph(join(words, more)))
        return
    basis = shown_basis(choices.basis, year)

    def say() -> None:
        said: list[Html | str] = []
        for name, amount in blocks.items():
            position = place_position(
                reader.comparators, whole, place, year=year, basis=basis, block=name
            )
            sentence = block_sentence(
                whole.blocks[name]["name"], place.name, amount, year=year, basis=basis
            )
            said.append(f"{sentence} {beside_similar(amount, position)}")
        caution = reader.places.theme_cautions[choices.theme]
        render_prose(bullets(said), paragraph(join(f"{caution} ", more)))

    def make() -> Chart:
        chart = blocks_chart(blocks, whole.blocks, place=place.name, year=year, basis=basis)
        kinds = f"{theme}: public spending by kind, {place.name}, {year}"
        return replace(chart, title=f"{kinds} (£ per person, {PRICES[basis]})")

    draw_kept("place_theme", choices.address, say)
    render_kept_chart(make, key="theme_blocks", address=choices.address)
    if year in JOINED:
        st.caption(JOINED[year])


def render_lines(
    reader: CompareReader, similar: SimilarReader, place: Place, choices: ProfileChoices
) -> None:
    """What local bodies spend on the services of a theme, compared with similar places."""
    lines = [
        line
        for line in money_lines(reader.places, choices.theme, basis=choices.basis)
        if choices.year in line.periods
    ]
    rows = [
        LineSpend(
            line, place, similar.row(line.measure, choices.basis, choices.year, place.value_code)
        )
        for line in lines
    ]
    words = other_year_words(reader.places, place, choices.money, shown=choices.year)
    if choices.asked_year is None and words:
        st.caption(plain_text(" ".join(words)))
    if all(row.row is None for row in rows):
        names = ", ".join(lower_first(line.name) for line in lines)
        st.info(
            plain_text(
                f"No comparison with similar places for {place.name} in {choices.year}"
                f"{f': {names}' if names else ''}."
            )
        )
        return
    render_similar_table(rows, year=choices.year, key="theme_services")
