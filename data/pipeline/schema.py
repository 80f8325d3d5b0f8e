"""The declared tables: columns, types and keys, and their check against a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import pandas as pd
import pyarrow as pa
import yaml

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
    """One column: its name, type, title and unit."""

    name: str
    type: str
    title: str
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """One table: its name, title, key and fields."""

    name: str
    title: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in their order."""
        return [field.name for field in self.fields]

    @property
    def arrow_schema(self) -> pa.Schema:
        """The schema with which the table is written."""
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
    fields = {name: Field(name=name, **rest) for name, rest in declared["fields"].items()}
    return MappingProxyType(
        {
            name: Table(
                name=name,
                title=rest["title"],
                key=tuple(rest["key"]),
                fields=tuple(fields[field] for field in rest["fields"]),
            )
            for name, rest in declared["tables"].items()
        }
    )


def conform(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Order a frame's columns and rows as declared and give it the declared types.

    Raises:
        CheckFailedError: columns are missing or undeclared, a key is null or stands twice.
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
    ordered = frame[table.columns].sort_values(key, kind="stable").reset_index(drop=True)
    try:
        return pa.Table.from_pandas(ordered, schema=table.arrow_schema, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise CheckFailedError(f"Table {table.name}: {error}.") from error
