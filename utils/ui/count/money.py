"""Follow the money: who pays whom and for what, and a service line looked into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.accounts import MoneyReader
from data.read.money_paths import TWICE, Path, add_up, find_paths
from data.read.places import Place
from utils.charts.money_flow import HEIGHT, flow_chart, part_name, spend_treemap
from utils.formatting import MISSING, format_pounds
from utils.markdown import plain_text
from utils.narrative.money import BASIS, KINDS, missing_sentence, sums_sentence
from utils.ui.count.choices import DEFAULT_LINE, DRAWN, CountChoices
from utils.ui.shared.chart_twin import render_twin
from utils.ui.shared.chart_view import NARROW, render_drawing
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

SOURCE: Final = (
    "Source: Ministry of Housing, Communities and Local Government, revenue outturn summary (RS), "
    "Open Government Licence v3.0. Police, fire, transport and waste bodies are shared out by "
    "population."
)
LINE_SOURCE: Final = (
    "Sources: Ministry of Housing, Communities and Local Government, revenue outturn (RS, RSX and "
    "RO3) and revenue account budget (RA), Open Government Licence v3.0."
)
LINE_NOTE: Final = (
    "Outturn is net of income; gross spending and income are given from 2023-24. A budget is a "
    "plan, so the two are not one series. An empty cell is a missing return or a year without the "
    "line."
)


def render_money(reader: MoneyReader, place: Place, choices: CountChoices) -> None:
    """The sums in a sentence, the picture or its list, then a line looked into."""
    missing = reader.missing(place.members, choices.year)
    if missing:
        render_prose(paragraph(strong(missing_sentence(place.name, choices.year, missing))))
    else:
        _render_paths(reader, place, choices)
    _render_line(reader, place, choices)


def _render_paths(reader: MoneyReader, place: Place, choices: CountChoices) -> None:
    accounts = reader.accounts(place.members, choices.year)
    paths = find_paths(accounts, flows=reader.flows)
    sums = add_up(paths)
    render_prose(
        paragraph(strong(sums_sentence(place.name, choices.year, sums))),
        bullets(
            [
                join(strong("Total, including transfers: "), format_pounds(sums.gross)),
                join(strong("Counted twice: "), format_pounds(sums.twice)),
                join(strong("Without what is counted twice: "), format_pounds(sums.net)),
                join(strong("Not broken down (grey): "), format_pounds(sums.rest)),
            ]
        ),
    )
    st.segmented_control(
        "Show as", list(DRAWN), key="drawn", format_func=DRAWN.__getitem__, required=True
    )
    notes = (BASIS, SOURCE)
    if choices.drawn == "tree":
        _render_tree(reader, paths)
        st.caption(plain_text(" ".join(notes)))
        return
    st.html(NARROW)
    with st.container(key="money_picture"):
        name, year = place.name, choices.year
        chart = (
            flow_chart(paths, reader, place=name, year=year, notes=notes)
            if choices.drawn == "flow"
            else spend_treemap(paths, reader, place=name, year=year, notes=notes)
        )
        render_drawing(chart, key="money", height=HEIGHT)
    with st.container(key="money_list"):
        _render_tree(reader, paths)
        st.caption(plain_text(" ".join(notes)))
    render_twin(chart.title, lambda: chart, key="money", with_pictures=False, height=HEIGHT)


def _render_tree(reader: MoneyReader, paths: Sequence[Path]) -> None:
    """Body by body, what it was paid from and what for, as lists that open."""
    bodies = list(dict.fromkeys(path.giver for path in paths if path.giver.startswith("body:")))
    first = bodies[0]
    render_prose(*(_body(reader, body, paths, is_open=body == first) for body in bodies))


def _body(reader: MoneyReader, body: str, paths: Sequence[Path], *, is_open: bool) -> Html:
    name = part_name(body, reader)
    received = [path for path in paths if path.taker == body]
    went = [path for path in paths if path.giver == body]
    whole = format_pounds(sum(path.amount for path in went))
    opened = "<details open>" if is_open else "<details>"
    return Html(
        f"{opened}<summary>{join(strong(name), f', {whole}')}</summary>"
        + paragraph("Paid from:")
        + bullets(_step(reader, path, path.giver) for path in _largest(received))
        + paragraph("Paid for:")
        + bullets(_step(reader, path, path.taker) for path in _largest(went))
        + Html("</details>")
    )


def _largest(paths: Sequence[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: -path.amount)


def _step(reader: MoneyReader, path: Path, other: str) -> Html:
    name = part_name(other, reader)
    twice = ", in two accounts" if path.kind in TWICE else ""
    return join(strong(format_pounds(path.amount)), f" {name} ({KINDS[path.kind]}{twice})")


def _render_line(reader: MoneyReader, place: Place, choices: CountChoices) -> None:
    """A service line by year, with its parts, its income and what councils planned."""
    title = "How did one service change: its spending, income and budget by year?"
    with st.expander(plain_text(title), expanded=choices.line != DEFAULT_LINE):
        st.selectbox(
            "Service line",
            list(reader.lines),
            key="line",
            format_func=lambda line: str(reader.lines[line]["name"]),
            width=420,
        )
        row = reader.lines[choices.line]
        if row["caution"]:
            render_prose(paragraph(strong("Caution: "), row["caution"]))
        table = line_table(reader, place, choices.line)
        title = f"{row['name']}, {place.name}, by year (£, cash)"
        st.markdown(f"**{plain_text(title)}**")
        st.dataframe(
            table,
            hide_index=True,
            placeholder=MISSING,
            alt=title,
            column_config={
                name: st.column_config.NumberColumn(format="localized")
                for name in table.columns[1:]
            },
        )
        notes = (LINE_NOTE, LINE_SOURCE)
        st.caption(plain_text(" ".join(notes)))
        with st.container(horizontal=True):
            offer_table(table, title=title, notes=notes, key="line")
        parts = reader.parts_of(choices.line)
        if parts:
            render_prose(
                paragraph("Parts of this line, shown separately since 2023-24:"),
                bullets(_part(reader, place, part) for part in parts),
            )


def _part(reader: MoneyReader, place: Place, line: str) -> Html:
    known = reader.line_by_year(place.members, line).dropna()
    name = strong(f"{reader.lines[line]['name']}: ")
    if known.empty:
        return join(name, "no return")
    newest = known.iloc[-1]
    return join(name, f"{format_pounds(newest['amount_gbp'])} ({newest['financial_year']})")


def line_table(reader: MoneyReader, place: Place, line: str) -> pd.DataFrame:
    """Net outturn, gross spend, income and budget of a line by year, in GBP, if published."""
    net = reader.line_by_year(place.members, line).rename(columns={"amount_gbp": "Net outturn"})
    gross = reader.gross(place.members, line).rename(
        columns={"gross_gbp": "Gross spending", "income_gbp": "Income"}
    )
    plan = reader.budget_by_year(place.members, line).rename(
        columns={"amount_gbp": "Budget (a plan)"}
    )
    whole = net.merge(gross, on="financial_year", how="outer").merge(
        plan, on="financial_year", how="outer"
    )
    return (
        whole.sort_values("financial_year", ignore_index=True)
        .dropna(axis="columns", how="all")
        .round(0)
        .rename(columns={"financial_year": "Year"})
    )
