"""Savings: who pays and who gains, and all of them as a table with files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.register_figures import paid_or_gained, savings
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.narrative.registers import amount_words, known, source_words
from utils.narrative.sources import RECORD
from utils.ui.registers.rows import figure, saving
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

TITLE: Final = "Savings of Total Place and the programmes after it"
CAUTION: Final = (
    "Each saving is shown as its source states it: gross and net, different years and different "
    "places are not alike, so none is added up, averaged or drawn on one axis. A field is empty "
    "where the source does not give it."
)


def render_pays_and_gains(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> None:
    """Who pays and who gains, for the figures of which the sources say so."""
    render_prose(
        paragraph("The sources say who pays or who gains for these figures only."),
        bullets(_pays_and_gains(reader, row) for row in paid_or_gained(rows)),
    )


def _pays_and_gains(reader: RegisterReader, row: DeepDivesRow) -> Html:
    pays, gains = known(row["paid_by"]), known(row["gained_by"])
    return join(
        join(strong("Pays: "), f"{pays}. ") if pays else "",
        join(strong("Gains: "), f"{gains}. ") if gains else "",
        figure(reader, row),
    )


def render_savings(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> None:
    """Savings and the spending behind them: what is known of each, and files of all."""
    found = savings(rows)
    table = savings_frame(reader, found)
    st.caption(CAUTION)
    render_prose(bullets(saving(reader, row) for row in found))
    with st.container(horizontal=True):
        offer_table(table, title=TITLE, notes=(CAUTION,), key="savings", sources=(RECORD,))


def savings_frame(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> pd.DataFrame:
    """Savings and their cost side, a row each, with the source; what is not known is empty."""
    return pd.DataFrame(
        {
            "Line": row["line"],
            "Place": reader.name(row["place_id"]),
            "What": row["statement"],
            "Amount": amount_words(row),
            "Kind": "saving" if row["kind"] == "saving" else "cost side",
            "Cashable": known(row["cashable"]),
            "Gross or net": known(row["gross_or_net"]),
            "Period": known(row["years_covered"]),
            "Who pays": known(row["paid_by"]),
            "Who gains": known(row["gained_by"]),
            "Source": source_words(row),
            "Address of the source": row["source_url"] or "",
        }
        for row in rows
    )
