"""Reads raw tables as text and refuses, by name and place, what is not as declared."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Sequence
from typing import Final

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from data.pipeline.extract.raw import RawFiles
from utils.errors import SourceSchemaError

#: What reading a file that is no CSV, or no whole CSV, ends in.
UNREADABLE: Final = (
    UnicodeDecodeError,
    pd.errors.ParserError,
    pd.errors.EmptyDataError,
    EOFError,
    gzip.BadGzipFile,
    zlib.error,
)
#: Line 1 is the header, so the first row of a frame is line 2 of its file.
FIRST_DATA_LINE = 2


def require_columns(
    frame: pd.DataFrame, *, raw: RawFiles, key: str, required: Sequence[str]
) -> None:
    """Check that a frame holds the columns a transform reads.

    Raises:
        SourceSchemaError: names the missing columns beside those present.
    """
    missing = sorted(set(required) - set(frame.columns))
    if missing:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            column=", ".join(missing),
            received=f"columns {sorted(map(str, frame.columns))}",
            expected=f"all of {list(required)}",
        )


def read_csv(
    raw: RawFiles,
    key: str,
    *,
    required: Sequence[str],
    text: Sequence[str] = (),
    encoding: str = "utf-8-sig",
) -> pd.DataFrame:
    """Read a CSV file, compressed or not; columns in `text` stay text, empty cells become null.

    Raises:
        SourceSchemaError: a required column is missing or the file cannot be decoded.
    """
    path = raw.path(key)
    try:
        frame = pd.read_csv(
            path,
            encoding=encoding,
            dtype=dict.fromkeys(text, "str"),
            keep_default_na=False,
            na_values=[""],
            low_memory=False,
        )
    except UNREADABLE as error:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            received=str(error),
            expected=f"a CSV file in {encoding}",
        ) from error
    require_columns(frame, raw=raw, key=key, required=required)
    return frame


def read_sheet(raw: RawFiles, key: str, *, sheet: str) -> Sequence[Sequence[object]]:
    """Read a sheet of a workbook (xls, xlsx or ods) as rows of cells, blank cells as "".

    Raises:
        SourceSchemaError: the file is no workbook, or has no such sheet; the message lists those
            it has.
    """
    path = raw.path(key)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            if sheet not in workbook.sheet_names:
                raise _no_such_sheet(
                    raw, key, sheet=sheet, received=f"sheets {workbook.sheet_names}"
                )
            return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise _no_such_sheet(raw, key, sheet=sheet, received=str(error)) from error


def _no_such_sheet(raw: RawFiles, key: str, *, sheet: str, received: str) -> SourceSchemaError:
    return SourceSchemaError(
        source=raw.declaration.source,
        file=raw.declaration.files[key].path,
        sheet=sheet,
        received=received,
        expected=f"a workbook with the sheet {sheet}",
    )


def to_number(
    frame: pd.DataFrame, column: str, *, raw: RawFiles, key: str, missing: Collection[str]
) -> pd.Series[float]:
    """Turn a column into floats; the texts in `missing` and blanks become null.

    Raises:
        SourceSchemaError: any other text, with its line and column.
    """
    values = frame[column]
    blank = values.isna() | values.astype("str").isin(list(missing))
    numbers = pd.to_numeric(values.mask(blank), errors="coerce")
    bad = numbers.isna() & ~blank
    if bad.any():
        first = int(bad.to_numpy().argmax())
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            row=first + FIRST_DATA_LINE,
            column=column,
            received=values.iloc[first],
            expected=f"a number or one of {sorted(missing)}",
        )
    return numbers.astype("float64")
