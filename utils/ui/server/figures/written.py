"""Writes the data of a figure: the rows of its files, and in the same file how to cite them.

In CSV each row says where it is from, in columns: lines of comments before the rows would break
most readers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.export.neutral import safe_csv
from utils.ui.server.api.declared import rows_of
from utils.ui.server.api.formats import Citation, Source
from utils.ui.shared.data_request import Figure
from utils.ui.shared.table_files import beside, describe_rows, with_notes

#: Heads of the columns that say of each row where it is from.
SOURCE_HEADS: Final = ("Publisher", "Dataset", "Licence", "Source page")
VERSION_HEAD: Final = "Data version"
ADDRESS_HEAD: Final = "Address of these data"
#: Between several sources in a cell.
BETWEEN: Final = "; "


@dataclass(frozen=True)
class Written:
    """A page of the rows of a figure, and what goes with them.

    Attributes:
        figure: the figure.
        rows: the rows of this answer.
        total: how many rows the figure has in all.
        sources: what it is from.
        citation: how to cite it.
    """

    figure: Figure
    rows: pd.DataFrame
    total: int
    sources: Sequence[Source]
    citation: Citation


def rows_to_write(figure: Figure) -> pd.DataFrame:
    """All rows of a figure, each with what only the title says of it."""
    if figure.is_described:
        return figure.table
    return describe_rows(figure.table, figure.title)


def write_csv(written: Written) -> bytes:
    """The rows of the page's own file, each with its sources, the data version and the address."""
    figure, citation = written.figure, written.citation
    rows = with_notes(written.rows, title=figure.title, notes=figure.notes)
    parts = zip(*written.sources, strict=True) if written.sources else ((),) * len(SOURCE_HEADS)
    said = {
        head: BETWEEN.join(dict.fromkeys(words))
        for head, words in zip(SOURCE_HEADS, parts, strict=True)
    }
    said |= {VERSION_HEAD: citation.version, ADDRESS_HEAD: citation.address}
    return safe_csv(beside(rows, said)).encode()


def write_json(written: Written) -> bytes:
    """An object: citation, what the figure shows, its notes, and the rows."""
    figure, citation = written.figure, written.citation
    content = {
        "citation": citation.as_json(written.sources),
        "title": figure.title,
        "finding": figure.finding,
        "notes": list(figure.notes),
        "total": written.total,
        "next": citation.following,
        "rows": rows_of(written.rows),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


@dataclass(frozen=True)
class Way:
    """A way to write a figure."""

    media_type: str
    write: Callable[[Written], bytes]


WAYS: Final[dict[str, Way]] = {
    "csv": Way("text/csv", write_csv),
    "json": Way("application/json", write_json),
}
