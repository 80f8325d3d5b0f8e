"""Writes the payments of which it is asked how they are counted, to look at before an answer."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from data.export.neutral import write_safe_csv
from data.ledger.workspace import IN_QUESTION


def write_in_question(payments: pa.Table | None, folder: Path) -> Path | None:
    """Write the payments as CSV for a spreadsheet; gives the file, or None where there are none.

    Args:
        payments: as `count.in_question.list_in_question` gives them.
        folder: for the file, in which an older one is removed.
    """
    path = folder / IN_QUESTION
    path.unlink(missing_ok=True)
    if payments is None:
        return None
    path.write_bytes(write_safe_csv(payments.to_pandas()))
    return path
