"""What is declared of single figures of the deep dives: contradictions, and kinds of savings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from utils.config import PROGRAMME_DIR
from utils.errors import SourceSchemaError

TOPICS_FILE: Final = PROGRAMME_DIR / "programme_topics.yml"
NOT_SAID: Final = "not said"
#: What an entry may say of a saving, and the column that holds it.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "cashable": ("cashable", "not cashable", "partly", NOT_SAID),
    "gross_net": ("gross", "net", NOT_SAID),
}
SAID: Final[Mapping[str, str]] = {
    "cashable": "cashable",
    "gross_net": "gross_or_net",
    "over": "years_covered",
    "paid_by": "paid_by",
    "gained_by": "gained_by",
}
#: What names the row an entry is about: the beginning of a column's text, but a place whole.
NAMING: Final[Mapping[str, str]] = {"item": "item", "source": "source_title"}
SAVING: Final = "saving"
#: What is published of a saving of which nothing is declared.
UNDECLARED: Final[Mapping[str, str]] = dict.fromkeys(
    ("cashable", "gross_or_net", "years_covered"), NOT_SAID
)


def contradiction_notes(
    raw: RawFiles, frame: pd.DataFrame, entries: Sequence[Mapping[str, str]]
) -> pd.Series[str]:
    """The note on each figure that does not agree with others of its source.

    Args:
        raw: the raw files.
        frame: the deep dives as read.
        entries: as declared: place, beginning of the item, note.

    Raises:
        SourceSchemaError: an entry is about no row or about several.
    """
    notes = {
        _row_of(raw, frame, entry, section="contradictions"): entry["note"] for entry in entries
    }
    return pd.Series([notes.get(row) for row in frame.index], index=frame.index, dtype="str")


def saving_columns(
    raw: RawFiles, frame: pd.DataFrame, entries: Sequence[Mapping[str, str]]
) -> pd.DataFrame:
    """What the record says of each saving, and of the spend that buys it.

    A saving of which nothing is declared is "not said". A figure that is no saving and is not
    declared stays empty.

    Args:
        raw: the raw files.
        frame: the deep dives as read.
        entries: as declared, see the file.

    Raises:
        SourceSchemaError: an entry is about no row or about several, stands twice, or says what
            is not allowed.
    """
    savings = set(frame.index[frame["kind"] == SAVING])
    said = dict.fromkeys(savings, UNDECLARED)
    seen: set[int] = set()
    for entry in entries:
        _require_allowed(raw, entry)
        row = _row_of(raw, frame, entry, section="savings")
        if row in seen:
            raise _refused(raw, "savings", f"{entry['item']!r} twice", "one entry for each figure")
        seen.add(row)
        of_saving = sorted(set(entry) & set(CHOICES))
        if of_saving and row not in savings:
            received = f"{', '.join(of_saving)} of {entry['item']!r}"
            raise _refused(raw, "savings", received, "these of a row of the kind saving alone")
        default = UNDECLARED if row in savings else {"years_covered": NOT_SAID}
        said[row] = {**default, **{SAID[key]: entry[key] for key in set(entry) & set(SAID)}}
    columns = {
        column: pd.Series([said.get(row, {}).get(column) for row in frame.index], dtype="str")
        for column in SAID.values()
    }
    return pd.DataFrame(columns).set_axis(frame.index)


def _require_allowed(raw: RawFiles, entry: Mapping[str, str]) -> None:
    expected = {"place", *NAMING, *SAID}
    unknown = sorted(set(entry) - expected)
    if unknown:
        raise _refused(raw, "savings", unknown, f"some of {sorted(expected)}")
    for key, values in CHOICES.items():
        if entry.get(key, NOT_SAID) not in values:
            received = f"{entry[key]!r} as {key} of {entry['item']!r}"
            raise _refused(raw, "savings", received, f"one of {list(values)}")


def _row_of(raw: RawFiles, frame: pd.DataFrame, entry: Mapping[str, str], *, section: str) -> int:
    """Index of the one row an entry is about."""
    hit = frame["place_id"] == entry["place"]
    for key, column in NAMING.items():
        hit &= frame[column].str.startswith(entry.get(key, ""))
    if hit.sum() != 1:
        raise _refused(
            raw,
            section,
            f"{entry['item']!r} of {entry['place']!r}, which begins {hit.sum()} items",
            "the beginning of one item of the deep dives",
        )
    return int(frame.index[hit][0])


def _refused(raw: RawFiles, section: str, received: object, expected: str) -> SourceSchemaError:
    return SourceSchemaError(
        source=raw.declaration.source,
        file=TOPICS_FILE.name,
        column=section,
        received=received,
        expected=expected,
    )
