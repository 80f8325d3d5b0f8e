"""Sources and caveats as they stand under a figure."""

from __future__ import annotations

import streamlit as st

from data.map_reader import MapReader, Measure
from utils.ui.map_view import ATTRIBUTION

SPEND_CAVEATS = (
    (
        "Net current expenditure of councils, police, fire, transport and waste bodies: after fees "
        "and charges, before grants. The NHS, benefits, pensions, housing benefit, levies and "
        "capital financing are not in it."
    ),
    (
        "Bodies wider than a council area, such as police forces, are shared out by population, so "
        "neighbours inside one force show the same police spend a head."
    ),
    (
        "Years to 2008-09 are on another accounting basis (FRS 17), and 2020-21 and 2021-22 hold "
        "the pandemic's money. Compare across those years with care."
    ),
)


def unit_words(unit: str) -> str:
    """Write a unit as a reader knows it: pounds as their sign."""
    return unit.replace("GBP", "£")


def render_caveats(measure: Measure, *, extra: tuple[str, ...] = ()) -> None:
    """List what a reader must know of a measure."""
    notes = (*measure.caveats, *(SPEND_CAVEATS if measure.kind == "spend" else ()), *extra)
    st.markdown("**What to know before you use this**")
    st.markdown("\n".join(f"- {note}" for note in notes) or "- No caveat is recorded.")


def render_source(reader: MapReader, measure: Measure) -> None:
    """Name the publisher, the data set and the licence, with a link to the publisher's page."""
    keys = [measure.source, "ons_population"] if measure.kind == "spend" else [measure.source]
    lines = [
        f"- {row['attribution']}. [{row['title']}]({row['landing_page']}), {row['publisher']}."
        for row in (reader.sources[key] for key in keys)
    ]
    st.markdown("**Sources**\n\n" + "\n".join(lines))
    st.caption(f"{ATTRIBUTION}. Data version {reader.store.version}.")
