"""When places worked together, did anything change that would not have changed anyway?"""

from __future__ import annotations

import streamlit as st

from utils.narrative.effects import NOT_RANDOM, summary_sentence
from utils.narrative.effects_together import together_summary
from utils.ui.did_it_work.answer import render_answer, render_first
from utils.ui.did_it_work.choices import KINDS, resolve_effects
from utils.ui.did_it_work.of_place import render_of_place
from utils.ui.did_it_work.own import render_own
from utils.ui.did_it_work.questions import ask_question, render_questions
from utils.ui.did_it_work.together import render_together
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import load_comparisons, load_effects, load_explorer, load_finder
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader, explorer, compare = load_effects(), load_explorer(), load_comparisons()

choices = resolve_effects(reader, explorer, load_finder())
st.title("Did it work?")
name_page("Did it work?", [choices.place.name] if choices.place else [])
if choices.kind == "declared" and choices.question:
    render_first(reader.questions[choices.question])
elif choices.kind == "together":
    render_prose(paragraph(together_summary(reader.together.values())))
elif choices.place and choices.kind == "declared":
    render_of_place(reader, choices.place)
elif choices.kind == "declared":
    render_prose(paragraph(summary_sentence(list(reader.questions.values()))))
st.segmented_control(
    "Show", list(KINDS), key="asked", format_func=KINDS.__getitem__, required=True, wrap=True
)
show_notices()
if choices.kind == "own":
    render_own(reader, explorer, compare, choices)
elif choices.kind == "together":
    render_together(reader, compare, choices.joint, choices.address)
else:
    ask_question(reader)
    if choices.question:
        row = reader.questions[choices.question]
        render_answer(reader, compare, row, address=choices.address, opened=choices.answer)
    draw_kept(
        "questions",
        choices.address,
        lambda: render_questions(reader, choices.place, is_open=not choices.question),
    )
    render_prose(paragraph(NOT_RANDOM))
write_address(choices.address, defaults=choices.defaults)
