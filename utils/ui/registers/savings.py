"""Savings of the registers: who pays and who gains, and all of them as a table with files."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.read.register_figures import paid_or_gained, savings
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.formatting import MISSING
from utils.narrative.registers import NOT_SAID, amount_words, source_words
from utils.ui.registers.rows import figure
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

TITLE = "Savings of the programme's record"
CAUTION = (
    "Each saving is shown as its source states it: gross and net, different years and different "
    "places are not alike, so none is added up, averaged or drawn on one axis. “Not said” means "
    "that the record does not say it."
)


def render_pays_and_gains(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> None:
    """Who pays and who gains, for the figures of which the record says so."""
    found = paid_or_gained(rows)
    st.subheader("Who pays and who gains")
    if not found:
        render_prose(paragraph("The record does not say it of any of these figures."))
        return
    lines = [
        join(
            strong("Pays: "),
            f"{row['paid_by'] or NOT_SAID}. ",
            strong("Gains: "),
            f"{row['gained_by'] or NOT_SAID}. ",
            figure(reader, row),
        )
        for row in found
    ]
    render_prose(
        paragraph("Only these figures come with words on who pays or who gains."),
        bullets(lines),
    )


def render_savings_table(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> None:
    """All savings and their cost side as a table, made only once opened."""
    found = savings(rows)
    if not found:
        return
    opened = st.expander(f"Table and files: {TITLE}", key="savings_table", on_change="rerun")
    if not opened.open:
        return
    table = savings_frame(reader, found)
    with opened:
        st.caption(CAUTION)
        st.dataframe(table, hide_index=True, placeholder=MISSING, alt=f"Table of {TITLE}")
        with st.container(horizontal=True):
            offer_table(table, title=TITLE, notes=(CAUTION,), key="savings")


def savings_frame(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> pd.DataFrame:
    """Savings and their cost side, a row each, with the source; gaps are said."""
    return pd.DataFrame(
        {
            "Line": row["line"],
            "Place": reader.name(row["place_id"]),
            "What": row["statement"],
            "Amount": amount_words(row),
            "Kind": "saving" if row["kind"] == "saving" else "cost side",
            "Cashable": row["cashable"] or "",
            "Gross or net": row["gross_or_net"] or "",
            "Over which years": row["years_covered"],
            "Who pays": row["paid_by"] or NOT_SAID,
            "Who gains": row["gained_by"] or NOT_SAID,
            "Source": source_words(row),
            "Address of the source": row["source_url"] or "",
        }
        for row in rows
    )
