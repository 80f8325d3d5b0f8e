"""A table of text in a frame that scrolls, which the keyboard reaches too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from utils.ui.shared.prose import Html, join

#: Looks of a frame, as classes of the pages' styles: figures side by side, and records.
FIGURES: Final = "tile-table"
RECORDS: Final = "tile-table record-table"


def framed_table(columns: Sequence[str], body: Html, *, label: str, look: str = FIGURES) -> Html:
    """A table.

    Args:
        columns: heads of the columns.
        body: rows as HTML.
        label: what the table has.
        look: classes of the frame.
    """
    heads = join(*(Html('<th scope="col">{}</th>').format(column) for column in columns))
    return Html(
        '<div class="{}" tabindex="0" role="region" aria-label="{}">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(look, label, heads, body)


def table_row(cells: Sequence[str]) -> Html:
    """A row of a table; its first cell names it, unless it is empty."""
    first, *others = cells
    head = Html('<th scope="row">{}</th>') if first else Html("<td>{}</td>")
    return Html("<tr>{}{}</tr>").format(
        head.format(first), join(*(Html("<td>{}</td>").format(cell) for cell in others))
    )
