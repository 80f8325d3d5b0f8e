"""Overlaps: where several funders or providers serve the same people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.read.overlaps import STRENGTHS, Overlap, OverlapReader
from data.read.places import PlaceReader
from utils.markdown import plain_text
from utils.narrative.registers import counted
from utils.narrative.sources import OUTTURN, RECORD
from utils.ui.count.choices import CountChoices
from utils.ui.registers.links import touch_link
from utils.ui.registers.rows import cited
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table
from utils.ui.shared.theme_picker import ask_theme

NO_PROOF = (
    "More than one body working with the same people is a question to ask, not proof of waste: "
    "they may do different things, or the law may require both."
)


def render_overlaps(reader: OverlapReader, places: PlaceReader, choices: CountChoices) -> None:
    """Published findings first, then what the returns let suppose, each with its evidence."""
    ask_theme(places)
    first = next(iter(places.theme_names))
    theme = "" if choices.theme == first else choices.theme
    place = choices.place
    ids = places.record_ids(place) if place else None
    published = reader.published(place_ids=ids, theme=theme)
    where = place.name if place else "all places of the record"
    st.header("Published findings")
    if published:
        render_prose(
            paragraph(f"{counted(len(published), 'finding')} in {where}."),
            bullets(_item(overlap) for overlap in published),
        )
    else:
        st.info(plain_text(f"None is published for {where}."))
    others = [overlap for overlap in reader.published(theme=theme) if overlap not in published]
    if others:
        render_prose(
            paragraph(strong("In other places:")), bullets(_item(other) for other in others)
        )
    inferred = reader.inferred(place, choices.year, theme=theme) if place else []
    st.header("Inferred from spending lines")
    if not place:
        st.info("Choose a place above to see which bodies pay for the same theme there.")
    elif inferred:
        render_prose(bullets(_item(overlap) for overlap in inferred))
    else:
        st.info("Nothing of this theme is paid for on more than one line or by more than one body.")
    render_prose(
        paragraph(strong("How strong the evidence is:")),
        bullets(join(strong(f"{name}: "), f"{words}.") for name, words in STRENGTHS.items()),
        paragraph(strong("What this cannot tell: "), NO_PROOF),
    )
    with st.container(horizontal=True):
        offer_table(
            overlap_table([*published, *inferred]),
            title=f"Overlaps, {where}",
            notes=(NO_PROOF, *(f"{name}: {words}" for name, words in STRENGTHS.items())),
            key="overlaps",
            sources=(RECORD, OUTTURN),
        )


def _item(overlap: Overlap) -> Html:
    tail = Html("")
    if overlap.row is not None:
        tail = join(cited(overlap.row), touch_link(overlap.row["line"], overlap.what))
    return join(
        strong(f"{overlap.place}, {overlap.theme}: "),
        f"{overlap.what}. For whom: {overlap.group}. Who: {overlap.who}. "
        f"Strength: {overlap.strength}.",
        tail,
    )


def overlap_table(overlaps: Sequence[Overlap]) -> pd.DataFrame:
    """Overlaps, a row each, with the source of those that are published."""
    columns = ["Place", "Theme", "For whom", "Who", "What", "Strength", "Source"]
    rows = [
        [
            overlap.place,
            overlap.theme,
            overlap.group,
            overlap.who,
            overlap.what,
            overlap.strength,
            (overlap.row["source_title"] or "") if overlap.row else "revenue outturn",
        ]
        for overlap in overlaps
    ]
    return pd.DataFrame(rows, columns=columns)
