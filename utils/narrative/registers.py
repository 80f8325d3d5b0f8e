"""Sentences and words about the programme's registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.map_reader import Row
from utils.formatting import format_pounds

KINDS: Final[Mapping[str, str]] = {
    "spend": "Money spent",
    "unit_cost": "Costs of one case",
    "saving": "Savings",
    "share": "Shares",
    "count_of_people": "People",
    "count_of_services": "Services",
    "other": "Other figures",
}
CATEGORIES: Final[Mapping[str, str]] = {
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


def amount_words(row: Row) -> str:
    """A figure of the record with its unit; a gap is said."""
    amount, unit = row["amount"], row["unit"]
    if amount is None:
        return "no amount stated"
    if unit == "percent of total":
        return f"{amount:g}%"
    if unit == "GBP per GBP":
        return f"£{amount:g} for each pound"
    if unit.startswith("GBP"):
        exact = f"£{amount:,.2f}" if amount % 1 else format_pounds(amount)
        return f"{exact}{unit.removeprefix('GBP')}"
    return f"{amount:,g} {unit}"


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


def source_words(row: Row) -> str:
    """Where a row of a register is from."""
    parts = [row.get("source_title"), row.get("source_date")]
    return ", ".join(str(one) for one in parts if one)
