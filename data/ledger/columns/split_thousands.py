"""Amounts of 1,000 or more in a text whose commas part the cells too: 21,898.54 is two cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from data.ledger.core.amounts import is_blank, read_amount

#: The digits before the first comma, with what may be before them.
HEAD: Final = re.compile(r"[^\w.,]{0,4}[1-9][0-9]{0,2}")
MIDDLE: Final = re.compile(r"[0-9]{3}")
LAST: Final = re.compile(r"[0-9]{3}(\.[0-9]{1,2})?[^\w.,]{0,2}")
#: An amount has at most so many commas.
MOST_COMMAS: Final = 3

Cells = Sequence[object]


@dataclass(frozen=True)
class RowsWritten:
    """How the rows of a table are written.

    Attributes:
        width: how many columns the table has.
        usual: how many cells a row has, with blank ones behind the last column.
        split: position of the amounts that commas split; None where none was seen.
    """

    width: int
    usual: int
    split: int | None

    def mended(self, cells: Cells) -> Cells:
        """A row with its split amount joined, if it is split where others are."""
        if self.split is None or self.split not in places(cells, self.usual):
            return cells
        return joined(cells, self.split, self.usual)


def places(cells: Cells, usual: int) -> tuple[int, ...]:
    """Positions at which cells may be one amount, whose parts alone make the row too long."""
    more = len(cells) - usual
    if not 0 < more <= MOST_COMMAS:
        return ()
    return tuple(at for at in range(usual) if _is_split(cells[at : at + more + 1]))


def joined(cells: Cells, at: int, usual: int) -> list[object]:
    """A row with the parts of its amount joined, of as many cells as usual."""
    end = at + len(cells) - usual + 1
    return [*cells[:at], _together(cells[at:end]), *cells[end:]]


def rows_written(rows: Sequence[Cells], named: int) -> RowsWritten:
    """Find how many columns a table has: as many as most rows have, or as the header names.

    Cells that are parts of split amounts make no column.

    Args:
        rows: the first rows below the header.
        named: position of the last column that the header names, from 1; 0 without a header.
    """
    filled = [cells[:width] for cells in rows if (width := _filled(cells))]
    widths = Counter(map(len, filled))
    common = sorted(width for width, count in widths.items() if count * 10 >= widths.total())
    candidates = [width for width in sorted({named, *common}) if width >= max(named, 1)] or [named]
    width = next(width for width in candidates if _explains(filled, width, common))
    lengths = Counter(
        len(cells) for cells in rows if len(cells) >= width and not _neighbours(cells)
    )
    usual = max(lengths, key=lambda length: lengths[length], default=width)
    # Codes that stand beside each other in every row are not what makes some rows longer.
    codes = {at for cells in rows if len(cells) == usual for at in _neighbours(cells)}
    found = Counter(at for cells in rows for at in places(cells, usual) if at not in codes)
    return RowsWritten(width, usual, max(found, key=lambda at: found[at], default=None))


def _explains(filled: Sequence[Cells], width: int, common: Sequence[int]) -> bool:
    """Whether rows that are longer than a width, if any are common, mostly have split amounts."""
    longer = [cells for cells in filled if len(cells) > width and len(cells) in common]
    return sum(bool(places(cells, width)) for cells in longer) * 2 >= len(longer)


def _filled(cells: Cells) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if not is_blank(cell)), default=0)


def _neighbours(cells: Cells) -> list[int]:
    return [at for at, pair in enumerate(pairwise(cells)) if _is_split(pair)]


def _is_split(parts: Cells) -> bool:
    texts = [part.strip() if isinstance(part, str) else "" for part in parts]
    return (
        HEAD.fullmatch(texts[0]) is not None
        and all(map(MIDDLE.fullmatch, texts[1:-1]))
        and LAST.fullmatch(texts[-1]) is not None
        and read_amount(_together(parts)).amount is not None
    )


def _together(parts: Cells) -> str:
    return ",".join(str(part).strip() for part in parts)
