"""What is declared of the count of all public money: blocks, items, drivers, rules."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from utils.config import MONEY_DIR
from utils.errors import SourceSchemaError

FOLDER: Final = MONEY_DIR / "whole_place"
#: Columns that name a row of another table.
REFERENCES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "items": (("block", "blocks"), ("driver", "drivers")),
    "drivers": (("next_driver", "drivers"),),
}


@dataclass(frozen=True)
class SegmentRule:
    """A rule: departments' families, patterns of segment and function, and the item."""

    families: frozenset[str]
    segment: str
    function: str
    item: str
    reason: str


@cache
def departments() -> MappingProxyType[str, str]:
    """Family of each department, as the rules name families."""
    rows = _read("departments")
    return MappingProxyType({row["department"]: row["family"] for row in rows})


@cache
def segment_rules() -> tuple[SegmentRule, ...]:
    """The rules in their order; the first that fits decides.

    Raises:
        SourceSchemaError: a rule names a family or an item that is not declared.
    """
    families, items = set(departments().values()), {row["item"] for row in _read("items")}
    rules = []
    for line, row in enumerate(_read("segment_rules"), start=2):
        named = frozenset(row["family"].split("|"))
        _require(named, families, table="segment_rules", line=line, column="family")
        _require({row["item"]}, items, table="segment_rules", line=line, column="item")
        rules.append(
            SegmentRule(named, row["segment"], row["function"], row["item"], row["reason"])
        )
    return tuple(rules)


@cache
def read_declared(table: str) -> pd.DataFrame:
    """One declared table (blocks, items, drivers, crossings) as text, checked against the others.

    Raises:
        SourceSchemaError: it names a block, a driver or a next driver that is not declared.
    """
    rows = _read(table)
    for column, other in REFERENCES.get(table, ()):
        known = {row[column.removeprefix("next_")] for row in _read(other)} | {""}
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
