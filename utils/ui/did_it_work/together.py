"""All programmes together: each area from the first that it took part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.read.comparisons import CompareReader
from data.read.effects.reader import EffectReader
from data.read.rows import EffectStaggeredQuestionsRow, EffectStaggeredRow
from utils.charts.chart import Chart
from utils.charts.effects_since_start import since_start_chart
from utils.formatting import difference_unit
from utils.narrative.effect_methods import NOT_RANDOM_TECHNICAL, RULE_OF_ONE, SEEN, p_words
from utils.narrative.effects import NOT_RANDOM, detail_sentence
from utils.narrative.effects_together import (
    DEVOLUTION,
    METHOD,
    OTHERS,
    OWN_COUNT,
    ROLLING,
    before_sentence,
    sizes_of,
    starts_sentence,
    together_sentence,
)
from utils.narrative.place import measure_title
from utils.narrative.sources import source_note
from utils.ui.did_it_work.answer import BAND, years_of
from utils.ui.did_it_work.questions import PAGE
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import Html, bullets, folded, join, link, paragraph, render_prose, strong


def render_together(
    reader: EffectReader, compare: CompareReader, chosen: str, address: Mapping[str, str]
) -> None:
    """Ask for an outcome and answer; every other question's answer is below.

    Args:
        reader: the reader of questions.
        compare: the reader that cites sources.
        chosen: the question whose answer is drawn.
        address: all choices of the page, as parameters of its address.
    """
    titles = {name: row["title"] for name, row in reader.together.items()}
    st.selectbox("Outcome", list(titles), key="joint", format_func=titles.__getitem__)
    row, effects = reader.together[chosen], reader.since_start(chosen)
    measure = reader.measure(row)
    rolling = (ROLLING,) if "-" in row["periods_used"] else ()

    def make() -> Chart:
        return since_start_chart(
            pd.DataFrame(effects),
            title=(
                f"{measure_title(measure)}: difference between places that worked together and "
                f"{OTHERS}, {difference_unit(measure.unit)}"
            ),
            finding=f"{together_sentence(row, measure)} {detail_sentence(row, measure, OTHERS)}",
            measure=measure,
            notes=(BAND, *rolling, *measure.caveats, source_note(compare, measure)),
        )

    render_kept_chart(make, key="effect_together", address=address)
    draw_kept(
        "together",
        address,
        lambda: render_prose(*_design(reader, row, effects), _every(reader), paragraph(NOT_RANDOM)),
    )


def _design(
    reader: EffectReader, row: EffectStaggeredQuestionsRow, effects: Sequence[EffectStaggeredRow]
) -> list[Html]:
    left_out = [reader.area_name(code) for code in (row["left_out"] or "").split(";") if code]
    differed = before_sentence(effects)
    others = reader.confounders(row)
    return [
        paragraph(starts_sentence(row, sizes_of(effects), left_out), " ", DEVOLUTION),
        *([paragraph(differed)] if differed else []),
        paragraph(strong("What else happened:")),
        bullets(f"{one['label']} ({years_of(one)}). {one['note']}" for one in others),
        folded(
            "How it is worked out",
            paragraph(METHOD),
            paragraph(p_words(row)),
            paragraph(f"{RULE_OF_ONE} {SEEN}"),
            paragraph(OWN_COUNT),
            paragraph(NOT_RANDOM_TECHNICAL),
        ),
    ]


def _every(reader: EffectReader) -> Html:
    rows = [
        join(
            link(row["title"], f"{PAGE}?{urlencode({'asked': 'together', 'joint': name})}"),
            ". ",
            together_sentence(row, reader.measure(row)),
        )
        for name, row in reader.together.items()
    ]
    title = f"Every question over all programmes ({len(rows)})"
    return folded(title, bullets(rows), is_open=True)
