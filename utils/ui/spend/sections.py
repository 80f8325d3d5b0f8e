"""The upper part of the page on spend and outcomes: the choices, the answer and the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.read.measures import Measure
from data.read.spend_outcomes import SpendOutcomes, can_be_placed
from data.read.statuses import DOUBTFUL, NOTED
from utils.charts.chart import Chart
from utils.charts.quadrant import SELECTION, quadrant_chart
from utils.markdown import plain_text
from utils.narrative.place import BASIS_WORDS, measure_title, unit_words
from utils.narrative.similar import ENDOGENEITY, similar_sentences
from utils.narrative.spend_lines import other_year_words
from utils.narrative.whole_place import NO_SIMILAR
from utils.stats.spread_bands import FEWEST
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import bullets, link, paragraph, render_prose
from utils.ui.shared.words import BASES
from utils.ui.spend.choices import ADJUST, NEAR, SpendChoices
from utils.ui.spend.view import SpendView, view_of

CHART: Final = "quadrant"
BESIDE_MAP: Final = "The same two measures on one map"
TRAIL: Final = "Show its earlier years"
TRAIL_KEY: Final = "trail"


@dataclass(frozen=True)
class Quadrant:
    """The chart, what is said first, and whether the place's earlier years can be in it."""

    chart: Chart
    sentences: tuple[str, ...]
    can_have_trail: bool


def ask_spend(choices: SpendChoices) -> None:
    """Ask for line, outcome, period, way and comparators."""
    with st.container(horizontal=True):
        st.selectbox(
            "Spending",
            list(choices.lines),
            key="line",
            format_func=lambda line: choices.lines[line].name,
            width=300,
        )
        if choices.outcomes:
            st.selectbox(
                "Outcome",
                list(choices.outcomes),
                key="outcome",
                format_func=lambda outcome: measure_title(choices.outcomes[outcome]),
                width=380,
            )
            st.selectbox(
                "Years",
                list(choices.periods),
                key="when",
                format_func=lambda period: f"{period}, spending of {choices.periods[period]}",
                width=240,
            )
        st.selectbox("Prices", list(BASES), key="basis", format_func=BASES.__getitem__, width=230)
    with st.container(horizontal=True):
        st.segmented_control(
            "Spending as",
            list(choices.ways),
            key="adjust",
            format_func=ADJUST.__getitem__,
            required=True,
        )
        st.segmented_control(
            "Compare with", list(NEAR), key="near", format_func=NEAR.__getitem__, required=True
        )


def render_quadrant(
    reader: SpendOutcomes, choices: SpendChoices, *, answer: DeltaGenerator
) -> None:
    """The first answer in its own container, then every council on both axes."""
    outcome = choices.outcome
    if outcome is None:
        with answer:
            render_prose(bullets(_similar(reader, choices)))
        st.info(
            "No outcome of this theme has a period that any year of this money goes with. "
            "Choose another theme."
        )
        return
    with_trail = bool(st.session_state.get(TRAIL_KEY))
    found = draw_kept(
        f"quadrant {with_trail}",
        choices.address,
        lambda: _work_out(reader, choices, outcome, with_trail=with_trail),
    )
    if isinstance(found, str):
        st.info(plain_text(found))
        return
    with answer:
        render_prose(bullets(found.sentences))
    if found.can_have_trail:
        st.toggle(TRAIL, key=TRAIL_KEY)
    render_chart(found.chart, key=CHART, on_select=_take_selection)
    st.caption("Select a dot to choose that place.")
    render_prose(paragraph(link(BESIDE_MAP, _map_address(choices, outcome))))


def _work_out(
    reader: SpendOutcomes, choices: SpendChoices, outcome: Measure, *, with_trail: bool
) -> Quadrant | str:
    """The chart with its sentences, or why there is none."""
    beside, why = _beside(reader, choices)
    if why:
        return why
    frame = reader.frame(
        choices.money, outcome, year=choices.year, period=choices.period, adjust=choices.adjust
    )
    if not can_be_placed(reader.group(frame, beside)):
        return (
            f"Fewer than {FEWEST} places have both {choices.money.name.lower()} in "
            f"{choices.year} and {measure_title(outcome)} in {choices.period}. Choose other "
            "years, another outcome, or spending as it is."
        )
    view = view_of(reader, choices, outcome, frame, beside)
    sentences = [
        *_other_year(reader, choices),
        *([] if _is_doubtful(reader, choices) else view.sentences or _no_own(choices)),
        *_noted(reader, choices),
        *_similar(reader, choices),
    ]
    trail = pd.DataFrame(columns=["x", "y", "when", "order"])
    alone = len(view.own) == 1
    if alone and with_trail:
        trail = reader.trail(view.own[0].code, choices.money, outcome, adjust=choices.adjust)
    chart = _chart(view, trail, choices, outcome, finding=" ".join(sentences[:1]))
    return Quadrant(chart, tuple(sentences), can_have_trail=alone)


def _chart(
    view: SpendView, trail: pd.DataFrame, choices: SpendChoices, outcome: Measure, *, finding: str
) -> Chart:
    return quadrant_chart(
        view.drawn,
        trail,
        name=f"spend_outcome_{choices.money.item}_{outcome.measure.replace(':', '_')}",
        title=f"{choices.money.name} (£ per person, {choices.year}, {BASIS_WORDS[choices.basis]}), "
        f"against {measure_title(outcome)} ({unit_words(outcome.unit)}, {choices.period})",
        finding=finding,
        table=view.table,
        notes=view.notes,
    )


def _take_selection() -> None:
    """Choose the place whose dot was pressed."""
    chosen = st.session_state[f"chart_{CHART}"].selection.get(SELECTION, [])
    if chosen:
        st.session_state["place"] = chosen[0]["code"]


def _beside(reader: SpendOutcomes, choices: SpendChoices) -> tuple[list[str], str]:
    """Codes of the places it is set beside, none for all; or why there are none."""
    if choices.near != "neighbours":
        return [], ""
    if choices.place is None:
        return [], "Choose a place above to set it beside similar places."
    comparator, why = reader.compare.comparators.find(choices.place, "neighbours")
    if comparator is None:
        return [], f"{why} Set it beside all councils of England instead."
    return list(comparator.members), ""


def _other_year(reader: SpendOutcomes, choices: SpendChoices) -> list[str]:
    """Why the spend is not of the year with which the money opens, where it is not."""
    places, money = reader.compare.places, choices.money
    if choices.place is not None:
        row = places.row(choices.place, money, money.opening_period)
        if row is not None and row["value"] is None:
            return other_year_words(places, choices.place, money, shown=choices.year)
    if choices.year == money.opening_period or choices.period != next(iter(choices.periods)):
        return []
    pair = f"{choices.year}, which goes with this outcome's newest period, {choices.period}"
    return [f"Spending is for {pair}."]


def _is_doubtful(reader: SpendOutcomes, choices: SpendChoices) -> bool:
    """Whether the place's spend may include an error, so that it has no place among the others."""
    if choices.place is None:
        return False
    row = reader.compare.places.row(choices.place, choices.money, choices.year)
    return row is not None and row["status"] == DOUBTFUL


def _noted(reader: SpendOutcomes, choices: SpendChoices) -> list[str]:
    """What must be known of spend that is in part estimated, or doubtful."""
    if choices.place is None:
        return []
    row = reader.compare.places.row(choices.place, choices.money, choices.year)
    if row is None or row["status"] not in NOTED or not row["note"]:
        return []
    return [f"{choices.place.name}, {choices.year}: {str(row['note']).rstrip('.')}."]


def _similar(reader: SpendOutcomes, choices: SpendChoices) -> list[str]:
    """What similar places spend, and what that cannot say."""
    money, place = choices.money, choices.place
    if money.kind == "whole":
        return [NO_SIMILAR]
    if place is None:
        return []
    row = reader.similar.row(money.measure, money.basis, choices.year, place.value_code)
    reason = reader.similar.why_none(money.measure, money.basis, choices.year, place.value_code)
    sentence = similar_sentences(place, row, year=choices.year, reason=reason)
    return [f"{sentence} {ENDOGENEITY}" if row else sentence]


def _no_own(choices: SpendChoices) -> list[str]:
    if choices.place is None:
        return ["Choose a place above, or select a dot, to see where it lies."]
    text = (
        f"{choices.place.name} lacks one of the two figures: {choices.money.name.lower()} in "
        f"{choices.year}, or the outcome in {choices.period}."
    )
    return [text]


def _map_address(choices: SpendChoices, outcome: Measure) -> str:
    return "?" + urlencode(
        {
            "theme": choices.theme,
            "show": choices.money.measure,
            "year": choices.year,
            "basis": choices.basis,
            "view": "cross",
            "show2": outcome.measure,
            "year2": choices.period,
        }
    )
