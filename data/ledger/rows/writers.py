"""Writes payments and rejected rows to Parquet in batches; nothing is left of a file that fails."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.ledger.core.schema import PAYMENTS, REJECTED

#: Rows held in memory before they are written.
BATCH: Final = 100_000
PAYMENTS_FOLDER, REJECTED_FOLDER = "payments", "rejected"
#: Columns that a row brings; the others are the same for a whole sheet.
OF_ROW: Final = (
    "row",
    "payer",
    "paid_on",
    "financial_year",
    "supplier",
    "amount",
    "vat",
    "department",
    "purpose",
    "category",
    "reference",
    "spend_kind",
)
#: Columns that are written without a dictionary, as nearly every row has a value of its own.
OF_OWN: Final = ("row", "amount", "reference")
#: How payments are written.
HOW: Final[Mapping[str, Any]] = {
    "compression": "zstd",
    "use_dictionary": [name for name in PAYMENTS.names if name not in OF_OWN],
    "column_encoding": {"row": "DELTA_BINARY_PACKED"},
}
PaymentRow = tuple[
    int, str, Any, str | None, str, Decimal, Decimal | None,
    str | None, str | None, str | None, str | None, str,
]  # fmt: skip


class Writer:
    """Takes rows of a file and writes them, sheet after sheet."""

    def __init__(self, folder: Path, *, file: str, file_id: str) -> None:
        """Open the two Parquet files.

        Args:
            folder: where they are written.
            file: name of the file that is read.
            file_id: its id, which names the Parquet files.
        """
        self.folder = folder
        self.closed = False
        self.constants = {"file": file, "file_id": file_id, "sheet": "", "amount_kind": ""}
        self._payments: list[PaymentRow] = []
        self._rejected: list[tuple[int, str, str]] = []
        self._held: list[pa.Table] = []
        self.payments_path = folder / f"{file_id}.payments.parquet"
        self.rejected_path = folder / f"{file_id}.rejected.parquet"
        self._to_payments = pq.ParquetWriter(self.payments_path, PAYMENTS, **HOW)
        # The payments are written while the next are read.
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._writing: Future[None] | None = None
        self._to_rejected = pq.ParquetWriter(self.rejected_path, REJECTED, compression="zstd")

    def begin(self, *, sheet: str, amount_kind: str) -> None:
        """Begin a sheet."""
        self.flush()
        self.constants |= {"sheet": sheet, "amount_kind": amount_kind}

    def payment(self, row: PaymentRow) -> None:
        """Take a payment: values in the order of `OF_ROW`."""
        self._payments.append(row)

    def payments(self, table: pa.Table) -> None:
        """Take many payments as a table of the columns of `OF_ROW`.

        Those taken singly since the table before are put in their places between them.
        """
        columns = dict(zip(table.column_names, table.columns, strict=True))
        whole = self._table(PAYMENTS, columns, len(table))
        if singles := self._singles():
            whole = pa.concat_tables([*singles, whole]).sort_by("row")
        self._held.append(whole)

    def rejected(self, number: int, reason: str, text: str) -> None:
        """Take a rejected row."""
        self._rejected.append((number, reason, text))

    def flush(self, *, least: int = 0) -> None:
        """Write what is held, if it is at least so many rows."""
        if sum(map(len, (*self._held, self._payments, self._rejected))) < least:
            return
        self._held += self._singles()
        if self._held:
            self._write(pa.concat_tables(self._held))
            self._held.clear()
        if self._rejected:
            names = ("row", "reason", "text")
            columns = dict(zip(names, zip(*self._rejected, strict=True), strict=True))
            self._to_rejected.write_table(self._table(REJECTED, columns, len(self._rejected)))
            self._rejected.clear()

    def close(self) -> None:
        """Close the files; what is held and not written is lost."""
        self.closed = True
        try:
            self._written()
        finally:
            self._pool.shutdown()
            self._to_payments.close()
            self._to_rejected.close()

    def leave_out(self, sheets: Collection[str]) -> None:
        """Take out what was written of some sheets, after everything was taken."""
        self.flush()
        self.close()
        for path in (self.payments_path, self.rejected_path):
            table = pq.read_table(path)
            out = pc.is_in(table["sheet"], value_set=pa.array(list(sheets), pa.string()))
            pq.write_table(table.filter(pc.invert(out)), path, compression="zstd")

    def _write(self, payments: pa.Table) -> None:
        """Begin to write payments when those before them are written."""
        self._written()
        self._writing = self._pool.submit(self._to_payments.write_table, payments)

    def _written(self) -> None:
        """Wait for what is being written, and raise what went wrong with it."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _singles(self) -> list[pa.Table]:
        """The single payments as a table, which are no longer held singly."""
        if not self._payments:
            return []
        columns = dict(zip(OF_ROW, zip(*self._payments, strict=True), strict=True))
        self._payments.clear()
        return [self._table(PAYMENTS, columns, len(next(iter(columns.values()))))]

    def _table(
        self, schema: pa.Schema, columns: Mapping[str, Sequence[Any]], rows: int
    ) -> pa.Table:
        arrays = []
        for field in schema:
            if field.name in columns:
                values = columns[field.name]
                made = isinstance(values, pa.ChunkedArray)
                arrays.append(values if made else pa.array(values, field.type))
            elif field.name in self.constants:
                arrays.append(pa.repeat(pa.scalar(self.constants[field.name], field.type), rows))
            else:
                arrays.append(pa.nulls(rows, field.type))
        return pa.Table.from_arrays(arrays, schema=schema)


@contextlib.contextmanager
def open_writer(out: Path, *, file: str, file_id: str) -> Iterator[Writer]:
    """Write to a folder of its own, and move the files to their place only when all went well.

    A file that was read before is replaced by itself, so reading it again adds nothing.
    """
    folder = out / f".part-{uuid4().hex}"
    folder.mkdir(parents=True)
    try:
        writer = Writer(folder, file=file, file_id=file_id)
        try:
            yield writer
            if not writer.closed:
                writer.flush()
        finally:
            writer.close()
        for path, target in (
            (writer.payments_path, PAYMENTS_FOLDER),
            (writer.rejected_path, REJECTED_FOLDER),
        ):
            (out / target).mkdir(exist_ok=True)
            path.replace(out / target / f"{file_id}.parquet")
    finally:
        shutil.rmtree(folder)
