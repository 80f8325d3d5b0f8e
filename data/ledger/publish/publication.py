"""Puts a count among the published tables, and takes one back: as a candidate, never at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from data.ledger.publish.count_folder import CountFolderError, read_count
from data.ledger.publish.names import may_be_named
from data.ledger.publish.provenance import Provenance
from data.ledger.publish.tables import CountTables, make_tables, sum_of
from data.read.measures import MapReader
from data.read.month_periods import MonthPeriod
from data.read.payments import package_source
from data.read.places import PlaceReader
from data.read.store import Store
from data.versions.candidate import Candidate
from data.versions.checks import CheckResult
from data.versions.schema import read_tables
from data.versions.stage import stage_tables
from utils.config import PUBLISHED_DIR
from utils.errors import InvalidInputError
from utils.formatting import format_count

LAYERS: Final = tuple(CountTables.__dataclass_fields__)
Frames = Mapping[str, pd.DataFrame]


def publish_counts(
    counts: Iterable[tuple[Path, Provenance]],
    *,
    made_by: str,
    today: date | None = None,
    replace: bool = False,
    folder: Path = PUBLISHED_DIR,
) -> Candidate:
    """Make a candidate that has some counts, each in the place of one of its place and period.

    Args:
        counts: folder that each count was written into, and whose payments they are.
        made_by: who publishes them, as people who look at the candidate read it.
        today: date of publication; today's if not given.
        replace: whether a candidate that waits already is replaced.
        folder: the published folder.

    Raises:
        CountFolderError: one is no count, was changed since, or is not of its period.
        InvalidInputError: its place is not known, or has other areas now.
        VersionError: a candidate waits already.
    """
    store, day = Store(folder), today or datetime.now(UTC).date()
    places = PlaceReader(MapReader(store))
    frames = {name: _published(store, name) for name in LAYERS}
    checks: list[CheckResult] = []
    sources: list[dict[str, str]] = []
    for path, provenance in counts:
        read = read_count(path)
        _require_place(read.place_id, read.members, places)
        made = make_tables(read, provenance, today=day)
        _require_period(made, provenance.period)
        kept, added = _without(frames, read.place_id, str(provenance.period)), made.frames()
        frames = {name: pd.concat([kept[name], added[name]], ignore_index=True) for name in LAYERS}
        checks += checks_of(made)
        sources.append(
            package_source(provenance.publisher, provenance.dataset, provenance.source_url)
        )
    return stage_tables(
        frames,
        made_by=made_by,
        checks=checks,
        sources=[source for source in sources if source not in store.description["sources"]],
        base=store.version,
        replace=replace,
        folder=folder,
    )


def withdraw_count(
    place_id: str,
    period: MonthPeriod,
    *,
    made_by: str,
    replace: bool = False,
    folder: Path = PUBLISHED_DIR,
) -> Candidate:
    """Make a candidate without a count that is published.

    Raises:
        InvalidInputError: no count of this place and period is published.
        VersionError: a candidate waits already.
    """
    store = Store(folder)
    published = published_keys(store)
    if (place_id, str(period)) not in published:
        raise InvalidInputError(
            argument="place and period",
            received=f"{place_id}, {period}",
            expected="; ".join(f"{place}, {when}" for place, when in published) or "none",
        )
    frames = _without({name: _published(store, name) for name in LAYERS}, place_id, str(period))
    return stage_tables(frames, made_by=made_by, base=store.version, replace=replace, folder=folder)


def published_keys(store: Store) -> list[tuple[str, str]]:
    """Place and period of every count that is published."""
    frame = _published(store, "ledger_counts")
    return sorted(zip(frame["place_id"], frame["period"], strict=True))


def checks_of(made: CountTables) -> list[CheckResult]:
    """What must hold before a count may be published."""
    (count,) = made.ledger_counts
    whole = count["counted_gbp"]
    sums = {
        "themes": sum_of(made.ledger_lines, "counted_gbp"),
        "suppliers": sum_of(made.ledger_suppliers, "counted_gbp"),
        "bodies": sum_of(made.ledger_bodies, "counted_gbp"),
    }
    named = [
        row["supplier"] for row in made.ledger_suppliers if row["supplier_kind"] == "organisation"
    ]
    unsure = [name for name in named if not may_be_named(name)]
    return [
        CheckResult(
            "payments add up by theme, supplier and body",
            all(amount == whole for amount in sums.values()),
            f"{whole} in all; " + ", ".join(f"{name} {amount}" for name, amount in sums.items()),
        ),
        CheckResult(
            "no supplier is named who may be a private individual",
            not unsure,
            f"{format_count(len(named), 'line', 'lines')} with a name, {len(unsure):,} perhaps of "
            "private individuals",
        ),
    ]


def _require_place(place_id: str, members: tuple[str, ...], places: PlaceReader) -> None:
    place = places.place(place_id)
    if place.members != members:
        raise InvalidInputError(
            argument=f"areas of {place_id}",
            received=", ".join(members),
            expected=f"{', '.join(place.members)}, so count again",
        )


def _require_period(made: CountTables, period: MonthPeriod) -> None:
    """Refuse a period of which fewer than half of the payments are."""
    (count,) = made.ledger_counts
    if 2 * count["outside_payments"] > count["payments"]:
        raise CountFolderError(
            f"{count['outside_payments']:,} of {count['payments']:,} payments have a date outside "
            f"{period.words}. Give the period that the files are of."
        )


def _without(frames: Frames, place_id: str, period: str) -> Frames:
    """The tables of counts without the rows of one."""
    return {
        name: frame[(frame["place_id"] != place_id) | (frame["period"] != period)]
        for name, frame in frames.items()
    }


def _published(store: Store, table: str) -> pd.DataFrame:
    """A table of counts as it is published; empty where none ever was."""
    if table.replace("_", "-") in store.resources:
        return store.read(table)
    frame: pd.DataFrame = read_tables()[table].arrow_schema.empty_table().to_pandas()
    return frame
