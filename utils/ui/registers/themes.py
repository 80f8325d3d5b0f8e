"""All themes as cards, each with a finding of the record, and the page of a single theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.read.findings import Finding, ThemeRow, read_findings
from data.read.places import PlaceReader
from data.read.register_figures import paid_or_gained, savings
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.markdown import plain_text
from utils.narrative.records import narrow_records, theme_rows, to_records
from utils.narrative.registers import amount_words, counted, source_words
from utils.narrative.theme_findings import theme_sentences
from utils.narrative.tiles import Tile
from utils.ui.registers.choices import RecordChoices, ask_filter, ask_themes_again
from utils.ui.registers.journeys import render_journeys
from utils.ui.registers.links import outcome_links, theme_address, theme_links
from utils.ui.registers.projects import render_projects
from utils.ui.registers.records import render_records
from utils.ui.registers.savings import render_pays_and_gains, render_savings
from utils.ui.registers.sections import has_charts, render_charts
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, join, paragraph, render_prose
from utils.ui.shared.tiles import render_tiles

INTRODUCTION: Final = (
    "The 13 Total Place pilots of 2009-10, and the programmes after them, looked closely at "
    "single themes. Each card shows one figure from a published source."
)


def render_themes(reader: RegisterReader, places: PlaceReader) -> None:
    """A card for each theme of which the record has a figure or a project."""
    st.header("Findings by theme")
    render_prose(paragraph(INTRODUCTION))
    findings = read_findings(reader, places.theme_names)
    render_tiles([_card(reader, places, theme, finding) for theme, finding in findings.items()])


def _card(reader: RegisterReader, places: PlaceReader, theme: str, finding: Finding) -> Tile:
    row, name = finding.row, places.theme_names[theme]
    figure, what = _figure_and_words(row)
    year = row["financial_year"] if "statement" in row else None
    where = ", ".join(part for part in (reader.name(row["place_id"]), year) if part)
    return Tile(
        subject=theme,
        label=name,
        figure=figure,
        meaning=f"{what}. {where}. Source: {source_words(row)}.",
        address=theme_address(theme),
        door=f"{name}: {_how_much(reader, theme)}",
    )


def _figure_and_words(row: ThemeRow) -> tuple[str, str]:
    """What is in large letters, and what it means."""
    if "statement" in row:
        return amount_words(row), row["statement"]
    status = row["project_status"]
    return row["project"], status[0].upper() + status[1:]


def _how_much(reader: RegisterReader, theme: str) -> str:
    figures = len(reader.rows("deep_dives", theme=theme))
    projects = len(reader.rows("projects", theme=theme))
    counts = ((figures, "figure"), (projects, "project"))
    return ", ".join(counted(number, noun) for number, noun in counts if number)


def render_theme(reader: RegisterReader, places: PlaceReader, choices: RecordChoices) -> None:
    """A theme: what there is, its journey, all of its records, and more behind it."""
    theme, name = choices.theme, places.theme_names[choices.theme]
    rows = reader.rows("deep_dives", theme=theme)
    projects = reader.rows("projects", theme=theme)
    ask_themes_again()
    st.header(plain_text(name))
    findings = read_findings(reader, places.theme_names)
    if theme not in findings:
        st.info("The sources have no figure and no project for this theme.")
        return
    sentences = theme_sentences(reader, rows, projects=len(projects))
    render_prose(*(paragraph(sentence) for sentence in sentences))
    render_tiles([_figure(reader, row) for row in findings[theme].figures])
    journeys = reader.journeys(theme=theme)
    if journeys:
        st.header("Citizens' journeys" if len(journeys) > 1 else "A citizen's journey")
        render_journeys(reader, places, journeys)
    _render_table(reader, places, choices, name)
    _render_rest(reader, places, rows, choices)


def _figure(reader: RegisterReader, row: DeepDivesRow) -> Tile:
    year = row["financial_year"]
    return Tile(
        subject=row["line"],
        label=", ".join(part for part in (reader.name(row["place_id"]), year) if part),
        figure=amount_words(row),
        meaning=row["statement"],
        address=row["source_url"],
        door=f"Source: {source_words(row)}",
    )


def _render_table(
    reader: RegisterReader, places: PlaceReader, choices: RecordChoices, name: str
) -> None:
    """All records of the theme, which a place and a kind narrow."""
    st.header("All records of this theme")
    ask_filter(reader, places, choices, kinds=True)
    records = to_records(reader, theme_rows(reader, choices.theme))
    found = narrow_records(records, place=choices.place, kind=choices.kind)
    render_records(
        {"": found},
        title=f"Total Place: {name}",
        name=f"records_{choices.theme}",
        address=choices.address,
    )


def _render_rest(
    reader: RegisterReader,
    places: PlaceReader,
    rows: Sequence[DeepDivesRow],
    choices: RecordChoices,
) -> None:
    theme = choices.theme
    projects = reader.rows("projects", theme=theme)
    if has_charts(rows):
        render_more(
            "Shares and ranges as charts",
            lambda: render_charts(reader, rows, key=theme),
            key="theme_charts",
        )
    if paid_or_gained(rows):
        render_more(
            "Who pays and who gains",
            lambda: render_pays_and_gains(reader, rows),
            key="theme_gains",
        )
    if savings(rows):
        render_more(
            "Savings, and the spending behind them",
            lambda: render_savings(reader, rows),
            key="theme_savings",
        )
    if projects:
        render_more(
            f"Projects ({len(projects)})",
            lambda: render_projects(reader, places, projects),
            key="theme_projects",
        )
    render_more(
        "Spending and health measures of this theme",
        lambda: _render_onward(places, theme),
        key="theme_onward",
    )


def _render_onward(places: PlaceReader, theme: str) -> None:
    links = [*theme_links(places, theme), join("Outcomes: ", outcome_links(places, theme))]
    render_prose(bullets(links))
