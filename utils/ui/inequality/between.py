"""Unequal health between places: fifths of deprivation, pilots and the rest, and Theil's parts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.inequality import InequalityReader
from utils.charts.between_places import between_charts, between_parts
from utils.narrative.gaps import CANNOT_TELL_BETWEEN
from utils.narrative.place import measure_title
from utils.ui.inequality.choices import InequalityChoices
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import bullets, paragraph, render_prose


def render_between(
    reader: CompareReader, inequality: InequalityReader, choices: InequalityChoices
) -> None:
    """The first answer in sentences, then the two groupings and the decomposition."""
    address = choices.address
    draw_kept(
        "between",
        address,
        lambda: render_prose(bullets(between_parts(inequality, choices.of).sentences)),
    )
    st.selectbox(
        "Outcome",
        list(choices.outcomes),
        key="of",
        format_func=lambda outcome: measure_title(choices.outcomes[outcome]),
    )
    found = between_charts(reader, inequality, choices.of)
    left, right = st.columns(2, gap="medium")
    with left:
        render_kept_chart(lambda: found.fifths, key="fifths", address=address)
    with right:
        render_kept_chart(lambda: found.roles, key="roles", address=address)
    st.header("How the inequality between authorities splits up")
    if not found.theil:
        st.info(
            "Theil's index needs values above zero, and this outcome is not above zero everywhere."
        )
    for number, column in zip(range(len(found.theil)), st.columns(2, gap="medium"), strict=False):
        with column:
            render_kept_chart(
                partial(found.theil.__getitem__, number), key=f"theil_{number}", address=address
            )
    render_prose(paragraph(CANNOT_TELL_BETWEEN))
