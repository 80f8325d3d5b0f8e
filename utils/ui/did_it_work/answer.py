"""A question's answer: the chart first, then what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.read.comparisons import CompareReader
from data.read.effects.reader import EffectReader
from data.read.measures import Measure
from data.read.rows import EffectConfoundersRow, EffectPathsRow, EffectQuestionsRow
from utils.charts.chart import Chart
from utils.charts.effects import PATH_COLUMNS, effects_chart, path_chart
from utils.formatting import format_difference
from utils.narrative.effects import (
    ASSUMES,
    COUNTING,
    METHODS,
    NOT_RANDOM,
    VARIANTS,
    answer_sentence,
    design_sentence,
    effect_decimals,
)
from utils.narrative.place import measure_title
from utils.narrative.sources import source_note
from utils.stats.effects.estimates import LEADS, MATCHED
from utils.ui.did_it_work.choices import ANSWERS
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table
from utils.ui.shared.tabs import render_tabs

BAND = "The grey band is where 95 in 100 groups of areas lie in which nothing was done."


def render_answer(
    reader: EffectReader, compare: CompareReader, question: EffectQuestionsRow, *, opened: str
) -> None:
    """Draw the answer to a question.

    Args:
        reader: the reader of questions.
        compare: the reader that cites sources.
        question: the question.
        opened: which part of what is below the chart is open.
    """
    name, measure = question["question"], reader.measure(question)
    source = source_note(compare, measure)
    render_chart(_path(reader, question, measure, source), key="effect_path")
    others = reader.confounders(question)
    render_prose(
        paragraph(strong("Why this measure: "), question["reason"] or ""),
        paragraph(strong("What else happened, by its number in the chart:")),
        bullets(
            f"{number}: {row['label']} ({_years(row)}). {row['note']}"
            for number, row in enumerate(others, start=1)
        ),
    )
    render_tabs(
        "answer",
        ANSWERS,
        {
            "methods": lambda: _render_methods(reader, name, measure, source),
            "years": lambda: _render_years(reader, name, measure, source),
            "balance": lambda: _render_balance(reader, name, measure),
            "sensitivity": lambda: _render_sensitivity(reader, name, measure),
            "counting": lambda: _render_counting(reader, question),
        },
        opened=opened,
    )


def _years(row: EffectConfoundersRow) -> str:
    first, last = row["first_year"], row["last_year"]
    return first if first == last else f"{first} to {last}"


def _path(
    reader: EffectReader, question: EffectQuestionsRow, measure: Measure, source: str
) -> Chart:
    paths = reader.paths(question["question"], MATCHED)
    return path_chart(
        pd.DataFrame(paths)[PATH_COLUMNS],
        title=f"{question['title']}: {measure_title(measure)}, {measure.unit}",
        finding=answer_sentence(question, reader.lead(question["question"]), measure),
        measure=measure,
        first_after=question["first_after"] or "",
        start=reader.programmes[question["programme_id"]]["start"] or "",
        events=_events(reader.confounders(question), paths),
        notes=(
            BAND,
            "By matched difference in differences; the comparison is moved to the same mean.",
            *measure.caveats,
            source,
        ),
    )


def _events(
    others: Sequence[EffectConfoundersRow], paths: Sequence[EffectPathsRow]
) -> dict[str, list[int]]:
    """Numbers of what else happened, by the first period that begins then or later."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(others, start=1):
        later = [path["period"] for path in paths if path["period_start"] >= int(row["first_year"])]
        if later:
            found.setdefault(later[0], []).append(number)
    return found


def _render_methods(reader: EffectReader, name: str, measure: Measure, source: str) -> None:
    order, unit, decimals = list(METHODS), measure.unit, effect_decimals(measure) + 1
    rows = sorted(reader.estimates(name), key=lambda row: order.index(row["method"]))
    frame = pd.DataFrame(rows)
    frame["label"] = [METHODS[row["method"]] for row in rows]
    chart = effects_chart(
        frame,
        name="did_it_work_methods",
        title=f"The same question by other methods, {measure_title(measure)}",
        finding="The first two answer; the others show whether the answer hangs on the method.",
        measure=measure,
        notes=(source,),
    )
    render_chart(chart, key="effect_methods")
    render_prose(
        bullets(
            join(
                strong(METHODS[row["method"]]),
                f": {ASSUMES[row['method']]} p = {row['p']:.3f}; usual gap before ",
                f"{format_difference(row['misfit'], unit=unit, decimals=decimals)}.",
            )
            for row in rows
        )
    )


def _render_years(reader: EffectReader, name: str, measure: Measure, source: str) -> None:
    frame = pd.DataFrame(reader.leads(name)).rename(columns={"period": "label"})
    chart = effects_chart(
        frame,
        name="did_it_work_years",
        title=f"Difference in each period against the last before, {measure_title(measure)}",
        finding=(
            "Periods before the start should lie around zero. That they do does not prove that "
            "trends would have gone on alike."
        ),
        measure=measure,
        notes=(source,),
    )
    render_chart(chart, key="effect_years")


def _render_balance(reader: EffectReader, name: str, measure: Measure) -> None:
    words = {
        "level": f"{measure_title(measure)}, mean before",
        "trend": "Its change a period, before",
        "income": "Household income per person (£)",
        "claimants": "Claimants (%)",
    }
    order = list(words)
    rows = sorted(reader.balance(name), key=lambda row: order.index(row["what"]))
    table = pd.DataFrame(
        {
            "Before the start": [words[row["what"]] for row in rows],
            "Worked together": [row["treated"] for row in rows],
            "Matched": [row["matched"] for row in rows],
            "Synthetic": [row["synthetic"] for row in rows],
            "All compared with": [row["untreated"] for row in rows],
        }
    ).round(2)
    _show(
        table,
        "Areas that worked together and those compared with, before the start",
        "effect_balance",
    )
    weights = pd.DataFrame(
        [
            {
                "Method": METHODS[method],
                "Area": reader.area_name(row["area_code"]),
                "Weight (%)": round(100 * row["weight"], 1),
            }
            for method in LEADS
            for row in reader.donors(name, method)
        ]
    )
    _show(weights, "The fifteen areas that weigh most in the comparison", "effect_weights")


def _render_sensitivity(reader: EffectReader, name: str, measure: Measure) -> None:
    decimals = effect_decimals(measure)
    table = pd.DataFrame(
        [
            {
                "Asked differently": VARIANTS[row["kind"]],
                "Which": _detail(reader, row["detail"]),
                "Method": METHODS[row["method"]],
                "Difference": row["effect"],
                "95% confidence interval from": row["lower_cl"],
                "95% confidence interval to": row["upper_cl"],
                "Note": row["note"],
            }
            for row in reader.sensitivity(name)
        ]
    ).round(decimals + 1)
    _show(table, f"{measure_title(measure)}, if asked differently", "effect_sensitivity")
    st.caption("Where an area is left out no placebos are run, so there is no confidence interval.")


def _detail(reader: EffectReader, detail: str) -> str:
    return reader.area_name(detail) if detail in reader.places.places else detail


def _render_counting(reader: EffectReader, question: EffectQuestionsRow) -> None:
    left_out = [reader.area_name(code) for code in (question["left_out"] or "").split(";") if code]
    render_prose(
        paragraph(design_sentence(question, left_out)), paragraph(COUNTING), paragraph(NOT_RANDOM)
    )


def _show(table: pd.DataFrame, title: str, key: str) -> None:
    st.markdown(f"**{title}**")
    st.dataframe(table, hide_index=True, alt=title)
    with st.container(horizontal=True):
        offer_table(table, title=title, notes=(), key=key)
