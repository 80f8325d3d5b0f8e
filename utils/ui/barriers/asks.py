"""Requests to government as a table, each with what it is drawn from and what came of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.read.asks import Ask, AskReader, OutcomeRow
from data.read.registers import RegisterReader
from data.read.rows import BarriersRow
from utils.markdown import plain_text
from utils.narrative.asks import ASKS_CAVEAT, NOT_KNOWN, PUT_AS, count_asks
from utils.narrative.registers import CATEGORIES, amount_words, source_words
from utils.narrative.sources import RECORD
from utils.ui.barriers.choices import BarrierChoices, ask_filter
from utils.ui.registers.rows import barrier, cited, dated
from utils.ui.shared.framed_table import RECORDS, framed_table, table_row
from utils.ui.shared.prose import Html, bullets, folded, join, link, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

TITLE: Final = "What was asked of government"
COLUMNS: Final = ("Request", "By", "How it is put", "What came of it")


def render_asks(reader: AskReader, choices: BarrierChoices) -> None:
    """What was asked of government, by category, and what came of it."""
    found = reader.by_category(place=choices.place, category=choices.category)
    asks = [ask for own in found.values() for ask in own]
    ask_filter(reader.registers)
    st.caption(plain_text(count_asks(asks)))
    if not asks:
        return
    rows = [table_row(_cells(reader.registers, ask)) for ask in asks]
    render_prose(
        framed_table(COLUMNS, join(*rows), label=TITLE, look=RECORDS), paragraph(ASKS_CAVEAT)
    )
    with st.container(horizontal=True):
        offer_table(
            asks_frame(asks), title=TITLE, notes=(ASKS_CAVEAT,), key="asks", sources=(RECORD,)
        )


def _cells(reader: RegisterReader, ask: Ask) -> list[Html]:
    """The cells of a request; what it is drawn from opens below it."""
    evidence = folded(
        f"{CATEGORIES[ask.category]}: what it is drawn from",
        bullets(_evidence(reader, row) for row in ask.barriers),
    )
    outcomes = (
        folded("Sources", bullets(_outcome(reader, row) for row in ask.outcomes))
        if ask.outcomes
        else Html()
    )
    return [
        join(ask.text, evidence),
        join(ask.asked_by),
        join(PUT_AS[ask.put_as]),
        join(ask.what_came or NOT_KNOWN, outcomes),
    ]


def _evidence(reader: RegisterReader, row: BarriersRow) -> Html:
    """A barrier with its source, and a link to its list."""
    where: dict[str, str] = {"category": row["category"]}
    words = CATEGORIES[row["category"]]
    if row["place_id"]:
        where["record"] = row["place_id"]
        words = f"{words}, {reader.name(row['place_id'])}"
    return join(
        barrier(reader, row), " · ", link(f"All barriers: {words}", f"barriers?{urlencode(where)}")
    )


def _outcome(reader: RegisterReader, row: OutcomeRow) -> Html:
    if "event" in row:
        return dated(row)
    if "barrier" in row:
        return barrier(reader, row)
    return join(strong(amount_words(row)), f": {row['statement']}", cited(row))


def asks_frame(asks: list[Ask]) -> pd.DataFrame:
    """Requests as a table for files, a row each."""
    return pd.DataFrame(
        {
            "Request": ask.text,
            "Category": CATEGORIES[ask.category],
            "By": ask.asked_by,
            "How it is put": PUT_AS[ask.put_as],
            "What came of it": ask.what_came,
            "Sources": "; ".join(dict.fromkeys(source_words(row) for row in ask.barriers)),
        }
        for ask in asks
    )
