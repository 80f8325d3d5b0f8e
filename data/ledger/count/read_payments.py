"""Opens the payments that were read to queries, within a limit of memory."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import duckdb

from data.ledger.rows.writers import PAYMENTS_FOLDER

MEMORY: Final = "700MB"


@contextlib.contextmanager
def open_payments(
    out: Path, file_ids: Collection[str] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection in which the view `payments` has the payments of files.

    It spills to disk, so a ledger of any length is looked through within the same memory.

    Args:
        out: folder into which files were read.
        file_ids: of the files; all of the folder if not given.
    """
    spill = out / ".spill"
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)})
    try:
        names = ["*"] if file_ids is None else sorted(file_ids)
        paths = ", ".join(f"'{quoted(out / PAYMENTS_FOLDER / name)}.parquet'" for name in names)
        connection.execute(
            f"CREATE VIEW payments AS SELECT * FROM read_parquet([{paths}])"  # noqa: S608
        )
        yield connection
    finally:
        connection.close()


def quoted(path: Path) -> str:
    """A path as it is written between quotation marks in a statement."""
    return str(path).replace("'", "''")
