"""How new tables differ from those published before: series of tables, figures of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.read.store import Store
from data.versions.schema import Table
from utils.errors import PublishedDataError

#: The columns whose values name a series, in the order in which they are looked for.
SERIES_COLUMNS: Final = ("indicator", "measure", "service_line", "function", "place_id", "source")
#: The table that has all figures of the map, and what names one of them.
FIGURES: Final = "map_values"
FIGURE_KEY: Final = ("measure", "basis", "period", "area_code")
NEEDED: Final = {"measure", "area_code", "value"}
#: Names kept of a kind of series, and figures that changed most; the numbers are of all of them.
KEPT_NAMES: Final = 500
KEPT_FIGURES: Final = 500


@dataclass(frozen=True)
class Names:
    """Some series: how many, and the first of them by name."""

    count: int = 0
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableChange:
    """A table that is new, changed or vanished; `series` is the column that names its series."""

    table: str
    kind: Literal["new", "changed", "vanished"]
    rows_before: int = 0
    rows_now: int = 0
    series: str = ""
    new: Names = Names()
    changed: Names = Names()
    vanished: Names = Names()


@dataclass(frozen=True)
class FigureChange:
    """A figure of an area before and now, in the measure's unit."""

    measure: str
    area_code: str
    before: float
    now: float
    basis: str = ""
    period: str = ""


@dataclass(frozen=True)
class PlaceChange:
    """How many figures of an area changed, and which of them most."""

    area_code: str
    figures: int
    largest: FigureChange


@dataclass(frozen=True)
class Figures:
    """How the figures of the map differ.

    Attributes:
        changed: number that have another value now.
        new: number that had no value before.
        vanished: number that have no value now.
        largest: those that changed most, as a part of what they were, the largest first. A figure
            that was zero is counted above and not here.
        places: the same by area, the area with the largest change first.
    """

    changed: int = 0
    new: int = 0
    vanished: int = 0
    largest: tuple[FigureChange, ...] = ()
    places: tuple[PlaceChange, ...] = ()


@dataclass(frozen=True)
class Difference:
    """How a version differs from the one before: the tables that do, and the map's figures."""

    tables: tuple[TableChange, ...] = ()
    figures: Figures = Figures()


def whole_tables(store: Store) -> dict[str, pa.Table]:
    """The tables of a version by name; a damaged one is left out, as building again mends it."""
    tables = {}
    with suppress(PublishedDataError):
        for name, resource in store.resources.items():
            if resource.get("format") == "parquet":
                with suppress(PublishedDataError):
                    store.verify_file(name)
                    tables[name.replace("-", "_")] = pq.read_table(store.path(name))
    return tables


def compare(
    tables: Mapping[str, Table], *, before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]
) -> Difference:
    """Compare two versions.

    Args:
        tables: the declared tables.
        before: tables published before.
        after: tables of now.
    """
    new = [
        TableChange(name, "new", rows_now=after[name].num_rows)
        for name in sorted(after.keys() - before.keys())
    ]
    vanished = [
        TableChange(name, "vanished", rows_before=before[name].num_rows)
        for name in sorted(before.keys() - after.keys())
    ]
    changed = [
        _changed(tables[name], before[name], after[name])
        for name in sorted(after.keys() & before.keys())
        if not before[name].equals(after[name])
    ]
    figures = _figures(before.get(FIGURES), after.get(FIGURES))
    return Difference((*new, *vanished, *changed), figures)


def _changed(table: Table, before: pa.Table, after: pa.Table) -> TableChange:
    series = next((name for name in SERIES_COLUMNS if name in table.key), table.key[0])
    rows = TableChange(table.name, "changed", before.num_rows, after.num_rows)
    if series not in before.column_names:
        return rows
    old, new = _fingerprints(before, series), _fingerprints(after, series)
    common = old.index.intersection(new.index)
    return TableChange(
        table.name,
        "changed",
        before.num_rows,
        after.num_rows,
        series,
        new=_named(new.index.difference(old.index)),
        changed=_named(common[(old.loc[common] != new.loc[common]).to_numpy()]),
        vanished=_named(old.index.difference(new.index)),
    )


def _fingerprints(content: pa.Table, series: str) -> pd.Series[int]:
    """A number for each series, which differs when any of its cells does."""
    frame = content.to_pandas()
    rows = pd.util.hash_pandas_object(frame, index=False)
    return rows.groupby(frame[series]).sum()


def _named(names: pd.Index[str]) -> Names:
    return Names(len(names), tuple(map(str, names[:KEPT_NAMES])))


def _figures(before: pa.Table | None, after: pa.Table | None) -> Figures:
    if before is None or after is None or before.equals(after):
        return Figures()
    columns = set(before.column_names) & set(after.column_names)
    if not columns >= NEEDED:
        return Figures()
    key = [name for name in FIGURE_KEY if name in columns]
    both = _values(before, key).merge(
        _values(after, key), on=key, how="outer", suffixes=("_before", "_now")
    )
    known = both.dropna(subset=["value_before", "value_now"])
    changed = known[known["value_before"] != known["value_now"]]
    compared = changed[changed["value_before"] != 0]
    share = (compared["value_now"] / compared["value_before"] - 1).abs()
    ordered = compared.loc[share.sort_values(ascending=False, kind="stable").index]
    counts = changed["area_code"].value_counts()
    return Figures(
        changed=len(changed),
        new=int((both["value_before"].isna() & both["value_now"].notna()).sum()),
        vanished=int((both["value_before"].notna() & both["value_now"].isna()).sum()),
        largest=tuple(_changes(ordered.head(KEPT_FIGURES))),
        places=tuple(
            PlaceChange(change.area_code, int(counts[change.area_code]), change)
            for change in _changes(ordered.drop_duplicates("area_code"))
        ),
    )


def _values(content: pa.Table, key: list[str]) -> pd.DataFrame:
    frame: pd.DataFrame = content.select([*key, "value"]).to_pandas()
    return frame


def _changes(rows: pd.DataFrame) -> Iterator[FigureChange]:
    for row in rows.to_dict("records"):
        yield FigureChange(
            measure=str(row["measure"]),
            area_code=str(row["area_code"]),
            before=float(row["value_before"]),
            now=float(row["value_now"]),
            basis=str(row.get("basis", "")),
            period=str(row.get("period", "")),
        )
