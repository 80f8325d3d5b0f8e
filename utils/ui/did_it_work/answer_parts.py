"""What an answer hangs on: methods, periods, areas, and how questions are counted."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.read.effects.reader import EffectReader
from data.read.measures import Measure
from data.read.rows import EffectQuestionsRow
from utils.charts.effects import effects_chart
from utils.formatting import format_difference
from utils.markdown import plain_text
from utils.narrative.effect_figures import by_chance, effect_decimals
from utils.narrative.effect_methods import (
    ASSUMES,
    COUNTING,
    FIRST_OF,
    METHODS,
    NOT_RANDOM_TECHNICAL,
    RULE,
    SEEN,
    VARIANTS,
    design_sentence,
)
from utils.narrative.place import measure_title
from utils.stats.effects.estimates import LEADS
from utils.ui.did_it_work.answer_columns import answer_columns
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table


def render_methods(
    reader: EffectReader, question: EffectQuestionsRow, measure: Measure, source: str
) -> None:
    """Draw the effect by every method, with what each takes for granted."""
    name = question["question"]
    order, unit, decimals = list(METHODS), measure.unit, effect_decimals(measure) + 1
    rows = sorted(reader.estimates(name), key=lambda row: order.index(row["method"]))
    frame = pd.DataFrame(rows).rename(columns={"smallest_detectable": "smallest"})
    frame["label"] = [METHODS[row["method"]] for row in rows]
    chart = effects_chart(
        frame,
        name="did_it_work_methods",
        title=f"The same question by other methods, {measure_title(measure)}",
        finding="The first two answer; the others show whether the answer hangs on the method.",
        measure=measure,
        notes=(source,),
    )
    columns = answer_columns(reader, question, measure)
    render_chart(replace(chart, of_all=columns), key="effect_methods")
    render_prose(
        bullets(
            join(
                strong(METHODS[row["method"]]),
                f": {ASSUMES[row['method']]} Usual gap before the start ",
                f"{format_difference(row['misfit'], unit=unit, decimals=decimals)}; ",
                f"{by_chance(row['p'])}.",
            )
            for row in rows
        )
    )


def render_years(
    reader: EffectReader, question: EffectQuestionsRow, measure: Measure, source: str
) -> None:
    """Draw the effect in each period against the last before the start."""
    name = question["question"]
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
    columns = answer_columns(reader, question, measure)
    render_chart(replace(chart, of_all=columns), key="effect_years")


def render_balance(reader: EffectReader, name: str, measure: Measure) -> None:
    """Show who is compared with whom, and with which weight."""
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
        measure,
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
    _show(weights, "The fifteen areas that weigh most in the comparison", "effect_weights", measure)


def render_sensitivity(reader: EffectReader, name: str, measure: Measure) -> None:
    """Show the answer without single areas, with other starts and with other areas."""
    decimals, order = effect_decimals(measure), list(VARIANTS)
    rows = sorted(reader.sensitivity(name), key=lambda row: order.index(row["kind"]))
    table = pd.DataFrame(
        [
            {
                "Asked differently": VARIANTS[row["kind"]],
                "Which": _detail(reader, row["detail"]),
                "Method": METHODS[row["method"]],
                "Difference": row["effect"],
                "95% confidence interval from": row["lower_cl"],
                "95% confidence interval to": row["upper_cl"],
                "Note": row["note"] or "",
            }
            for row in rows
        ]
    ).round(decimals + 1)
    _show(table, f"{measure_title(measure)}, if asked differently", "effect_sensitivity", measure)
    st.caption("Where an area is left out, no confidence interval is made.")


def _detail(reader: EffectReader, detail: str) -> str:
    return reader.area_name(detail) if detail in reader.places.places else detail


def render_counting(reader: EffectReader, question: EffectQuestionsRow) -> None:
    """Say how the answer is worked out, by which rule, and how several questions are counted."""
    left_out = [reader.area_name(code) for code in (question["left_out"] or "").split(";") if code]
    render_prose(
        paragraph(design_sentence(question, left_out)),
        paragraph(FIRST_OF),
        bullets(RULE),
        paragraph(SEEN),
        paragraph(COUNTING),
        paragraph(NOT_RANDOM_TECHNICAL),
    )


def _show(table: pd.DataFrame, title: str, key: str, measure: Measure) -> None:
    st.markdown(f"**{plain_text(title)}**")
    st.dataframe(table, hide_index=True, alt=title)
    with st.container(horizontal=True):
        offer_table(table, title=title, notes=(), key=key, sources=(measure.source,))
