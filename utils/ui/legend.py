"""The map's legend: class ranges, colours and the number of areas in each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from data.map_reader import Measure
from utils.charts.palette import NO_DATA_COLOUR
from utils.narrative.map_summary import class_counts, class_labels
from utils.narrative.place import BASIS_WORDS, measure_title
from utils.ui.captions import unit_words

_ROW = (
    '<li style="display:flex;align-items:center;gap:.5rem;margin:0">'
    '<span aria-hidden="true" style="flex:none;width:1.5rem;height:1rem;background:{colour};'
    'border:1px solid #4a5568"></span>{label}: {count}</li>'
)


def render_legend(values: pd.Series, measure: Measure, colours: Sequence[str]) -> None:
    """Write the legend as a list; "no data" is a class of its own."""
    counts, missing = class_counts(values, measure)
    labels = [*class_labels(measure), "no data"]
    rows = [
        _ROW.format(colour=colour, label=escape(label), count=_areas(count))
        for colour, label, count in zip(
            [*colours, NO_DATA_COLOUR], labels, [*counts, missing], strict=True
        )
    ]
    basis = BASIS_WORDS.get(measure.basis)
    unit = unit_words(measure.unit)
    title = f"{measure_title(measure)}, {unit}" + (f", {basis}" if basis else "")
    st.html(
        f'<p style="margin:0 0 .25rem"><strong>{escape(title)}</strong></p>'
        '<ul style="list-style:none;padding:0;margin:0;display:flex;flex-wrap:wrap;'
        f'gap:.25rem 1.25rem">{"".join(rows)}</ul>'
    )


def _areas(count: int) -> str:
    return f"{count} area" if count == 1 else f"{count} areas"
