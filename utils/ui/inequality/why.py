"""What makes the gap in life expectancy in England: causes of death, and ages."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.read.comparisons import CompareReader
from utils.charts.gap_parts import why_charts
from utils.narrative.gap_parts import ARITHMETIC, ENGLAND_ONLY
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import Html, link, paragraph, render_prose

#: Name of the first chart, to which a link leads.
CAUSES: Final = "gap_causes"


def why_link(reader: CompareReader, sex: str, address: str) -> Html:
    """The answer in a sentence, with the way to its charts.

    Args:
        reader: the reader of comparisons.
        sex: male or female.
        address: address of the charts.
    """
    return paragraph(why_charts(reader, sex).in_short, " ", link("By cause and age", address))


def render_why(reader: CompareReader, sex: str) -> None:
    """The answer in a few sentences, then a chart by cause and another by age."""
    found = why_charts(reader, sex)
    render_prose(paragraph(found.sentence))
    left, right = st.columns(2, gap="medium")
    with left:
        render_chart(found.causes, key=CAUSES)
    with right:
        render_chart(found.ages, key="gap_ages")
    render_prose(paragraph(f"{ENGLAND_ONLY} {ARITHMETIC}"))
