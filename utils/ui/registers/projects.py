"""Projects: whom they serve, who champions and leads them, what they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.places import PlaceReader
from data.read.register_figures import by_place
from data.read.registers import RegisterReader, themes_of
from data.read.rows import ProjectsRow
from utils.narrative.registers import facts
from utils.ui.registers.links import (
    joined,
    outcome_links,
    place_links,
    register_links,
    touch_link,
)
from utils.ui.registers.rows import cited, source_link
from utils.ui.shared.prose import (
    Html,
    bullets,
    folded,
    join,
    paragraph,
    render_prose,
    strong,
)


def render_projects(
    reader: RegisterReader, places: PlaceReader, rows: Sequence[ProjectsRow]
) -> None:
    """How many champions are named, the projects place by place, and the roles."""
    named = sum(row["board_champion"] is not None for row in rows)
    blocks = [paragraph(f"The sources name a board champion for {named} of {len(rows)} projects.")]
    for name, own in by_place(reader, rows).items():
        entries = join(*(_project(reader, places, row) for row in own))
        links = place_links(reader, places, own[0]["place_id"])
        blocks += [
            Html('<h3 class="record-place">{}</h3>').format(name),
            Html('<p class="record-links">{}</p>').format(joined(links)) if links else Html(),
            entries,
        ]
    for role in reader.role_rows():
        words = f"{reader.name(role['place_id'])}, {role['role_facts']}"
        blocks.append(paragraph(strong("Champion and lead officer: "), words, cited(role), "."))
    render_prose(*blocks)


def _project(reader: RegisterReader, places: PlaceReader, row: ProjectsRow) -> Html:
    """A project in a line; what is known of it, and its themes, open below it."""
    roles = [role["role_facts"] for role in reader.role_rows()]
    known = [
        join(strong(f"{label}: "), value)
        for label, value in facts("projects", row)
        if value not in roles
    ]
    source = join(strong("Source: "), source_link(row), touch_link(row["line"], row["project"]))
    blocks = [bullets([*known, source])]
    for theme in themes_of(row):
        name = places.theme_names[theme]
        blocks += [
            register_links(reader, of=name, theme=theme),
            paragraph(join(f"Outcomes of {name}: ", outcome_links(places, theme), ".")),
        ]
    return folded(join(strong(row["project"]), f": {row['project_status']}"), *blocks)
