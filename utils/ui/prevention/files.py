"""A plan as files: to save and open, as a workbook that recomputes, and as a brief."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.export.pool import DOCUMENTS
from data.prevention.plan import read_plan, write_plan
from data.prevention.reading import PreventionReader
from data.prevention.scenario import PEOPLE_COUNT
from data.read.places import PlaceReader
from utils.errors import InvalidInputError
from utils.markdown import plain_text
from utils.ui.prevention.answer import Answer
from utils.ui.prevention.choices import NUMBERS, SCENARIOS, YEARS, Numbers, PreventionChoices
from utils.ui.prevention.documents import compose_brief, workbook_job
from utils.ui.shared.offer import offer_file
from utils.ui.shared.table_files import XLSX

STEM: Final = "total-place-atlas_pool-and-prevent"
PDF: Final = "application/pdf"
PASTED: Final = "pasted_plan"


def render_files(
    reader: PreventionReader, places: PlaceReader, choices: PreventionChoices, answer: Answer
) -> None:
    """Offer the plan as files, and take one that was saved."""
    plan = choices.plan
    place = choices.place.name if choices.place else ""
    with st.container(horizontal=True):
        offer_file(
            "Save this plan",
            data=lambda: write_plan(plan),
            file_name=f"{STEM}.json",
            mime="application/json",
        )
        offer_file(
            "Workbook that recomputes (XLSX)",
            data=lambda: DOCUMENTS.run(
                "plan_workbook", workbook_job(reader, plan, answer, place=place)
            ),
            file_name=f"{STEM}.xlsx",
            mime=XLSX,
        )
        offer_file(
            "Brief (PDF)",
            data=lambda: DOCUMENTS.run("brief", compose_brief(reader, plan, answer, place=place)),
            file_name=f"{STEM}.pdf",
            mime=PDF,
        )
    render_open(reader, places)


def render_open(reader: PreventionReader, places: PlaceReader) -> None:
    """Take a plan that was saved."""
    st.text_area(
        "Open a saved plan: paste the text of its file",
        key=PASTED,
        height=100,
        placeholder="Nothing of it is sent anywhere else or kept.",
    )
    st.button("Open it", key="open_plan", on_click=_open, args=(reader, places))
    problem = st.session_state.pop("plan_problem", "")
    if problem:
        st.error(plain_text(problem))


def _open(reader: PreventionReader, places: PlaceReader) -> None:
    """Take a pasted plan in place of what is shown; of a wrong one nothing is taken."""
    try:
        plan = read_plan(
            st.session_state.get(PASTED, ""), reader.scenarios, places=set(places.places)
        )
    except InvalidInputError as error:
        st.session_state["plan_problem"] = f"The plan was not opened. {error}"
        return
    numbers: Numbers = {}
    for choice in plan.choices:
        own = dict(choice.numbers)
        if choice.people is not None:
            own[PEOPLE_COUNT] = choice.people
        if own:
            numbers[choice.scenario] = own
    st.session_state[SCENARIOS] = [choice.scenario for choice in plan.choices]
    st.session_state[NUMBERS] = numbers
    st.session_state[YEARS] = str(plan.years)
    if plan.place:
        st.session_state["place"] = plan.place
