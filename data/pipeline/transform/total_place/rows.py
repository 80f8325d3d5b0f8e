"""Checks of the record's rows: each has a source, stands once and holds what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from utils.errors import SourceSchemaError

#: The two articles the record begins from are cited by author and title.
ARTICLE_ENDING: Final = ".txt"
ARTICLE_MARK: Final = "; seed document"


def clean_source(frame: pd.DataFrame) -> pd.DataFrame:
    """Cite an article of the record by its title, where there is one, and not by its file."""
    article = frame["source_url"].str.endswith(ARTICLE_ENDING, na=False)
    found = frame.assign(source_url=frame["source_url"].mask(article, None))
    if "source_title" in found.columns:
        found["source_title"] = found["source_title"].str.replace(ARTICLE_MARK, "", regex=False)
    return found


def require_known(
    raw: RawFiles, name: str, frame: pd.DataFrame, column: str, allowed: set[str]
) -> None:
    """Refuse a value of a column outside the allowed ones.

    Raises:
        SourceSchemaError: names file, row, what came and what is allowed.
    """
    bad = ~frame[column].isin(allowed)
    refuse(raw, name, frame, bad, column=column, allowed=f"one of {sorted(allowed)}")


def refuse(
    raw: RawFiles,
    name: str,
    frame: pd.DataFrame,
    bad: pd.Series[bool],
    *,
    column: str,
    allowed: str,
) -> None:
    """Refuse a frame with a bad row.

    Args:
        raw: the raw files.
        name: key of the file.
        frame: its rows as read.
        bad: which of them are bad.
        column: the column that makes them so.
        allowed: what may stand there.

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
            came=frame.loc[row, column],
            allowed=allowed,
        )


def require_cited_once(
    raw: RawFiles, name: str, frame: pd.DataFrame, *, same: Sequence[str]
) -> None:
    """Refuse a row without a source, and one that stands twice.

    Args:
        raw: the raw files.
        name: key of the file.
        frame: its rows as read.
        same: columns that make two rows the same row.

    Raises:
        SourceSchemaError: names file, row and reason.
    """
    for column in ("source_url", "source_title"):
        if column not in frame.columns:
            continue
        bare = frame[column].isna()
        refuse(raw, name, frame, bare, column=column, allowed="a source for each row")
    twice = frame.duplicated(list(same))
    refuse(raw, name, frame, twice, column=same[-1], allowed="each row once")
