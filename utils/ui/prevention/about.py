"""How a plan is worked out, what to know of it, and which scenarios were left out."""

from __future__ import annotations

from typing import Final

from data.prevention.declared import read_left_out
from data.prevention.plan import Plan
from data.prevention.reading import PreventionReader
from data.read.places import PlaceReader
from utils.narrative.prevention import (
    BASIS,
    METHOD,
    OWN_TABLE,
    RANGE,
    correction_sentence,
    correction_words,
)
from utils.ui.prevention.answer import Answer, caveats
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, folded, join, link, paragraph, render_prose, strong

SAVING: Final = (
    "A saving is how many people take part, times how often an outcome comes a year, times the "
    "share of it that is avoided, less what would be avoided anyway, times its unit cost."
)
HOW: Final = (
    SAVING,
    (
        "Public money, economic value to people and firms, and the worth of a better life are kept "
        "separate."
    ),
    "Part of a saving can be taken out of a budget; the rest frees time and places.",
)


def render_about(reader: PreventionReader, places: PlaceReader, plan: Plan, answer: Answer) -> None:
    """Method, caveats and what was left out, each once opened."""
    render_more(
        "What to know of this plan",
        lambda: render_prose(*caveats(reader, places, plan)),
        key="caveats",
    )
    render_more("How it is worked out", lambda: _render_method(reader, plan, answer), key="method")


def render_left_out() -> None:
    """Scenarios that were left out, once opened."""
    render_more("Scenarios that were left out, and why", _render_left_out, key="left_out")


def _render_method(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    grades = reader.grades
    corrections = [
        words
        for choice in plan.choices
        for words in correction_words(reader.chosen(choice), reader.grades)
    ]
    table = [
        f"{entry.grade}: {entry.words}. {entry.benefit_off:.0%} off a benefit, "
        f"{entry.cost_on:.0%} on a cost."
        for entry in grades.grades
    ]
    render_prose(
        bullets([*HOW, BASIS, RANGE, METHOD]),
        paragraph(strong("Weak evidence counts less. "), f"{grades.rule} {OWN_TABLE}"),
        bullets(table),
        paragraph(
            strong("In this plan. "),
            f"{correction_sentence(answer.uncorrected, answer.result)} A number of your own takes "
            "no correction; what is corrected:",
        ),
        bullets(corrections or ["nothing"]),
        paragraph(
            strong("Sources. "),
            join(
                *(
                    join(link(f"{source.title} ({source.publisher})", source.url), ". ")
                    for source in grades.sources.values()
                )
            ),
        ),
    )


def _render_left_out() -> None:
    render_prose(
        *(
            folded(
                entry.name,
                paragraph(entry.missing),
                paragraph(f"Looked for: {entry.looked_for}"),
                bullets([join(seen.text, " ", link("Source", seen.url)) for seen in entry.found]),
            )
            for entry in read_left_out()
        )
    )
