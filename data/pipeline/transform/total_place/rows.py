"""Checks of the record's rows: each has a source, stands once and holds what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from utils.errors import SourceSchemaError

#: The two articles the record begins from have no address, and are cited by author and title.
ARTICLES: Final = ("(M. Seymour, IDeA)", "(H. Mooney, on Birmingham)")


def require_known(
    raw: RawFiles, name: str, frame: pd.DataFrame, column: str, expected: set[str]
) -> None:
    """Refuse a value of a column outside the allowed ones.

    Raises:
        SourceSchemaError: names file, row, what came and what is allowed.
    """
    bad = ~frame[column].isin(expected)
    refuse(raw, name, frame, bad, column=column, expected=f"one of {sorted(expected)}")


def refuse(
    raw: RawFiles,
    name: str,
    frame: pd.DataFrame,
    bad: pd.Series[bool],
    *,
    column: str,
    expected: str,
) -> None:
    """Refuse a frame with a bad row.

    Args:
        raw: the raw files.
        name: key of the file.
        frame: its rows as read.
        bad: which of them are bad.
        column: the column that makes them so.
        expected: what may stand there.

    Raises:
        SourceSchemaError: names file, row, what came and what is allowed.
    """
    if bad.any():
        row = frame.index[bad][0]
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[name].path,
            row=int(row) + 2,
            column=column,
            received=frame.loc[row, column],
            expected=expected,
        )


def require_cited_once(
    raw: RawFiles, name: str, frame: pd.DataFrame, *, same: Sequence[str]
) -> None:
    """Refuse a row without a source, and a row that is there twice.

    Args:
        raw: the raw files.
        name: key of the file.
        frame: its rows as read.
        same: columns that make two rows the same row.

    Raises:
        SourceSchemaError: names file, row and reason.
    """
    bare = frame["source_url"].isna()
    if "source_title" in frame.columns:
        untitled = frame["source_title"].isna()
        refuse(raw, name, frame, untitled, column="source_title", expected="a source for each row")
        bare &= ~frame["source_title"].str.endswith(ARTICLES, na=False)
    refuse(raw, name, frame, bare, column="source_url", expected="a source for each row")
    twice = frame.duplicated(list(same))
    refuse(raw, name, frame, twice, column=same[-1], expected="each row once")
