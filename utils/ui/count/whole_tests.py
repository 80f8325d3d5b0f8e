"""The estimates set beside published figures that were not used to make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.places import Place, PlaceReader
from data.read.rows import WholePlaceComparisonsRow
from data.read.whole_place import BENEFIT, COUNT, NHS, WholePlaceReader
from data.read.whole_place import SOURCE as WHOLE
from utils.formatting import MISSING, format_pounds, to_three_figures
from utils.narrative.sources import BENEFITS, RECORD
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

WHY: Final = (
    "No estimate was made from these published figures. Most of them do not say what they include; "
    "the estimate includes investment and national programmes, which a local count may leave out."
)
MILLION: Final = 1e6
PER_PERSON: Final = "GBP per person"
BENEFIT_WHY: Final = (
    "The benefits that Birmingham's residents received are published, so the way they are shared "
    "out elsewhere can be tested there. In Birmingham itself the published amount is used."
)
TRUSTS_WHY: Final = (
    "Primary care trusts bought nearly all care for the people of their area until 2013. What "
    "those of 12 cities spent in 2010-11, and what Wakefield's was allocated, was given in "
    "answers in Parliament. No estimate was made from it. The estimate also includes investment "
    "and the health department's national budgets, which trusts did not pay. Source: UK "
    "Parliament, written answers of 20 July 2009 and 12 December 2011, Open Parliament Licence "
    "v3.0."
)
#: What estimates are compared with.
KINDS: Final = (COUNT, BENEFIT, NHS)
#: What a trust's money is.
TRUST_MONEY: Final = {"expenditure": "Net operating cost", "allocation": "Revenue allocation"}


def has_tests(reader: WholePlaceReader, places: PlaceReader, *, place: Place | None) -> bool:
    """Whether any count, benefit or trust's money is published to compare with."""
    if place is None:
        return True
    ids = {*places.record_ids(place), *place.members}
    return any(row["place_id"] in ids for kind in KINDS for row in reader.comparisons(kind=kind))


def render_tests(reader: WholePlaceReader, places: PlaceReader, *, place: Place | None) -> None:
    """Estimates beside the programme's counts, published benefits and primary care trusts."""
    ids = places.record_ids(place) if place else None
    counts = [
        row for row in reader.comparisons(kind=COUNT) if ids is None or row["place_id"] in ids
    ]
    if counts:
        with st.expander("How does it compare with the pilots' own counts?"):
            render_prose(
                paragraph(WHY),
                bullets(count_sentence(rows, places) for rows in group_counts(counts)),
            )
            table = counts_table(counts, places)
            with st.container(horizontal=True):
                title = "Estimates beside published counts"
                offer_table(table, title=title, notes=(WHY,), key="tests", sources=(RECORD, WHOLE))
    benefits = [
        row
        for row in reader.comparisons(kind=BENEFIT)
        if place is None or row["place_id"] in place.members
    ]
    if benefits:
        with st.expander("How close is it to published benefits?"):
            render_prose(paragraph(BENEFIT_WHY))
            table = benefits_table(reader, benefits, places)
            title = "Estimates beside published benefits"
            st.dataframe(table, hide_index=True, placeholder=MISSING, alt=title)
            with st.container(horizontal=True):
                offer_table(
                    table,
                    title=title,
                    notes=(BENEFIT_WHY,),
                    key="benefit_tests",
                    sources=(BENEFITS, WHOLE),
                )
    trusts = [
        row
        for row in reader.comparisons(kind=NHS)
        if place is None or row["place_id"] in place.members
    ]
    if trusts:
        with st.expander("How close is it to what primary care trusts spent?"):
            render_prose(paragraph(TRUSTS_WHY), paragraph(strong(held_sentence(trusts))))
            table = trusts_table(trusts, places)
            title = "NHS money: estimates beside primary care trusts"
            st.dataframe(table, hide_index=True, placeholder=MISSING, alt=title)
            with st.container(horizontal=True):
                offer_table(table, title=title, notes=(TRUSTS_WHY,), key="trust_tests")


def held_sentence(rows: Sequence[WholePlaceComparisonsRow]) -> str:
    """In how many of the comparisons the range of the estimate holds the published figure."""
    held = sum(row["lower"] <= row["published"] <= row["upper"] for row in rows)
    ends = [end(row["difference"] for row in rows) for end in (min, max)]
    apart = list(dict.fromkeys(f"{abs(end):.0%} {'below' if end < 0 else 'above'}" for end in ends))
    between = "between " if len(apart) > 1 else ""
    return (
        f"The published figure is within the range of the estimate in {held} of {len(rows)}; the "
        f"estimate is {between}{' and '.join(apart)} it."
    )


def trusts_table(rows: Sequence[WholePlaceComparisonsRow], places: PlaceReader) -> pd.DataFrame:
    """One row an area, year and kind of money: £ million, and the difference."""
    return pd.DataFrame(
        [
            {
                "Place": places.place(row["place_id"]).name,
                "Year": row["financial_year"],
                "Primary care trusts": row["note"],
                "What is published": TRUST_MONEY[row["line"]],
                **{
                    f"{name}, £ million": round(value / MILLION)
                    for name, value in (
                        ("Published", row["published"]),
                        ("Estimate", row["estimate"]),
                        ("Lowest", row["lower"]),
                        ("Highest", row["upper"]),
                    )
                },
                "Estimate over published (per cent)": round(row["difference"] * 100),
            }
            for row in rows
        ]
    )


def group_counts(
    rows: Sequence[WholePlaceComparisonsRow],
) -> list[list[WholePlaceComparisonsRow]]:
    """Published totals of the same place, year and unit together, as they are compared alike."""
    groups: dict[tuple[str, str, str], list[WholePlaceComparisonsRow]] = {}
    for row in rows:
        groups.setdefault((row["place_id"], row["financial_year"], row["unit"]), []).append(row)
    return list(groups.values())


def count_sentence(rows: Sequence[WholePlaceComparisonsRow], places: PlaceReader) -> Html:
    """What was published of a place, once, and what the estimate is."""
    first = rows[0]
    known = sorted({row["published"] for row in rows})
    published = " to ".join(format_pounds(value) for value in dict.fromkeys([known[0], known[-1]]))
    person = " per person" if first["unit"] == PER_PERSON else ""
    sources = f" ({len(rows)} published figures)" if len(rows) > 1 else ""
    year = first["financial_year"] + (", as the source names no year" if first["note"] else "")
    apart = sorted({round(row["difference"] * 100) for row in rows})
    estimate, lower, upper = (
        format_pounds(to_three_figures(value))
        for value in (first["estimate"], first["lower"], first["upper"])
    )
    more = " to ".join(f"{value:+d}%" for value in dict.fromkeys([apart[0], apart[-1]]))
    return join(
        strong(f"{places.place(first['place_id']).name}: "),
        f"published {published}{person}{sources}; estimate {estimate}{person}, between {lower} "
        f"and {upper}, for {year}: {more}.",
    )


def counts_table(rows: Sequence[WholePlaceComparisonsRow], places: PlaceReader) -> pd.DataFrame:
    """One row a published total: the estimate with its range, and the difference."""
    return pd.DataFrame(
        [
            {
                "Place": places.place(row["place_id"]).name,
                "Year": row["financial_year"],
                "Unit": row["unit"],
                "Estimate": to_three_figures(row["estimate"]),
                "Lowest": to_three_figures(row["lower"]),
                "Highest": to_three_figures(row["upper"]),
                "Published": to_three_figures(row["published"]),
                "Estimate over published (per cent)": round(row["difference"] * 100),
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
