"""If partners pool money and move it upstream: who pays, who gains, when, and how sure?"""

from __future__ import annotations

import streamlit as st

from utils.markdown import plain_text
from utils.ui.prevention.about import render_about, render_left_out
from utils.ui.prevention.answer import (
    render_answer,
    render_pool,
    render_scenarios,
    render_years,
    work_out,
)
from utils.ui.prevention.beside import render_beside
from utils.ui.prevention.choices import HORIZONS, SCENARIOS, YEARS, resolve_prevention
from utils.ui.prevention.files import render_files, render_open
from utils.ui.prevention.numbers import ask_people, people_note, render_numbers
from utils.ui.prevention.overview import render_overview
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import (
    load_finder,
    load_money,
    load_places,
    load_prevention,
    load_whole_place,
)
from utils.ui.shared.more import render_more
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader = load_prevention()
choices = resolve_prevention(reader, load_places(), load_finder())

title = f"Pool and prevent: {choices.place.name}" if choices.place else "Pool and prevent"
st.title(plain_text(title))
name_page("Pool and prevent", [choices.place.name] if choices.place else [])
st.multiselect(
    "What would partners do together?",
    list(reader.scenarios),
    key=SCENARIOS,
    format_func=lambda name: reader.scenarios[name].name,
    placeholder="Choose one or more, or open one from the table",
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    ask_people(reader, choices)
    st.segmented_control("Years looked at", list(HORIZONS), key=YEARS, required=True)
show_notices()
plan = choices.plan
if plan.choices:
    answer = work_out(reader, plan)
    if note := people_note(choices):
        st.caption(plain_text(note))
    render_scenarios(reader, plan)
    render_answer(reader, plan, answer)
    render_pool(reader, answer)
    st.header("More on this plan")
    render_years(reader, plan, answer)
    render_more(
        "How large is it beside what the place spends today?",
        lambda: render_beside(
            reader, load_places(), load_whole_place(), load_money(), choices.place, plan, answer
        ),
        key="beside_today",
    )
    render_more(
        "Every number, its range and its source: change any",
        lambda: render_numbers(reader, choices),
        key="numbers",
    )
    render_more(
        "Save and take away this plan, or open another",
        lambda: render_files(reader, load_places(), choices, answer),
        key="plan_files",
    )
    render_about(reader, load_places(), plan, answer)
else:
    render_more(
        "Open a saved plan", lambda: render_open(reader, load_places()), key="open_saved_plan"
    )
draw_kept(
    "scenarios",
    {"place": plan.place, YEARS: str(plan.years)},
    lambda: render_overview(reader, place=plan.place, years=plan.years),
)
render_left_out()
write_address(choices.address, defaults=choices.defaults)
