"""The parts of the page on spend and outcomes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.inequality_reader import InequalityReader
from data.map_reader import Measure
from data.spend_outcomes import CRUDE, NEED, SpendOutcomes, can_be_placed
from utils.charts.chart import Chart
from utils.charts.compare import source_note
from utils.charts.curve import curve_chart
from utils.charts.gaps import groups_chart
from utils.charts.quadrant import SELECTION, quadrant_chart
from utils.formatting import format_interval, format_value
from utils.narrative.place import BASIS_WORDS, measure_title
from utils.narrative.spend_need import (
    CANNOT_TELL_SPEND,
    GROUPS,
    NEED_CIRCLE,
    concentration_sentence,
    place_sentence,
    quadrants_sentence,
)
from utils.stats.z_positions import FEWEST
from utils.ui.chart_view import render_chart
from utils.ui.prose import bullets, link, paragraph, render_prose
from utils.ui.spend_choices import ADJUST, NEAR, SpendChoices
from utils.ui.words import BASES

CHART: Final = "quadrant"
CRUDE_NOTE: Final = (
    "Money is counted and has no sampling error; the limits of spend are of what is usual, 1.96 "
    "standard deviations of all authorities."
)
NEED_NOTE: Final = (
    "Spend at average need is the mean of authorities and the place's own difference from what its "
    "need would suggest, with that difference's 95 per cent limits."
)
WAYS: Final = {NEED: "at average need", CRUDE: "as spent"}
BESIDE_MAP: Final = "The same two measures on one map"


def ask_spend(choices: SpendChoices) -> None:
    """Ask for line, outcome, period, way and comparators."""
    with st.container(horizontal=True):
        st.selectbox(
            "Spend",
            list(choices.lines),
            key="line",
            format_func=lambda one: choices.lines[one].name,
            width=300,
        )
        if choices.outcomes:
            st.selectbox(
                "Outcome",
                list(choices.outcomes),
                key="outcome",
                format_func=lambda one: measure_title(choices.outcomes[one]),
                width=380,
            )
            st.selectbox(
                "Years",
                list(choices.periods),
                key="when",
                format_func=lambda one: f"{one}, spend of {choices.periods[one]}",
                width=240,
            )
        st.selectbox("Prices", list(BASES), key="basis", format_func=BASES.__getitem__, width=230)
    with st.container(horizontal=True):
        st.segmented_control(
            "Spend as", list(ADJUST), key="adjust", format_func=ADJUST.__getitem__, required=True
        )
        st.segmented_control(
            "Beside", list(NEAR), key="near", format_func=NEAR.__getitem__, required=True
        )


def render_quadrant(
    reader: SpendOutcomes, choices: SpendChoices, *, answer: DeltaGenerator
) -> None:
    """The first answer in its own container, then every authority on both axes."""
    outcome = choices.outcome
    if outcome is None:
        st.info(
            "No outcome of this theme has a period that any year of this money goes with. "
            "Choose another theme."
        )
        return
    frame = reader.frame(
        choices.money,
        outcome,
        year=choices.year,
        period=choices.period,
        adjust=choices.adjust,
    )
    beside, told = _beside(reader, choices)
    if told:
        st.info(told)
        return
    if not can_be_placed(frame, beside=beside):
        st.info(
            f"Fewer than {FEWEST} places have both {choices.money.name.lower()} in {choices.year} "
            f"and {measure_title(outcome)} in {choices.period}, so no mean can be told. Choose "
            "other years, another outcome, or spend as it is."
        )
        return
    placed = reader.positions(frame, beside=beside)
    code = choices.place.members[0] if choices.place and len(choices.place.members) == 1 else ""
    own = placed[placed["code"] == code]
    sentences = [
        place_sentence(row, choices.money, outcome, way=WAYS[choices.adjust])
        for row in own.to_dict("records")
    ] or _no_own(choices)
    sentences.append(quadrants_sentence(placed))
    trail = pd.DataFrame(columns=["x", "y", "when", "order"])
    if len(own):
        trail = reader.trail(
            code, choices.money, outcome, adjust=choices.adjust, beside=tuple(beside)
        )
    with answer:
        render_prose(bullets(sentences))
    chart = quadrant_chart(
        placed.assign(text=[_words(row, choices, outcome) for row in placed.to_dict("records")]),
        trail,
        chosen=code,
        name=f"spend_outcome_{choices.money.item}_{outcome.measure.replace(':', '_')}",
        title=f"{choices.money.name}, {choices.year}, {BASIS_WORDS[choices.basis]}, against "
        f"{measure_title(outcome)}, {choices.period}",
        titles=(
            f"Spend, {ADJUST[choices.adjust].lower()}: standard deviations from the mean",
            "Outcome: standard deviations from the mean",
        ),
        finding=" ".join(sentences),
        notes=(
            NEED_NOTE if choices.adjust == NEED else CRUDE_NOTE,
            *outcome.caveats,
            source_note(reader.compare, choices.money),
            source_note(reader.compare, outcome),
        ),
    )
    render_chart(chart, key=CHART, on_select=_take_selection)
    st.caption(
        "Press a dot to choose that place. The dashed line is the chosen place's way over the "
        "years, each against the mean of its own year."
    )
    render_prose(paragraph(link(BESIDE_MAP, _map_address(choices, outcome))))


def _take_selection() -> None:
    """Choose the place whose dot was pressed."""
    chosen = st.session_state[f"chart_{CHART}"].selection.get(SELECTION, [])
    if chosen:
        st.session_state["place"] = chosen[0]["code"]


def _beside(reader: SpendOutcomes, choices: SpendChoices) -> tuple[list[str], str]:
    """Codes of the places that give mean and spread, none for all; or why there are none."""
    if choices.near != "neighbours":
        return [], ""
    if choices.place is None:
        return [], "Choose a place above to set it beside its statistical neighbours."
    comparator, why = reader.compare.comparators.find(choices.place, "neighbours")
    if comparator is None:
        return [], f"{why} Set it beside all authorities of England instead."
    return [*comparator.members, *choices.place.members], ""


def _no_own(choices: SpendChoices) -> list[str]:
    if choices.place is None:
        return ["Choose a place above, or press a dot, to see where it stands."]
    if len(choices.place.members) > 1:
        text = (
            f"{choices.place.name} has several authorities; each is a dot of its own, as their "
            "outcomes cannot be put together with limits."
        )
        return [text]
    return [f"{choices.place.name} lacks one of the two figures for these years."]


def _words(row: Mapping[Hashable, Any], choices: SpendChoices, outcome: Measure) -> str:
    spend = format_value(row["spend"], unit=choices.money.unit, decimals=0)
    value = format_value(row["outcome"], unit=outcome.unit, decimals=outcome.decimals)
    return f"{row['place']}: {spend} a person; {value}"


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


def render_concentration(
    reader: SpendOutcomes, inequality: InequalityReader, choices: SpendChoices
) -> None:
    """How spend lies over deprivation: the finding, the years, the groups and the curve."""
    st.header("Does spend follow need?")
    money = choices.money
    rows = inequality.spend_concentration(money.measure)
    years = [one for one in dict.fromkeys(rows["period"]) if one <= choices.year]
    if rows.empty or not years:
        st.info(f"{money.name}: how spend lies over deprivation cannot be told for any year.")
        return
    year = years[-1]
    now = rows[rows["period"] == year]
    sentences = [
        concentration_sentence(now[now["group_name"] == one], money, year=year, group=one)
        for one in GROUPS
    ]
    render_prose(bullets(sentences[:1]))
    notes = (NEED_CIRCLE, source_note(reader.compare, money))
    left, right = st.columns(2, gap="medium")
    with left:
        spend = rows[(rows["statistic"] == "spend") & rows["value"].notna()]
        if spend.empty:
            st.info(str(now["note"].iloc[0]))
        else:
            render_chart(_years_chart(spend, money, sentences, notes), key="concentration")
    with right:
        curves = reader.curves(money, year)
        if curves:
            chart = curve_chart(
                curves,
                name=f"spend_curve_{money.item}_{year}",
                title=f"Concentration of spend and of need over deprivation, {money.name}, {year}",
                of_what="points above equal shares",
                finding=sentences[0],
                notes=notes,
            )
            render_chart(chart, key="spend_curve")
    _render_groups(now, money, year)
    render_prose(paragraph(CANNOT_TELL_SPEND))


def _years_chart(
    rows: pd.DataFrame, money: Measure, sentences: list[str], notes: tuple[str, ...]
) -> Chart:
    index = replace(
        money,
        name=f"Concentration index of spend: {money.name}",
        unit="index",
        decimals=2,
        kind="indicator",
    )
    return groups_chart(
        rows,
        index,
        groups={one: GROUPS[one] for one in ("england", "pilots", "parallel")},
        what="over the years, by group",
        finding=" ".join(sentences[:3]),
        notes=("Below nought: higher spend in more deprived places.", *notes),
    )


def _render_groups(rows: pd.DataFrame, money: Measure, year: str) -> None:
    """The three indices of every group as a table."""
    names = {"spend": "Spend", "need": "What need would suggest", "inequity": "Spend less need"}
    table = []
    for group, words in GROUPS.items():
        own = rows[rows["group_name"] == group]
        told = {row["statistic"]: row for row in own.to_dict("records")}
        cells = {
            title: _cell(told[name]) if name in told else "cannot be told"
            for name, title in names.items()
        }
        count = f"{int(own['n'].iloc[0])} authorities" if len(own) else "none"
        table.append({"Group": f"{words} ({count})", **cells})
    st.markdown(f"**Concentration indices by group, {money.name}, {year} (95% limits)**")
    st.table(pd.DataFrame(table).set_index("Group"), alt="Concentration indices by group")


def _cell(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["value"]):
        return "cannot be told"
    value = format_value(float(row["value"]), unit="", decimals=3)
    limits = format_interval(float(row["lower_cl"]), float(row["upper_cl"]), unit="", decimals=3)
    return f"{value} ({limits})"
