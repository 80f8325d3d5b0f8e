"""Published tables that a build keeps: of sources whose raw files are lacking, and of staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.read.store import PACKAGE_FILE, Store
from data.versions.publish import resource_name
from data.versions.schema import Table
from utils.errors import PublishedDataError


@dataclass(frozen=True)
class Kept:
    """What was published before, as far as a build reads it."""

    store: Store
    tables: Mapping[str, Table]

    def parts_of(self, source: str) -> dict[str, pd.DataFrame]:
        """The tables of a source; of a table of several sources, its own rows.

        Raises:
            PublishedDataError: it was never published, is damaged, or has other columns than are
                declared now, so that the source's raw files are needed.
        """
        return {
            table.name: self._part(table, source)
            for table in self.tables.values()
            if source in table.sources
        }

    def layers(self) -> dict[str, pd.DataFrame]:
        """The tables that staff put rows into, which no build makes; empty ones at first.

        Raises:
            PublishedDataError: one is damaged, or has other columns than are declared now, so that
                what is in it must be published anew.
        """
        return {table.name: self._layer(table) for table in self.tables.values() if table.kept}

    def _layer(self, table: Table) -> pd.DataFrame:
        content = self.content(table)
        if content is None:
            content = table.arrow_schema.empty_table()
        if content.column_names != table.columns:
            raise PublishedDataError(
                f"The table {table.name} in {self.store.folder} was published with other columns "
                "than are declared now. Take back what is in it, build, and publish it again. "
                "Nothing is published."
            )
        frame: pd.DataFrame = content.to_pandas()
        return frame

    def _part(self, table: Table, source: str) -> pd.DataFrame:
        content = self.content(table)
        if content is None or content.column_names != table.columns:
            what = "was not published" if content is None else "was published with other columns"
            raise PublishedDataError(
                f"The files of the source {source} are not all there, and its table {table.name} "
                f"{what} in {self.store.folder}, so it cannot be kept. Nothing is published."
            )
        frame: pd.DataFrame = content.to_pandas()
        return frame if len(table.sources) == 1 else frame[frame["source"] == source]

    def content(self, table: Table) -> pa.Table | None:
        """A published table, whole and undamaged; None where there is none.

        Raises:
            PublishedDataError: it is damaged.
        """
        name = resource_name(table)
        if name not in self._resources:
            return None
        self.store.verify_file(name)
        return pq.read_table(self.store.path(name))

    def file_of(self, table: Table) -> bytes | None:
        """The published file of a table that is kept whole; None where there was none."""
        name = resource_name(table)
        return self.store.path(name).read_bytes() if name in self._resources else None

    def measures(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Size and hash of the raw files from which was published, by source and line."""
        content = self.content(self.tables["source_files"])
        if content is None or not {"bytes", "sha256"} <= set(content.column_names):
            return {}
        return {
            (row["source"], row["line"]): {name: row[name] for name in ("bytes", "sha256")}
            for row in content.to_pylist()
        }

    @property
    def _resources(self) -> Mapping[str, Any]:
        # A folder into which nothing was ever published has no description.
        return self.store.resources if (self.store.folder / PACKAGE_FILE).is_file() else {}
