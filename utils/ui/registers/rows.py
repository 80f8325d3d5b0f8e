"""A row of a register in words: what it says, its source, and a link to its details."""

from __future__ import annotations

from data.read.registers import Register, RegisterReader, RegisterRow, place_of
from data.read.rows import (
    BarriersRow,
    CountsRow,
    DeepDivesRow,
    JourneyStagesRow,
    ProjectsRow,
    TimelineRow,
)
from utils.narrative.dates import date_words
from utils.narrative.registers import (
    ALL_BODIES,
    amount_words,
    headline,
    saving_words,
    source_words,
)
from utils.ui.registers.links import row_address, touch_link
from utils.ui.shared.prose import Html, join, link, strong


def source_link(row: RegisterRow) -> Html:
    """The source of a row, as a link where it has an address."""
    words = source_words(row) or "source"
    return link(words, row["source_url"]) if row["source_url"] else join(words)


def cited(row: RegisterRow) -> Html:
    """The source of a row in brackets, as it follows a sentence."""
    return join(" (", source_link(row), ")")


def figure(reader: RegisterReader, row: DeepDivesRow) -> Html:
    """A figure of a deep dive; a figure that contradicts another is said to do so."""
    place = f", {reader.name(row['place_id'])}"
    year = f", {row['financial_year']}" if row["financial_year"] else ""
    who = "" if row["organisation"] == ALL_BODIES else f"; {row['organisation']}"
    warning = join(" ", strong("Contradictory."), f" {row['note']}") if row["note"] else Html("")
    return join(
        strong(amount_words(row)),
        f": {row['statement']} [{row['topic']}{who}{year}{place}]",
        cited(row),
        warning,
        touch_link(row["line"], row["statement"]),
    )


def saving(reader: RegisterReader, row: DeepDivesRow) -> Html:
    """A saving or the spending behind it, with what is known of it."""
    words = saving_words(row)
    return join(figure(reader, row), Html("<br>") if words else "", words)


def stage(reader: RegisterReader, row: JourneyStagesRow) -> Html:
    """A stage of a journey."""
    who = f"{reader.name(row['place_id'])}, {row['cohort']}: "
    touched = touch_link(row["line"], f"{row['cohort']}, {row['stage']}")
    return join(who, strong(row["stage"]), f", {row['finding']}", cited(row), touched)


def project(reader: RegisterReader, row: ProjectsRow) -> Html:
    """A project with whom it serves, who leads, and its progress; what is not known is left out."""
    labelled = [
        ("for", row["population_served"]),
        ("board champion", row["board_champion"]),
        ("lead", row["lead_officer"]),
    ]
    parts = [row["topic"], *(f"{label}: {value}" for label, value in labelled if value)]
    return join(
        strong(row["project"]),
        f", {reader.name(row['place_id'])} [{'; '.join(parts)}]: {row['project_status']}",
        cited(row),
        touch_link(row["line"], row["project"]),
    )


def barrier(reader: RegisterReader, row: BarriersRow) -> Html:
    """A barrier with who raised it, where, and its source."""
    place = f", {reader.name(row['place_id'])}" if row["place_id"] else ""
    touched = touch_link(row["line"], row["barrier"])
    return join(f"{row['barrier']} [{row['who_raised']}{place}]", cited(row), touched)


def dated(row: TimelineRow) -> Html:
    """An event with its date and source."""
    date = date_words(row["date"])
    touched = touch_link(row["line"], f"{date}, {row['event']}")
    return join(strong(date), f": {row['event']}", cited(row), touched)


def count(reader: RegisterReader, row: CountsRow) -> Html:
    """A published count, with the source's own words on how exact it is."""
    body = "" if row["organisation"] == ALL_BODIES else f"; {row['organisation']}"
    year = f", {row['financial_year']}" if row["financial_year"] else ""
    note = f", “{row['precision_note']}”" if row["precision_note"] else ""
    what = headline("counts", row)
    return join(
        strong(amount_words(row)),
        f": {what}{note} [{reader.name(row['place_id'])}{body}{year}]",
        cited(row),
        touch_link(row["line"], f"{what}, {reader.name(row['place_id'])}"),
    )


def row_words(reader: RegisterReader, row: RegisterRow) -> Html:
    """A row of any register, which is known by the column that it alone has."""
    if "statement" in row:
        return figure(reader, row)
    if "stage" in row:
        return stage(reader, row)
    if "project" in row:
        return project(reader, row)
    if "barrier" in row:
        return barrier(reader, row)
    return dated(row) if "event" in row else count(reader, row)


def row_link(reader: RegisterReader, table: Register, row: RegisterRow) -> Html:
    """A row of any register as a link to its own address."""
    words = headline(table, row)
    if "statement" in row or "measure" in row:
        words = f"{amount_words(row)}: {words}"
    if "event" in row:
        words = f"{row['date']}: {words}"
    place_id = place_of(row)
    place = f" ({reader.name(place_id)})" if place_id else ""
    return link(words + place, row_address(row["line"]))
