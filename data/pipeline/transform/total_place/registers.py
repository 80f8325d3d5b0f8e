"""The programme's registers: deep dives, citizens' journeys, projects, barriers and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import yaml

from data.pipeline.derive.catalogue import THEMES_FILE
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.total_place.declared import (
    TOPICS_FILE,
    contradiction_notes,
    saving_columns,
)
from data.pipeline.transform.total_place.rows import (
    refuse,
    require_cited_once,
    require_known,
)
from utils.errors import SourceSchemaError

SOURCE_COLUMNS: Final = ["source_url", "source_title", "source_date"]
COLUMNS: Final[Mapping[str, list[str]]] = {
    "deep_dives": [
        "place_id",
        "theme",
        "item",
        "agency",
        "amount",
        "unit",
        "financial_year",
        "kind",
        *SOURCE_COLUMNS,
    ],
    "journeys": [
        "place_id",
        "theme",
        "cohort",
        "stage_order",
        "stage",
        "agency",
        "finding",
        "cost",
        "cost_unit",
        *SOURCE_COLUMNS,
    ],
    "projects": [
        "place_id",
        "project",
        "theme",
        "population_served",
        "board_champion",
        "lead_officer",
        "role_facts",
        "status",
        *SOURCE_COLUMNS,
    ],
    "barriers": [
        "barrier_id",
        "barrier",
        "category",
        "place_id",
        "who_raised",
        *SOURCE_COLUMNS,
    ],
    "timeline": ["date", "event", "source_url"],
}
KINDS: Final = {
    "count_of_people",
    "count_of_services",
    "other",
    "saving",
    "share",
    "spend",
    "unit_cost",
}
CATEGORIES: Final = {
    "accountability",
    "community",
    "culture",
    "data_sharing",
    "evidence",
    "finance",
    "governance",
    "performance_targets",
    "professional",
    "regulation",
}
#: What makes two rows of a register the same row.
SAME: Final[Mapping[str, list[str]]] = {
    "deep_dives": ["place_id", "theme", "item", "amount", "source_url", "source_title"],
    "journeys": ["place_id", "theme", "stage_order"],
    "projects": ["place_id", "project"],
    "barriers": ["barrier"],
    "timeline": ["date", "event"],
}
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def build_registers(raw: RawFiles, *, places: set[str]) -> dict[str, pd.DataFrame]:
    """Build `deep_dives`, `journey_stages`, `projects`, `barriers` and `timeline`.

    Args:
        raw: the raw files.
        places: ids that a row may be about.

    Raises:
        SourceSchemaError: a row has no source, or an unknown place, theme, category or kind, or
            stands twice, or what is declared of it is not allowed; names file, row and reason.
    """
    declared: dict[str, Any] = yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8"))
    topics: dict[str, list[str]] = declared["topics"]
    _require_themes(raw, topics)
    read = {name: _read(raw, name, columns) for name, columns in COLUMNS.items()}
    for name in ("deep_dives", "journeys", "projects"):
        require_known(raw, name, read[name], "place_id", places)
        require_known(raw, name, read[name], "theme", set(topics))
    known = read["barriers"]["place_id"].notna()
    require_known(raw, "barriers", read["barriers"][known], "place_id", places)
    require_known(raw, "barriers", read["barriers"], "category", CATEGORIES)
    require_known(raw, "deep_dives", read["deep_dives"], "kind", KINDS)
    return {
        "deep_dives": _deep_dives(raw, read["deep_dives"], topics, declared),
        "journey_stages": _journeys(raw, read["journeys"], topics),
        "projects": _numbered(
            _with_themes(read["projects"], topics).rename(columns={"status": "project_status"}),
            "project",
        ),
        "barriers": read["barriers"].rename(columns={"barrier_id": "line"}),
        "timeline": _timeline(raw, read["timeline"]),
    }


def _read(raw: RawFiles, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """A register, each row with its source and standing once."""
    frame = read_csv(raw, name, required=columns, text=columns)[list(columns)]
    require_cited_once(raw, name, frame, same=SAME[name])
    return frame.assign(source=raw.declaration.source)


def _require_themes(raw: RawFiles, topics: Mapping[str, Sequence[str]]) -> None:
    """Refuse a topic that leads to a theme this atlas does not have."""
    known = set(yaml.safe_load(THEMES_FILE.read_text(encoding="utf-8")))
    for topic, themes in topics.items():
        if not themes or set(themes) - known:
            raise SourceSchemaError(
                source=raw.declaration.source,
                file=TOPICS_FILE.name,
                column="topics",
                received=f"{list(themes)} for {topic!r}",
                expected=f"some of {sorted(known)}",
            )


def _numbered(frame: pd.DataFrame, stem: str) -> pd.DataFrame:
    return frame.assign(line=[f"{stem}-{number:03d}" for number in range(1, len(frame) + 1)])


def _with_themes(frame: pd.DataFrame, topics: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The record's own topic, and the themes of this atlas that it belongs to."""
    return frame.rename(columns={"theme": "topic"}).assign(
        theme_ids=[";".join(topics[topic]) for topic in frame["theme"]]
    )


def _deep_dives(
    raw: RawFiles,
    frame: pd.DataFrame,
    topics: Mapping[str, Sequence[str]],
    declared: Mapping[str, Any],
) -> pd.DataFrame:
    amounts = to_number(frame, "amount", raw=raw, key="deep_dives", missing=())
    notes = contradiction_notes(raw, frame, declared["contradictions"])
    found = _with_themes(frame, topics).rename(
        columns={"agency": "organisation", "item": "statement"}
    )
    return (
        _numbered(found, "dive")
        .assign(amount=amounts, note=notes, is_plottable=amounts.notna() & notes.isna())
        .join(saving_columns(raw, frame, declared["savings"]))
    )


def _journeys(
    raw: RawFiles, frame: pd.DataFrame, topics: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    costs = to_number(frame, "cost", raw=raw, key="journeys", missing=("",))
    order = to_number(frame, "stage_order", raw=raw, key="journeys", missing=())
    found = _with_themes(frame, topics).rename(
        columns={"agency": "organisation", "cost_unit": "unit"}
    )
    return _numbered(found.drop(columns=["cost", "stage_order"]), "stage").assign(
        amount=costs, item_order=order.astype("int64")
    )


def _timeline(raw: RawFiles, frame: pd.DataFrame) -> pd.DataFrame:
    """Dates in the order of the record; the year is the first that a date names."""
    years = frame["date"].str.extract(f"({YEAR.pattern})")[0]
    refuse(raw, "timeline", frame, years.isna(), column="date", expected="a date with a year")
    return _numbered(frame, "date").assign(
        year=years.astype("int64"), item_order=range(1, len(frame) + 1)
    )
