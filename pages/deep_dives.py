"""What did looking closely at one theme find?"""

from __future__ import annotations

import streamlit as st

from utils.ui.loaders import load_places, load_registers
from utils.ui.register_choices import SHELVES, ask_record, settle_record
from utils.ui.register_parts import (
    render_figures,
    render_journeys,
    render_projects,
    render_search,
)
from utils.ui.state import show_notices, write_address

reader, places = load_registers(), load_places()

st.title("What did looking closely at one theme find?")
choices = settle_record(reader, places)
ask_record(reader, places, choices)
show_notices()
if not render_search(reader):
    own = {"place": choices.place, "theme": choices.theme}
    st.header(SHELVES[choices.shelf])
    if choices.shelf == "figures":
        rows = reader.rows("deep_dives", **own)
        st.caption(
            f"{len(rows)} figures, each as its source states it. Sources disagree; none is "
            "averaged, and savings are never added up or scaled up."
        )
        render_figures(reader, rows)
    elif choices.shelf == "journeys":
        journeys = reader.journeys(**own)
        st.caption(f"{len(journeys)} journeys: what happens to a person, stage by stage.")
        render_journeys(reader, journeys)
    else:
        render_projects(reader, reader.rows("projects", **own))
write_address(choices.address, defaults=choices.defaults)
