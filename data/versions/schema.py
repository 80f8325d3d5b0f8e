"""The declared tables: columns, types, keys and digits, and their check against a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import yaml

from data.versions.rounding import round_decimals, round_significant
from utils.config import TABLES_FILE
from utils.errors import CheckFailedError

ARROW_TYPES: Final = MappingProxyType(
    {
        "string": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
)


@dataclass(frozen=True)
class Field:
    """A column: its name, type, title and unit, and all it may hold where that is declared.

    A number has `decimals`, or else as many significant digits as are declared for all.
    """

    name: str
    type: str
    title: str
    unit: str | None = None
    decimals: int | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its name, title, key and fields.

    `required` are the fields besides the key that are never empty, `sources` the sources it is read
    from, if any. A table that is `kept` is made by no build, which publishes it again as it is.
    """

    name: str
    title: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    sources: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    kept: bool = False
    significant_digits: int = 9

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in their order."""
        return [field.name for field in self.fields]

    @property
    def arrow_schema(self) -> pa.Schema:
        """The schema with which the table is written.

        Only the key is marked as never empty: the mark is part of a file's bytes, and files must
        not change where their rows do not.
        """
        return pa.schema(
            [
                pa.field(field.name, ARROW_TYPES[field.type], nullable=field.name not in self.key)
                for field in self.fields
            ]
        )


@cache
def read_tables() -> Mapping[str, Table]:
    """Read the declared tables, keyed by name."""
    declared = yaml.safe_load(TABLES_FILE.read_text(encoding="utf-8"))
    units = declared["unit_decimals"]
    fields = {name: _field(name, rest, units) for name, rest in declared["fields"].items()}
    digits = declared["significant_digits"]
    return MappingProxyType(
        {name: _table(name, rest, fields, digits) for name, rest in declared["tables"].items()}
    )


def _field(name: str, declared: Mapping[str, Any], units: Mapping[str, int]) -> Field:
    own = {"decimals": units.get(declared.get("unit", "")), **declared}
    return Field(**{**own, "name": name, "allowed": tuple(declared.get("allowed", ()))})


def _table(
    name: str, declared: Mapping[str, Any], fields: Mapping[str, Field], digits: int
) -> Table:
    own = {column: tuple(allowed) for column, allowed in declared.get("allowed", {}).items()}
    table = Table(
        name=name,
        title=declared["title"],
        key=tuple(declared["key"]),
        fields=tuple(
            replace(
                _in_table(fields[column], declared),
                allowed=own.get(column, fields[column].allowed),
            )
            for column in declared["fields"]
        ),
        sources=tuple(declared.get("sources", ())),
        required=tuple(declared.get("required", ())),
        kept=bool(declared.get("kept", False)),
        significant_digits=digits,
    )
    unknown = sorted({*table.key, *table.required, *own} - set(table.columns))
    if unknown:
        raise CheckFailedError(f"Table {name}: {unknown} are not among its fields.")
    return table


def _in_table(field: Field, table: Mapping[str, Any]) -> Field:
    """A field with the decimals that its table gives, for all numbers or by column."""
    decimals = table.get("decimals")
    if isinstance(decimals, dict):
        decimals = decimals.get(field.name)
    return field if decimals is None else replace(field, decimals=decimals)


def conform(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Order a frame's columns and rows as declared, give it the declared types, and round it.

    Raises:
        CheckFailedError: columns are missing or undeclared, a key is null or stands twice, a
            required column is null, or a column holds a value that is not declared.
    """
    missing = sorted(set(table.columns) - set(frame.columns))
    undeclared = sorted(set(frame.columns) - set(table.columns))
    if missing or undeclared:
        raise CheckFailedError(
            f"Table {table.name}: missing columns {missing}, undeclared columns {undeclared}."
        )
    key = list(table.key)
    null_keys = frame[key].isna().any(axis=1)
    if null_keys.any():
        raise CheckFailedError(
            f"Table {table.name}: {int(null_keys.sum())} rows without a key, first: "
            f"{frame[null_keys].iloc[0].to_dict()}."
        )
    twice = frame.duplicated(key, keep=False)
    if twice.any():
        raise CheckFailedError(
            f"Table {table.name}: {int(twice.sum())} rows share a key, first: "
            f"{frame.loc[twice, key].iloc[0].to_dict()}."
        )
    _require_filled(table, frame)
    _require_declared(table, frame)
    ordered = frame[table.columns].sort_values(key, kind="stable").reset_index(drop=True)
    try:
        content = pa.Table.from_pandas(ordered, schema=table.arrow_schema, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise CheckFailedError(f"Table {table.name}: {error}.") from error
    return _rounded(table, content)


def _rounded(table: Table, content: pa.Table) -> pa.Table:
    for number, field in enumerate(table.fields):
        if field.type == "number":
            values = content[field.name].to_numpy()
            digits = (
                round_significant(values, table.significant_digits)
                if field.decimals is None
                else round_decimals(values, field.decimals)
            )
            column = pa.array(digits, type=pa.float64(), from_pandas=True)
            content = content.set_column(number, content.schema.field(number), column)
    return content


def _require_filled(table: Table, frame: pd.DataFrame) -> None:
    for column in table.required:
        empty = frame[frame[column].isna()]
        if len(empty):
            raise CheckFailedError(
                f"Table {table.name}, column {column}: {len(empty)} rows without a value, first: "
                f"{_row_of(table, empty)}."
            )


def _require_declared(table: Table, frame: pd.DataFrame) -> None:
    for field in table.fields:
        if not field.allowed:
            continue
        held = frame[field.name]
        other = frame[held.notna() & ~held.isin(field.allowed)]
        if len(other):
            raise CheckFailedError(
                f"Table {table.name}, column {field.name}: received "
                f"{other[field.name].iloc[0]!r}, expected one of {', '.join(field.allowed)}; "
                f"{len(other)} rows, first: {_row_of(table, other)}."
            )


def _row_of(table: Table, rows: pd.DataFrame) -> dict[str, object]:
    """The key of the first of some rows, by which it is found."""
    return {column: rows[column].iloc[0] for column in table.key}
