"""Any place, any year: a question that a visitor asks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from data.read.comparisons import CompareReader
from data.read.effects.design import CannotBeAskedError
from data.read.effects.explore import Explored, Explorer
from data.read.effects.reader import EffectReader
from data.read.measures import Measure
from utils.charts.chart import Chart
from utils.charts.effects import PATH_COLUMNS, effects_chart, path_chart
from utils.formatting import join_words
from utils.markdown import plain_text
from utils.narrative.effect_figures import (
    Difference,
    before_words,
    both_sentence,
    by_chance,
    seen_sentence,
)
from utils.narrative.effect_methods import METHODS
from utils.narrative.effects import (
    MATCHED_PLACES,
    OWN,
    own_verdict_sentence,
)
from utils.narrative.place import measure_title
from utils.narrative.sources import source_note
from utils.stats.effects.estimates import LEADS, MATCHED
from utils.ui.did_it_work.answer import BAND
from utils.ui.did_it_work.answer_columns import own_columns
from utils.ui.did_it_work.choices import (
    MOST_TREATED,
    POOL_WORDS,
    EffectChoices,
    effect_titles,
    is_area,
)
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import paragraph, render_prose, strong
from utils.ui.shared.state import opening_choice

START = "Start"


def render_own(
    reader: EffectReader, explorer: Explorer, compare: CompareReader, choices: EffectChoices
) -> None:
    """Ask for places, outcome, start and comparison, and answer at once."""
    _ask(reader, explorer, choices)
    st.warning(OWN)
    if not choices.treated:
        st.info("Choose a place: one to six areas that worked together.")
        return
    if not choices.start:
        st.info("This outcome has too few periods: four before the start and one after are needed.")
        return
    try:
        found = explorer.explore(
            choices.treated, choices.effect, choices.start, choices.pool, choices.until
        )
    except CannotBeAskedError as error:
        st.info(plain_text(f"This cannot be asked. {_named(reader, str(error))}"))
        return
    measure = explorer.measures[choices.effect]
    source = source_note(compare, measure)
    columns = own_columns(reader, choices.treated, found, measure, choices.start)
    verdict = own_verdict_sentence(found.answer.verdict, found.answer.why)
    render_prose(paragraph(strong(verdict)))
    path = _path(reader, choices, found, measure, source)
    render_chart(replace(path, of_all=columns), key="own_path")
    if found.left_out:
        names = join_words([reader.area_name(code) for code in found.left_out])
        render_prose(paragraph(f"Left out, as a figure is missing: {names}."))
    methods = _methods(found, measure, source)
    render_chart(replace(methods, of_all=columns), key="own_methods")


def _ask(reader: EffectReader, explorer: Explorer, choices: EffectChoices) -> None:
    areas = {
        code: place.name for code, place in reader.places.places.items() if is_area(reader, code)
    }
    titles = effect_titles(explorer)
    names = list(titles)
    st.multiselect(
        "Areas that worked together (one to six)",
        list(areas),
        key="treated",
        format_func=lambda code: areas.get(code, code),
        max_selections=MOST_TREATED,
        select_all=False,
        placeholder="Type a council",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Outcome",
            names,
            index=names.index(opening_choice("effect")),
            key="effect",
            format_func=lambda name: titles.get(name, name),
        )
        if choices.starts:
            st.selectbox("First period after it began", choices.starts, key="start")
            st.selectbox("Last period used", choices.starts, key="until")
        st.selectbox(
            "Compared with",
            list(POOL_WORDS),
            key="pool",
            format_func=lambda name: POOL_WORDS.get(name, name),
        )


def _named(reader: EffectReader, text: str) -> str:
    """A refusal with names of areas in place of their codes."""
    for code in set(text.replace(",", " ").split()) & reader.places.places.keys():
        text = text.replace(code, reader.area_name(code))
    return text


def _path(
    reader: EffectReader, choices: EffectChoices, found: Explored, measure: Measure, source: str
) -> Chart:
    panel, placebos = found.panel, found.methods[MATCHED]
    actual, gaps = panel.outcomes[panel.treated].mean(axis=0), placebos.actual.gaps[0]
    lower, upper = placebos.band()
    columns = (panel.periods, actual, actual - gaps, gaps, lower, upper)
    leads = [found.estimates[name] for name in LEADS]
    names = join_words([reader.area_name(code) for code in choices.treated])
    return path_chart(
        pd.DataFrame(dict(zip(PATH_COLUMNS, columns, strict=True))),
        title=f"{names}: {measure_title(measure)}, {measure.unit}",
        finding=" ".join(
            [
                own_verdict_sentence(found.answer.verdict, found.answer.why),
                both_sentence(
                    [Difference(lead.effect, lead.lower, lead.upper) for lead in leads], measure
                ),
                before_words(found.before_p, MATCHED_PLACES),
                seen_sentence(found.smallest, found.spread, measure),
            ]
        ),
        measure=measure,
        first_after=choices.start,
        start=START,
        events={},
        notes=(
            "Exploratory, not declared before.",
            BAND,
            *measure.caveats,
            f"Test of the years before: p = {found.before_p:.3f}.",
            source,
        ),
    )


def _methods(found: Explored, measure: Measure, source: str) -> Chart:
    frame = pd.DataFrame(
        [
            {
                "label": METHODS[name],
                "effect": estimate.effect,
                "lower_cl": estimate.lower if np.isfinite(estimate.lower) else None,
                "upper_cl": estimate.upper if np.isfinite(estimate.upper) else None,
                "p": estimate.p,
                "smallest": estimate.smallest if np.isfinite(estimate.smallest) else None,
            }
            for name, estimate in found.estimates.items()
        ]
    )
    return effects_chart(
        frame,
        name="did_it_work_own",
        title=f"By three methods, {measure_title(measure)}",
        finding="The first two answer; the third shows whether the answer hangs on the method. "
        + " ".join(
            f"{METHODS[name]}: {by_chance(estimate.p)}."
            for name, estimate in found.estimates.items()
        ),
        measure=measure,
        notes=("Exploratory, not declared before.", source),
    )
