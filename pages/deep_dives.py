"""What did looking closely at a theme find?"""

from __future__ import annotations

import streamlit as st

from utils.narrative.registers import counted
from utils.ui.registers.choices import SHELVES, ask_record, resolve_record
from utils.ui.registers.journeys import render_journeys
from utils.ui.registers.projects import render_projects
from utils.ui.registers.row_view import ask_back, render_row
from utils.ui.registers.savings import render_pays_and_gains, render_savings_table
from utils.ui.registers.sections import render_figures, render_search
from utils.ui.shared.loaders import load_places, load_registers
from utils.ui.shared.state import show_notices, write_address

reader, places = load_registers(), load_places()

st.title("What did looking closely at one theme find?")
choices = resolve_record(reader, places)
own = {"place": choices.place, "theme": choices.theme}
if choices.row:
    ask_back()
    show_notices()
    render_row(reader, places, choices.row)
else:
    ask_record(reader, places, choices)
    show_notices()
    if not render_search(reader):
        st.header(SHELVES[choices.shelf])
        if choices.shelf == "figures":
            rows = reader.rows("deep_dives", **own)
            st.caption(
                f"{counted(len(rows), 'figure')}, each as its source states it. Sources disagree; "
                "none is averaged, and savings are never added up or scaled up."
            )
            render_pays_and_gains(reader, rows)
            render_figures(reader, places, rows, arranged=choices.arranged)
            render_savings_table(reader, rows)
        elif choices.shelf == "journeys":
            journeys = reader.journeys(**own)
            st.caption(
                f"{counted(len(journeys), 'journey')}: what happens to a person, stage by stage."
            )
            render_journeys(reader, places, journeys)
        else:
            render_projects(reader, places, reader.rows("projects", **own))
write_address(choices.address, defaults=choices.defaults)
