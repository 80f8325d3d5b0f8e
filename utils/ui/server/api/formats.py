"""Writes the rows of an answer as JSON, CSV or Parquet, and what describes a CSV.

All three are made from the same typed table. A CSV has no room for a citation beside its rows:
comment lines break most readers. So each row of figures names its source, and a document of the
W3C's "CSV on the Web" is beside the file, at its address with `-metadata.json` after the ending.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from data.read.rows import SourcesRow
from utils.config import APP_NAME
from utils.ui.server.api.declared import Column, Found, Kind, Resource, Row

TYPES: Final[Mapping[Kind, pa.DataType]] = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
}
LICENCE_NAME: Final = "OGL-UK-3.0"
LICENCE: Final = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
METADATA: Final = "csv-metadata.json"
CSVW: Final = "application/csvm+json"
#: Under which a Parquet file has the citation, in its own metadata.
CITATION: Final = b"citation"
#: What is said of a source.
SOURCE: Final = ("publisher", "dataset", "licence", "url")
Source = tuple[str, str, str, str]


@dataclass(frozen=True)
class Citation:
    """How to cite an answer.

    Attributes:
        title: what it is.
        version: data version.
        address: of the query.
        day: on which it was asked for, as ISO 8601 writes it.
        following: address of the next page; None on the last.
    """

    title: str
    version: str
    address: str
    day: str
    following: str | None

    def as_json(self, sources: Iterable[Source]) -> dict[str, Any]:
        """The same as an object of JSON, with what it is from."""
        return {
            "text": f"{APP_NAME}, {self.title}, data version {self.version}, "
            f"{self.address}, {self.day}",
            "licence": LICENCE_NAME,
            "licence_url": LICENCE,
            "data_version": self.version,
            "address": self.address,
            "date": self.day,
            "sources": [dict(zip(SOURCE, source, strict=True)) for source in sources],
        }


def source_cells(row: SourcesRow) -> Source:
    """What is said of a source."""
    return row["publisher"], row["title"], row["licence"], row["landing_page"]


def sources_of(found: Found) -> list[Source]:
    """The sources that rows name, each once."""
    return list(
        dict.fromkeys(
            (row["publisher"], row["dataset"], row["licence"], row["source_url"])
            for row in found.rows
            if "publisher" in row
        )
    )


def as_table(rows: Sequence[Row], columns: Sequence[Column]) -> pa.Table:
    """Rows as a typed table with exactly the columns that are declared.

    Raises:
        KeyError: a row lacks a column.
    """
    return pa.table(
        {
            column.name: pa.array([row[column.name] for row in rows], TYPES[column.kind])
            for column in columns
        }
    )


def write_json(resource: Resource, found: Found, citation: Citation) -> bytes:
    """An object: citation, number of rows in all, address of the next page, and the rows."""
    content = {
        "citation": citation.as_json(sources_of(found)),
        "total": found.total,
        "next": citation.following,
        "rows": as_table(found.rows, resource.columns).to_pylist(),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def write_csv(resource: Resource, found: Found, _citation: Citation) -> bytes:
    """Comma-separated values in UTF-8 with one line of names; an empty cell is a gap."""
    buffer = io.BytesIO()
    options = csv.WriteOptions(quoting_style="needed")
    csv.write_csv(as_table(found.rows, resource.columns), buffer, options)
    return buffer.getvalue()


def write_parquet(resource: Resource, found: Found, citation: Citation) -> bytes:
    """Parquet with the citation in the file's own metadata."""
    table = as_table(found.rows, resource.columns)
    words = {CITATION: json.dumps(citation.as_json(sources_of(found))).encode()}
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(words), buffer)
    return buffer.getvalue()


def write_metadata(resource: Resource, citation: Citation, *, csv_address: str) -> bytes:
    """Describes a CSV as "CSV on the Web" does: licence, publisher, and each column's type."""
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": csv_address,
        "dc:title": resource.title,
        "dc:description": resource.words,
        "dc:publisher": APP_NAME,
        "dc:license": {"@id": LICENCE},
        "dc:hasVersion": citation.version,
        "dc:date": citation.day,
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": column.kind,
                    "required": not column.is_nullable,
                    "dc:description": column.words,
                }
                for column in resource.columns
            ]
        },
    }
    return json.dumps(content, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Format:
    """A way to write an answer."""

    media_type: str
    write: Callable[[Resource, Found, Citation], bytes]


FORMATS: Final[dict[str, Format]] = {
    "json": Format("application/json", write_json),
    "csv": Format("text/csv", write_csv),
    "parquet": Format("application/vnd.apache.parquet", write_parquet),
}
