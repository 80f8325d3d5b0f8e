"""The count of a place: published totals, their parts, what we can count, and the region."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.read.confidence import RULE, grade_count
from data.read.counts import CountLine, CountReader
from data.read.places import Place
from data.read.registers import RegisterReader
from data.read.rows import CountsRow
from utils.charts.coverage import coverage_chart
from utils.formatting import MISSING, format_pounds
from utils.markdown import plain_text
from utils.narrative.count import (
    BASIS_OF_RETURNS,
    NEVER_AVERAGED,
    basis_words,
    coverage_sentence,
    line_words,
    rest_words,
    status_words,
)
from utils.narrative.place import describe_count
from utils.narrative.sources import OUTTURN, RECORD
from utils.ui.count.choices import CountChoices
from utils.ui.count.context import render_region, render_themes
from utils.ui.passports.pages import count_url
from utils.ui.registers.links import register_links
from utils.ui.registers.rows import cited
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table


def render_count(
    reader: CountReader, registers: RegisterReader, place: Place, choices: CountChoices
) -> None:
    """The answer first, then what was published, what we can count, and what is missing."""
    totals = reader.totals(place)
    lines = reader.lines(place, choices.year)
    answer = coverage_sentence(place.name, choices.year, reader.counted(lines), totals)
    render_prose(paragraph(strong(answer)))
    _render_published(reader, place, totals)
    _render_parts(reader, place)
    _render_disagreements(registers, place, reader)
    _render_lines(
        place, choices, lines, [total for total in totals if total["unit"] == "GBP"], answer
    )
    render_themes(reader, place, choices.year)
    render_region(reader, place, choices.year)
    with st.expander("How far can each figure be trusted?"):
        render_prose(
            bullets(join(strong(f"{name}: "), f"{words}.") for name, words in RULE.items())
        )
    render_prose(
        *(
            register_links(registers, of=entry.name, place=entry.place_id)
            for entry in reader.places.programme_of(place)
        )
    )


def _render_published(reader: CountReader, place: Place, totals: Sequence[CountsRow]) -> None:
    st.header("What was published")
    if not totals:
        st.info(
            plain_text(
                f"No total of all public spending in {place.name} was published, or none was "
                "found. What we can count ourselves is below."
            )
        )
        return
    render_prose(paragraph(NEVER_AVERAGED), bullets(_total(reader, place, row) for row in totals))


def _total(reader: CountReader, place: Place, row: CountsRow) -> Html:
    """A published total with its basis on its face."""
    said = f" “{row['precision_note']}”." if row["precision_note"] else ""
    per_head = reader.per_head(row, place)
    people = (
        f" {format_pounds(per_head)} per person over the residents of that year."
        if per_head is not None and row["unit"] == "GBP" and row["financial_year"]
        else f" About {format_pounds(per_head)} per person if it is of 2008-09."
        if per_head is not None and row["unit"] == "GBP"
        else ""
    )
    return join(
        strong(describe_count(row)),
        f".{said}{people} Basis: {basis_words(row)}. Status: {status_words(row)}. "
        f"Confidence: {grade_count(row)}. ",
        link("Where this figure is from", count_url(row["line"])),
        cited(row),
    )


def _render_parts(reader: CountReader, place: Place) -> None:
    parts = reader.parts(place)
    if not parts:
        return
    st.header("By body, where a source names them")
    for part in parts:
        named = [
            join(
                strong(f"{row['organisation']}: "),
                f"{format_pounds(row['amount'])} ({row['amount'] / part.total['amount']:.0%})",
            )
            for row in part.named
        ]
        render_prose(
            paragraph(f"Of {describe_count(part.total)}:", cited(part.total)),
            bullets([*named, strong(rest_words(part.rest, part.total["amount"]))]),
        )


def _render_disagreements(registers: RegisterReader, place: Place, reader: CountReader) -> None:
    own = reader.places.record_ids(place)
    rows = [row for row in registers.store.records("disagreements") if row["place_id"] in own]
    if rows:
        st.header("Where figures disagree")
        render_prose(
            bullets(
                join(strong(f"{row['subject']}: "), f"{row['figures']}. {row['explanation']}")
                for row in rows
            )
        )


def _render_lines(
    place: Place,
    choices: CountChoices,
    lines: Sequence[CountLine],
    totals: Sequence[CountsRow],
    answer: str,
) -> None:
    st.header(plain_text(f"What we can count ourselves, {choices.year}"))
    chart = coverage_chart(
        lines,
        totals,
        place=place.name,
        year=choices.year,
        finding=answer,
        notes=(BASIS_OF_RETURNS,),
    )
    if chart is not None:
        render_chart(chart, key="coverage", with_notes=False)
    table = lines_table(lines)
    title = f"What can be counted of {place.name}, {choices.year}"
    st.dataframe(
        table,
        hide_index=True,
        placeholder=MISSING,
        alt=title,
        column_config={
            name: st.column_config.NumberColumn(format="localized")
            for name in ("£", "£ per person")
        },
    )
    st.caption(BASIS_OF_RETURNS)
    with st.container(horizontal=True):
        offer_table(
            table, title=title, notes=(BASIS_OF_RETURNS,), key="count", sources=(RECORD, OUTTURN)
        )


def lines_table(lines: Sequence[CountLine]) -> pd.DataFrame:
    """What can be counted, a row a line; gaps stay empty."""
    return pd.DataFrame(
        [
            {
                "Body or payment": line_words(line.what, line.kind),
                "£": None if line.amount is None else round(line.amount),
                "£ per person": None if line.per_head is None else round(line.per_head),
                "Confidence": line.grade,
                "Note": "; ".join(line.notes),
            }
            for line in lines
        ]
    )
