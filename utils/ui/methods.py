"""The parts of the page on sources and methods."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.store import Store
from utils.config import PRICE_BASE_YEAR
from utils.ui.map_view import ATTRIBUTION

METHODS: Final = f"""
## How the figures are made

- **Areas.** Everything is held on the 153 upper-tier areas of 2024. Councils abolished since 2007
  are carried to their successors. Five counties were split between successors; their money is
  shared out by population.
- **Money.** Revenue outturn as councils and other bodies returned it. A county and its districts
  are added together, so that a county compares with a unitary council.
- **Bodies wider than an area** (police, fire, transport, waste, combined authorities, the Greater
  London Authority) are shared out by mid-year population. National parks cover parts of areas and
  are counted for England only.
- **Per person** is the sum over the mid-year population at the start of the financial year.
- **Missing returns are gaps.** Where a council that spends on a service made no return, the area
  has no figure for that service and year. A part is never shown as the whole.
- **Real terms** are prices of {PRICE_BASE_YEAR} by HM Treasury's GDP deflator. It ends there, so
  2024-25 has no figure in real terms.
- **Outcomes** keep the publisher's limits. Limits are computed only where counts are published:
  Byar's method for rates and Wilson's for proportions. A county whose districts alone are
  published gets their population-weighted mean, marked approximate and without limits.
- **Better or worse than England** is said only where the publisher says so or England's value lies
  outside the 95 per cent limits. Otherwise it is not clearly different, or one cannot tell.
- **Map colours** are five classes with about equally many values each, over all years together, so
  that a colour means the same in every year.
"""


def render_methods(store: Store) -> None:
    """Say how figures are made, and the breaks in the money's basis."""
    st.markdown(METHODS)
    breaks = store.read("spend_breaks", columns=["financial_year", "service_line", "kind", "note"])
    st.markdown("### Breaks in the basis of the money")
    st.table(
        breaks.rename(
            columns={
                "financial_year": "From",
                "service_line": "Service",
                "kind": "Kind",
                "note": "What changed",
            }
        ).set_index("From")
    )


def render_sources(store: Store) -> None:
    """List every source with its publisher, licence, citation, files and caveats."""
    st.markdown("## Sources")
    st.caption(f"{ATTRIBUTION}. Data version {store.version}.")
    files = store.read("source_files")
    for row in store.read("sources").to_dict("records"):
        with st.expander(f"{row['title']} ({row['publisher']})"):
            st.markdown(
                f"{row['citation']}.\n\nLicence: {row['licence']}. Had on {row['retrieved']}. "
                f"[Publisher's page]({row['landing_page']})"
            )
            if row["caveats"]:
                st.markdown("\n".join(f"- {line}" for line in row["caveats"].split("\n")))
            own = files[files["source"] == row["source"]]
            shown = own.assign(
                url=own["url"].fillna("no direct address is known"),
                url_tried=own["url_tried"].map({True: "yes", False: "no"}),
                note=own["note"].fillna(""),
            )
            st.table(
                shown[["file", "url", "url_tried", "note"]]
                .rename(
                    columns={
                        "file": "File",
                        "url": "Address",
                        "url_tried": "Address tried",
                        "note": "Note",
                    }
                )
                .set_index("File")
            )


def render_indicators(store: Store) -> None:
    """List every indicator with what it means, its unit, direction and caveats."""
    st.markdown("## Indicators")
    frame = store.read("indicators").sort_values("name")
    words = {
        "high_is_good": "higher is better",
        "low_is_good": "lower is better",
        "neutral": "neither is better",
    }
    st.table(
        frame.assign(
            polarity=frame["polarity"].map(words),
            caveats=frame["caveats"].str.replace("\n", " ").fillna(""),
        )[["name", "description", "unit", "polarity", "determinant", "caveats"]]
        .rename(
            columns={
                "name": "Indicator",
                "description": "What it means",
                "unit": "Unit",
                "polarity": "Direction",
                "determinant": "Determinant",
                "caveats": "What to know",
            }
        )
        .set_index("Indicator")
    )
