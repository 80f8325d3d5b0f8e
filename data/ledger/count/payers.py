"""Recognises the bodies that pay, by the text in which each payment names its payer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyarrow as pa

from data.ledger.bodies.bodies import PublicBody
from data.ledger.bodies.public_bodies import resolve_payer

#: A file is of a body if at least this part of its rows is.
NEARLY_ALL: Final = 0.9


def recognise_payers(texts: Iterable[Mapping[str, Any]]) -> dict[str, PublicBody]:
    """Find the body of each payer's text.

    A text of few rows that names no known body is of its file's body.

    Args:
        texts: as `expressions.payer_texts` gives them.
    """
    files: dict[str, Counter[str]] = {}
    for row in texts:
        files.setdefault(row["file_id"], Counter())[str(row["payer"])] += row["times"]
    bodies = {text: resolve_payer(text) for own in files.values() for text in own}
    for text in sorted(bodies):
        if bodies[text].kind == "unknown":
            chief = {_chief(own, bodies) for own in files.values() if text in own}
            if len(chief) == 1 and (only := chief.pop()) is not None:
                bodies[text] = only
    return {text: bodies[text] for text in sorted(bodies)}


def _chief(rows: Counter[str], bodies: Mapping[str, PublicBody]) -> PublicBody | None:
    """The known body of nearly all rows of a file; None where there is none."""
    (text, times), *_ = rows.most_common(1)
    known = bodies[text].kind != "unknown" and times >= rows.total() * NEARLY_ALL
    return bodies[text] if known else None


def payer_table(payers: Mapping[str, PublicBody]) -> pa.Table:
    """Payers as `expressions.named` joins them, by their text."""
    return pa.table(
        {
            "payer": pa.array(list(payers), pa.string()),
            "payer_id": pa.array([payer.body_id for payer in payers.values()], pa.string()),
            "payer_name": pa.array([payer.name for payer in payers.values()], pa.string()),
            "body_kind": pa.array([payer.kind for payer in payers.values()], pa.string()),
        }
    )
