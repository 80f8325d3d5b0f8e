"""Every item of a place's public spending, and by what it was shared out."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.read.measures import MapReader
from data.read.places import Place
from data.read.whole_place import DRIVER_KINDS, ItemLine, WholePlaceReader
from data.read.whole_place import SOURCE as WHOLE
from utils.charts.whole_place import NOTES
from utils.formatting import MISSING
from utils.narrative.sources import OUTTURN
from utils.narrative.whole_place import driver_year_words
from utils.ui.count.whole_passports import whole_url
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.table_files import offer_table

WHERE_FROM: Final = "Source"
PUBLISHED: Final = "Not shared out: published for this place"


def render_items(reader: WholePlaceReader, maps: MapReader, place: Place, year: str) -> None:
    """The table of items with its files; each leads to the passport of its kind of spending."""
    table = items_table(reader, place, year)
    title = f"All public spending by item, {place.name}, {year}"
    addresses = [
        whole_url(maps, line.item["block"], place=place, year=year)
        for line in reader.lines(place.members, year)
    ]
    with st.expander("What are the items, and how is each shared out?"):
        st.dataframe(
            table.assign(**{WHERE_FROM: addresses}),
            hide_index=True,
            placeholder=MISSING,
            alt=title,
            column_config={
                name: st.column_config.NumberColumn(format="localized")
                for name in ("£", "Lowest", "Highest", "Measured")
            }
            | {WHERE_FROM: st.column_config.LinkColumn(display_text="Where this kind is from")},
        )
        with st.container(horizontal=True):
            offer_table(table, title=title, notes=NOTES, key="whole_items")


def items_table(reader: WholePlaceReader, place: Place, year: str) -> pd.DataFrame:
    """One row an item: its block, amount and range in GBP, what is measured, and the driver."""
    rows = []
    for line in reader.lines(place.members, year):
        drivers = [reader.drivers[name] for name in line.drivers]
        error = reader.error(line.item["item"], line.drivers[0])
        rows.append(
            {
                "Item": line.item["name"],
                "Kind of spending": reader.blocks[line.item["block"]]["name"],
                "£": round(line.amount),
                "Lowest": round(line.amount - line.spread),
                "Highest": round(line.amount + line.spread),
                "Measured": round(line.measured),
                "Shared out by": PUBLISHED
                if _is_published(line)
                else "; ".join(driver["name"] for driver in drivers),
                "Kind of measure": ""
                if _is_published(line)
                else DRIVER_KINDS[drivers[0]["driver_kind"]],
                "Driver's year": ""
                if _is_published(line)
                else driver_year_words(line.driver_years),
                "Error of the driver": ""
                if _is_published(line)
                else f"{error['error']:.0%}, from {error['evidence']}",
                "Why": line.item["reason"],
            }
        )
    return pd.DataFrame(rows)


def _is_published(line: ItemLine) -> bool:
    """Whether all of an item is published for the place, so that nothing was shared out."""
    return line.item["account_covers"] == "all" and line.measured == line.amount != 0


def render_crossings(reader: WholePlaceReader) -> None:
    """Money that two accounts show, and where it is counted."""
    rows = reader.store.records("money_crossings")
    table = pd.DataFrame(
        [
            {
                "Money": row["name"],
                "Counted in": row["counted_in"],
                "Left out of": row["left_out_of"],
                "Rule": row["counting_rule"],
            }
            for row in rows
        ]
    )
    title = "Money that two accounts show, and where it is counted"
    with st.expander("Which money do two accounts show, and where is it counted?"):
        st.dataframe(table, hide_index=True, alt=title)
        offer_data("crossings", lambda: table, title=title, sources=(OUTTURN, WHOLE))
