"""Reads published tables: plain reads of the columns asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.read.rows import RowReader, Where
from utils.config import PUBLISHED_DIR, REBUILD_COMMAND
from utils.errors import InvalidInputError, PublishedDataError

PACKAGE_FILE: Final = "datapackage.json"
#: Description of the version before, where one was kept to go back to.
PREVIOUS_FILE: Final = "datapackage-previous.json"
# Arrow's own pool keeps what it once took; the system's gives it back, which a server that runs for
# months needs more than speed.
pa.set_memory_pool(pa.system_memory_pool())


@dataclass(frozen=True, eq=False)
class Store(RowReader):
    """The published data below a folder, as one of its descriptions names them.

    Once it has read the description it goes on with that version, whatever is published later.
    """

    folder: Path = PUBLISHED_DIR
    package_file: str = PACKAGE_FILE

    def __eq__(self, other: object) -> bool:
        """Stores of equal data are equal."""
        return isinstance(other, Store) and (self.folder, self.version) == (
            other.folder,
            other.version,
        )

    def __hash__(self) -> int:
        """Readers of another version are other ones to every cache."""
        return hash((self.folder, self.version))

    @cached_property
    def description(self) -> Mapping[str, Any]:
        """The data package description.

        Raises:
            PublishedDataError: it is missing, is no JSON or describes nothing.
        """
        path = self.folder / self.package_file
        try:
            loaded: Any = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise PublishedDataError(_message(path, str(error))) from error
        if not isinstance(loaded, dict) or not {"version", "resources"} <= loaded.keys():
            raise PublishedDataError(_message(path, "it describes no published data"))
        return loaded

    @cached_property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        """The resources, keyed by name."""
        return {resource["name"]: resource for resource in self.description["resources"]}

    @property
    def version(self) -> str:
        """The data version: it changes whenever any published byte does."""
        return str(self.description["version"])

    def path(self, name: str) -> Path:
        """Return the file of a resource.

        Raises:
            InvalidInputError: there is no such resource.
        """
        resource = self.resources.get(name)
        if resource is None:
            raise InvalidInputError(
                argument="resource", received=name, expected=", ".join(self.resources)
            )
        return self.folder / str(resource["path"])

    def verify(self) -> None:
        """Check that every published file is there and has the described content.

        Raises:
            PublishedDataError: names the first file that is missing or differs.
        """
        for name in self.resources:
            self.verify_file(name)

    def verify_file(self, name: str) -> None:
        """Check that one published file is there and has the described content.

        Raises:
            PublishedDataError: it is missing or differs.
        """
        path = self.path(name)
        if not path.is_file():
            raise PublishedDataError(_message(path, "the file is missing"))
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if f"sha256:{found}" != self.resources[name]["hash"]:
            raise PublishedDataError(_message(path, "its content is not what was published"))

    def read(
        self,
        table: str,
        *,
        columns: Sequence[str] | None = None,
        where: Where | None = None,
    ) -> pd.DataFrame:
        """Read columns of a table, keeping rows for which every (column, operator, value) holds."""
        frame: pd.DataFrame = self.table(table, columns=columns, where=where).to_pandas()
        return frame

    def table(
        self,
        table: str,
        *,
        columns: Sequence[str] | None = None,
        where: Where | None = None,
    ) -> pa.Table:
        """Read columns of a table as they lie in memory, for those who keep many of them."""
        return pq.read_table(
            self.path(table.replace("_", "-")),
            columns=None if columns is None else list(columns),
            filters=None if where is None else list(where),
            # Tables are small: threads and buffers of their own would only take memory.
            use_threads=False,
            memory_map=True,
        )


def _message(path: Path, what: str) -> str:
    return f"{path.name} in {path.parent}: {what}. Rebuild it with: {REBUILD_COMMAND}"
