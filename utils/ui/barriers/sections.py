"""The parts of the page on barriers and on what was asked of government."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.read.asks import Ask, AskReader, OutcomeRow
from data.read.registers import RegisterReader, places_in
from data.read.rows import BarriersRow
from utils.charts.recurrence import recurrence_chart
from utils.narrative.asks import (
    ASKS_CAVEAT,
    NOT_KNOWN,
    PUT_AS,
    by_phase,
    by_work,
    count_asks,
    say_gaps,
)
from utils.narrative.registers import CATEGORIES, amount_words, recurrence
from utils.ui.barriers.choices import BarrierChoices
from utils.ui.registers.sections import barrier, cited, dated
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong

LIMITS: Final = (
    "these are what sources of the time say, as the record holds them; none is a measured effect, "
    "and a barrier that nobody wrote down is not here."
)


def render_barriers(reader: RegisterReader, choices: BarrierChoices) -> None:
    """What recurs over all places, then the register by category."""
    categories = reader.categories()
    st.header("What recurs across places")
    render_prose(
        bullets(
            recurrence(CATEGORIES[name], len(rows), places_in(rows))
            for name, rows in categories.items()
        )
    )
    render_chart(
        recurrence_chart(
            {CATEGORIES[name]: len(rows) for name, rows in categories.items()},
            {CATEGORIES[name]: place_names(reader, rows) for name, rows in categories.items()},
        ),
        key="recurrence",
    )
    shown = {
        name: [row for row in rows if not choices.place or row["place_id"] == choices.place]
        for name, rows in categories.items()
        if not choices.category or name == choices.category
    }
    for name, rows in shown.items():
        if rows:
            st.header(CATEGORIES[name])
            render_prose(bullets(barrier(reader, row) for row in rows))
    if not any(shown.values()):
        st.info("The record holds no barrier of this category in this place.")
    _render_limits()


def place_names(reader: RegisterReader, rows: Sequence[BarriersRow]) -> list[str]:
    """Names of the places in which barriers were named, in their order by name."""
    return sorted({reader.name(row["place_id"]) for row in rows if row["place_id"]})


def render_asks(reader: AskReader, choices: BarrierChoices) -> None:
    """What was asked of government, by category, and what came of it."""
    found = reader.by_category(place=choices.place, category=choices.category)
    st.caption(count_asks([ask for asks in found.values() for ask in asks]))
    render_prose(paragraph(ASKS_CAVEAT))
    for name, asks in found.items():
        st.header(CATEGORIES[name])
        for ask in asks:
            st.subheader(ask.text)
            render_prose(_ask(reader.registers, ask))


def _ask(reader: RegisterReader, ask: Ask) -> Html:
    """How an ask is put and by whom, what it rests on, and what came of it."""
    received: list[str] = ["What came of it: ", ask.what_came or f"{NOT_KNOWN}."]
    if ask.outcomes:
        received.append(bullets(_outcome(reader, row) for row in ask.outcomes))
    return bullets(
        [
            join("How it is put: ", PUT_AS[ask.put_as]),
            join("By: ", ask.asked_by),
            join("Rests on: ", bullets(_evidence(reader, row) for row in ask.barriers)),
            join(*received),
        ]
    )


def _evidence(reader: RegisterReader, row: BarriersRow) -> Html:
    """A barrier with its source, and a link to its place in the register."""
    where: dict[str, str] = {"category": row["category"]}
    words = CATEGORIES[row["category"]]
    if row["place_id"]:
        where["record"] = row["place_id"]
        words = f"{words}, {reader.name(row['place_id'])}"
    return join(
        barrier(reader, row),
        " · ",
        link(f"{words}, in the register", f"barriers?{urlencode(where)}"),
    )


def _outcome(reader: RegisterReader, row: OutcomeRow) -> Html:
    if "event" in row:
        return dated(row)
    if "barrier" in row:
        return barrier(reader, row)
    return join(strong(amount_words(row)), f": {row['statement']}", cited(row))


def render_known(reader: RegisterReader) -> None:
    """What the reviews say of working in partnership, each statement with its source."""
    reviews, discussed = by_work(reader.rows("barriers"))
    st.header("Evidence on working in partnership")
    _render_through(reviews)
    _render_works(reviews)
    st.header("What a discussion of the time added")
    _render_through(discussed)
    _render_works(discussed)
    _render_limits()


def _render_through(works: Mapping[str, Sequence[BarriersRow]]) -> None:
    """Say through which article the record knows what follows."""
    titles = dict.fromkeys(row["source_title"] for rows in works.values() for row in rows)
    render_prose(
        paragraph(
            "Cited through the article that the record holds, not from the works themselves, which "
            f"it does not hold: {'; '.join(titles)}."
        )
    )


def _render_works(works: Mapping[str, Sequence[BarriersRow]]) -> None:
    for name, rows in works.items():
        st.subheader(name)
        render_prose(bullets(join(row["barrier"], cited(row)) for row in rows))


def _render_limits() -> None:
    render_prose(paragraph(strong("What this cannot tell: "), LIMITS))


def render_timeline(reader: RegisterReader) -> None:
    """What happened when: phases of the programme, and their years."""
    dates = reader.rows("timeline")
    gaps = say_gaps(dates)
    render_prose(
        paragraph(
            f"{len(dates)} dates, each with its source, in phases that this atlas has named. {gaps}"
        )
    )
    for phase, years in by_phase(dates).items():
        st.header(phase)
        for year, rows in years.items():
            st.subheader(str(year))
            render_prose(bullets(dated(row) for row in rows))
