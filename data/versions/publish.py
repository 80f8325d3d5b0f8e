"""Publishes built tables: new files beside the old ones, then an atomic swap of the description.

Files are named after their content and readers start from `datapackage.json`, so a build that is
killed at any moment leaves the old description with the old files it names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.read.store import PACKAGE_FILE, PREVIOUS_FILE
from data.versions.schema import Table

HASH_LENGTH: Final = 12
#: Small groups, so that reading a measure of a sorted table touches little of the file.
ROW_GROUP_ROWS: Final = 16_384
#: Names of files that an earlier publication left: hashed ones, and parts of killed ones.
OWN_FILES: Final = re.compile(
    rf"-[0-9a-f]{{{HASH_LENGTH}}}(\.parquet|\.topojson\.gz|\.json\.gz|\.zip)$|^\..+\.part$"
    rf"|^{re.escape(PREVIOUS_FILE)}$"
)


@dataclass(frozen=True)
class Payload:
    """A file to publish: its bytes and what the description says of it."""

    name: str
    folder: str
    suffix: str
    content: bytes
    description: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """Hash of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def path(self) -> str:
        """Path below the published folder; it changes only when the content does."""
        return f"{self.folder}{self.name}-{self.sha256[:HASH_LENGTH]}{self.suffix}"

    def resource(self) -> dict[str, Any]:
        """The entry of the data package."""
        return {
            "name": self.name,
            "path": self.path,
            "hash": f"sha256:{self.sha256}",
            **self.description,
        }


def table_payload(table: Table, content: pa.Table) -> Payload:
    """Write a table as Parquet in memory and describe its columns."""
    sink = pa.BufferOutputStream()
    codes = _long_columns(table, content)
    pq.write_table(
        content,
        sink,
        compression="zstd",
        compression_level=9,
        row_group_size=ROW_GROUP_ROWS,
        use_dictionary=[name for name in table.columns if name not in codes],
        column_encoding=dict.fromkeys(codes, "DELTA_BYTE_ARRAY"),
    )
    fields = [
        {
            "name": field.name,
            "type": field.type,
            "title": field.title,
            **({"unit": field.unit} if field.unit else {}),
            **({"constraints": {"required": True}} if field.name in table.key else {}),
        }
        for field in table.fields
    ]
    description = {
        "title": table.title,
        "type": "table",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "rows": content.num_rows,
        "schema": {"fields": fields, "primaryKey": list(table.key)},
    }
    return Payload(
        name=resource_name(table),
        folder="",
        suffix=".parquet",
        content=sink.getvalue().to_pybytes(),
        description=description,
    )


def resource_name(table: Table) -> str:
    """The name of a table in the data package."""
    return table.name.replace("_", "-")


def _long_columns(table: Table, content: pa.Table) -> list[str]:
    """Keys of which no two row groups share a list of values, so that a dictionary only costs.

    Codes in order differ from the code before in few letters, and are written as that difference.
    """
    return [
        name
        for name in table.key
        if pa.types.is_string(content.schema.field(name).type)
        and pc.count_distinct(content[name]).as_py() > ROW_GROUP_ROWS
    ]


def package(payloads: Sequence[Payload], *, sources: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Describe the payloads as a single Frictionless data package."""
    resources = [
        payload.resource() for payload in sorted(payloads, key=lambda payload: payload.path)
    ]
    version = hashlib.sha256(
        "".join(resource["hash"] for resource in resources).encode()
    ).hexdigest()
    return {
        "name": "total-place-atlas",
        "title": "Total Place Atlas: spend and health of places in England",
        "version": version[:HASH_LENGTH],
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
                "title": "Open Government Licence v3.0",
            }
        ],
        "sources": list(sources),
        "resources": resources,
    }


def publish(payloads: Sequence[Payload], description: Mapping[str, Any], *, folder: Path) -> None:
    """Write the files, swap the description, then clear what no description names any more."""
    for payload in payloads:
        write(folder / payload.path, payload.content)
    write(folder / PACKAGE_FILE, encode(description), replace=True)
    clear(folder, named={payload.path for payload in payloads})


def encode(description: Mapping[str, Any]) -> bytes:
    """A description as it is written."""
    return (json.dumps(description, indent=1, ensure_ascii=False) + "\n").encode()


def clear(folder: Path, *, named: Collection[str]) -> None:
    """Remove what earlier publications left; other files in the folder are none of ours.

    Args:
        folder: the published folder.
        named: paths below it that stay, besides the description.
    """
    kept = {folder / path for path in named} | {folder / PACKAGE_FILE}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in kept and OWN_FILES.search(path.name):
            path.unlink()


def write(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write through a temporary file, so that no reader ever sees a part.

    Args:
        path: of the file.
        content: its bytes.
        replace: whether another file of this name may be there; else an equal one is left alone.
    """
    if path.exists() and not replace and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
