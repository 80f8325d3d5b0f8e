"""Unequal health between places: fifths of deprivation, pilots and the rest, and Theil's parts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.compare_reader import CompareReader
from data.inequality_reader import InequalityReader
from utils.charts.compare import source_note
from utils.charts.gaps import groups_chart, theil_chart
from utils.narrative.gaps import (
    CANNOT_TELL_BETWEEN,
    fifths_sentence,
    programme_sentence,
    theil_sentence,
)
from utils.narrative.place import measure_title
from utils.ui.chart_view import render_chart
from utils.ui.inequality_choices import InequalityChoices
from utils.ui.prose import bullets, paragraph, render_prose

FIFTHS = {
    "1": "most deprived fifth of authorities",
    "2": "second fifth",
    "3": "middle fifth",
    "4": "fourth fifth",
    "5": "least deprived fifth",
}
ROLES = {"pilots": "authorities of the 13 pilots", "the rest": "all other authorities"}
FIFTHS_NOTE = (
    "Fifths of the upper-tier authorities by the deprivation score of 2019, the same authorities "
    "in all years."
)


def render_between(
    reader: CompareReader, inequality: InequalityReader, choices: InequalityChoices
) -> None:
    """The first answer in sentences, then the two groupings and the decomposition."""
    measure = choices.of
    rows = inequality.group_values(measure.measure)
    fifths = rows[rows["grouping"] == "deprivation fifth"]
    roles = rows[rows["grouping"] == "programme"]
    theil = inequality.theil(measure.measure)
    said = [fifths_sentence(fifths, measure), programme_sentence(roles, measure)]
    regions = theil[theil["grouping"] == "region"]
    if len(regions):
        said.append(theil_sentence(regions, what="regions"))
    render_prose(bullets(said))
    st.selectbox(
        "Outcome",
        list(choices.outcomes),
        key="of",
        format_func=lambda one: measure_title(choices.outcomes[one]),
    )
    notes = (*measure.caveats, source_note(reader, measure))
    left, right = st.columns(2, gap="medium")
    with left:
        shown = {name: words for name, words in FIFTHS.items() if name in {"1", "3", "5"}}
        chart = groups_chart(
            fifths,
            measure,
            groups=shown if len(set(fifths["period"])) > 1 else FIFTHS,
            what="fifths of authorities by deprivation",
            finding=said[0],
            notes=(FIFTHS_NOTE, *notes),
        )
        render_chart(chart, key="fifths")
    with right:
        chart = groups_chart(
            roles, measure, groups=ROLES, what="pilots and the rest", finding=said[1], notes=notes
        )
        render_chart(chart, key="roles")
    _render_theil(choices, notes, theil)
    render_prose(paragraph(CANNOT_TELL_BETWEEN))


def _render_theil(
    choices: InequalityChoices,
    notes: tuple[str, ...],
    theil: pd.DataFrame,
) -> None:
    st.header("How the inequality between authorities splits up")
    if theil.empty:
        st.info("Theil's index needs values above nought, which this outcome has not everywhere.")
        return
    parts = {"region": "regions", "programme": "pilots and the rest"}
    for column, (grouping, what) in zip(st.columns(2, gap="medium"), parts.items(), strict=True):
        rows = theil[theil["grouping"] == grouping]
        with column:
            chart = theil_chart(
                rows,
                choices.of,
                what=what,
                finding=theil_sentence(rows, what=what),
                notes=notes[-1:],
            )
            render_chart(chart, key=f"theil_{grouping}")
