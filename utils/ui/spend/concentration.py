"""How spend lies over deprivation: the lower part of the page on spend and outcomes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from data.read.inequality import InequalityReader
from data.read.measures import Measure
from data.read.spend_outcomes import SpendOutcomes
from utils.charts.chart import Chart
from utils.charts.curve import curve_chart
from utils.charts.gaps import groups_chart
from utils.formatting import format_interval, format_value
from utils.markdown import plain_text
from utils.narrative.sources import source_note
from utils.narrative.spend_outcomes import (
    EXPECTED_CIRCLE,
    GROUPS,
    WHAT_IT_CANNOT_SAY,
    concentration_sentence,
)
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.prose import bullets, paragraph, render_prose
from utils.ui.spend.choices import SpendChoices

NAMES: Final = {
    "spend": "Spend",
    "expected": "What similar places spend",
    "difference": "Difference",
}
NONE: Final = "not worked out"


def render_concentration(
    reader: SpendOutcomes, inequality: InequalityReader, choices: SpendChoices
) -> None:
    """The finding, the years, the groups and the curve."""
    money = choices.money
    rows = inequality.spend_concentration(money.measure)
    years = [period for period in dict.fromkeys(rows["period"]) if period <= choices.year]
    if rows.empty or not years:
        st.info(
            plain_text(
                f"{money.name}: there is no index of spending over deprivation for any year."
            )
        )
        return
    year = years[-1]
    now = rows[rows["period"] == year]
    sentences = [
        concentration_sentence(now[now["group_name"] == group], money, year=year, group=group)
        for group in GROUPS
    ]
    render_prose(bullets(sentences[:1]))
    notes = (EXPECTED_CIRCLE, source_note(reader.compare, money))
    left, right = st.columns(2, gap="medium")
    with left:
        spend = rows[(rows["statistic"] == "spend") & rows["value"].notna()]
        if spend.empty:
            st.info(plain_text(str(now["note"].iloc[0])))
        else:
            render_chart(_years_chart(spend, money, sentences, notes), key="concentration")
    with right:
        curve = reader.curve(money, year)
        if curve is not None:
            chart = curve_chart(
                {"spend": curve},
                name=f"spend_curve_{money.item}_{year}",
                title=f"Concentration of spending over deprivation, {money.name}, {year}",
                of_what="points above equal shares",
                finding=sentences[0],
                notes=notes,
            )
            render_chart(chart, key="spend_curve")
    _render_groups(now, money, year)
    render_prose(paragraph(WHAT_IT_CANNOT_SAY))


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
        groups={group: GROUPS[group] for group in ("england", "pilots", "parallel")},
        what="over the years, by group",
        finding=sentences[0],
        notes=("Below 0: higher spend in more deprived places.", *notes),
    )


def _render_groups(rows: pd.DataFrame, money: Measure, year: str) -> None:
    """The indices of every group as a table."""
    table = []
    for group, words in GROUPS.items():
        own = rows[rows["group_name"] == group]
        found = {row["statistic"]: row for row in own.to_dict("records")}
        cells = {
            title: _cell(found[name]) if name in found else NONE for name, title in NAMES.items()
        }
        count = f"{int(own['n'].iloc[0])} councils" if len(own) else "none"
        table.append({"Group": f"{words} ({count})", **cells})
    title = f"Concentration indices by group, {money.name}, {year} (95% confidence interval)"
    frame = pd.DataFrame(table)
    st.markdown(f"**{plain_text(title)}**")
    st.table(frame.set_index("Group"), alt="Concentration indices by group")
    offer_data("concentration_groups", lambda: frame, title=title, sources=(money.source,))


def _cell(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["value"]):
        return NONE
    value = format_value(float(row["value"]), unit="", decimals=3)
    limits = format_interval(float(row["lower_cl"]), float(row["upper_cl"]), unit="", decimals=3)
    return f"{value} ({limits})"
