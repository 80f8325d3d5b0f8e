"""Sentences and words about the programme's registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.registers import Register, RegisterRow
from data.read.rows import Category, CountsRow, DeepDivesKind, DeepDivesRow, JourneyStagesRow
from utils.formatting import format_pounds
from utils.narrative.dates import date_words

KINDS: Final[Mapping[DeepDivesKind, str]] = {
    "spend": "Money spent",
    "unit_cost": "Cost of a case or person",
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
#: Authors of the reviews of evidence on working in partnership that the sources cite.
REVIEWS: Final = ("Smith and others 2009", "Wanless", "Marks", "Hamer", "Perkins")


REGISTERS: Final[Mapping[Register, str]] = {
    "deep_dives": "Figures",
    "journey_stages": "Stages of citizens' journeys",
    "projects": "Projects",
    "barriers": "Barriers",
    "timeline": "Dates",
    "counts": "Counts of public money",
}
#: What a row shares with another, as a heading.
SHARED: Final[Mapping[str, str]] = {
    "place_and_theme": "Same place and theme",
    "place": "Same place",
    "theme": "Same theme in other places",
    "category": "Same category of barrier",
    "year": "Same year",
    "source": "Same source",
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
        "cashable": "Cashable",
        "gross_or_net": "Gross or net",
        "years_covered": "Period",
        "paid_by": "Who pays",
        "gained_by": "Who gains",
        "note": "Note",
    },
    "journey_stages": {
        "cohort": "Whose journey",
        "topic": "Topic",
        "organisation": "Agency",
        "finding": "What was found",
    },
    "projects": {
        "topic": "Topic",
        "population_served": "For",
        "board_champion": "Board champion",
        "lead_officer": "Lead",
        "role_facts": "Roles",
        "project_status": "Progress",
    },
    "barriers": {"category": "Category", "who_raised": "Who raised it"},
    "timeline": {"date": "Date"},
    "counts": {
        "organisation": "Body",
        "financial_year": "Financial year",
        "precision_note": "In the words of the source",
    },
}
#: How the published data mark what a source leaves open.
NOT_SAID: Final = "not said"
ALL_BODIES: Final = "all"
PAYER_GAP: Final = "The source does not say who pays."
#: Words for an amount in a unit that reads badly as the data name it: of one, and of several.
UNITS: Final[Mapping[str, tuple[str, str]]] = {"wards": ("hospital ward", "hospital wards")}
CASHABLE: Final[Mapping[str, str]] = {
    "cashable": "Cashable",
    "partly": "Partly cashable",
    "not cashable": "Not cashable",
}
#: How the data mark a date that is known from the address of a page alone.
FROM_ADDRESS: Final = "(in the address)"


def headline(table: Register, row: Mapping[str, object]) -> str:
    """What a row of a register is, in a few words."""
    words = str(row[HEADLINES[table]])
    return words.replace("_", " ").capitalize() if table == "counts" else words


def facts(table: Register, row: RegisterRow) -> list[tuple[str, str]]:
    """What a register says of a row, each with its label; what is not known is left out."""
    values: Mapping[str, object] = row
    found = []
    for column, label in FACTS[table].items():
        value = known(values[column])
        if column == "date":
            value = date_words(value)
        if column == "category" and "category" in row:
            value = CATEGORIES[row["category"]]
        if value and not (column == "organisation" and value == ALL_BODIES):
            found.append((label, value))
    return found


def known(value: object) -> str:
    """Words of a field; nothing where the source leaves it open.

    >>> known("gross"), known("not said"), known(None)
    ('gross', '', '')
    """
    return "" if value in {None, NOT_SAID} else str(value)


def needs_payer(row: DeepDivesRow) -> bool:
    """Whether a reader would look for who pays, and the source does not say it: of a saving."""
    return row["kind"] == "saving" and not row["paid_by"]


def saving_words(row: DeepDivesRow) -> str:
    """What is known of a saving, or of the spending behind it, in short sentences."""
    gross = known(row["gross_or_net"])
    parts = [CASHABLE.get(known(row["cashable"]), ""), gross.capitalize()]
    labelled = [
        ("Period", row["years_covered"]),
        ("Who pays", row["paid_by"]),
        ("Who gains", row["gained_by"]),
    ]
    parts += [f"{label}: {known(value)}" for label, value in labelled if known(value)]
    sentences = [f"{part}." for part in parts if part]
    return " ".join([*sentences, PAYER_GAP] if needs_payer(row) else sentences)


def say_costs(stages: Sequence[JourneyStagesRow]) -> str:
    """Say for how many stages of a journey a cost was published."""
    costed = sum(row["amount"] is not None for row in stages)
    if not costed:
        return "No cost of a stage was published."
    return f"A cost was published for {costed} of the {len(stages)} stages."


def results_words(number: int, text: str) -> str:
    """How many results a search has.

    >>> results_words(1, "Kent"), results_words(0, "Kent")
    ('1 result for “Kent”', 'No results for “Kent”')
    """
    return f"{counted(number, 'result') if number else 'No results'} for “{text}”"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "journey"), counted(2, "journey")
    ('1 journey', '2 journeys')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def amount_words(row: DeepDivesRow | JourneyStagesRow | CountsRow) -> str:
    """A figure with its unit; nothing where a row has no figure."""
    amount, unit = row["amount"], row["unit"] or ""
    if amount is None:
        return ""
    if unit in UNITS:
        return f"{amount:,g} {UNITS[unit][amount != 1]}"
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
    'Professions: 1 barrier, not named for a particular place'
    """
    return f"{category}: {counted(barriers, 'barrier')}, {named_in(places)}"


def named_in(places: int) -> str:
    """In how many places something was named.

    >>> named_in(1), named_in(6)
    ('named in 1 place', 'named in 6 places')
    """
    if not places:
        return "not named for a particular place"
    return f"named in {counted(places, 'place')}"


def source_words(row: RegisterRow) -> str:
    """Where a row of a register is from; nothing of a date, which has an address alone."""
    parts = [row["source_title"], row["source_date"]] if "source_title" in row else []
    words = ", ".join(part for part in parts if part)
    return words.replace(FROM_ADDRESS, "(date from its web address)")
