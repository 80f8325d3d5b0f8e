"""What did the pilots find when they looked closely at one theme?"""

from __future__ import annotations

import streamlit as st

from utils.narrative.registers import counted
from utils.ui.registers.choices import ask_filter, ask_shelf, resolve_record
from utils.ui.registers.journeys import render_journeys
from utils.ui.registers.projects import render_projects
from utils.ui.registers.row_view import ask_back, render_row
from utils.ui.registers.search import ask_search, render_results
from utils.ui.registers.sections import render_figures
from utils.ui.registers.themes import render_theme, render_themes
from utils.ui.shared.loaders import load_finder, load_places, load_registers
from utils.ui.shared.state import show_notices, write_address

reader, places = load_registers(), load_places()

st.title("What the pilots found")
choices = resolve_record(reader, places, load_finder())
own = {"place": choices.place, "theme": choices.theme}
if choices.view == "row":
    ask_back()
    show_notices()
    render_row(reader, places, choices.row)
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ask_shelf()
        ask_search()
    show_notices()
    if choices.view == "search":
        render_results(reader, choices.search)
    elif choices.view == "themes":
        render_themes(reader, places)
    elif choices.view == "theme":
        render_theme(reader, places, choices)
    elif choices.view == "figures":
        render_figures(reader, places, choices)
    elif choices.view == "journeys":
        journeys = reader.journeys(**own)
        st.header(f"{counted(len(journeys), 'journey')} of citizens through services")
        ask_filter(reader, places, choices, kinds=False)
        render_journeys(reader, places, journeys)
    else:
        rows = reader.rows("projects", **own)
        st.header(counted(len(rows), "project"))
        ask_filter(reader, places, choices, kinds=False)
        render_projects(reader, places, rows)
write_address(choices.address, defaults=choices.defaults)
