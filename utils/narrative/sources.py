"""Where a figure is from, in a line under a chart or in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.comparisons import CompareReader
from data.read.measures import Measure
from data.read.rows import SourcesRow
from data.read.whole_place import SOURCE as WHOLE

#: The record of the programme and of those after it, each row of which names its own source.
RECORD: Final = "total_place"
BENEFITS: Final = "dwp_benefits"
OUTTURN: Final = "mhclg_revenue_outturn"
UNIT_COSTS: Final = "gmca_unit_costs"
#: What notes call a source that they do not name by its title.
OTHER_WORDS: Final[Mapping[str, str]] = {
    "HM Treasury, Country and Regional Analysis": WHOLE,
    "Country and regional public sector finances": "ons_crpsf",
    "revenue outturn": OUTTURN,
    "revenue account budget": "mhclg_revenue_budget",
    "income and tax by local authority": "hmrc_income_tax",
    "NHS payments to general practice": "nhs_gp_payments",
    "UK Parliament, written answers": "hansard_primary_care_trusts",
}


def source_note(reader: CompareReader, measure: Measure) -> str:
    """Name the publisher and the data set of a measure, with the version of the data."""
    return cite(reader, measure.source)


def cite(reader: CompareReader, source: str) -> str:
    """Name the publisher and the data set of a source, with the version of the data."""
    maps = reader.places.maps
    return f"{cite_row(maps.sources[source])} Data version {maps.store.version}."


def cite_row(row: SourcesRow) -> str:
    """Name the publisher, the data set and its licence."""
    return f"Source: {row['publisher']}, {row['title']} ({row['licence']})."


def cited_sources(
    sources: Mapping[str, SourcesRow], notes: Sequence[str], *, named: Sequence[str] = ()
) -> list[SourcesRow]:
    """The sources of a figure: those that are named, and those whose titles its notes have.

    Args:
        sources: every source by its short name.
        notes: the notes of the figure.
        named: short names of sources that the notes do not name.
    """
    words = " ".join(notes)
    known = {*named, *(name for other, name in OTHER_WORDS.items() if other in words)}
    return [row for name, row in sources.items() if name in known or row["title"] in words]
