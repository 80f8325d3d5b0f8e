"""Reports how newly built tables differ from those published before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd
import pyarrow as pa

from data.pipeline.schema import Table

#: The columns whose values name a series, in the order in which they are looked for.
SERIES_COLUMNS: Final = ("indicator", "measure", "service_line", "function", "place_id", "source")
SHOWN: Final = 12


def describe_difference(
    tables: Mapping[str, Table], *, before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]
) -> list[str]:
    """Say in lines which tables and which of their series are new, changed or vanished."""
    lines = [
        f"new table: {name} ({after[name].num_rows:,} rows)"
        for name in sorted(after.keys() - before.keys())
    ]
    lines += [f"vanished table: {name}" for name in sorted(before.keys() - after.keys())]
    for name in sorted(after.keys() & before.keys()):
        lines += _describe_table(tables[name], before[name], after[name])
    return lines or ["no difference from what was published before"]


def _describe_table(table: Table, before: pa.Table, after: pa.Table) -> Iterator[str]:
    if before.equals(after):
        return
    yield f"changed table: {table.name} ({before.num_rows:,} rows before, {after.num_rows:,} now)"
    series = next((name for name in SERIES_COLUMNS if name in table.key), table.key[0])
    if series not in before.column_names:
        return
    old, new = _fingerprints(before, series), _fingerprints(after, series)
    common = old.index.intersection(new.index)
    changed = common[(old.loc[common] != new.loc[common]).to_numpy()]
    yield from _named("new", series, new.index.difference(old.index))
    yield from _named("changed", series, changed)
    yield from _named("vanished", series, old.index.difference(new.index))


def _fingerprints(content: pa.Table, series: str) -> pd.Series[int]:
    """A number for each series, which differs when any of its cells does."""
    frame = content.to_pandas()
    rows = pd.util.hash_pandas_object(frame, index=False)
    return rows.groupby(frame[series]).sum()


def _named(kind: str, series: str, names: pd.Index[str]) -> Iterator[str]:
    if len(names):
        shown = ", ".join(map(str, names[:SHOWN]))
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"  {kind} {series}: {shown}{more}"
