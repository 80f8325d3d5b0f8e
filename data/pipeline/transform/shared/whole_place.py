"""What is declared of the count of all public money: blocks, items, drivers, segments."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from utils.config import MONEY_DIR
from utils.errors import SourceSchemaError

FOLDER: Final = MONEY_DIR / "whole_place"
SEGMENTS: Final = "segments"
#: The labels of a row of the regional analysis that say which item it is of.
SEGMENT_LABELS: Final = ("department", "segment", "function", "subfunction")
#: Columns that name a row of another table, by the column that they are named after.
REFERENCES: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "items": (("block", "block", "blocks"), ("driver", "driver", "drivers")),
    "drivers": (("next_driver", "driver", "drivers"),),
    "joined_items": (("item", "item", "items"), ("joined_item", "item", "items")),
}


@cache
def segment_items() -> MappingProxyType[tuple[str, ...], str]:
    """Item of every segment that has been looked at, by its labels in one spelling.

    Raises:
        SourceSchemaError: a segment is there twice, or has an item that is not declared.
    """
    items, found = {row["item"] for row in _read("items")}, dict[tuple[str, ...], str]()
    for line, row in enumerate(_read(SEGMENTS), start=2):
        key = tuple(one_spelling(row[name]) for name in SEGMENT_LABELS)
        _require({row["item"]}, items, table=SEGMENTS, line=line, column="item")
        if key in found:
            raise SourceSchemaError(
                source="whole_place",
                file=_path(SEGMENTS).name,
                row=line,
                column=", ".join(SEGMENT_LABELS),
                received=" | ".join(key),
                expected="each segment once",
            )
        found[key] = row["item"]
    return MappingProxyType(found)


def one_spelling(label: str) -> str:
    """A label without what editions spell differently: capitals and spaces."""
    return " ".join(label.casefold().split())


@cache
def read_declared(table: str) -> pd.DataFrame:
    """One declared table (such as blocks, items, drivers) as text, checked against the others.

    Raises:
        SourceSchemaError: it names a block, an item or a driver that is not declared.
    """
    rows = _read(table)
    for column, named, other in REFERENCES.get(table, ()):
        known = {row[named] for row in _read(other)} | {""}
        for line, row in enumerate(rows, start=2):
            _require({row[column]}, known, table=table, line=line, column=column)
    return pd.DataFrame(rows)


@cache
def _read(table: str) -> tuple[dict[str, str], ...]:
    with _path(table).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _path(table: str) -> Path:
    return FOLDER / f"{table}.csv"


def _require(
    named: set[str] | frozenset[str], known: set[str], *, table: str, line: int, column: str
) -> None:
    unknown = sorted(set(named) - known)
    if unknown:
        raise SourceSchemaError(
            source="whole_place",
            file=str(_path(table).name),
            row=line,
            column=column,
            received=", ".join(unknown),
            expected=f"one of {sorted(known - {''})}",
        )
