"""What stands beside a count: spend by theme, and the region for what our data do not reach."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.confidence import CONTEXT
from data.read.counts import REGIONAL, CountReader
from data.read.places import Place
from utils.formatting import MISSING, format_pounds
from utils.markdown import plain_text
from utils.narrative.whole_place import PRICES, shown_basis
from utils.ui.shared.prose import Html, bullets, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

THEMES_OVERLAP: Final = (
    "Service lines as returned for that year. Some include others, so do not add these rows up. "
    "Source: Ministry of Housing, Communities and Local Government, revenue outturn; residents: "
    "Office for National Statistics. Open Government Licence v3.0."
)


def render_themes(reader: CountReader, place: Place, year: str) -> None:
    """Spend a person by service, beside England's."""
    rows = reader.places.spend_by_line(place, basis="cash", period=year)
    table = rows[["line", "value", "england", "note"]].rename(
        columns={
            "line": "Service",
            "value": "£ per person",
            "england": "England, £ per person",
            "note": "Note",
        }
    )
    table["Note"] = table["Note"].fillna("")
    prices = PRICES[shown_basis("cash", year)]
    title = f"Spending by service, {place.name}, {year} (£ per person, {prices})"
    with st.expander(plain_text(f"How much is it by service, in {year}?")):
        st.dataframe(
            table.round(0),
            hide_index=True,
            placeholder=MISSING,
            alt=title,
            column_config={
                name: st.column_config.NumberColumn(format="localized")
                for name in table.columns[1:3]
            },
        )
        st.caption(THEMES_OVERLAP)
        with st.container(horizontal=True):
            offer_table(table, title=title, notes=(THEMES_OVERLAP,), key="themes")


def render_region(reader: CountReader, place: Place, year: str) -> None:
    """What HM Treasury says of the region, apart from the count."""
    st.header("The region, for what our data do not reach")
    found = reader.regional(place, year)
    if not found:
        years = reader.regional_years()
        st.info(
            plain_text(
                f"HM Treasury's regional analysis covers {years[0]} to {years[-1]}; choose one "
                "of these years to see it."
            )
        )
        return
    render_prose(
        paragraph(
            strong("These are averages of a whole region, not of this place"),
            f", in {year}, per person, in cash, from HM Treasury. We do not add them to the count. "
            f"Confidence: {CONTEXT}.",
        ),
        *(
            Html(
                paragraph(strong(region))
                + bullets(
                    f"{REGIONAL[function]}: {format_pounds(amount)} per person"
                    for function, amount in own.items()
                )
            )
            for region, own in found.items()
        ),
    )
