"""A table as files: CSV, and XLSX with a sheet of notes. Written on a click, not before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.export.described import FIGURE, NOTES, describe_table, file_stem, title_columns
from data.export.neutral import write_safe_csv
from data.export.pool import DOCUMENTS
from utils.config import ENGLAND
from utils.narrative.place import unit_words
from utils.ui.shared.chart_links import offer_data_address
from utils.ui.shared.data_request import Figure, hand_over
from utils.ui.shared.loaders import load_places
from utils.ui.shared.offer import offer_file
from utils.ui.shared.versions import each_version

ENGLAND_NAME: Final = "England"
#: Units of charts that are no measure of the map.
OTHER_UNITS: Final = ("% of all residents", "correlation", "index", "Theil's index x 1,000")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@each_version
def place_codes() -> dict[str, str]:
    """GSS code of every place and region by its name; of a union, those of its members."""
    places = load_places()
    regions = places.maps.geography.areas("region")
    return {
        ENGLAND_NAME: ENGLAND,
        **dict(zip(regions["area_name"], regions["area_code"], strict=True)),
        **{place.name: " ".join(place.members) for place in places.places.values()},
    }


@each_version
def unit_names() -> frozenset[str]:
    """Units as titles name them."""
    measures = load_places().maps.measures.values()
    return frozenset({*OTHER_UNITS, *(unit_words(measure.unit) for measure in measures)})


def offer_table(
    table: pd.DataFrame,
    *,
    title: str,
    notes: Sequence[str],
    key: str,
    sources: Sequence[str] = (),
    with_address: bool = True,
) -> None:
    """Offer a table as CSV and as XLSX, and the address of its data.

    Args:
        table: what is offered.
        title: what it holds, with place, period, unit and price basis.
        notes: definitions, sources and caveats.
        key: name of the buttons, alone of its kind on the page.
        sources: short names of sources that the notes do not name.
        with_address: whether it has an address; charts show theirs, and files of staff have none.
    """
    if hand_over(Figure(key, title, table, notes, sources=sources)):
        return
    stem = file_stem(title, table, place_codes())
    offer_file(
        "CSV",
        data=lambda: write_csv(table, title=title, notes=notes),
        file_name=f"{stem}.csv",
        mime="text/csv",
        key=f"csv_{key}",
    )
    offer_file(
        "XLSX",
        data=lambda: write_workbook(table, title=title, notes=notes),
        file_name=f"{stem}.xlsx",
        mime=XLSX,
        key=f"xlsx_{key}",
    )
    if with_address:
        offer_data_address(key)


def write_csv(table: pd.DataFrame, *, title: str, notes: Sequence[str]) -> bytes:
    """Write rows, each with place, period, unit and title, the first also with the notes.

    No spreadsheet takes a cell for a formula or for a date.
    """
    return write_safe_csv(with_notes(describe_rows(table, title), title=title, notes=notes))


def with_notes(rows: pd.DataFrame, *, title: str, notes: Sequence[str]) -> pd.DataFrame:
    """Rows of a file, each with the title, the first also with the notes."""
    first = [" | ".join(notes), *[""] * (len(rows) - 1)][: len(rows)]
    return beside(rows, {FIGURE: title, NOTES: first})


def beside(rows: pd.DataFrame, columns: Mapping[str, str | list[str]]) -> pd.DataFrame:
    """Rows with more columns; one whose name the rows have already is named as of the file.

    >>> list(beside(pd.DataFrame({"Figure": [1]}), {"Figure": "Residents", "Notes": "-"}))
    ['Figure', 'Figure (of the file)', 'Notes']
    """
    named = {
        f"{name} (of the file)" if name in rows else name: cells for name, cells in columns.items()
    }
    return rows.assign(**named)


def write_workbook(table: pd.DataFrame, *, title: str, notes: Sequence[str]) -> bytes:
    """Write a sheet of data and a sheet of notes."""
    described = describe_rows(table, title)
    cells = described.astype(object).where(described.notna(), None)
    return DOCUMENTS.run(
        "workbook",
        {
            "title": title,
            "sheet": "Data",
            "data": {"columns": list(cells.columns), "rows": cells.to_numpy().tolist()},
            "notes": [["Title", title], *([_label(note), note] for note in notes)],
        },
    )


def describe_rows(table: pd.DataFrame, title: str) -> pd.DataFrame:
    """Rows with what only the title says of each: its place with its code, period and unit."""
    codes = place_codes()
    said = title_columns(title, table, codes, unit_names())
    return pd.concat(
        [pd.DataFrame(said, index=table.index), describe_table(table, codes)], axis="columns"
    )


def _label(note: str) -> str:
    return "Source" if note.startswith("Source") else "Note"
