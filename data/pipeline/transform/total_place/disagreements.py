"""Figures of the programme's record that do not agree, and what is known of why."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import yaml

from utils.config import PROGRAMME_DIR
from utils.errors import SourceSchemaError

FILE: Final = PROGRAMME_DIR / "disagreements.yml"
PARTS: Final = ("place", "subject", "figures", "explanation")


def build_disagreements(
    *, places: set[str], source: str, declared: dict[str, Any] | None = None
) -> pd.DataFrame:
    """Build `disagreements`.

    Args:
        places: ids that a row may be about; none at all stands for no one place.
        source: short name of the record.
        declared: the content of the file, if it is not to be read.

    Raises:
        SourceSchemaError: an entry has other parts, an unknown place, or stands twice.
    """
    if declared is None:
        declared = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = []
    for number, disagreement in enumerate(declared["disagreements"], start=1):
        if tuple(disagreement) != PARTS or not all(disagreement[part] for part in PARTS[1:]):
            raise _refuse(
                source, number, column="entry", received=disagreement, expected=f"the parts {PARTS}"
            )
        if disagreement["place"] is not None and disagreement["place"] not in places:
            expected = f"nothing or one of {sorted(places)}"
            raise _refuse(
                source, number, column="place", received=disagreement["place"], expected=expected
            )
        if any(
            (disagreement["place"], disagreement["subject"]) == (row["place_id"], row["subject"])
            for row in rows
        ):
            raise _refuse(
                source, number, column="subject", received=disagreement["subject"], expected="once"
            )
        rows.append(
            {
                "line": f"disagreement-{number:03d}",
                "place_id": disagreement["place"],
                "subject": disagreement["subject"],
                "figures": disagreement["figures"],
                "explanation": disagreement["explanation"],
                "source": source,
            }
        )
    return pd.DataFrame(rows)


def _refuse(
    source: str, number: int, *, column: str, received: object, expected: str
) -> SourceSchemaError:
    return SourceSchemaError(
        source=source,
        file=FILE.name,
        row=number,
        column=column,
        received=received,
        expected=expected,
    )
