"""Records of a theme: figures, projects and stages of journeys in the same few fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.read.registers import RegisterReader, place_of
from data.read.rows import DeepDivesRow, JourneyStagesRow, ProjectsRow
from utils.narrative.registers import KINDS, amount_words, known, source_words

Recorded = DeepDivesRow | JourneyStagesRow | ProjectsRow
STAGE: Final = "stage"
PROJECT: Final = "project"
RECORD_KINDS: Final[Mapping[str, str]] = {
    **{str(kind): words for kind, words in KINDS.items()},
    STAGE: "Stages of journeys",
    PROJECT: "Projects",
}
#: Columns of the table and its files, by the fields of a record.
COLUMNS: Final[Mapping[str, str]] = {
    "figure": "Figure",
    "what": "What",
    "place": "Place",
    "year": "Year",
    "gains": "Who gains",
    "source": "Source",
}
FILE_COLUMNS: Final[Mapping[str, str]] = {
    **COLUMNS,
    "address": "Address of the source",
    "pays": "Who pays",
    "kind_words": "Kind",
    "topic": "Topic",
    "line": "Record",
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of any register of a theme; what is not known is empty.

    Attributes:
        line: the row's line.
        kind: any of `RECORD_KINDS`.
        figure: amount with its unit.
        what: what the row says.
        place_id: id of its place, and `place`: its name.
        year: financial year.
        pays: who pays, and `gains`: who gains.
        source: title and date of the source, and `address`: its address.
        topic: topic in the words of the sources.
        contradicts: why the figure does not agree with others of its source.
    """

    line: str
    kind: str
    figure: str
    what: str
    place_id: str
    place: str
    year: str
    pays: str
    gains: str
    source: str
    address: str
    topic: str
    contradicts: str = ""

    @property
    def kind_words(self) -> str:
        """Its kind as readers meet it."""
        return RECORD_KINDS[self.kind]


def theme_rows(reader: RegisterReader, theme: str) -> list[Recorded]:
    """Rows of a theme: figures first, then projects and stages of journeys."""
    return [
        *reader.rows("deep_dives", theme=theme),
        *reader.rows("projects", theme=theme),
        *reader.rows("journey_stages", theme=theme),
    ]


def theme_places(reader: RegisterReader, theme: str) -> dict[str, str]:
    """Names of the places of a theme's rows, by id."""
    found = (place_of(row) for row in theme_rows(reader, theme))
    return {place: reader.name(place) for place in found if place}


def to_records(reader: RegisterReader, rows: Iterable[Recorded]) -> list[Record]:
    """Rows in the fields of a record."""
    return [_record(reader, row) for row in rows]


def _record(reader: RegisterReader, row: Recorded) -> Record:
    kind: str
    if "statement" in row:
        kind, figure, what = row["kind"], amount_words(row), row["statement"]
    elif "stage" in row:
        kind, figure, what = STAGE, amount_words(row), f"{row['stage']}: {row['finding']}"
    else:
        kind, figure, what = PROJECT, "", f"{row['project']}: {row['project_status']}"
    values: Mapping[str, object] = row
    return Record(
        line=row["line"],
        kind=kind,
        figure=figure,
        what=what,
        place_id=row["place_id"],
        place=reader.name(row["place_id"]),
        year=known(values.get("financial_year")),
        pays=known(values.get("paid_by")),
        gains=known(values.get("gained_by")),
        source=source_words(row),
        address=row["source_url"] or "",
        topic=row["topic"],
        contradicts=known(values.get("note")),
    )


def narrow_records(records: Iterable[Record], *, place: str, kind: str) -> list[Record]:
    """Records of a place and of a kind; nothing stands for all."""
    return [
        record
        for record in records
        if (not place or record.place_id == place) and (not kind or record.kind == kind)
    ]


def records_frame(records: Sequence[Record]) -> pd.DataFrame:
    """Records as a table for files, a row each."""
    return pd.DataFrame(
        [
            {column: getattr(record, name) for name, column in FILE_COLUMNS.items()}
            for record in records
        ],
        columns=list(FILE_COLUMNS.values()),
    )
