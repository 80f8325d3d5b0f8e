"""A row of a register: its details and related records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from data.read.places import PlaceReader
from data.read.register_links import touches
from data.read.registers import Register, RegisterReader, RegisterRow, place_of, themes_of
from utils.markdown import plain_text
from utils.narrative.registers import (
    CATEGORIES,
    PAYER_GAP,
    REGISTERS,
    SHARED,
    amount_words,
    facts,
    headline,
    needs_payer,
)
from utils.ui.passports.pages import count_url
from utils.ui.registers.choices import EVERY
from utils.ui.registers.links import (
    barriers_address,
    outcome_links,
    place_links,
    register_links,
    theme_links,
)
from utils.ui.registers.rows import row_link, source_link
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong


def render_row(reader: RegisterReader, places: PlaceReader, line: str) -> None:
    """Show a row: what it says, its source, its place and themes, and its related records."""
    table, row = reader.lines[line]
    st.header(plain_text(headline(table, row)))
    st.caption(plain_text(f"{REGISTERS[table]}, record {line}"))
    render_prose(bullets(_details(table, row)))
    _render_place(reader, places, row)
    _render_themes(reader, places, row)
    related = touches(reader, row)
    number = sum(len(rows) for found in related.values() for rows in found.values())
    if number:
        render_more(
            f"Related records ({number})", lambda: _render_related(reader, related), key="related"
        )


def _render_related(
    reader: RegisterReader, related: Mapping[str, Mapping[Register, Sequence[RegisterRow]]]
) -> None:
    for kind, found in related.items():
        st.subheader(SHARED[kind])
        for other, rows in found.items():
            render_prose(
                paragraph(strong(f"{REGISTERS[other]} ({len(rows)})")),
                bullets(row_link(reader, other, linked) for linked in rows),
            )


def ask_back() -> None:
    """Offer the way back from a row to the list it was opened from."""
    st.button("Back to the lists", icon=":material/arrow_back:", on_click=_leave_row)


def _leave_row() -> None:
    st.session_state["row"] = EVERY


def _details(table: Register, row: RegisterRow) -> list[Html]:
    """What is known of the row, its amount first and its source last."""
    lines = [join(strong(f"{label}: "), value) for label, value in facts(table, row)]
    amount = amount_words(row) if "amount" in row else ""
    if amount:
        lines.insert(0, join(strong("Amount: "), amount))
    if row.get("note"):
        lines.insert(1, strong("Contradictory, so it is in no chart."))
    if "statement" in row and needs_payer(row):
        lines.append(Html(PAYER_GAP))
    if "barrier" in row:
        words = f"Barriers of the category {CATEGORIES[row['category']]}"
        lines.append(link(words, "barriers?" + urlencode({"category": row["category"]})))
    lines.append(join(strong("Source: "), source_link(row)))
    if table == "counts":
        lines.append(link("Where this count comes from", count_url(row["line"])))
    return lines


def _render_place(reader: RegisterReader, places: PlaceReader, row: RegisterRow) -> None:
    place = place_of(row)
    if not place:
        return
    name = reader.name(place)
    st.subheader(plain_text(f"Place: {name}"))
    links = place_links(reader, places, place)
    if reader.rows("barriers", place=place):
        links.append(link(f"Barriers named in {name}", barriers_address(place)))
    render_prose(register_links(reader, of=name, place=place), bullets(links))


def _render_themes(reader: RegisterReader, places: PlaceReader, row: RegisterRow) -> None:
    for theme in themes_of(row):
        name = places.theme_names[theme]
        st.subheader(plain_text(f"Theme: {name}"))
        render_prose(
            register_links(reader, of=name, theme=theme),
            bullets(
                [*theme_links(places, theme), join("Outcomes: ", outcome_links(places, theme))]
            ),
        )
