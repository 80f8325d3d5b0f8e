"""What general practices of a place were paid for each registered patient: part of NHS money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from data.read.general_practice import PracticeMoney, PracticeReader
from data.read.places import Place
from utils.config import ENGLAND
from utils.formatting import MISSING, format_pounds
from utils.ui.shared.prose import paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

PART: Final = (
    "This is part of NHS money and is not added to it. It is counted where the practice is, and "
    "its patients may live elsewhere, so it is divided by registered people, not by residents; "
    "before deductions for pensions and levies, in cash."
)
SOURCE: Final = (
    "Source: NHS England, NHS payments to general practice, Open Government Licence v3.0; "
    "practices placed by postcode. Contains OS data © Crown copyright and database right; contains "
    "Royal Mail data © Royal Mail copyright and database right; contains National Statistics data."
)
MILLION: Final = 1e6
PER_PATIENT: Final = "£ per registered patient"


def render_general_practice(reader: PracticeReader, place: Place, year: str) -> None:
    """One sentence, and a table of all years; nothing where an area has no practice."""
    own, england = reader.by_year(place.members), reader.by_year((ENGLAND,))
    if not own:
        return
    with st.expander("What are general practices paid, as a part of NHS money?"):
        shown = nearest_year(own, year)
        render_prose(
            paragraph(
                strong(practice_sentence(place.name, shown, own[shown], england[shown])), f" {PART}"
            )
        )
        table = practice_table(own, england)
        title = f"NHS payments to general practices, {place.name}"
        st.dataframe(
            table,
            hide_index=True,
            placeholder=MISSING,
            alt=title,
            column_config={
                name: st.column_config.NumberColumn(format="localized")
                for name in table.columns[1:]
            },
        )
        st.caption(SOURCE)
        with st.container(horizontal=True):
            offer_table(table, title=title, notes=(PART, SOURCE), key="practices")


def nearest_year(years: Mapping[str, object], year: str) -> str:
    """A year if there are payments of it, else the first or the last that there are."""
    ordered = sorted(years)
    return min(max(year, ordered[0]), ordered[-1])


def practice_sentence(place: str, year: str, own: PracticeMoney, england: PracticeMoney) -> str:
    """What practices were paid for each registered patient, beside England."""
    return (
        f"General practices in {place} were paid {format_pounds(own.per_patient)} per registered "
        f"patient in {year} (England {format_pounds(england.per_patient)})."
    )


def practice_table(
    own: Mapping[str, PracticeMoney], england: Mapping[str, PracticeMoney]
) -> pd.DataFrame:
    """One row a year, oldest first."""
    return pd.DataFrame(
        [
            {
                "Year": year,
                "Practices": round(money.practices),
                "Registered patients": round(money.patients),
                "Weighted patients": round(money.weighted_patients),
                "£ million": round(money.amount / MILLION, 1),
                PER_PATIENT: round(money.per_patient, 2),
                f"England, {PER_PATIENT}": round(england[year].per_patient, 2),
            }
            for year, money in own.items()
        ]
    )
