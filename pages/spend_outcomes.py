"""What do places spend, what do similar places spend, and how healthy are people there?"""

from __future__ import annotations

import streamlit as st

from utils.ui.shared.loaders import load_finder, load_inequality, load_spend_outcomes
from utils.ui.shared.more import render_more
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shared.theme_picker import ask_theme
from utils.ui.shell.title import name_page
from utils.ui.spend.choices import resolve_spend
from utils.ui.spend.concentration import render_concentration
from utils.ui.spend.sections import ask_spend, render_quadrant

reader, inequality = load_spend_outcomes(), load_inequality()
places = reader.compare.places

st.title("Spending and outcomes, side by side")
choices = resolve_spend(places, reader, load_finder())
name_page("Spending and outcomes", [choices.place.name] if choices.place else [])
ask_theme(places)
show_notices()
# The answer is above the choices that refine it, so that it is in sight on a phone.
answer = st.container()
ask_spend(choices)
render_quadrant(reader, choices, answer=answer)
render_more(
    "For analysts: is spending higher where deprivation is?",
    lambda: render_concentration(reader, inequality, choices),
    key="concentration",
)
write_address(choices.address, defaults=choices.defaults)
