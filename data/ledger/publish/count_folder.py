"""Reads the folder that `python3 -m data.ledger count` wrote, once every hash in it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.core.hashes import hash_file
from data.ledger.report.package import PACKAGE_FILE
from utils.errors import AtlasError

NAME: Final = "ledger-count"
FILES: Final = "files.json"
TABLES: Final = ("count", "bodies", "payments")
#: What of the payments is read: nothing that only their own file needs.
COLUMNS: Final = (
    "payer_id",
    "file_id",
    "paid_on",
    "supplier_name",
    "supplier_kind",
    "amount",
    "amount_kind",
    "role",
    "theme",
)


class CountFolderError(AtlasError):
    """A folder is no count, or is not as it was written."""


@dataclass(frozen=True)
class CountFolder:
    """A count of a place, as it was written.

    Attributes:
        place_id: the place.
        members: its areas when it was counted.
        data_version: of our data, with which it was counted.
        lines: the count.
        bodies: the bodies, each with its share.
        payments: every payment with its line.
        files: what was found in each file.
    """

    place_id: str
    members: tuple[str, ...]
    data_version: str
    lines: pa.Table
    bodies: pa.Table
    payments: pa.Table
    files: list[dict[str, Any]]


def read_count(folder: Path) -> CountFolder:
    """Read a count.

    Raises:
        CountFolderError: it is no count, or a file of it is missing or was changed since.
    """
    described = _json(folder / PACKAGE_FILE)
    if not isinstance(described, dict) or described.get("name") != NAME:
        raise CountFolderError(
            f"{folder.name} is no count: its {PACKAGE_FILE} does not describe one. Give the folder "
            "that `python3 -m data.ledger count ... --out` wrote."
        )
    resources = {str(resource["name"]): resource for resource in described["resources"]}
    tables = {name: _table(folder, name, resources) for name in TABLES}
    return CountFolder(
        place_id=str(described["place"]),
        members=tuple(described["members"]),
        data_version=str(described["data_version"]),
        lines=tables["count"],
        bodies=tables["bodies"],
        payments=tables["payments"],
        files=_json(folder / FILES),
    )


def _json(path: Path) -> Any:  # noqa: ANN401
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CountFolderError(
            f"{path.parent.name} is no count: {path.name} is missing or cannot be read."
        ) from error


def _table(folder: Path, name: str, resources: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    """A table of the count, if its bytes are those that were written."""
    path = folder / f"{name}.parquet"
    try:
        found = hash_file(path)
    except OSError as error:
        raise CountFolderError(f"The count in {folder.name} lacks {path.name}.") from error
    if f"sha256:{found}" != resources[name]["hash"]:
        raise CountFolderError(
            f"{path.name} in {folder.name} is not what the count wrote. Count again and publish "
            "that."
        )
    return pq.read_table(path, columns=list(COLUMNS) if name == "payments" else None)
