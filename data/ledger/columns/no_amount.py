"""The error for a table without amounts, which says what its likeliest column has instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.ledger.columns.headers import RECOGNISED, known_names, mostly_known
from data.ledger.columns.vocabulary import AMOUNTS, name_scores
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import cell_text, shape_of
from data.ledger.core.errors import NoPaymentsError
from utils.formatting import format_count


def no_amount(
    names: Sequence[str], samples: Sequence[Sequence[object]], *, file: str
) -> NoPaymentsError:
    """Make the error for a table of which no column has amounts.

    Args:
        names: of the columns.
        samples: some cells of each column.
        file: what to call the table.
    """
    return NoPaymentsError(
        file=file,
        received=f"no column that has amounts, among {known_names(names)}{_why(names, samples)}",
        expected="a column of amounts, named so, or a mapping that says which it is",
    )


def _why(names: Sequence[str], samples: Sequence[Sequence[object]]) -> str:
    """What is wrong with the values of the column whose name is most like that of an amount."""
    scores = [max(name_scores(name).get(meaning, 0.0) for meaning in AMOUNTS) for name in names]
    at = max(range(len(names)), key=lambda at: scores[at])
    filled = [cell for cell in samples[at] if not is_blank(cell)]
    odd = [cell_text(cell) for cell in filled if read_amount(cell).amount is None]
    if scores[at] < RECOGNISED or not odd or not mostly_known(names):
        return ""
    shape, _ = Counter(map(shape_of, odd)).most_common(1)[0]
    return (
        f"; of {format_count(len(filled), 'value', 'values')} of {names[at]!r} looked at, "
        f"{len(odd):,} cannot be read as an amount, most written as {shape!r} "
        "(9 for a digit, x for letters)"
    )
