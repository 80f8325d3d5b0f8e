"""What is said of a table's map in words: what it shows, what was left out, where it is from."""

from __future__ import annotations

from typing import Final

from data.own_table.composing import OwnMap
from data.own_table.gathering import AreaFigure, Gathered
from data.own_table.gazetteer import count_words

BOUNDARIES: Final = (
    "Boundaries: Office for National Statistics, Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)
GENERALISED: Final = (
    "Points are placed by the boundaries of small areas, which their publisher has generalised: a "
    "point near a border may be counted on its other side."
)


def summary(own: OwnMap) -> str:
    """What the map shows, in a few sentences."""
    values = [figure.value for figure in own.gathered.figures]
    write, classes = own.classes.write, own.classes
    counts = "; ".join(
        f"{label}: {count:,}"
        for label, count in zip(classes.labels, classes.counts(values), strict=True)
    )
    return (
        f"{own.title}, from {own.table.file}: {count_words(len(values), own.level)}, from "
        f"{write(min(values))} to {write(max(values))}. Areas in each class: {counts}. "
        f"{rows_words(own.gathered)}"
    )


def rows_words(gathered: Gathered) -> str:
    """How many rows are in a figure and how many are not."""
    used, left = rows_used(gathered.figures), len(gathered.unmatched)
    if not left:
        return f"All {used:,} rows are matched."
    verb = "is" if left == 1 else "are"
    return f"{used:,} of {used + left:,} rows are matched; {left:,} {verb} not, and listed."


def rows_used(figures: tuple[AreaFigure, ...]) -> int:
    """Number of rows in figures."""
    return sum(len(figure.rows) for figure in figures)


def notes_of(own: OwnMap) -> list[str]:
    """Where everything is from, and how it was made."""
    made = sum(figure.how.startswith(("sum", "mean")) for figure in own.gathered.figures)
    notes = [
        f"Source of “{own.title}”: the file {own.table.file}"
        + (f", sheet {own.table.sheet}" if own.table.sheet else "")
        + f"; placed by {own.where.words}. It is no figure of this atlas and was not checked.",
    ]
    if own.request.only:
        asked = "; ".join(f"{column}: {text}" for column, text in own.request.only)
        notes.append(f"Only rows that say this are used: {asked}.")
    if made:
        notes.append(f"The figures of {made:,} areas are made of several rows.")
    if own.points is not None:
        notes.append(GENERALISED)
    if own.beside is not None:
        notes.append(own.beside.credit)
    return [*notes, BOUNDARIES]
