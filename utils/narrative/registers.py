"""Sentences and words about the programme's registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.read.registers import Register, RegisterRow
from data.read.rows import Category, CountsRow, DeepDivesKind, DeepDivesRow, JourneyStagesRow
from utils.formatting import format_pounds

KINDS: Final[Mapping[DeepDivesKind, str]] = {
    "spend": "Money spent",
    "unit_cost": "Costs of one case",
    "saving": "Savings",
    "share": "Shares",
    "count_of_people": "People",
    "count_of_services": "Services",
    "other": "Other figures",
}
CATEGORIES: Final[Mapping[Category, str]] = {
    "accountability": "Accountability",
    "community": "Community",
    "culture": "Culture and habits",
    "data_sharing": "Sharing data",
    "evidence": "Evidence",
    "finance": "Finance",
    "governance": "Governance",
    "performance_targets": "Targets and inspection",
    "professional": "Professions",
    "regulation": "Regulation",
}
#: Authors of the reviews of evidence on working in partnership that the record cites.
REVIEWS: Final = ("Smith and others 2009", "Wanless", "Marks", "Hamer", "Perkins")


REGISTERS: Final[Mapping[Register, str]] = {
    "deep_dives": "Figures of deep dives",
    "journey_stages": "Stages of journeys",
    "projects": "Commissioning projects",
    "barriers": "Barriers",
    "timeline": "Dates",
    "counts": "Published counts",
}
#: What a row shares with another, as a heading.
SHARED: Final[Mapping[str, str]] = {
    "place_and_theme": "Of the same place and theme",
    "place": "Of the same place",
    "theme": "Of the same theme in other places",
    "category": "Barriers of the same category",
    "year": "In the same year",
    "source": "From the same source",
}
#: The column that says what a row is.
HEADLINES: Final[Mapping[Register, str]] = {
    "deep_dives": "statement",
    "journey_stages": "stage",
    "projects": "project",
    "barriers": "barrier",
    "timeline": "event",
    "counts": "measure",
}
#: What is said of a row, by its column.
FACTS: Final[Mapping[Register, Mapping[str, str]]] = {
    "deep_dives": {
        "topic": "Topic",
        "organisation": "Body",
        "financial_year": "Financial year",
        "cashable": "Cashable or not",
        "gross_or_net": "Gross or net",
        "years_covered": "Over which years",
        "paid_by": "Who pays",
        "gained_by": "Who gains",
        "note": "Note",
    },
    "journey_stages": {
        "cohort": "Whose journey",
        "topic": "Topic",
        "organisation": "Agency",
        "finding": "Pressure point or finding",
    },
    "projects": {
        "topic": "Topic",
        "population_served": "For whom",
        "board_champion": "Board champion",
        "lead_officer": "Lead",
        "role_facts": "What is known of the roles",
        "project_status": "How far it is",
    },
    "barriers": {"category": "Category", "who_raised": "Who raised it"},
    "timeline": {"date": "Date"},
    "counts": {
        "organisation": "Body",
        "financial_year": "Financial year",
        "precision_note": "In the source's words",
    },
}
#: What is said of a gap that a reader would look for; other gaps are left out.
GAPS: Final[Mapping[str, str]] = {
    "board_champion": "none named",
    "lead_officer": "none named",
    "population_served": "not said",
}
NOT_SAID: Final = "not said"
ALL_BODIES: Final = "all"


def headline(table: Register, row: Mapping[str, object]) -> str:
    """What a row of a register is, in a few words."""
    words = str(row[HEADLINES[table]])
    return words.replace("_", " ").capitalize() if table == "counts" else words


def facts(table: Register, row: RegisterRow) -> list[tuple[str, str]]:
    """What a register says of a row, each with its label; an important gap is said."""
    held: Mapping[str, object] = row
    found = []
    for column, label in FACTS[table].items():
        value = held[column] or GAPS.get(column, "")
        if column in {"paid_by", "gained_by"} and held["years_covered"]:
            value = value or NOT_SAID
        if column == "category" and "category" in row:
            value = CATEGORIES[row["category"]]
        if value and not (column == "organisation" and value == ALL_BODIES):
            found.append((label, str(value)))
    return found


def saving_words(row: DeepDivesRow) -> str:
    """What the record says of a saving, or of the spend that buys it; a gap is "not said"."""
    parts = [("over", row["years_covered"]), ("who pays", row["paid_by"])]
    if row["kind"] == "saving":
        kind = [("cashable", row["cashable"]), ("gross or net", row["gross_or_net"])]
        parts = [*kind, *parts, ("who gains", row["gained_by"])]
    words = "; ".join(f"{label}: {value or NOT_SAID}" for label, value in parts)
    return words[0].upper() + words[1:] + "."


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "journey"), counted(2, "journey")
    ('1 journey', '2 journeys')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def amount_words(row: DeepDivesRow | JourneyStagesRow | CountsRow) -> str:
    """A figure of the record with its unit; a gap is said."""
    amount, unit = row["amount"], row["unit"] or ""
    if amount is None:
        return "no amount stated"
    if unit == "percent of total":
        return f"{amount:g}%"
    if unit == "GBP per GBP":
        return f"£{amount:.2f} for each pound" if amount % 1 else f"£{amount:g} for each pound"
    if unit.startswith("GBP"):
        exact = f"£{amount:,.2f}" if amount % 1 else format_pounds(amount)
        return f"{exact}{unit.removeprefix('GBP')}"
    return f"{amount:,g}" if unit in {"", "count"} else f"{amount:,g} {unit}"


def recurrence(category: str, barriers: int, places: int) -> str:
    """Say how many barriers of a category were named, and in how many places.

    >>> recurrence("Finance", 16, 6)
    'Finance: 16 barriers, named in 6 places'
    >>> recurrence("Professions", 1, 0)
    'Professions: 1 barrier, named of no place in particular'
    """
    count = "1 barrier" if barriers == 1 else f"{barriers} barriers"
    where = {0: "named of no place in particular", 1: "named in 1 place"}
    return f"{category}: {count}, {where.get(places, f'named in {places} places')}"


def source_words(row: RegisterRow) -> str:
    """Where a row of a register is from; nothing of a date, which has an address alone."""
    parts = [row["source_title"], row["source_date"]] if "source_title" in row else []
    return ", ".join(part for part in parts if part)
