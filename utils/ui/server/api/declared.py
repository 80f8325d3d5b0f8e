"""What a resource of the API is: its parameters, its columns and what reads it.

Requests are checked, answers written and the description made from these declarations alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from data.read.passports.reader import PassportReader
from data.read.whole_place import WholePlaceReader

Kind = Literal["string", "number", "integer", "boolean"]
Row = dict[str, Any]
LONGEST: Final = 200
MOST_ROWS: Final = 10_000
USUAL_ROWS: Final = 1_000
LAST_OFFSET: Final = 1_000_000


@dataclass(frozen=True)
class Readers:
    """What resources are read with."""

    passports: PassportReader
    whole: WholePlaceReader


@dataclass(frozen=True)
class Found:
    """The rows of a page of an answer, and how many rows there are in all."""

    total: int
    rows: Sequence[Row]


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address.

    Attributes:
        name: its name.
        words: what it is.
        example: a value that works; empty where the example is better without it.
        allowed: all it may be; anything up to `LONGEST` characters where none are given.
        default: what it is where the address does not have it; None if there is no such value.
        is_required: whether an address must have it.
        bounds: least and most of a whole number; None for text.
    """

    name: str
    words: str
    example: str = ""
    allowed: tuple[str, ...] = ()
    default: str | None = None
    is_required: bool = False
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True)
class Column:
    """A column of an answer, and what is in it."""

    name: str
    words: str
    kind: Kind = "string"
    is_nullable: bool = True


@dataclass(frozen=True)
class Resource:
    """A resource: a table whose rows depend on parameters."""

    name: str
    title: str
    words: str
    columns: tuple[Column, ...]
    read: Callable[[Readers, Mapping[str, str], slice], Found]
    own_parameters: tuple[Parameter, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its own parameters, then those by which every answer is divided into pages."""
        return (*self.own_parameters, LIMIT, OFFSET)


LIMIT: Final = Parameter(
    "limit", "How many rows to send.", default=str(USUAL_ROWS), bounds=(1, MOST_ROWS)
)
OFFSET: Final = Parameter(
    "offset", "How many rows to leave out first.", default="0", bounds=(0, LAST_OFFSET)
)
PRICES_OF: Final = Column("prices_of", "Year in whose prices it is; empty unless in real terms.")
SOURCE_COLUMNS: Final = (
    Column("publisher", "Who publishes the source."),
    Column("dataset", "Title of the source."),
    Column("licence", "Licence of the source, as SPDX names it where it has a name there."),
    Column("source_url", "The publisher's page."),
    Column("data_version", "Version of our data: it changes whenever any published byte does."),
)


def sourced(readers: Readers, source: str) -> Row:
    """What a row says of its source, by the source's short name."""
    row = readers.passports.maps.sources[source]
    return {
        "publisher": row["publisher"],
        "dataset": row["title"],
        "licence": row["licence"],
        "source_url": row["landing_page"],
        "data_version": readers.passports.maps.store.version,
    }


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows of a table as dictionaries, with None for what is missing."""
    cells = frame.astype(object)
    found: list[Any] = cells.where(cells.notna(), None).to_dict("records")
    return found


def page_of(rows: Sequence[Row], page: slice) -> Found:
    """A page of rows that are few enough to be made at once."""
    return Found(len(rows), rows[page])
