"""The machine that counts: the same Ibis expressions run on DuckDB, or on Spark."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from utils.errors import InvalidInputError

DUCKDB, SPARK = "duckdb", "spark"
ENGINES: Final = (DUCKDB, SPARK)
#: DuckDB spills to disk beyond this, so a ledger of any length is counted within it.
MEMORY: Final = "1GB"
#: How DuckDB writes: its second version packs amounts closely, which are then read sooner.
AS_PARQUET: Final = {"compression": "zstd", "parquet_version": "v2"}
SPARK_MASTER: Final = "local[2]"


@dataclass(frozen=True)
class Engine:
    """A running engine.

    Attributes:
        name: any of `ENGINES`.
        backend: the Ibis backend.
        folder: where small tables are put so that the engine can read them.
    """

    name: str
    backend: Any
    folder: Path

    def read(self, name: str, paths: Sequence[Path]) -> ir.Table:
        """Read Parquet files as a single table.

        Args:
            name: name of the table, alone of its kind in the engine.
            paths: files of the same columns.
        """
        where: Any = [str(path) for path in paths]
        if self.name == SPARK:
            # Spark reads a folder or glob; several files are read singly and put together.
            parts = [
                self.backend.read_parquet(path, table_name=f"{name}_{number}")
                for number, path in enumerate(where)
            ]
            return ibis.union(*parts) if len(parts) > 1 else parts[0]
        return self.backend.read_parquet(where, table_name=name)

    def load(self, name: str, table: pa.Table) -> ir.Table:
        """Make a small table known to the engine."""
        path = self.folder / f"{name}.parquet"
        pq.write_table(table, path)
        return self.read(name, [path])

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and return its rows."""
        if self.name != DUCKDB:
            return expression.to_pyarrow()
        # As `to_pyarrow` does, which loads pandas first.
        found = self.backend.raw_sql(self.backend.compile(expression)).to_arrow_table()
        declared = expression.schema().to_pyarrow()
        return found if found.schema == declared else found.cast(declared)

    def write(self, expression: ir.Table, path: Path, *, schema: pa.Schema) -> int:
        """Run an expression, write its rows to a file, and return how many they are.

        DuckDB writes them itself; from Spark they come batch by batch.
        """
        if self.name == DUCKDB:
            self.backend.to_parquet(expression, path, **AS_PARQUET)
            return int(pq.read_metadata(path).num_rows)
        rows = 0
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in expression.to_pyarrow_batches():
                writer.write_table(pa.Table.from_batches([batch]).cast(schema))
                rows += batch.num_rows
        return rows


@contextlib.contextmanager
def open_engine(name: str, *, folder: Path, memory: str = MEMORY) -> Iterator[Engine]:
    """Start an engine and end it afterwards.

    Args:
        name: any of `ENGINES`.
        folder: a folder of its own, for small tables and what does not fit in memory.
        memory: how much memory DuckDB may take.

    Raises:
        InvalidInputError: there is no such engine.
    """
    if name not in ENGINES:
        raise InvalidInputError(argument="engine", received=name, expected=" or ".join(ENGINES))
    folder.mkdir(parents=True, exist_ok=True)
    if name == SPARK:
        with _spark() as session:
            yield Engine(name, ibis.pyspark.connect(session), folder)
        return
    backend = ibis.duckdb.connect(
        memory_limit=memory, temp_directory=str(folder / "spill"), preserve_insertion_order=False
    )
    try:
        yield Engine(name, backend, folder)
    finally:
        backend.disconnect()


@contextlib.contextmanager
def _spark() -> Iterator[Any]:
    # Only those who ask for Spark have it.
    from pyspark.sql import SparkSession  # noqa: PLC0415

    session = (
        SparkSession.builder.master(SPARK_MASTER)
        .appName("total-place-atlas")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()
