"""Three sentences on what the record has of a theme: what there is, who pays, what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow
from utils.formatting import join_words
from utils.narrative.registers import counted, known


def theme_sentences(
    reader: RegisterReader, rows: Sequence[DeepDivesRow], *, projects: int
) -> list[str]:
    """Sentences on a theme; one that has nothing to say is left out.

    Args:
        reader: the registers, for the names of places.
        rows: figures of the theme.
        projects: how many projects of the theme there are.
    """
    if not rows:
        return [
            f"The sources give no figure for this theme, and name {counted(projects, 'project')}."
        ]
    found = [_what_there_is(reader, rows), _who(rows), _unknown(rows)]
    return [sentence for sentence in found if sentence]


def _what_there_is(reader: RegisterReader, rows: Sequence[DeepDivesRow]) -> str:
    names = sorted({reader.name(row["place_id"]) for row in rows})
    sources = len({row["source_title"] for row in rows})
    return (
        f"{counted(len(rows), 'figure')} from {counted(sources, 'source')}, about: "
        f"{'; '.join(names)}."
    )


def _who(rows: Sequence[DeepDivesRow]) -> str:
    """Who pays and who gains, of the figures whose sources say so."""
    said = [row for row in rows if row["paid_by"] or row["gained_by"]]
    pays = dict.fromkeys(row["paid_by"] for row in said if row["paid_by"])
    gains = dict.fromkeys(row["gained_by"] for row in said if row["gained_by"])
    parts = [
        f"who {verb} ({'; '.join(names)})"
        for verb, names in (("pays", pays), ("gains", gains))
        if names
    ]
    if not parts:
        return ""
    source, name = ("the source", "names") if len(said) == 1 else ("the sources", "name")
    return f"For {counted(len(said), 'figure')}, {source} {name} {join_words(parts)}."


def _unknown(rows: Sequence[DeepDivesRow]) -> str:
    """What the sources leave open: who pays for savings, whether they are cashable, and years."""
    savings = [row for row in rows if row["kind"] == "saving"]
    parts = []
    unpaid = sum(not row["paid_by"] for row in savings)
    if unpaid:
        parts.append(f"who pays for {_of(unpaid, savings, 'saving')}")
    open_kind = sum(not known(row["cashable"]) for row in savings)
    if open_kind:
        parts.append(f"whether {_of(open_kind, savings, 'saving')} can be taken out of budgets")
    undated = sum(row["financial_year"] is None for row in rows)
    if undated:
        parts.append(f"the year of {_of(undated, rows, 'figure')}")
    return f"The sources do not say {join_words(parts)}." if parts else ""


def _of(number: int, rows: Sequence[DeepDivesRow], noun: str) -> str:
    """A part of rows in words.

    >>> _of(2, [{}, {}], "saving"), _of(1, [{}, {}], "saving"), _of(1, [{}], "saving")
    ('the 2 savings', '1 of the 2 savings', 'the saving')
    """
    if number < len(rows):
        return f"{number} of the {len(rows)} {noun}s"
    return f"the {noun}" if number == 1 else f"the {number} {noun}s"
