"""Unequal health between places: fifths of deprivation, pilots and the rest, and Theil's parts."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.inequality import InequalityReader
from utils.charts.between_places import between_charts, between_parts
from utils.narrative.gaps import CANNOT_TELL_BETWEEN
from utils.narrative.place import measure_title
from utils.ui.inequality.choices import InequalityChoices
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, paragraph, render_prose


def render_between(
    reader: CompareReader, inequality: InequalityReader, choices: InequalityChoices
) -> None:
    """The first answer in sentences, then the two groupings and the decomposition."""
    render_prose(bullets(between_parts(inequality, choices.of).sentences))
    st.selectbox(
        "Outcome",
        list(choices.outcomes),
        key="of",
        format_func=lambda outcome: measure_title(choices.outcomes[outcome]),
    )
    found = between_charts(reader, inequality, choices.of)
    left, right = st.columns(2, gap="medium")
    with left:
        render_chart(found.fifths, key="fifths")
    with right:
        render_chart(found.roles, key="roles")
    st.header("How the inequality between authorities splits up")
    if not found.theil:
        st.info(
            "Theil's index needs values above zero, and this outcome is not above zero everywhere."
        )
    for number, (column, chart) in enumerate(
        zip(st.columns(2, gap="medium"), found.theil, strict=False)
    ):
        with column:
            render_chart(chart, key=f"theil_{number}")
    render_prose(paragraph(CANNOT_TELL_BETWEEN))
