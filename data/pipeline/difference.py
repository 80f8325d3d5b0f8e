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
#: What names a figure of the map.
VALUE_KEY: Final = ("measure", "basis", "level", "period", "area_code")


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


def describe_largest(
    *, before: Mapping[str, pa.Table], after: Mapping[str, pa.Table], table: str = "map_values"
) -> list[str]:
    """Say which figures of places changed most, as a part of what they were.

    Args:
        before: tables published before.
        after: tables newly built.
        table: the one that has all figures of the map.
    """
    if table not in before or table not in after or before[table].equals(after[table]):
        return []
    key = [name for name in VALUE_KEY if name in after[table].column_names]
    columns = [*key, "value"]
    both = (
        before[table]
        .select(columns)
        .to_pandas()
        .merge(after[table].select(columns).to_pandas(), on=key, suffixes=("_before", "_after"))
    )
    both = both[both["value_before"] != 0].dropna(subset=["value_before", "value_after"])
    share = (both["value_after"] / both["value_before"] - 1).abs()
    largest = both.loc[share[share > 0].nlargest(SHOWN, keep="first").index]
    return [
        f"  {', '.join(str(row[name]) for name in key)}: {row['value_before']:g} before, "
        f"{row['value_after']:g} now"
        for row in largest.to_dict("records")
    ]
