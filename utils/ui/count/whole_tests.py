"""The estimates set beside published figures that were not used to make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.places import Place, PlaceReader
from data.read.rows import WholePlaceComparisonsRow
from data.read.whole_place import BENEFIT, COUNT, WholePlaceReader
from utils.formatting import MISSING
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.table_files import offer_table

WHY: Final = (
    "None of these published figures was used to make an estimate. The pilots' counts of 2008 to "
    "2010 mostly leave out investment and national programmes, so the estimate should be higher."
)
BENEFIT_WHY: Final = (
    "The benefits that Birmingham's residents received are published, so the way they are shared "
    "out elsewhere can be tested there. In Birmingham itself the published amount is used."
)


def render_tests(reader: WholePlaceReader, places: PlaceReader, *, place: Place | None) -> None:
    """Estimates beside the counts of the programme, and beside benefits that are published."""
    ids = places.record_ids(place) if place else None
    counts = [
        row for row in reader.comparisons(kind=COUNT) if ids is None or row["place_id"] in ids
    ]
    if counts:
        st.header("Set beside the pilots' own counts")
        render_prose(paragraph(WHY))
        _table(counts_table(counts, places), title="Estimates beside published counts", key="tests")
    benefits = [
        row
        for row in reader.comparisons(kind=BENEFIT)
        if place is None or row["place_id"] in place.members
    ]
    if benefits:
        st.header("Tested on benefits that are published")
        render_prose(paragraph(BENEFIT_WHY))
        table = benefits_table(reader, benefits, places)
        _table(table, title="Estimates beside published benefits", key="benefit_tests")


def _table(table: pd.DataFrame, *, title: str, key: str) -> None:
    st.dataframe(table, hide_index=True, placeholder=MISSING, alt=title)
    with st.container(horizontal=True):
        offer_table(table, title=title, name=key, notes=(WHY,), key=key)


def counts_table(rows: Sequence[WholePlaceComparisonsRow], places: PlaceReader) -> pd.DataFrame:
    """One row a published total: the estimate with its range, and the difference."""
    return pd.DataFrame(
        [
            {
                "Place": places.place(row["place_id"]).name,
                "Year": row["financial_year"],
                "Unit": row["unit"],
                "Estimate": _figure(row["estimate"]),
                "Lowest": _figure(row["lower"]),
                "Highest": _figure(row["upper"]),
                "Published": _figure(row["published"]),
                "Estimate over published": f"{row['difference']:+.0%}",
                "Note": row["note"] or "",
            }
            for row in rows
        ]
    )


def benefits_table(
    reader: WholePlaceReader, rows: Sequence[WholePlaceComparisonsRow], places: PlaceReader
) -> pd.DataFrame:
    """One row a benefit: how far the estimate lies from the published amount, year by year."""
    frame = pd.DataFrame(
        [
            {
                "Place": places.place(row["place_id"]).name,
                "Benefit": reader.items[row["item"]]["name"],
                "Year": row["financial_year"],
                "difference": f"{row['difference']:+.0%}",
            }
            for row in rows
        ]
    )
    return (
        frame.pivot_table(
            index=["Place", "Benefit"], columns="Year", values="difference", aggfunc="first"
        )
        .reset_index()
        .rename_axis(columns=None)
    )


def _figure(value: float) -> str:
    """A figure to three places, as an estimate has no more."""
    return f"{float(f'{value:.3g}'):,.0f}"
