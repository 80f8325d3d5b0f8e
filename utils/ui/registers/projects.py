"""Commissioning projects: whom they serve, who champions and leads them, what they lead to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.read.places import PlaceReader
from data.read.register_figures import by_place
from data.read.registers import RegisterReader, themes_of
from data.read.rows import ProjectsRow
from utils.narrative.registers import facts
from utils.ui.registers.links import outcome_links, place_links, register_links, touch_link
from utils.ui.registers.rows import cited
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong


def render_projects(
    reader: RegisterReader, places: PlaceReader, rows: Sequence[ProjectsRow]
) -> None:
    """The roles, how many champions are named, and the projects place by place."""
    for role in reader.role_rows():
        said = f"{reader.name(role['place_id'])}, {role['role_facts']}"
        render_prose(paragraph(strong("Champion and lead officer: "), said, cited(role), "."))
    named = sum(row["board_champion"] is not None for row in rows)
    render_prose(
        paragraph(f"The sources name a board champion for {named} of {len(rows)} projects.")
    )
    for name, own in by_place(reader, rows).items():
        st.subheader(name)
        links = place_links(reader, places, own[0]["place_id"])
        if links:
            render_prose(bullets(links))
        for row in own:
            render_prose(*_project(reader, places, row))


def _project(reader: RegisterReader, places: PlaceReader, row: ProjectsRow) -> list[Html]:
    """What is said of a project, then the figures, journeys and outcomes of its themes."""
    above = [role["role_facts"] for role in reader.role_rows()]
    parts = [
        join(strong(f"{label}: "), "as said above" if value in above else value)
        for label, value in facts("projects", row)
    ]
    title = paragraph(strong(row["project"]), cited(row), touch_link(row["line"], row["project"]))
    blocks = [title, bullets(parts)]
    for theme in themes_of(row):
        name = places.theme_names[theme]
        blocks += [
            register_links(reader, of=name, theme=theme),
            paragraph(join(f"Outcomes of {name}: ", outcome_links(places, theme), ".")),
        ]
    return blocks
