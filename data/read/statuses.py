"""What a figure is: counted, shared out, estimated in part, doubtful or missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.rows import Status
from utils.formatting import join_words

COMPUTED: Final = "computed"
APPORTIONED: Final = "apportioned in part"
ESTIMATED: Final = "partly estimated"
DOUBTFUL: Final = "doubtful"
MISSING: Final = "missing"
#: Statuses of a figure that is shown only with its note.
NOTED: Final[tuple[Status, ...]] = (ESTIMATED, DOUBTFUL)
#: How each is called in a legend.
NOTED_WORDS: Final[Mapping[Status, str]] = {
    ESTIMATED: "partly estimated",
    DOUBTFUL: "may include an error",
}
#: Between the names of bodies in a cell of a table.
BETWEEN: Final = "; "
MOST_NAMED: Final = 3


def noted_rows(statuses: Sequence[object]) -> dict[str, list[int]]:
    """Rows of each status that is shown with a note, by its words; nothing where no row has any.

    >>> noted_rows(["computed", "doubtful", "doubtful"])
    {'partly estimated': [], 'may include an error': [1, 2]}
    >>> noted_rows(["computed"])
    {}
    """
    found: dict[str, list[int]] = {words: [] for words in NOTED_WORDS.values()}
    for row, status in enumerate(statuses):
        for noted, words in NOTED_WORDS.items():
            if status == noted:
                found[words].append(row)
    return found if any(found.values()) else {}


def mainly_measured_rows(mainly_estimated: Sequence[bool]) -> list[int] | None:
    """Rows that are not mainly estimated; None where no row is, as nothing is marked then.

    >>> mainly_measured_rows([True, False, True])
    [1]
    >>> mainly_measured_rows([False])
    """
    if not any(mainly_estimated):
        return None
    return [row for row, mainly in enumerate(mainly_estimated) if not mainly]


def words_for_bodies(bodies: str) -> str:
    """Name bodies in a sentence: at most three, then how many more.

    >>> words_for_bodies("Babergh; Mid Suffolk")
    'Babergh and Mid Suffolk'
    """
    names = bodies.split(BETWEEN)
    if len(names) <= MOST_NAMED:
        return join_words(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
