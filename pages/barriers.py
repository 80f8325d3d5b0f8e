"""What stops partners, and what happened when?"""

from __future__ import annotations

import streamlit as st

from data.register_reader import places_in
from utils.narrative.registers import CATEGORIES, REVIEWS, recurrence
from utils.ui.loaders import load_registers
from utils.ui.prose import bullets, paragraph, render_prose, strong
from utils.ui.register_parts import barrier, dated, render_search
from utils.ui.state import choose, show_notices, write_address

reader = load_registers()
EVERY = ""

st.title("What stops partners from working as one place?")
own = reader.places_of("barriers")
place = choose("record", [EVERY, *own], default=EVERY, words="every place")
st.selectbox(
    "Place of the record",
    [EVERY, *own],
    key="record",
    format_func=lambda one: own.get(one, "Every place"),
    width=320,
)
show_notices()
if not render_search(reader):
    categories = reader.categories()
    recurring = [
        recurrence(CATEGORIES[name], len(rows), places_in(rows))
        for name, rows in categories.items()
    ]
    render_prose(
        paragraph("What recurs, by the number of places in which it was named:"),
        bullets(recurring),
    )
    for name, rows in categories.items():
        shown = [row for row in rows if not place or row["place_id"] == place]
        if shown:
            st.header(CATEGORIES[name])
            render_prose(bullets(barrier(reader, row) for row in shown))
    st.header("What is known of working in partnership")
    reviews = [
        row
        for row in reader.rows("barriers")
        if any(row["who_raised"].startswith(one) for one in REVIEWS)
    ]
    render_prose(
        bullets(barrier(reader, row) for row in reviews),
        paragraph(
            strong("What this cannot tell: "),
            "these are what sources of the time say, as the record holds them; none is a measured "
            "effect, and a barrier that nobody wrote down is not here.",
        ),
    )
    st.header("From 2007 to the budgets of places today")
    render_prose(bullets(dated(row) for row in reader.rows("timeline")))
write_address({"record": place}, defaults={"record": EVERY})
