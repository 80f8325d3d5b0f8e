"""What a figure is: counted, shared out, estimated in part, doubtful or missing."""

from __future__ import annotations

from typing import Final

from utils.formatting import join_words

COMPUTED: Final = "computed"
APPORTIONED: Final = "apportioned in part"
ESTIMATED: Final = "partly estimated"
DOUBTFUL: Final = "doubtful"
MISSING: Final = "missing"
#: Statuses of a figure that is shown only with its note.
NOTED: Final = (ESTIMATED, DOUBTFUL)
#: Between the names of bodies in one cell of a table.
BETWEEN: Final = "; "
MOST_NAMED: Final = 3


def words_for_bodies(bodies: str) -> str:
    """Name bodies in a sentence: at most three, then how many more.

    >>> words_for_bodies("Babergh; Mid Suffolk")
    'Babergh and Mid Suffolk'
    """
    names = bodies.split(BETWEEN)
    if len(names) <= MOST_NAMED:
        return join_words(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
