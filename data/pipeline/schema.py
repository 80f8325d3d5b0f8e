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

from data.pipeline.rounding import round_decimals, round_significant
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
    """One column: its name, type, title and unit.

    A number has `decimals`, or else as many significant digits as are declared for all.
    """

    name: str
    type: str
    title: str
    unit: str | None = None
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """One table: its name, title, key, fields, and the sources it is read from, if any."""

    name: str
    title: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    sources: tuple[str, ...] = ()
    significant_digits: int = 9

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
    units = declared["unit_decimals"]
    fields = {
        name: Field(name=name, **{"decimals": units.get(rest.get("unit")), **rest})
        for name, rest in declared["fields"].items()
    }
    return MappingProxyType(
        {
            name: Table(
                name=name,
                title=rest["title"],
                key=tuple(rest["key"]),
                fields=tuple(_in_table(fields[field], rest) for field in rest["fields"]),
                sources=tuple(rest.get("sources", ())),
                significant_digits=declared["significant_digits"],
            )
            for name, rest in declared["tables"].items()
        }
    )


def _in_table(field: Field, table: Mapping[str, Any]) -> Field:
    """A field with the decimals that its table gives, for all numbers or by column."""
    decimals = table.get("decimals")
    if isinstance(decimals, dict):
        decimals = decimals.get(field.name)
    return field if decimals is None else replace(field, decimals=decimals)


def conform(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Order a frame's columns and rows as declared, give it the declared types, and round it.

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
