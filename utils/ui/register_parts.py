"""The parts of the pages that show the programme's registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.map_reader import Row
from data.register_reader import RegisterReader
from utils.charts.shares import shares_chart
from utils.narrative.registers import KINDS, amount_words, source_words
from utils.ui.chart_view import render_chart
from utils.ui.prose import Html, bullets, join, link, paragraph, render_prose, strong

FEWEST_SHARES: Final = 2
LONGEST_LABEL: Final = 60
REGISTERS: Final = {
    "deep_dives": "Figures of deep dives",
    "journey_stages": "Stages of journeys",
    "projects": "Commissioning projects",
    "barriers": "Barriers",
    "timeline": "Dates",
}


def cited(row: Row) -> Html:
    """The source of a row, as a link where it has an address."""
    words = source_words(row) or "source"
    if row["source_url"]:
        return join(" (", link(words, row["source_url"]), ")")
    return join(f" ({words})")


def render_figures(reader: RegisterReader, rows: Sequence[Row]) -> None:
    """Figures place by place: shares as bars where there are several, all of them as a list."""
    by_place: dict[str, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row["place_id"], []).append(row)
    for place, own in sorted(by_place.items(), key=lambda one: reader.name(one[0])):
        st.subheader(reader.name(place))
        _render_shares(reader.name(place), place, own)
        for kind, words in KINDS.items():
            found = [row for row in own if row["kind"] == kind]
            if found:
                render_prose(paragraph(strong(words)), bullets(_figure(row) for row in found))


def _figure(row: Row) -> Html:
    year = f", {row['financial_year']}" if row["financial_year"] else ""
    who = "" if row["organisation"] == "all" else f"; {row['organisation']}"
    warning = join(" ", strong("Contradictory."), f" {row['note']}") if row["note"] else Html("")
    topic = f" [{row['topic']}{who}{year}]"
    return join(strong(amount_words(row)), f": {row['statement']}{topic}", cited(row), warning)


def _render_shares(name: str, place: str, rows: Sequence[Row]) -> None:
    shares = [
        row
        for row in rows
        if row["kind"] == "share" and row["unit"] == "percent of total" and row["is_plottable"]
    ]
    if len(shares) < FEWEST_SHARES:
        return
    chart = shares_chart(
        [(row["statement"], row["amount"]) for row in shares],
        name=f"shares_{place}",
        title=f"Shares that sources state, {name} (%)",
        notes=tuple(dict.fromkeys(f"Source: {source_words(row)}." for row in shares)),
    )
    render_chart(chart, key=f"shares_{place}")


def render_journeys(reader: RegisterReader, journeys: Sequence[Sequence[Row]]) -> None:
    """Each journey as its stages: left to right where there is room, else top to bottom."""
    for stages in journeys:
        first = stages[0]
        st.subheader(f"{reader.name(first['place_id'])}: {first['cohort']}")
        boxes = [_stage(row) for row in stages]
        render_prose(
            Html(
                '<ol style="display:flex;flex-wrap:wrap;gap:0.75rem;padding-left:1.5rem">'
                + "".join(boxes)
                + "</ol>"
            ),
            paragraph(join("Topic: ", first["topic"], cited(first))),
        )
        links = [
            link("Spend by theme", "compare?" + urlencode({"theme": theme}))
            for theme in (first["theme_ids"] or "").split(";")[:1]
        ]
        barriers = link(
            "Barriers named there", "barriers?" + urlencode({"record": first["place_id"]})
        )
        render_prose(paragraph(join(*links, " · ", barriers)))


def _stage(row: Row) -> Html:
    cost = ""
    if row["amount"] is not None:
        cost = join(Html("<br>"), strong(amount_words(row)))
    body = join(
        strong(row["stage"]), Html("<br>"), row["organisation"], Html("<br>"), row["finding"], cost
    )
    style = "flex:1 1 13rem;border-left:4px solid #2f6fd0;padding:0.25rem 0.75rem;margin-left:1rem"
    return Html(f'<li style="{style}">{body}</li>')


def render_projects(reader: RegisterReader, rows: Sequence[Row]) -> None:
    """Projects with whom they serve, who leads, and how far they are."""
    roles = list(dict.fromkeys(row["role_facts"] for row in rows if row["role_facts"]))
    named = sum(row["board_champion"] is not None for row in rows)
    if roles:
        render_prose(paragraph(strong("Roles: "), f"{roles[0]}."))
    render_prose(
        paragraph(f"The sources name a board champion for {named} of {len(rows)} projects.")
    )
    render_prose(bullets(_project(reader, row) for row in rows))


def _project(reader: RegisterReader, row: Row) -> Html:
    lead = f"; lead: {row['lead_officer']}" if row["lead_officer"] else "; no lead named"
    serves = f"; for {row['population_served']}" if row["population_served"] else ""
    return join(
        strong(row["project"]),
        f", {reader.name(row['place_id'])} [{row['topic']}{serves}{lead}]: {row['project_status']}",
        cited(row),
    )


def render_search(reader: RegisterReader) -> bool:
    """One search over all registers; tells whether something was asked."""
    text = st.text_input(
        "Search all registers", key="search", placeholder="Such as alcohol, Kent or pooled budgets"
    )
    if not text.strip():
        return False
    found = reader.search(text)
    total = sum(map(len, found.values()))
    st.markdown(f"**{total} rows hold “{text}”**" if total else f"No row holds “{text}”.")
    for table, rows in found.items():
        render_prose(
            paragraph(strong(f"{REGISTERS[table]} ({len(rows)})")),
            bullets(_hit(reader, table, row) for row in rows),
        )
    return True


def _hit(reader: RegisterReader, table: str, row: Row) -> Html:
    if table == "deep_dives":
        return join(f"{reader.name(row['place_id'])}: ", _figure(row))
    if table == "projects":
        return _project(reader, row)
    if table == "journey_stages":
        who = f"{reader.name(row['place_id'])}, {row['cohort']}: "
        return join(who, strong(row["stage"]), f", {row['finding']}", cited(row))
    if table == "barriers":
        return barrier(reader, row)
    return dated(row)


def barrier(reader: RegisterReader, row: Row) -> Html:
    """A barrier with who raised it, where, and its source."""
    place = f", {reader.name(row['place_id'])}" if row["place_id"] else ""
    return join(f"{row['barrier']} [{row['who_raised']}{place}]", cited(row))


def dated(row: Row) -> Html:
    """An event with its date and source."""
    return join(strong(row["date"]), f": {row['event']}", cited(row))
